"""What waits for whom: rooms register a provider, the room of tasks shows all in order of harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from payung.base.territory.actor import Actor


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


def register(room: str, provider: Provider) -> None:
    """Add a room's provider: at most two statements, nothing outside the actor's reach."""
    _providers[room] = provider


def tasks_for(actor: Actor) -> list[Task]:
    """All that waits for the actor, the most harmful first."""
    found = [task for provider in _providers.values() for task in provider(actor)]
    return sorted(found, key=lambda task: (-task.harm, task.area, task.title))


def count_for(request: Any) -> int:
    """The number beside the word Tugas; computed once per request."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return 0
    known: list[Task] | None = getattr(request, "_tasks", None)
    if known is None:
        known = request._tasks = tasks_for(actor)
    return len(known)
