"""Months: arithmetic, reading, ranges."""

import datetime as dt
import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core import calendar
from payung.core.calendar import Month, add_months, months_between, months_of_year, runs

MONTHS = st.builds(Month, st.integers(1900, 2199), st.integers(1, 12))


def test_the_examples_hold() -> None:
    assert doctest.testmod(calendar).failed == 0


@given(MONTHS, st.integers(-600, 600))
def test_adding_and_taking_away_meet(month: Month, step: int) -> None:
    assert (month + step) - month == step
    assert (month + step) - step == month


@given(MONTHS, MONTHS)
def test_order_is_the_order_of_first_days(one: Month, other: Month) -> None:
    assert (one < other) == (one.first_day < other.first_day)


@given(MONTHS)
def test_text_comes_back(month: Month) -> None:
    assert Month.parse(str(month)) == month
    for text in (
        str(month),
        f"{month.number:02d}-{month.year}",
        f"{month.number}/{month.year}",
        f"{month.year}{month.number:02d}",
        month.label(),
        month.label("en"),
        month.label().upper(),
        month.first_day.isoformat(),
    ):
        assert Month.read(text) == month


@given(MONTHS)
def test_month_first_without_separator(month: Month) -> None:
    """``MMYYYY`` and ``YYYYMM`` cannot both be months for years after 1300."""
    assert Month.read(f"{month.number:02d}{month.year}") == month


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_a_day_lies_in_its_month(day: dt.date) -> None:
    month = Month.of(day)
    assert day in month
    assert month.first_day <= day <= month.last_day
    assert month.last_day + dt.timedelta(1) == (month + 1).first_day
    assert month.days == (month.last_day - month.first_day).days + 1


@given(st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1)), st.integers(0, 60))
def test_adding_months_to_a_day_lands_in_the_month(day: dt.date, step: int) -> None:
    later = add_months(day, step)
    assert Month.of(later) == Month.of(day) + step
    assert later.day <= day.day


@given(st.sets(st.integers(24000, 24060)))
def test_runs_cover_the_months_and_do_not_touch(ordinals: set[int]) -> None:
    months = {Month.from_ordinal(o) for o in ordinals}
    found = runs(months)
    assert {m for a, b in found for m in months_between(a, b)} == months
    assert all(b[0] - a[1] > 1 for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "26-05", "2026/5/1", "Foo 2026", "13-2026"]
)
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month.read(text)


@pytest.mark.parametrize("text", ["2026-5", "05-2026", "2026-05-01", " 2026-05", "２０２６-05"])
def test_the_contract_form_is_strict(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month.parse(text)


def test_a_year_has_twelve_months() -> None:
    assert len(months_of_year(2026)) == 12
    assert list(months_between(Month(2026, 2), Month(2026, 1))) == []
