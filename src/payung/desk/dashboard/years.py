"""The year that a page shows, and the day on which it counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

YEARS_BACK = 5


@dataclass(frozen=True, slots=True)
class Period:
    """A year, the day of counting in it, and whether that day is today."""

    year: int
    on: dt.date
    today: dt.date

    @property
    def is_now(self) -> bool:
        return self.on == self.today

    @property
    def choices(self) -> range:
        """Next year's lists are made this year."""
        return range(self.today.year + 1, self.today.year - YEARS_BACK, -1)


def period_of(request: HttpRequest) -> Period:
    """`?tahun=`, else this year; today, or the last day of a year that is over."""
    today = timezone.localdate()
    wanted = request.GET.get("tahun", "")
    year = today.year
    if wanted.isdecimal() and len(wanted) == 4 and abs(int(wanted) - year) <= YEARS_BACK:
        year = min(int(wanted), year + 1)
    return Period(year, today if year >= today.year else dt.date(year, 12, 31), today)
