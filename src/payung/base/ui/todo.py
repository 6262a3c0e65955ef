"""What waits for whom: rooms register a provider, the room of tasks shows all in order of harm."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from django.http import HttpRequest

from payung.base.territory.actor import Actor

SECONDS_KEPT, MOST_KEPT = 60, 5000


class Harm(IntEnum):
    """What happens if it is left lying; the order of the page."""

    FAMILY = 90  # a family loses cover or money
    DEADLINE = 70  # a date passes
    OTHERS_WAIT = 50  # somebody else cannot go on
    REPAIR = 30  # data stay wrong
    NEWS = 10


@dataclass(frozen=True, slots=True)
class Task:
    """One line: what to do, why it matters, where. `count` is how many things it stands for."""

    harm: Harm
    title: str
    why: str
    url: str
    count: int = 1
    area: str = ""


Provider = Callable[[Actor], Iterable[Task]]
_providers: dict[str, Provider] = {}
_counts: dict[Actor, tuple[float, int]] = {}


def register(room: str, provider: Provider) -> None:
    """Add a room's provider: at most two statements, nothing outside the actor's reach."""
    _providers[room] = provider


def tasks_for(actor: Actor) -> list[Task]:
    """All that waits for the actor, the most harmful first."""
    found = [task for provider in _providers.values() for task in provider(actor)]
    return sorted(found, key=lambda task: (-task.harm, task.area, task.title))


def count_for(request: HttpRequest) -> int:
    """The number beside the word Tugas; kept for a minute, or until the actor does something."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return 0
    told: list[Task] | None = getattr(request, "_tasks", None)
    now, known = time.monotonic(), _counts.get(actor)
    if told is None and known is not None and now - known[0] < SECONDS_KEPT:
        return known[1]
    if len(_counts) > MOST_KEPT:
        _counts.clear()
    count = len(tasks_for(actor) if told is None else told)
    _counts[actor] = (now, count)
    return count


def forget(actor: Actor) -> None:
    """Count anew at the next page: the actor has just done something."""
    _counts.pop(actor, None)
