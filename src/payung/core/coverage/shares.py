"""Percentages that keep their denominators: universal coverage (UCJ) and other targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from typing import Self

from payung.core.calendar import Lang


def percent(part: int, whole: int, places: int = 2) -> Decimal | None:
    """Return ``part`` of ``whole`` in percent, rounded half up; None without a denominator.

    >>> percent(24286, 47010), percent(4754, 23416), percent(29040, 70426)
    (Decimal('51.66'), Decimal('20.30'), Decimal('41.23'))
    >>> percent(5, 0) is None
    True

    Raises ValueError for negative counts.
    """
    if part < 0 or whole < 0:
        raise ValueError("counts must not be negative")
    if whole == 0:
        return None
    step = Decimal(1).scaleb(-places)
    return (Decimal(part) * 100 / Decimal(whole)).quantize(step, rounding=ROUND_HALF_UP)


def percent_text(value: Decimal | None, lang: Lang = "id") -> str:
    """Write a percentage as people do.

    >>> percent_text(Decimal("51.66")), percent_text(Decimal("51.66"), "en"), percent_text(None)
    ('51,66 %', '51.66 %', '–')
    """
    if value is None:
        return "–"
    text = f"{value} %"
    return text.replace(".", ",") if lang == "id" else text


@dataclass(frozen=True, slots=True)
class Share:
    """A count beside its denominator, with what both mean, their source and their date."""

    part: int
    whole: int
    name: str = ""
    denominator: str = ""
    source: str = ""
    as_of: dt.date | None = None

    def __post_init__(self) -> None:
        percent(self.part, self.whole)

    @property
    def percent(self) -> Decimal | None:
        """Percentage with two places; None if there is no denominator."""
        return percent(self.part, self.whole)

    @property
    def missing(self) -> int:
        """How many are missing to the whole; 0 when it is reached."""
        return max(0, self.whole - self.part)

    def to_reach(self, target: Decimal | int | str) -> int:
        """Return how many more are needed to reach a target in percent.

        >>> Share(29040, 70426).to_reach(50)
        6173
        """
        needed = ceil(Fraction(str(target)) * self.whole / 100)
        return max(0, needed - self.part)

    def text(self, lang: Lang = "id") -> str:
        """Write the share with its numbers.

        >>> Share(24286, 47010).text()
        '51,66 % (24.286 dari 47.010)'
        """
        of = "dari" if lang == "id" else "of"
        mark = "." if lang == "id" else ","
        part, whole = (f"{n:,}".replace(",", mark) for n in (self.part, self.whole))
        return f"{percent_text(self.percent, lang)} ({part} {of} {whole})"

    @classmethod
    def total(cls, shares: Iterable[Share], name: str = "") -> Self:
        """Add shares of disjoint groups: counts and denominators, never percentages.

        >>> Share.total([Share(24286, 47010), Share(4754, 23416)]).text()
        '41,23 % (29.040 dari 70.426)'
        """
        listed = list(shares)
        return cls(sum(s.part for s in listed), sum(s.whole for s in listed), name)
