"""Working days: Monday to Friday without the national holidays of a dated calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

FILE: Final = Path(__file__).with_name("holidays.yaml")
SATURDAY: Final = 5
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Year:
    """The holidays of one year, and the decree that set them."""

    days: frozenset[dt.date]
    reference: str
    confidence: str


Calendar = Mapping[int, Year]


@cache
def national() -> Calendar:
    """Years whose joint decree is known.

    >>> sorted(national()), len(national()[2026].days)
    ([2025, 2026], 17)
    """
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        int(year): Year(frozenset(row["days"]), row["reference"], row["confidence"])
        for year, row in told.items()
    }


def parse_days(text: str, year: int) -> frozenset[dt.date]:
    """Days as a district writes them: ISO dates, by lines, commas or spaces.

    Raises ValueError with the word that is no day of that year.

    >>> sorted(parse_days("2027-01-01, 2027-08-17", 2027))[0]
    datetime.date(2027, 1, 1)
    >>> parse_days("17 Agustus", 2027)
    Traceback (most recent call last):
    ValueError: 17
    """
    found = set()
    for word in re.split(r"[\s,;]+", text.strip()):
        if not _DAY.fullmatch(word) or int(word[:4]) != year:
            raise ValueError(word)
        found.add(dt.date.fromisoformat(word))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The day that was reckoned, the decrees it rests on, and years whose holidays are unknown."""

    day: dt.date
    references: tuple[str, ...]
    unknown: tuple[int, ...]
    confidence: str


def after_working_days(start: dt.date, days: int, calendar: Calendar | None = None) -> Reckoned:
    """The day that many working days after another.

    A year that the calendar does not hold counts weekends alone, and is named.

    >>> after_working_days(dt.date(2026, 12, 23), 3).day
    datetime.date(2026, 12, 29)
    >>> after_working_days(dt.date(2026, 12, 30), 3).unknown
    (2027,)
    """
    held = national() if calendar is None else calendar
    day, left, met = start, days, []
    while left > 0:
        day += dt.timedelta(days=1)
        if day.year not in met:
            met.append(day.year)
        known = held.get(day.year)
        left -= day.weekday() < SATURDAY and not (known and day in known.days)
    rests = [held[year] for year in met if year in held]
    unknown = tuple(year for year in met if year not in held)
    levels = ["low" for _ in unknown] + [year.confidence for year in rests]
    worst = max(levels, key=("high", "medium", "low").index, default="high")
    return Reckoned(day, tuple(dict.fromkeys(y.reference for y in rests)), unknown, worst)
