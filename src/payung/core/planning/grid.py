"""Cutting the plan's months where something may change: within a piece all months are alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from payung.core.calendar import Month
from payung.core.planning.facts import Question


@dataclass(frozen=True, slots=True)
class Piece:
    """Months in which no purse, price or member begins or ends."""

    months: tuple[Month, ...]

    @property
    def length(self) -> int:
        return len(self.months)


def pieces(question: Question) -> tuple[Piece, ...]:
    """The plan's months in as few pieces as the question allows, in order.

    >>> from payung.core.calendar import months_of_year
    >>> from payung.core.planning.facts import Purse
    >>> half = Purse("p", "Provinsi", frozenset(months_of_year(2026)[6:]))
    >>> [piece.length for piece in pieces(Question(months_of_year(2026), (), (half,), 12))]
    [6, 6]
    """
    cuts = _changes(question) | (set(question.joins) & set(question.months))
    found: list[list[Month]] = []
    for month in question.months:
        if not found or month in cuts:
            found.append([])
        found[-1].append(month)
    return tuple(Piece(tuple(months)) for months in found)


def _changes(question: Question) -> set[Month]:
    cuts: set[Month] = set()
    for purse in question.purses:
        cuts |= {m for m in question.months if (m in purse.months) != (m - 1 in purse.months)}
    seen: set[int] = set()
    for group in question.groups:
        for prices in group.prices.values():
            if id(prices) not in seen:
                seen.add(id(prices))
                cuts |= {m for m in question.months if prices.get(m) != prices.get(m - 1)}
    return cuts


def price_in(piece: Piece, prices: Mapping[Month, int]) -> int | None:
    """Rupiah a head for all months of a piece; None if one of them has no price."""
    total = 0
    for month in piece.months:
        price = prices.get(month)
        if price is None:
            return None
        total += price
    return total
