"""Which value of a setting holds, where and when, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from payung.base.policy.catalogue import CATALOGUE
from payung.base.policy.models import Setting
from payung.base.worded import worded_once


@dataclass(frozen=True, slots=True)
class InForce:
    """A value with its ground; `decided` tells a district's own decision from the default."""

    code: str
    value: Any
    decided: bool
    reference: str
    confidence: str
    valid_from: date | None = None


def in_force(code: str, *, area: str, on: date, scope: str = "") -> InForce:
    """The value of the nearest region (village, then district … then country) on a day.

    Falls back from `scope` to no scope, then to the catalogue's default. One statement.
    """
    return all_in_force([code], area=area, on=on, scope=scope)[code]


def all_in_force(
    codes: Iterable[str], *, area: str, on: date, scope: str = ""
) -> dict[str, InForce]:
    """The same for several settings at once; one statement."""
    wanted = list(codes)
    rows = _held(wanted, [scope, ""], ancestors(area), on)
    return {code: _best(code, [r for r in rows if r.code == code], scope) for code in wanted}


@worded_once
def _held(codes: list[str], scopes: list[str], areas: list[str], on: date) -> QuerySet[Setting]:
    return Setting.objects.filter(
        code__among=codes, scope__among=scopes, area__among=areas, valid_from__lte=on
    )


@worded_once
def _ever(codes: list[str], areas: list[str]) -> QuerySet[Setting]:
    return Setting.objects.filter(code__among=codes, area__among=areas)


def _best(code: str, rows: list[Setting], scope: str) -> InForce:
    best = max(rows, key=lambda s: (s.scope == scope, len(s.area), s.valid_from), default=None)
    if best is None:
        kind = CATALOGUE[code]
        return InForce(code, kind.default, False, str(kind.reference), kind.confidence)
    return InForce(code, best.value, True, best.paper, best.confidence, best.valid_from)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All values of one setting that can hold in a region, read once and asked many times."""

    code: str
    rows: tuple[Setting, ...]

    def at(self, on: date, scope: str = "") -> InForce:
        """What `in_force` would answer, without a statement."""
        held = [r for r in self.rows if r.valid_from <= on and r.scope in {scope, ""}]
        return _best(self.code, held, scope)


def timeline(code: str, *, area: str) -> Timeline:
    """The setting's values for a region over all time and scopes; one statement."""
    return timelines([code], area=area)[code]


def timelines(codes: Iterable[str], *, area: str) -> dict[str, Timeline]:
    """The same for several settings at once; one statement."""
    wanted = list(codes)
    rows = _ever(wanted, ancestors(area))
    return {code: Timeline(code, tuple(r for r in rows if r.code == code)) for code in wanted}


def ancestors(area: str) -> list[str]:
    """The region and all that hold it, widest first.

    >>> ancestors("53.04.01")
    ['', '53', '53.04', '53.04.01']
    """
    parts = area.split(".") if area else []
    return [""] + [".".join(parts[: n + 1]) for n in range(len(parts))]
