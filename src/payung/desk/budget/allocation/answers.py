"""Plans as data and as sentences: what the command prints and the page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from payung.core.planning import Cut, Plan, Reach, binding, left_out
from payung.desk.budget.allocation.question import Posed
from payung.programme.funds.models import Fund


@dataclass(slots=True)
class FundRow:
    """One fund over all its villages: rupiah it may spend, spends in the plan, has left."""

    fund: Fund
    ceiling: int | None = 0
    spent: int = 0
    heads: int = 0
    extra: int = 0
    binds: int = 0
    """Villages in which its ceiling or quota keeps somebody out."""

    @property
    def left(self) -> int | None:
        return None if self.ceiling is None else self.ceiling - self.spent


@dataclass(slots=True)
class VillageRow:
    """One village: people asked about, covered at the end of the plan, and why others are not."""

    code: str
    name: str
    asked: int = 0
    covered_now: int = 0
    reached: int = 0
    lapsing: int = 0
    floor: int = 0
    missing: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def out(self) -> int:
        return self.asked - self.reached


def by_fund(posed: Posed, plan: Plan) -> list[FundRow]:
    """The plan's money by fund, in the order of their names."""
    bound = {entry.purse.key for entry in binding(plan)}
    rows: dict[int, FundRow] = {}
    for entry in plan.spent:
        fund = posed.shares[entry.purse.key].fund
        row = rows.setdefault(fund.pk, FundRow(fund))
        row.spent += entry.rupiah
        row.heads += entry.heads
        row.extra += plan.extra.get(entry.purse.key, 0)
        row.binds += entry.purse.key in bound
        if entry.purse.ceiling is None or row.ceiling is None:
            row.ceiling = None
        else:
            row.ceiling += entry.purse.ceiling
    return sorted(rows.values(), key=lambda row: (row.fund.name, row.fund.pk))


def by_village(posed: Posed, plan: Plan) -> list[VillageRow]:
    """The plan's people by village, in the order of the codes."""
    rows = {
        code: VillageRow(code, area.title, floor=plan.question.floors.get(code, 0))
        for code, area in posed.villages.items()
    }
    for group in plan.question.groups:
        row = rows.setdefault(group.place, VillageRow(group.place, group.place))
        row.asked += group.heads
        row.covered_now += group.heads if group.covered else 0
        row.reached += plan.reached_by[group.key]
        row.lapsing += plan.left_out(group) if group.covered else 0
    for code, missing in plan.missing.items():
        rows[code].missing = missing
    for left in left_out(plan):
        known = rows[left.group.place].reasons
        known += [text for barred in left.barred if (text := barred.text()) not in known]
    return [rows[code] for code in sorted(rows)]


def of_plan(posed: Posed, plan: Plan) -> dict[str, Any]:
    """A plan as JSON: money in rupiah, people in heads, aims with the bound that nothing beats."""
    question = plan.question
    return {
        "asked": question.heads,
        "covered_now": sum(group.heads for group in question.groups if group.covered),
        "reached": plan.reached,
        "lapsing": sum(heads for _group, heads in plan.lapsing),
        "head_months": plan.head_months,
        "rupiah": plan.cost,
        "missing_to_floor": sum(plan.missing.values()),
        "funds": [
            {
                "code": row.fund.code, "name": row.fund.name, "ceiling": row.ceiling,
                "rupiah": row.spent, "left": row.left, "heads": row.heads, "extra": row.extra,
                "villages_bound": row.binds,
            }
            for row in by_fund(posed, plan)
        ],
        "villages": [
            {
                "code": row.code, "name": row.name, "asked": row.asked,
                "covered_now": row.covered_now, "reached": row.reached, "lapsing": row.lapsing,
                "floor": row.floor, "missing_to_floor": row.missing, "reasons": row.reasons,
            }
            for row in by_village(posed, plan)
        ],
        "aims": [
            {"aim": aim.name, "value": aim.value, "bound": aim.bound} for aim in plan.aims
        ],
    }  # fmt: skip


def of_reach(posed: Posed, found: Reach, today: Plan) -> dict[str, Any]:
    """What a share of everybody would cost, and with which payers.

    `extra` is rupiah beyond today's ceilings, `more` rupiah beyond today's plan.
    """
    return {
        "percent": float(100 * found.share),
        "heads": found.heads,
        "extra": found.extra,
        "more": max(0, found.plan.cost - today.cost),
        "rupiah": found.plan.cost,
        "funds": [
            {"code": row.fund.code, "name": row.fund.name, "rupiah": row.spent, "extra": row.extra}
            for row in by_fund(posed, found.plan)
        ],
    }


def of_cut(posed: Posed, found: Cut) -> dict[str, Any]:
    """Who lapses after a cut, when, what their families could lose, and who could carry them."""
    return {
        "heads": found.heads,
        "stake": found.stake,
        "rupiah_before": found.before.cost,
        "rupiah_after": found.after.cost,
        "lapses": list(_lapses(posed, found)),
    }


def _lapses(posed: Posed, found: Cut) -> Iterable[dict[str, Any]]:
    by_place: dict[tuple[str, str], dict[str, Any]] = {}
    carried: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for lapse in found.lapses:
        key = (lapse.group.place, lapse.last)
        village = posed.villages.get(lapse.group.place)
        row = by_place.setdefault(
            key,
            {
                "village": lapse.group.place, "name": village.title if village else "",
                "heads": 0, "last_month": lapse.last or None, "stake": 0,
            },
        )  # fmt: skip
        row["heads"] += lapse.heads
        row["stake"] += lapse.stake
        for rescue in lapse.rescues:
            carried[key][posed.shares[rescue.purse.key].fund.code] += rescue.rupiah
    for key in sorted(by_place):
        yield {**by_place[key], "could_carry": dict(sorted(carried[key].items()))}
