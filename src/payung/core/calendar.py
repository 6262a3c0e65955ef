"""Months of contribution (BLTH, "bulan-tahun"): what bills, postings and cover count in."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, overload

Lang = Literal["id", "en"]

NAMES: Final[dict[Lang, tuple[str, ...]]] = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_SHORT: Final = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
    "agu": 8, "ags": 8, "agt": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11,
    "des": 12, "dec": 12,
}  # fmt: skip
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR_FIRST: Final = re.compile(r"((?:19|20|21)[0-9]{2})[-/. ]?([0-9]{2})(?:[-/. ][0-9]{2})?")
_MONTH_FIRST: Final = re.compile(r"([0-9]{1,2})[-/. ]?((?:19|20|21)[0-9]{2})")
_NAMED: Final = re.compile(r"([a-z]{3,9})\.?[-/ ]*((?:19|20|21)[0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month. Ordered, hashable; adds and subtracts in whole months.

    >>> Month(2026, 11) + 2
    Month(2027, 1)
    >>> Month(2027, 1) - Month(2026, 11)
    2
    >>> str(Month(2026, 5)), Month(2026, 5).label(), Month(2026, 5).label("en")
    ('2026-05', 'Mei 2026', 'May 2026')

    Raises ValueError for a month outside 1-12 or a year outside 1-9999.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.number <= 12):
            raise ValueError(f"not a month: {self.year}-{self.number}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read the contract's own form, ``YYYY-MM``, and nothing else.

        >>> Month.parse("2026-05")
        Month(2026, 5)
        """
        return _parsed(text)

    @classmethod
    def read(cls, text: str) -> Month:
        """Read a month as BPJS files and people write it; years 1900 to 2199.

        >>> {Month.read(t) for t in ("05-2026", "5/2026", "202605", "052026", "Mei 2026",
        ...                          "2026-05", "2026-05-01", "MEI-2026", "May 2026")}
        {Month(2026, 5)}
        """
        plain = " ".join(text.split()).lower()
        if found := _YEAR_FIRST.fullmatch(plain):
            year, number = int(found[1]), int(found[2])
            if 1 <= number <= 12:
                return cls(year, number)
        if found := _MONTH_FIRST.fullmatch(plain):
            return cls(int(found[2]), int(found[1]))
        if (found := _NAMED.fullmatch(plain)) and (number := _SHORT.get(found[1][:3], 0)):
            return cls(int(found[2]), number)
        raise ValueError(f"not a month: {text!r}")

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """Return the month that holds a day."""
        return cls(day.year, day.month)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Month:
        """Return the month whose :attr:`ordinal` this is."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    @property
    def ordinal(self) -> int:
        """Months since January of year 0: for sorting, storing, and differences."""
        return self.year * 12 + self.number - 1

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, self.number, self.days)

    @property
    def days(self) -> int:
        """Days in the month.

        >>> Month(2024, 2).days
        29
        """
        return monthrange(self.year, self.number)[1]

    def day(self, number: int) -> dt.date:
        """Return a day of this month, the last one if the month is shorter.

        >>> Month(2026, 2).day(30)
        datetime.date(2026, 2, 28)
        """
        return dt.date(self.year, self.number, min(number, self.days))

    def label(self, lang: Lang = "id") -> str:
        """Return the month in words, as people read it: ``Mei 2026``."""
        return f"{NAMES[lang][self.number - 1]} {self.year}"

    def __contains__(self, day: dt.date) -> bool:
        return (day.year, day.month) == (self.year, self.number)

    def __add__(self, months: int) -> Month:
        return Month.from_ordinal(self.ordinal + months)

    @overload
    def __sub__(self, other: Month) -> int: ...
    @overload
    def __sub__(self, other: int) -> Month: ...
    def __sub__(self, other: Month | int) -> Month | int:
        if isinstance(other, Month):
            return self.ordinal - other.ordinal
        return Month.from_ordinal(self.ordinal - other)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def __repr__(self) -> str:
        return f"Month({self.year}, {self.number})"


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Month:
    """Few months are told again and again: every row of a register names some."""
    if not (found := _ISO.fullmatch(text)):
        raise ValueError(f"not a month (YYYY-MM): {text!r}")
    return Month(int(found[1]), int(found[2]))


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from ``first`` to ``last``, both included; none if ``last`` is earlier.

    >>> [str(m) for m in months_between(Month(2025, 12), Month(2026, 2))]
    ['2025-12', '2026-01', '2026-02']
    """
    return map(Month.from_ordinal, range(first.ordinal, last.ordinal + 1))


def months_of_year(year: int) -> tuple[Month, ...]:
    """Return January to December of a budget year."""
    return tuple(Month(year, number) for number in range(1, 13))


def runs(months: Iterable[Month]) -> list[tuple[Month, Month]]:
    """Unbroken stretches (first, last) of a set of months, in order.

    >>> runs([Month(2026, 5), Month(2026, 1), Month(2026, 2), Month(2026, 1)])
    [(Month(2026, 1), Month(2026, 2)), (Month(2026, 5), Month(2026, 5))]
    """
    stretches: list[tuple[Month, Month]] = []
    for month in sorted(set(months)):
        if stretches and month - stretches[-1][1] == 1:
            stretches[-1] = (stretches[-1][0], month)
        else:
            stretches.append((month, month))
    return stretches


def runs_label(months: Iterable[Month], lang: Lang = "id") -> str:
    """Stretches of months in words.

    >>> runs_label([Month(2026, 1), Month(2026, 2), Month(2026, 5)])
    'Januari s.d. Februari 2026, Mei 2026'
    """
    return ", ".join(_stretch(first, last, lang) for first, last in runs(months))


def _stretch(first: Month, last: Month, lang: Lang) -> str:
    if first == last:
        return first.label(lang)
    opening = NAMES[lang][first.number - 1] if first.year == last.year else first.label(lang)
    return f"{opening} {'s.d.' if lang == 'id' else 'to'} {last.label(lang)}"


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the month's last day where there is none.

    >>> add_months(dt.date(2025, 11, 30), 3)
    datetime.date(2026, 2, 28)
    """
    return (Month.of(day) + months).day(day.day)


def date_label(day: dt.date, lang: Lang = "id") -> str:
    """Return a date in words.

    >>> date_label(dt.date(2022, 11, 26)), date_label(dt.date(2022, 11, 26), "en")
    ('26 November 2022', '26 November 2022')
    """
    return f"{day.day} {Month.of(day).label(lang)}"
