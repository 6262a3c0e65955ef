"""A guess of months keeps the months that a list has."""

from __future__ import annotations

import pytest

from payung.core.calendar import Month
from payung.desk.budget.need import guessed_months

YEAR = [Month(2026, n) for n in range(1, 13)]


@pytest.mark.parametrize(
    ("held", "count", "expected"),
    [
        (YEAR[10:], 2, YEAR[10:]),  # pressing the button changes nothing
        (YEAR[10:], 1, YEAR[10:11]),
        (YEAR[10:], 4, YEAR[8:]),
        (YEAR, 7, YEAR[:7]),
        (YEAR[10:], 99, YEAR),
        (YEAR[10:], 0, []),
        ([], 3, YEAR[:3]),
    ],
)
def test_months_stay_where_they_are(held: list[Month], count: int, expected: list[Month]) -> None:
    assert guessed_months(YEAR, held, count) == expected
