"""Dated values of the law: what a parameter is, and which of its values holds on a day."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

CONFIDENCE = ("low", "medium", "high")

Table = tuple[tuple[Fraction, Fraction], ...]
Value = Fraction | Mapping[str, Fraction] | Table


@dataclass(frozen=True)
class Regulation:
    """A regulation that values rest on. `promulgated` is None where the day is not known."""

    name: str
    title_id: str
    title_en: str
    promulgated: date | None


@dataclass(frozen=True)
class DatedValue:
    """One value of a parameter from `start` until `until` (None: until something replaces it)."""

    start: date
    until: date | None
    value: Value
    regulation: str
    article: str
    confidence: str
    basis: str
    sources: tuple[str, ...]
    retroactive: bool = False
    unknown_after: bool = False
    class_confidence: Mapping[str, str] = field(default_factory=dict)
    note_id: str = ""
    note_en: str = ""

    @property
    def reference(self) -> str:
        """Regulation and article, as one citation."""
        return f"{self.regulation} {self.article}".strip()

    def confidence_of(self, key: str | None) -> str:
        """The confidence of one class of the value, else of the whole."""
        return self.class_confidence.get(key or "", self.confidence)


@dataclass(frozen=True)
class Parameter:
    """A named quantity of the law with its dated values, oldest first."""

    name: str
    programme: str
    kind: str
    unit: str
    class_name: str
    label_id: str
    label_en: str
    values: tuple[DatedValue, ...]
    next_expected: date | None = None
    read_by: str = "rules"
    description_id: str = ""
    description_en: str = ""
    class_labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def starts(self) -> list[date]:
        """The first day of each value."""
        return [value.start for value in self.values]

    def at(self, day: date) -> DatedValue | None:
        """The value in force on `day`, or None where none is known."""
        index = bisect_right(self.starts, day) - 1
        if index < 0:
            return None
        found = self.values[index]
        if found.until is not None and day > found.until:
            return None
        return found

    def numbers(self) -> list[Fraction]:
        """Every number of every version (the values, not the bounds of tables)."""
        return [n for v in self.values for n in numbers_of(v.value)]

    def stale_on(self, day: date) -> bool:
        """True when a newer value was due before `day` and none is known."""
        return self.next_expected is not None and day >= self.next_expected


def numbers_of(value: Value) -> list[Fraction]:
    """The numbers of one value, whatever its kind."""
    if isinstance(value, Fraction):
        return [value]
    if isinstance(value, Mapping):
        return list(value.values())
    return [number for _, number in value]


def least_confident(*levels: str) -> str:
    """The lowest of several confidences; "high" when there is none.

    >>> least_confident("high", "low", "medium")
    'low'
    """
    return next((level for level in CONFIDENCE if level in levels), "high")
