"""Two records to a score with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from payung.core.linkage.encode import encode_records
from payung.core.linkage.kernel import levels_of_pairs
from payung.core.linkage.levels import COMPARISONS, HARD_CODES
from payung.core.linkage.points import UNIT, Points, default_points, probability
from payung.core.linkage.rarity import Rarity, default_rarity
from payung.core.linkage.record import Band, Reason, Record, Scored
from payung.core.linkage.text import Integers

INTERCEPT = Reason("start", 0.0, "titik awal: dua data acak", "start: two records at random")


def score(
    left: Record,
    right: Record,
    points: Points | None = None,
    rarity: Rarity | None = None,
) -> Scored:
    """How likely two records are one person, and why.

    A NIK that is equal never suffices by itself: conflicting names make it a question for people.

    >>> maria = Record("1", "5304015708800003", "Maria Bere Mau", "P", "Atambua", "17-08-1980")
    >>> same = Record("2", "5304015708800003", "MARYA BERE MAU", "P", None, "1980-08-17")
    >>> found = score(maria, same)
    >>> found.band, found.hard_review, [r.code for r in found.reasons][1:3]
    ('match', None, ['nik:equal', 'name:equal:4'])
    >>> score(maria, Record("3", "5304015708800003", "Yosef Taek")).hard_review
    'nik_conflict'
    """
    rows = encode_records([left, right], rarity or default_rarity())
    places = np.array([0, 1], np.int64)
    levels = levels_of_pairs(rows, rows, places[:1], places[1:])[0]
    return scored(levels, points or default_points())


def scored(levels: Integers, points: Points, hard: str | None = None) -> Scored:
    """The score of one row of levels, as `levels_of_pairs` gives them."""
    numbers = [int(level) for level in levels]
    found = reasons(numbers, points)
    total = points.intercept + sum(
        points.levels[comparison.levels[number].code]
        for comparison, number in zip(COMPARISONS, numbers, strict=False)
    )
    weight = total / UNIT
    hard = HARD_CODES[numbers[len(COMPARISONS)]] or hard
    return Scored(weight, probability(weight), band(weight, hard, points), hard, found)


def band(weight: float, hard: str | None, points: Points) -> Band:
    """A match, a question for people, or nothing."""
    if weight < points.floor and hard != "nik_conflict":
        return "no"
    return "review" if hard or weight < points.match else "match"


def reasons(levels: Sequence[int], points: Points) -> tuple[Reason, ...]:
    """The waterfall: where two random records start, then what each comparison adds."""
    found = [Reason(INTERCEPT.code, points.intercept / UNIT, INTERCEPT.id, INTERCEPT.en)]
    for comparison, number in zip(COMPARISONS, levels, strict=False):
        level = comparison.levels[number]
        found.append(Reason(level.code, points.levels[level.code] / UNIT, level.id, level.en))
    return tuple(found)
