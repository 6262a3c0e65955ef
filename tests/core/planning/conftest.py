"""Small questions about a year of two villages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from payung.core.calendar import Month, months_of_year
from payung.core.planning import Group, Purse, Question

YEAR = months_of_year(2026)
TARIFF = 16_800


def priced(*keys: str, rupiah: int = TARIFF) -> Mapping[str, Mapping[Month, int]]:
    """The same price in every month of 2026 from each of some purses."""
    return {key: dict.fromkeys(YEAR, rupiah) for key in keys}


def purse(
    key: str,
    heads: float | None = None,
    *,
    months: tuple[Month, ...] = YEAR,
    quota: int | None = None,
) -> Purse:
    """A purse whose ceiling is enough for so many heads over its months."""
    ceiling = None if heads is None else int(heads * TARIFF * len(months))
    return Purse(key, key.upper(), frozenset(months), ceiling, quota)


@pytest.fixture
def village() -> Question:
    """Ten covered and thirty uncovered people of three ranks; money for twenty-five and a half."""
    groups = (
        Group("lama", "Kewar", 10, 9, priced("des"), covered=True, payer="des", stake=42_000_000),
        Group("d1", "Kewar", 12, 1, priced("des")),
        Group("d2", "Kewar", 10, 2, priced("des")),
        Group("d5", "Kewar", 8, 5, priced("des"), refused={"dbh": "bukan buruh tani tembakau"}),
    )
    return Question(YEAR, groups, (purse("des", 25.5), purse("dbh", 5)), least_months=12)
