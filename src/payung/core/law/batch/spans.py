"""Months of a table, gathered into stretches over which no value of the law changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from payung.core.calendar import Month
from payung.core.law.law import Law


@dataclass(frozen=True)
class Span:
    """A stretch of months with one text of values; `number` tells stretches apart."""

    number: int
    first: Month
    last: Month

    @property
    def day(self) -> date:
        """The first day, on which every value of the stretch is in force."""
        return self.first.first_day

    @property
    def months(self) -> list[str]:
        """The months as they are written in the output."""
        return [
            str(Month.from_ordinal(ordinal))
            for ordinal in range(self.first.ordinal, self.last.ordinal + 1)
        ]


def spans_between(
    laws: Iterable[Law], cuts: Iterable[Month], first: Month, last: Month
) -> list[Span]:
    """The stretches that cover two months and all between them, for every law at once.

    `cuts` are months with which a stretch must begin, whatever the laws say.
    """
    known, begins = list(laws), set(cuts)
    found: list[tuple[tuple[int, ...], Month, Month]] = []
    for ordinal in range(first.ordinal, last.ordinal + 1):
        month = Month.from_ordinal(ordinal)
        interval = tuple(law.interval(month.first_day) for law in known)
        if found and found[-1][0] == interval and month not in begins:
            found[-1] = (interval, found[-1][1], month)
        else:
            found.append((interval, month, month))
    return [Span(number, start, end) for number, (_, start, end) in enumerate(found)]
