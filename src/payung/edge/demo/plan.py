"""How large the demo is and how its people are spread over the villages of Belu."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from payung.base.territory.models import Area
from payung.edge.demo.drawing import SEED as SEED
from payung.edge.demo.drawing import Wanted
from payung.edge.demo.people import Place

REGENCY = "53.04"
KEWAR = "53.04.01.2001"
MEMBERS_2023 = 5829
"""Vulnerable members in 69 villages of Belu (timexkupang.fajar.co.id, 22 May 2023)."""
KEWAR_MEMBERS = 104
TARGET = 100
"""Workers a desa is asked to cover at least (governor of NTT, November 2022)."""


@dataclass(frozen=True, slots=True)
class Size:
    """`residents` of the whole register; `districts` limits the kecamatan (0 = all).

    `most` is the most members of a village.
    """

    name: str
    residents: int
    districts: int = 0
    most: int = 112


SIZES = {
    s.name: s
    for s in (
        Size("tiny", 1080, 1, most=20),
        Size("small", 3300, 1),
        Size("belu", 30_000),
        Size("full", 232_788),
    )
}  # fmt: skip
"""`tiny` is the tests'; the others can be asked for on the command line."""


@dataclass(frozen=True, slots=True)
class Village:
    """One village in the demo: how many live there, how many vulnerable members it gets."""

    area: Area
    place: Place
    residents: int
    members: int
    quota: int

    @property
    def is_desa(self) -> bool:
        return self.area.kind == Area.Kind.DESA


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is decided before the first act."""

    size: Size
    today: dt.date
    villages: tuple[Village, ...]

    @property
    def year(self) -> int:
        return self.today.year

    @property
    def listed_on(self) -> dt.date:
        """When the lists of the year are made: early in January, never after today."""
        return min(dt.date(self.year, 1, 8), self.today)

    @property
    def decreed_on(self) -> dt.date:
        """When they are decreed: the middle of January, never after today."""
        return min(dt.date(self.year, 1, 14), self.today)

    @property
    def eager(self) -> tuple[str, ...]:
        """Desa whose operator proposes somebody over age."""
        return self._every(8, start=4)

    @property
    def late(self) -> tuple[str, ...]:
        """Desa whose last two months have not arrived."""
        return self._every(11, start=6)

    @property
    def stopped(self) -> tuple[str, ...]:
        """Desa whose last four months have not arrived: their members have lapsed."""
        return self._every(16, start=10)

    @property
    def gap(self) -> tuple[str, ...]:
        """A desa of whose months one in the middle never arrived at BPJS."""
        return self._every(100, start=3)

    @property
    def changing(self) -> tuple[str, ...]:
        """Desa that send a later list: a member has died, another became a civil servant."""
        return self._every(9, start=2)

    def _every(self, step: int, *, start: int) -> tuple[str, ...]:
        """Desa by their turn; Kewar, the first, is left in order."""
        desa = [v.area.code for v in self.villages if v.is_desa]
        return tuple(desa[start % len(desa) :: step])

    @property
    def wanted(self) -> Wanted:
        """The residents of all villages, to be drawn."""
        return Wanted(tuple((v.place, v.residents) for v in self.villages), self.today)

    def village(self, code: str) -> Village:
        return next(v for v in self.villages if v.area.code == code)


def make_plan(size: Size, today: dt.date) -> Plan:
    """Spread residents and members; desa sum to the published 5.829 when all are there."""
    areas = list(
        Area.objects.in_area(REGENCY)
        .filter(level=Area.Level.VILLAGE)
        .select_related("parent")
        .order_by("code")
    )
    numbered = list(enumerate(areas))
    if size.districts:
        kept = sorted({a.code[:8] for a in areas})[: size.districts]
        numbered = [(n, a) for n, a in numbered if a.code[:8] in kept]
    each = size.residents // len(numbered)
    members = _members([a for _n, a in numbered], whole=not size.districts)
    villages = tuple(
        Village(
            area,
            Place(area.code, area.name, area.parent.name if area.parent else "", n),
            each,
            min(size.most, members[area.code]),
            max(TARGET, members[area.code]) if area.kind == Area.Kind.DESA else 60,
        )
        for n, area in numbered
    )
    return Plan(size, today, villages)


def _members(areas: list[Area], *, whole: bool) -> dict[str, int]:
    rng = Random(SEED)  # noqa: S311 - a spread, not a key
    found = {a.code: rng.randint(58, 108) for a in areas if a.kind == Area.Kind.DESA}
    found[KEWAR] = KEWAR_MEMBERS
    if whole:
        _level(found, MEMBERS_2023)
    return found | {a.code: rng.randint(25, 48) for a in areas if a.kind != Area.Kind.DESA}


def _level(found: dict[str, int], total: int) -> None:
    """Add or take one by one, Kewar aside, until the sum is the published one."""
    codes = [code for code in sorted(found) if code != KEWAR]
    step = 1 if sum(found.values()) < total else -1
    at = 0
    while sum(found.values()) != total:
        code = codes[at % len(codes)]
        if 40 <= found[code] + step <= 112:
            found[code] += step
        at += 1
