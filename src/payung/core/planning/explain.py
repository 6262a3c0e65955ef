"""Why a plan is as it is: what binds, who is left out, and the reason for each, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from payung.core.calendar import Lang
from payung.core.planning.facts import Group, Purse
from payung.core.planning.grid import price_in
from payung.core.planning.plan import Plan, Spent


class Bar(StrEnum):
    """Why a purse does not pay for somebody left out."""

    RULE = "rule"
    CEILING = "ceiling"
    QUOTA = "quota"
    MONTHS = "months"


_BARS: dict[Bar, dict[Lang, str]] = {
    Bar.RULE: {"id": "tidak boleh membayar: {why}", "en": "may not pay: {why}"},
    Bar.CEILING: {"id": "pagu terpakai, sisa Rp{left}", "en": "ceiling used up, Rp{left} left"},
    Bar.QUOTA: {"id": "kuota {quota} orang penuh", "en": "quota of {quota} people is full"},
    Bar.MONTHS: {
        "id": "hanya membayar {months} dari {all} bulan",
        "en": "pays for only {months} of {all} months",
    },
}


@dataclass(frozen=True, slots=True)
class Barred:
    """One purse beside one group left out, and what stands between them."""

    purse: Purse
    bar: Bar
    why: str
    left: int
    months: int
    months_asked: int

    def text(self, lang: Lang = "id") -> str:
        """The reason in words.

        >>> from payung.core.calendar import Month
        >>> village = Purse("a", "APBDes Kewar", frozenset([Month(2026, 1)]), 16_799)
        >>> Barred(village, Bar.CEILING, "", 16_799, 1, 1).text()
        'APBDes Kewar: pagu terpakai, sisa Rp16.799'
        """
        left = f"{self.left:,}"
        words = _BARS[self.bar][lang].format(
            why=self.why,
            left=left if lang == "en" else left.replace(",", "."),
            quota=self.purse.quota,
            months=self.months,
            all=self.months_asked,
        )
        return f"{self.purse.name}: {words}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Heads of a group without cover at the end, with every purse of the plan that could matter."""

    group: Group
    heads: int
    barred: tuple[Barred, ...]


def left_out(plan: Plan) -> Iterator[LeftOut]:
    """Everybody whom the plan does not cover at its end, group by group."""
    spent = {entry.purse.key: entry for entry in plan.spent}
    for group in plan.question.groups:
        heads = plan.left_out(group)
        if heads:
            named = [key for key in spent if key in group.prices or key in group.refused]
            yield LeftOut(group, heads, tuple(_barred(plan, group, spent[key]) for key in named))


def _barred(plan: Plan, group: Group, entry: Spent) -> Barred:
    purse, asked = entry.purse, len(plan.question.months)
    months = sum(1 for month in plan.question.months if month in purse.months)
    left = entry.left if entry.left is not None else 0

    def because(bar: Bar, why: str = "") -> Barred:
        return Barred(purse, bar, why, left, months, asked)

    if purse.key not in group.prices:
        return because(Bar.RULE, group.refused.get(purse.key, ""))
    if entry.left is not None and entry.left < _one_head(plan, group, purse):
        return because(Bar.CEILING)
    if purse.quota is not None and entry.heads >= purse.quota:
        return because(Bar.QUOTA)
    return because(Bar.MONTHS if months < asked else Bar.CEILING)


def _one_head(plan: Plan, group: Group, purse: Purse) -> int:
    """Rupiah to pay one more head for all months that the purse pays."""
    prices = group.prices[purse.key]
    each = (price_in(piece, prices) for piece in plan.pieces if purse.months >= set(piece.months))
    return sum(price for price in each if price is not None)


def binding(plan: Plan) -> tuple[Spent, ...]:
    """Purses whose ceiling or quota keeps somebody out, in the order of the question."""
    keys = {
        barred.purse.key
        for left in left_out(plan)
        for barred in left.barred
        if barred.bar in (Bar.CEILING, Bar.QUOTA)
    }
    return tuple(entry for entry in plan.spent if entry.purse.key in keys)
