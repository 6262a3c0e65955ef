"""Who is paid by which fund: the best plan under the ceilings, with what it leaves and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from payung.core.planning.facts import Group, Purse, Question
from payung.core.planning.grid import Piece
from payung.core.planning.program import Paid, Program
from payung.core.planning.ranked import Aim


@dataclass(frozen=True, slots=True)
class Share:
    """Heads of a group that one purse pays in one piece, for `rupiah` a head over the piece."""

    group: Group
    purse: Purse
    piece: Piece
    heads: int
    rupiah: int

    @property
    def cost(self) -> int:
        return self.heads * self.rupiah


@dataclass(frozen=True, slots=True)
class Spent:
    """What a purse pays in the plan: rupiah, most heads at once, rupiah and heads left."""

    purse: Purse
    rupiah: int
    heads: int

    @property
    def left(self) -> int | None:
        return None if self.purse.ceiling is None else self.purse.ceiling - self.rupiah


@dataclass(frozen=True)
class Plan:
    """The answer: shares, sums by purse, heads by group and piece, aims with their proof."""

    question: Question
    pieces: tuple[Piece, ...]
    shares: tuple[Share, ...]
    spent: tuple[Spent, ...]
    heads: dict[str, tuple[int, ...]]
    reached_by: dict[str, int]
    missing: dict[str, int]
    extra: dict[str, int]
    aims: tuple[Aim, ...]

    @property
    def cost(self) -> int:
        return sum(share.cost for share in self.shares)

    @property
    def reached(self) -> int:
        """Heads with cover in the last month that anybody pays for them."""
        return sum(self.reached_by.values())

    @property
    def head_months(self) -> int:
        return sum(share.heads * share.piece.length for share in self.shares)

    def left_out(self, group: Group) -> int:
        """Heads of a group without cover at the end of the plan."""
        return group.heads - self.reached_by[group.key]

    @property
    def lapsing(self) -> tuple[tuple[Group, int], ...]:
        """Groups with cover now, and how many of each lose it."""
        return tuple(
            (group, self.left_out(group))
            for group in self.question.groups
            if group.covered and self.left_out(group)
        )


def allocate(question: Question, *, time_limit: float = 120.0) -> Plan:
    """The best plan: keep who is covered, reach the floors, most people, the most vulnerable first,
    most months, least rupiah, and the payer of today where nothing else decides.

    The aims are ranked; none is traded for a later one. Raises PlanRefused.
    """
    program = Program(question, time_limit)
    program.limit()
    program.floors()
    keep_covered(program, question)
    if program.missing:
        program.seek("floors", dict.fromkeys(program.missing.values(), 1), most=False)
    new = [group for group in question.groups if not group.covered]
    program.seek("people", program.reached(new), most=True)
    _most_vulnerable_first(program, new)
    finish(program, question)
    program.solve()
    return answer(program)


def keep_covered(program: Program, question: Question) -> None:
    """Aim one: nobody who has cover loses it; who must, as late as the money lasts."""
    covered = [group for group in question.groups if group.covered]
    if covered:
        program.seek("keep", program.reached(covered), most=True)
        program.seek("keep-months", program.months(covered), most=True)


def _most_vulnerable_first(program: Program, groups: Iterable[Group]) -> None:
    by_rank: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        by_rank[group.rank].append(group)
    for rank in sorted(by_rank)[:-1]:
        program.seek(f"rank-{rank}", program.reached(by_rank[rank]), most=True)


def finish(program: Program, question: Question) -> None:
    """The last aims: months, rupiah, and whoever pays today."""
    program.seek("months", program.months(question.groups), most=True)
    program.seek("rupiah", program.rupiah(), most=False)
    if stays := program.with_payer():
        program.seek("payer", stays, most=True)


def answer(program: Program) -> Plan:
    """Read the plan out of a solved program."""
    question = program.question
    shares = tuple(_share(program, paid, heads) for paid, heads in program.heads())
    heads = {group.key: [0] * len(program.cells) for group in question.groups}
    for paid, count in program.heads():
        heads[paid.group.key][paid.piece] += count
    reached = {
        group.key: heads[group.key][end] if (end := program.horizon(group)) >= 0 else 0
        for group in question.groups
    }
    return Plan(
        question,
        program.cells,
        shares,
        tuple(_spent(purse, shares) for purse in question.purses),
        {key: tuple(counts) for key, counts in heads.items()},
        reached,
        program.value(program.missing),
        program.value(program.extra),
        program.aims,
    )


def _share(program: Program, paid: Paid, heads: int) -> Share:
    return Share(paid.group, paid.purse, program.cells[paid.piece], heads, paid.rupiah)


def _spent(purse: Purse, shares: tuple[Share, ...]) -> Spent:
    at_once: dict[Piece, int] = defaultdict(int)
    rupiah = 0
    for share in shares:
        if share.purse.key == purse.key:
            at_once[share.piece] += share.heads
            rupiah += share.cost
    return Spent(purse, rupiah, max(at_once.values(), default=0))
