"""The residents of village after village, drawn and spoiled a little; no database is asked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from payung.edge.demo.faults import plant
from payung.edge.demo.layouts import TELLS_LIFE, VillageFile, file_of, layout_of
from payung.edge.demo.names import book_of
from payung.edge.demo.people import Place, Resident, VillageMaker

SEED = 2026
Drawn = tuple[list[Resident], Counter[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be drawn: so many residents of each village, as of a day."""

    villages: tuple[tuple[Place, int], ...]
    today: dt.date


def maker(place: Place, today: dt.date) -> VillageMaker:
    """The same village's people every time."""
    return VillageMaker(place, book_of("belu"), today, SEED)


def drawn(wanted: Wanted) -> Iterator[Drawn]:
    """Each village's people as its file has them, and the faults among them.

    A NIK of the village before turns up in each, so that none can be drawn alone.
    """
    neighbours: list[Resident] = []
    for place, count in wanted.villages:
        people = maker(place, wanted.today).residents(count)
        tells = layout_of(place) in TELLS_LIFE
        faults = plant(people, neighbours, place.code, wanted.today, tells_life=tells)
        yield people, faults
        neighbours = people


class _Turn:
    """Where drawing stands, for who asks for one village after the other."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted, self.next, self._drawn = wanted, 0, drawn(wanted)

    def take(self, number: int) -> Drawn:
        while self.next < number:
            next(self._drawn)
            self.next += 1
        self.next += 1
        return next(self._drawn)


_turns: list[_Turn] = []


def people_at(wanted: Wanted, number: int) -> Drawn:
    """The village of a number, from 0; drawing goes on from the last one asked for."""
    if not _turns or _turns[0].wanted != wanted or _turns[0].next > number:
        _turns[:] = [_Turn(wanted)]
    return _turns[0].take(number)


def file_at(wanted: Wanted, number: int) -> tuple[VillageFile, Counter[str]]:
    """The file of the village of a number, and the faults in it."""
    people, faults = people_at(wanted, number)
    return file_of(wanted.villages[number][0], people), faults


def people_of(wanted: Wanted, numbers: Sequence[int]) -> list[list[Resident]]:
    """The people of some villages, by rising number."""
    return [people_at(wanted, number)[0] for number in numbers]
