"""Who is said to be an active member at BPJS outside this register: told by who keeps such news."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Literal, NamedTuple


class ActiveAtBpjs(NamedTuple):
    """What a list of BPJS says of one person.

    `segment` is "" where the list does not tell it. `sure`: a named human confirmed it. `source`
    names the file and row, `on` the day of the list.
    """

    segment: Literal["bpu", "pu", ""]
    sure: bool
    source: str
    on: date


Source = Callable[[Collection[int]], Mapping[int, ActiveAtBpjs]]
_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Name who knows such news; called once at start-up."""
    _sources[:] = [source]


def active_at_bpjs(people: Collection[int]) -> Mapping[int, ActiveAtBpjs]:
    """By person, what a list of BPJS says; nobody where it says nothing. One statement."""
    return _sources[0](people) if _sources and people else {}
