"""Figures counted again in part: what acts may have changed, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from payung.base.territory.actor import Actor, contains
from payung.programme.membership.figures import (
    RegionFigures,
    Rows,
    VillageFigures,
    add_active,
    add_lists,
    groups_of,
)
from payung.programme.membership.rules_in_force import RulesInForce


@dataclass(frozen=True, slots=True)
class News:
    """What may have changed: regions by the part of their figures, and the reading of them all."""

    lists: tuple[str, ...]
    members: tuple[str, ...]
    rules: bool

    @classmethod
    def of_all(cls, place: str) -> News:
        """Everything in a place."""
        return cls((place,), (place,), rules=True)


def recounted(actor: Actor, old: RegionFigures, news: News) -> RegionFigures:
    """The figures with what may have changed counted again; `old` stays as it is.

    At most four statements whatever the region's size, and the cost of what they read: where only
    the rules changed, no member is counted. A row that turns out the same is the old row, with
    all that was drawn of it.
    """
    listed = _touched(old, news.lists)
    again = _touched(old, news.members)
    read = {v.code for v in old.villages} if news.rules else again
    rows = {
        v.code: v.again(lists=v.code in listed, members=v.code in read)
        for v in old.villages
        if v.code in listed or v.code in read
    }
    rules = RulesInForce(old.area.code, old.on) if news.rules else old.rules
    villages = [rows.get(v.code, v) for v in old.villages]
    counted = RegionFigures(old.area, old.year, old.on, villages, rules, old.groups)
    if listed:
        add_lists(_some(rows, listed, old, news.lists), actor, old.year)
    if again:
        fresh = _some(rows, again, old, news.members)
        others = [g for g in old.groups if fresh.get(g[0]) is None]
        counted.groups = others + groups_of(fresh, actor, old.on)
    if read:
        add_active(_some(rows, read, old, (old.area.code,) if news.rules else news.members),
                    actor, counted)  # fmt: skip
    _keep_same(old, counted)
    return counted


def _touched(old: RegionFigures, areas: Sequence[str]) -> set[str]:
    """Rows that some regions hold, or lie in."""
    return {
        v.code
        for v in old.villages
        if any(contains(a, v.code) or contains(v.code, a) for a in areas)
    }


def _some(
    rows: dict[str, VillageFigures], codes: set[str], old: RegionFigures, areas: Sequence[str]
) -> Rows:
    chosen = {code: rows[code] for code in codes}
    whole = old.area.code in areas
    return Rows(chosen, (old.area.code,) if whole else tuple(chosen))


def _keep_same(old: RegionFigures, counted: RegionFigures) -> None:
    pairs = zip(old.villages, counted.villages, strict=True)
    counted.villages = [before if before == now else now for before, now in pairs]
    if all(a is b for a, b in zip(old.villages, counted.villages, strict=True)):
        counted.drawn = old.drawn
