"""School years: which lie ahead of a child, which are due, and where they end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from payung.core.calendar import add_months
from payung.core.law import Law, current_law

JULY = 7
# Usual ages at which a school year of a level begins; kindergarten counts to the first level.
AGES: tuple[tuple[str, range], ...] = (
    ("sd", range(5, 13)),
    ("smp", range(13, 16)),
    ("sma", range(16, 19)),
    ("pt", range(19, 24)),
)


def school_year(day: dt.date) -> int:
    """The school year that holds a day, by the year of its July.

    >>> school_year(dt.date(2026, 6, 30)), school_year(dt.date(2026, 7, 1))
    (2025, 2026)
    """
    return day.year if day.month >= JULY else day.year - 1


def label(year: int) -> str:
    """A school year as people write it.

    >>> label(2026)
    '2026/2027'
    """
    return f"{year}/{year + 1}"


def age_in(birth: dt.date, year: int) -> int:
    """Age on 1 July of a school year.

    >>> age_in(dt.date(2010, 8, 1), 2026)
    15
    """
    return year - birth.year - (1 if birth.month > JULY or (birth.month, birth.day) > (7, 1) else 0)


def usual_level(birth: dt.date, year: int) -> str:
    """The level at which a child of that age usually is; '' outside school ages.

    >>> usual_level(dt.date(2010, 5, 1), 2026), usual_level(dt.date(2024, 5, 1), 2026)
    ('sma', '')
    """
    age = age_in(birth, year)
    return next((level for level, ages in AGES if age in ages), "")


def years_ahead(birth: dt.date, on: dt.date, law: Law | None = None) -> str:
    """School years from the running one until the end age, at the usual ages, as `sma:2+pt:5`.

    >>> years_ahead(dt.date(2009, 5, 1), dt.date(2026, 9, 1))
    'sma:2+pt:4'
    """
    law = law or current_law()
    end = end_day(birth, on, law)
    first = school_year(on)
    counted: dict[str, int] = {}
    for year in range(first, end.year + 1):
        level = usual_level(birth, year)
        if level and dt.date(year, JULY, 1) < end:
            counted[level] = counted.get(level, 0) + 1
    return "+".join(f"{level}:{n}" for level, n in counted.items())


def end_day(birth: dt.date, on: dt.date, law: Law | None = None) -> dt.date:
    """The birthday on which the scholarship ends (PP 82/2019: 23 years)."""
    law = law or current_law()
    dated = law.parameters["scholarship_end_age"].at(on)
    years = int(dated.value) if dated and isinstance(dated.value, Fraction) else 23
    return add_months(birth, 12 * years)


def yearly_amount(level: str, on: dt.date, law: Law | None = None) -> tuple[int, str]:
    """Rupiah a year for a level on a day, with the reference; 0 where nothing is known."""
    return _of_level("scholarship_amount", level, on, law or current_law())


def most_years(level: str, on: dt.date, law: Law | None = None) -> int:
    """The most years of a level that are paid."""
    return _of_level("scholarship_years", level, on, law or current_law())[0]


def _of_level(name: str, level: str, on: dt.date, law: Law) -> tuple[int, str]:
    dated = law.parameters[name].at(on)
    if dated is None or not isinstance(dated.value, Mapping):
        return 0, ""
    return int(dated.value.get(level, 0)), dated.reference


def most_children(on: dt.date, law: Law | None = None) -> int:
    """How many children may claim."""
    dated = (law or current_law()).parameters["scholarship_children_max"].at(on)
    return int(dated.value) if dated and isinstance(dated.value, Fraction) else 1
