"""Ranked aims over whole numbers, with HiGHS: each is solved, then held while the next is sought.

No weight ever trades one aim for a later one. First the aims are solved one after another without
asking for whole numbers: after each, columns and rows that its optimum needs where they are stay
there (those with a reduced cost, or a dual), which is exact and makes the next aim smaller. That
gives the bound of every aim. Then the families that came out in fractions are sought anew in whole
numbers, aim by aim again, beside those that came out whole;
`Aim` tells both, so that the distance from the best possible plan is known, not hoped for.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
import numpy.typing as npt

from payung.core.planning.facts import PlanRefused

INFINITY: Final = highspy.kHighsInf
Column = int
Sum = dict[Column, int]
Floats = npt.NDArray[np.float64]
_LARGE: Final = 10_000
_TIGHT: Final = 1e-7
_NEAR: Final = 1e-6
_SMALL: Final = 3_000
"""Columns up to which whole numbers are sought for everybody: a kecamatan, in seconds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sum of columns held between two numbers."""

    low: float
    high: float
    of: Sum


@dataclass(frozen=True, slots=True)
class Sought:
    """One aim: the most, or the least, of a sum."""

    name: str
    of: Sum
    most: bool


@dataclass(frozen=True, slots=True)
class Aim:
    """What was found for an aim, in heads, head-months or rupiah; nothing beats the bound."""

    name: str
    value: int
    bound: int
    seconds: float


class Ranked:
    """Columns from nought to `upper`, rows, and aims in order.

    `families` names the family of each of the first columns: those that are whole together, or
    sought anew together. Columns after them are always free.
    """

    def __init__(
        self,
        upper: Sequence[float],
        rows: Sequence[Row],
        aims: Sequence[Sought],
        limit: float,
        families: Sequence[int],
    ) -> None:
        self.families = np.array(families, dtype=np.int64)
        self.upper: Floats = np.array(upper, dtype=np.float64)
        self.rows = [_scaled(row) for row in rows]
        self.aims = aims
        self.limit = limit

    def solve(self) -> tuple[Floats, tuple[Aim, ...]]:
        """Whole heads for every column, and what each aim came to. Raises PlanRefused."""
        if not len(self.upper):
            return np.zeros(0), tuple(Aim(sought.name, 0, 0, 0.0) for sought in self.aims)
        bounds, relaxed, spent = self._relaxed()
        low, high = np.zeros(len(self.upper)), self.upper.copy()
        heads = relaxed[: len(self.families)]
        broken = np.unique(self.families[np.abs(heads - np.rint(heads)) > _NEAR])
        small = len(self.upper) <= _SMALL
        whole_ones = np.flatnonzero(~np.isin(self.families, broken) & (not small))
        low[whole_ones] = high[whole_ones] = np.rint(heads[whole_ones])
        whole = _Whole(low, high, self.rows, self.limit, exact=small)
        found = [
            whole.seek(sought, bound, seconds)
            for sought, bound, seconds in zip(self.aims, bounds, spent, strict=True)
        ]
        return whole.solution, tuple(found)

    def _relaxed(self) -> tuple[list[int], Floats, list[float]]:
        highs = _model(np.zeros(len(self.upper)), self.upper, self.rows)
        highs.setOptionValue("solver", "simplex")
        bounds: list[int] = []
        spent: list[float] = []
        values: Floats = np.zeros(len(self.upper))
        for sought in self.aims:
            started = time.perf_counter()
            _aim_at(highs, len(self.upper), sought)
            _run(highs, sought.name, self.limit)
            solution = highs.getSolution()
            values = np.asarray(solution.col_value)
            best = sum(weight * values[column] for column, weight in sought.of.items())
            bounds.append(_whole_bound(best, most=sought.most))
            _hold_optimum(highs, solution)
            highs.setOptionValue("presolve", "off")
            spent.append(time.perf_counter() - started)
        return bounds, values, spent


class _Whole:
    """Whole numbers next to a solution in fractions."""

    def __init__(
        self, low: Floats, high: Floats, rows: list[Row], limit: float, *, exact: bool
    ) -> None:
        self._exact = exact
        self._highs = _model(low, high, rows, whole=True)
        self._limit = limit
        self._columns = len(high)
        self.solution: Floats = np.zeros(0)

    def seek(self, sought: Sought, bound: int, seconds: float) -> Aim:
        """Solve one aim and hold it; no work where the plan at hand is already at the bound."""
        started = time.perf_counter()
        proved = False
        if not len(self.solution) or self._value(sought) != bound:
            proved = self._solve(sought) and self._exact
        value = self._value(sought)
        bound = value if proved else bound
        row = Row(
            value if sought.most else -INFINITY, INFINITY if sought.most else value, sought.of
        )
        _add(self._highs, _scaled(row))
        return Aim(sought.name, value, bound, seconds + time.perf_counter() - started)

    def _value(self, sought: Sought) -> int:
        return sum(weight * int(self.solution[column]) for column, weight in sought.of.items())

    def _solve(self, sought: Sought) -> bool:
        _aim_at(self._highs, self._columns, sought)
        if len(self.solution):
            start = highspy.HighsSolution()
            start.col_value = list(self.solution)
            self._highs.setSolution(start)
        proved = _run(self._highs, sought.name, self._limit)
        self.solution = np.rint(np.asarray(self._highs.getSolution().col_value))
        return proved


def _whole_bound(best: float, *, most: bool) -> int:
    return (
        math.floor(best + _NEAR * max(1, abs(best)))
        if most
        else math.ceil(best - _NEAR * max(1, abs(best)))
    )


def _scaled(row: Row) -> Row:
    """Rupiah in ten thousands, so that heads and money are of one size for the solver."""
    if not row.of or max(map(abs, row.of.values())) < _LARGE:
        return row
    return Row(
        row.low / _LARGE,
        row.high / _LARGE,
        {column: weight / _LARGE for column, weight in row.of.items()},  # type: ignore[misc]
    )


def _aim_at(highs: highspy.Highs, columns: int, sought: Sought) -> None:
    costs = np.zeros(columns)
    scale = _LARGE if max(map(abs, sought.of.values()), default=0) >= _LARGE else 1
    for column, weight in sought.of.items():
        costs[column] = (-weight if sought.most else weight) / scale
    highs.changeColsCost(columns, np.arange(columns, dtype=np.int32), costs)


def _run(highs: highspy.Highs, name: str, limit: float) -> bool:
    """Solve; whether the answer is proved best. Raises PlanRefused when there is none."""
    # The solver's clock runs on from one call to the next.
    highs.setOptionValue("time_limit", highs.getRunTime() + limit)
    highs.run()
    status = highs.getModelStatus()
    found = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    in_time = status == highspy.HighsModelStatus.kOptimal
    if not in_time and not (status == highspy.HighsModelStatus.kTimeLimit and found):
        said = highs.modelStatusToString(status)
        raise PlanRefused(f"Tidak ada rencana yang memenuhi semua batas (tujuan {name}: {said}).")
    return in_time


def _hold_optimum(highs: highspy.Highs, solution: highspy.HighsSolution) -> None:
    """Fix what the optimum needs where it is (complementary slackness): nothing is lost."""
    values, duals = np.asarray(solution.col_value), np.asarray(solution.col_dual)
    fixed = np.flatnonzero(np.abs(duals) > _TIGHT).astype(np.int32)
    if len(fixed):
        highs.changeColsBounds(len(fixed), fixed, values[fixed], values[fixed])
    activity, prices = np.asarray(solution.row_value), np.asarray(solution.row_dual)
    for row in np.flatnonzero(np.abs(prices) > _TIGHT):
        highs.changeRowBounds(int(row), activity[row], activity[row])


def _add(highs: highspy.Highs, row: Row) -> None:
    keys = np.fromiter(row.of, dtype=np.int32, count=len(row.of))
    values = np.fromiter(row.of.values(), dtype=np.float64, count=len(row.of))
    highs.addRow(row.low, row.high, len(keys), keys, values)


def _model(lower: Floats, upper: Floats, rows: list[Row], *, whole: bool = False) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False), ("threads", 1), ("random_seed", 0),
        ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.999),
    ):  # fmt: skip
        highs.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(upper), len(rows)
    model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(len(upper)), lower, upper
    model.row_lower_ = np.array([row.low for row in rows], dtype=np.float64)
    model.row_upper_ = np.array([row.high for row in rows], dtype=np.float64)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(upper)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row.of) for row in rows)], dtype=np.int32)
    matrix.index_ = np.array([c for row in rows for c in row.of], dtype=np.int32)
    matrix.value_ = np.array([w for row in rows for w in row.of.values()], dtype=np.float64)
    model.a_matrix_ = matrix
    highs.passModel(model)
    return highs
