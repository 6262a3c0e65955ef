"""What would reaching x percent cost, and who lapses if money is cut?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction

from payung.core.planning.facts import Group, PlanRefused, Purse, Question
from payung.core.planning.grid import price_in
from payung.core.planning.plan import Plan, allocate, answer, keep_covered
from payung.core.planning.program import Program


@dataclass(frozen=True)
class Reach:
    """The least extra money with which a share of everybody is covered at the end of the plan."""

    share: Fraction
    heads: int
    plan: Plan

    @property
    def extra(self) -> int:
        """Rupiah beyond today's ceilings."""
        return sum(self.plan.extra.values())


def reach(
    question: Question,
    share: Fraction,
    growing: Collection[str] | None = None,
    *,
    time_limit: float = 120.0,
) -> Reach:
    """The cheapest way to cover a share (9/10 is 90 %) of everybody asked about.

    `growing` are the purses that may be given more than their ceiling and quota; None is all of
    them. Nobody with cover loses it for this. Raises PlanRefused with the most that can be reached
    when rules or months forbid more.
    """
    if not 0 < share <= 1:
        raise PlanRefused("Cakupan yang dituju antara lebih dari 0 dan 100 %.")
    keys = {purse.key for purse in question.purses} if growing is None else set(growing)
    wanted = -(-question.heads * share.numerator // share.denominator)
    possible = sum(group.heads for group in question.groups if _payable(question, group, keys))
    if possible < wanted:
        raise PlanRefused(
            f"Paling banyak {possible} dari {question.heads} orang dapat dibayar oleh dana yang "
            f"ada; {wanted} tidak tercapai tanpa dana atau aturan lain."
        )
    program = Program(question, time_limit)
    program.limit(lambda purse: purse.key in keys)
    keep_covered(program, question)
    program.row(wanted, float("inf"), program.reached(question.groups))
    if program.extra:
        program.seek("extra", dict.fromkeys(program.extra.values(), 1), most=False)
    program.seek("rupiah", program.rupiah(), most=False)
    if stays := program.with_payer():
        program.seek("payer", stays, most=True)
    program.solve()
    return Reach(share, wanted, answer(program))


def _payable(question: Question, group: Group, growing: Collection[str]) -> bool:
    limited = {purse.key: purse for purse in question.purses}
    return any(
        key in growing or limited[key].ceiling is None or (limited[key].ceiling or 0) > 0
        for key in group.prices
    )


@dataclass(frozen=True, slots=True)
class Rescue:
    """Rupiah with which one purse could keep all heads of a lapsing group to the end."""

    purse: Purse
    rupiah: int


@dataclass(frozen=True, slots=True)
class Lapse:
    """A group that loses cover: how many, the last month they have, what their families lose."""

    group: Group
    heads: int
    last: str
    stake: int
    rescues: tuple[Rescue, ...]


@dataclass(frozen=True)
class Cut:
    """The same question before and after a cut, and who falls between."""

    before: Plan
    after: Plan
    lapses: tuple[Lapse, ...]

    @property
    def heads(self) -> int:
        return sum(lapse.heads for lapse in self.lapses)

    @property
    def stake(self) -> int:
        """Rupiah that the families of all who lapse would not get, were the worst to happen."""
        return sum(lapse.stake for lapse in self.lapses)


def cut(
    question: Question,
    by: Fraction,
    purses: Collection[str] | None = None,
    *,
    time_limit: float = 120.0,
) -> Cut:
    """Take a share of the ceilings away (1/5 is a cut by 20 %) and see who lapses, when, and what
    could carry them. `purses` are those that are cut; None is all with a ceiling."""
    if not 0 < by <= 1:
        raise PlanRefused("Pemotongan antara lebih dari 0 dan 100 %.")
    smaller = replace(question, purses=tuple(_smaller(p, by, purses) for p in question.purses))
    before = allocate(question, time_limit=time_limit)
    after = allocate(smaller, time_limit=time_limit)
    lapses = [
        lapse for group in question.groups if (lapse := _lapse(before, after, group)) is not None
    ]
    return Cut(before, after, tuple(lapses))


def _smaller(purse: Purse, by: Fraction, named: Collection[str] | None) -> Purse:
    if purse.ceiling is None or (named is not None and purse.key not in named):
        return purse
    return replace(purse, ceiling=int(purse.ceiling * (1 - by)))


def _lapse(before: Plan, after: Plan, group: Group) -> Lapse | None:
    """Only who has cover can lose it; who would merely not be taken on is not a lapse."""
    lost = before.reached_by[group.key] - after.reached_by[group.key]
    if not group.covered or lost <= 0:
        return None
    kept = [
        piece for piece, heads in zip(after.pieces, after.heads[group.key], strict=True)
        if heads > after.reached_by[group.key]
    ]  # fmt: skip
    last = str(kept[-1].months[-1]) if kept else ""
    return Lapse(group, lost, last, lost * group.stake, _rescues(after, group, lost))


def _rescues(after: Plan, group: Group, lost: int) -> tuple[Rescue, ...]:
    found = []
    for purse in after.question.purses:
        prices = group.prices.get(purse.key)
        if prices is None:
            continue
        each = [price_in(piece, prices) for piece in after.pieces]
        if None not in each:
            found.append(Rescue(purse, lost * sum(price for price in each if price)))
    return tuple(sorted(found, key=lambda rescue: rescue.rupiah))
