"""Periods of reports: a year, a quarter, a month."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext

from payung.core.calendar import Lang, Month

_FORM = re.compile(r"(20[0-9]{2})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


class PeriodRefused(ValueError):
    """Not a period, or one that has not begun; a sentence."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a month to a month, both within one year."""

    text: str
    first: Month
    last: Month

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read 2026, 2026-Q2 or 2026-06.

        >>> Period.parse("2026-Q2").last
        Month(2026, 6)
        """
        found = _FORM.fullmatch(text.strip().upper())
        if not found:
            raise PeriodRefused(
                gettext("Periode %(text)s tidak dikenal. Tulis 2026, 2026-Q2, atau 2026-06.")
                % {"text": repr(text)}
            )
        year, quarter, month = int(found[1]), found[2], found[3]
        if month:
            return cls(found[0], Month(year, int(month)), Month(year, int(month)))
        if quarter:
            end = 3 * int(quarter)
            return cls(found[0], Month(year, end - 2), Month(year, end))
        return cls(found[0], Month(year, 1), Month(year, 12))

    @property
    def year(self) -> int:
        return self.first.year

    def day_of_count(self, today: dt.date) -> dt.date:
        """The last day of the period, or today while it runs. Raises PeriodRefused before it."""
        if self.first.first_day > today:
            raise PeriodRefused(
                gettext("Periode %(text)s belum dimulai; belum ada yang dilaporkan.")
                % {"text": self.text}
            )
        return min(self.last.last_day, today)

    def label(self, lang: Lang = "id") -> str:
        """As on paper.

        >>> Period.parse("2026-06").label(), Period.parse("2026-Q2").label()
        ('Juni 2026', 'April–Juni 2026')
        """
        if self.first == self.last:
            return self.first.label(lang)
        if self.last - self.first == 11:
            return str(self.year)
        return f"{self.first.label(lang).split()[0]}–{self.last.label(lang)}"
