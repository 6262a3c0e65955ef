"""The program behind a plan: who may be paid by whom as columns, limits as rows, ranked aims.

Columns: heads of a group paid by a purse in a piece (whole numbers), and for each place what is
missing to its floor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payung.core.planning.facts import Group, Purse, Question
from payung.core.planning.grid import Piece, pieces, price_in
from payung.core.planning.ranked import INFINITY, Aim, Column, Ranked, Row, Sought, Sum


@dataclass(frozen=True, slots=True)
class Paid:
    """One column: `group` paid by `purse` in `piece`, for `rupiah` a head over the whole piece."""

    group: Group
    purse: Purse
    piece: int
    rupiah: int


class Program:
    """A model in HiGHS, built once and solved aim by aim."""

    def __init__(self, question: Question, time_limit: float = 120.0) -> None:
        self.question = question
        self.time_limit = time_limit
        self.cells: tuple[Piece, ...] = pieces(question)
        self.paid: list[Paid] = []
        self.columns: dict[str, list[list[Column]]] = {}
        self.missing: dict[str, Column] = {}
        self.extra: dict[str, Column] = {}
        self._aims: list[Sought] = []
        self.aims: tuple[Aim, ...] = ()
        self.solution: npt.NDArray[np.float64] = np.zeros(0)
        self._upper: list[float] = []
        self._rows: list[Row] = []
        self._purses = {purse.key: purse for purse in question.purses}
        for group in question.groups:
            self._add_group(group)

    # What the model says.

    def _column(self, upper: float) -> Column:
        self._upper.append(upper)
        return len(self._upper) - 1

    def row(self, low: float, high: float, of: Sum) -> None:
        """Hold a sum of columns between two numbers."""
        self._rows.append(Row(low, high, of))

    def _add_group(self, group: Group) -> None:
        by_piece: list[list[Column]] = [[] for _ in self.cells]
        for key, prices in group.prices.items():
            purse = self._purses[key]
            for number, piece in enumerate(self.cells):
                rupiah = price_in(piece, prices)
                if rupiah is not None and purse.months.issuperset(piece.months):
                    column = self._column(group.heads)
                    self.paid.append(Paid(group, purse, number, rupiah))
                    by_piece[number].append(column)
        self.columns[group.key] = by_piece
        for covered in by_piece:
            if len(covered) > 1:
                self.row(-INFINITY, group.heads, dict.fromkeys(covered, 1))
        self._hold_order(group, by_piece)

    def _hold_order(self, group: Group, by_piece: list[list[Column]]) -> None:
        """Who has cover keeps it from the start; who joins stays until the last month paid."""
        end = self.horizon(group)
        latest = self._latest_start(end)
        for earlier, later in zip(range(end), range(1, end + 1), strict=True):
            difference = dict.fromkeys(by_piece[later], 1)
            difference |= dict.fromkeys(by_piece[earlier], -1)
            if group.covered:
                self.row(-INFINITY, 0, difference)
            elif later > latest:
                self.row(0, 0, difference)
            else:
                self.row(0, INFINITY, difference)
        if not group.covered and latest < 0:
            for column in (c for cell in by_piece for c in cell):
                self._upper[column] = 0.0

    def horizon(self, group: Group) -> int:
        """The last piece in which anybody may pay for the group; -1 if nobody ever may."""
        found = [number for number, cell in enumerate(self._of(group)) if cell]
        return found[-1] if found else -1

    def _of(self, group: Group) -> list[list[Column]]:
        return self.columns[group.key]

    def _latest_start(self, end: int) -> int:
        length = 0
        for number in range(end, -1, -1):
            length += self.cells[number].length
            if length >= self.question.least_months:
                return number
        return -1

    # Sums that aims and rows are made of.

    def reached(self, groups: Iterable[Group]) -> Sum:
        """Heads with cover in the last month that anybody pays for them."""
        found: Sum = {}
        for group in groups:
            end = self.horizon(group)
            if end >= 0:
                found |= dict.fromkeys(self._of(group)[end], 1)
        return found

    def months(self, groups: Iterable[Group]) -> Sum:
        """Head-months."""
        return {
            column: self.cells[number].length
            for group in groups
            for number, cell in enumerate(self._of(group))
            for column in cell
        }

    def rupiah(self) -> Sum:
        return {column: paid.rupiah for column, paid in enumerate(self.paid)}

    def with_payer(self) -> Sum:
        """Head-months that stay with the purse that pays now."""
        return {
            column: self.cells[paid.piece].length
            for column, paid in enumerate(self.paid)
            if paid.group.payer == paid.purse.key
        }

    # Limits.

    def limit(self, grow: Callable[[Purse], bool] = lambda _: False) -> None:
        """Set the ceilings and quotas; a purse that may `grow` gets a column of extra rupiah."""
        spending: dict[str, Sum] = {}
        heads: dict[tuple[str, int], Sum] = {}
        for column, paid in enumerate(self.paid):
            spending.setdefault(paid.purse.key, {})[column] = paid.rupiah
            heads.setdefault((paid.purse.key, paid.piece), {})[column] = 1
        for purse in self.question.purses:
            growing = grow(purse)
            if purse.ceiling is not None and purse.key in spending:
                of = spending[purse.key]
                if growing:
                    self.extra[purse.key] = self._column(INFINITY)
                    of = {**of, self.extra[purse.key]: -1}
                self.row(-INFINITY, purse.ceiling, of)
            if purse.quota is not None and not growing:
                for number in range(len(self.cells)):
                    if of := heads.get((purse.key, number), {}):
                        self.row(-INFINITY, purse.quota, of)

    def floors(self) -> None:
        """Add what is missing to each place's target minimal."""
        by_place: dict[str, list[Group]] = {}
        for group in self.question.groups:
            by_place.setdefault(group.place, []).append(group)
        for place, floor in self.question.floors.items():
            self.missing[place] = self._column(floor)
            of = self.reached(by_place.get(place, [])) | {self.missing[place]: 1}
            self.row(floor, INFINITY, of)

    # Solving.

    def seek(self, name: str, of: Sum, *, most: bool) -> None:
        """Add an aim: the most or the least of a sum, after all aims added before."""
        self._aims.append(Sought(name, of, most))

    def solve(self) -> None:
        """Solve every aim in order. Raises PlanRefused when nothing satisfies the limits."""
        number = {group.key: index for index, group in enumerate(self.question.groups)}
        families = [number[paid.group.key] for paid in self.paid]
        model = Ranked(self._upper, self._rows, self._aims, self.time_limit, families)
        self.solution, self.aims = model.solve()

    def heads(self) -> Iterator[tuple[Paid, int]]:
        """The plan found: columns with somebody in them."""
        for column, paid in enumerate(self.paid):
            if count := int(self.solution[column]):
                yield paid, count

    def value(self, of: Mapping[str, Column]) -> dict[str, int]:
        """Whole values of named columns that are not zero."""
        found = {key: int(self.solution[column]) for key, column in of.items()}
        return {key: value for key, value in found.items() if value}
