"""From scored pairs to decisions: whom each row is matched with, and what people must look at."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from payung.core.linkage.compiled import compiled
from payung.core.linkage.local import Pairs
from payung.core.linkage.points import UNIT, Points
from payung.core.linkage.text import Integers

RUNNER_UP = 5
LIST_WITHOUT_NIK = 4
MATCH, REVIEW = 2, 1


class Chosen(NamedTuple):
    """Pairs that are worth writing: row numbers, points, hard findings (`levels.HARD_CODES`), band.

    ``first`` tells the chosen pair of its rows from a runner-up.
    """

    left: Integers
    right: Integers
    total: Integers
    hard: Integers
    band: Integers
    first: Integers


def text_order(ids: Any) -> Integers:
    """The place of each id in the order of their texts, so that ties never hang on row order."""
    as_bytes = np.array([name.encode() for name in ids], dtype=np.bytes_)
    if bool(np.all(as_bytes[:-1] <= as_bytes[1:])):
        return np.arange(len(as_bytes), dtype=np.int64)
    order = np.argsort(as_bytes, kind="stable")
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places


def one_to_one(
    pairs: Pairs, left_order: Integers, right_order: Integers, points: Points, without_nik: bool
) -> Chosen:
    """Each row at most one partner, the strongest pairs first; near rivals go to people.

    A chosen pair with a rival less than the margin behind it is a question, and so is the rival.
    """
    order = np.lexsort((right_order[pairs.right], left_order[pairs.left], -pairs.total))
    left, right = pairs.left[order], pairs.right[order]
    total, hard = pairs.total[order], pairs.hard[order]
    margin = round(points.margin * UNIT)
    picked, rival = _greedy(left, right, total, len(left_order), len(right_order), margin)
    return _banded(left, right, total, hard, picked, rival, points, without_nik)


def all_pairs(pairs: Pairs, points: Points, without_nik: bool) -> Chosen:
    """Inside one list nobody is limited to one double: every pair stands for itself."""
    picked = np.ones(len(pairs.left), np.int64)
    rival = np.zeros(len(pairs.left), np.int64)
    return _banded(
        pairs.left,
        pairs.right,
        pairs.total,
        pairs.hard,
        picked,
        rival,
        points,
        without_nik,
    )


def _banded(
    left: Integers, right: Integers, total: Integers, hard: Integers, picked: Integers,
    rival: Integers, points: Points, without_nik: bool,
) -> Chosen:  # fmt: skip
    hard = np.where((hard == 0) & (rival == 1), RUNNER_UP, hard)
    if without_nik:
        hard = np.where(hard == 0, LIST_WITHOUT_NIK, hard)
    sure = (total >= points.match * UNIT) & (hard == 0) & (picked == 1)
    band = np.where(sure, MATCH, REVIEW)
    keep = np.flatnonzero((picked == 1) | (rival == 1))
    keep = keep[np.lexsort((right[keep], left[keep]))]
    return Chosen(left[keep], right[keep], total[keep], hard[keep], band[keep], picked[keep])


@compiled
def _greedy(left: Any, right: Any, total: Any, rows_l: int, rows_r: int, margin: int) -> Any:
    """Pick pairs in order while both rows are free; mark pairs that nearly came first."""
    best_l, best_r = np.full(rows_l, -1, np.int64), np.full(rows_r, -1, np.int64)
    picked, rival = np.zeros(len(left), np.int64), np.zeros(len(left), np.int64)
    for index in range(len(left)):
        a, b = best_l[left[index]], best_r[right[index]]
        if a < 0 and b < 0:
            picked[index] = 1
            best_l[left[index]] = best_r[right[index]] = index
            continue
        for winner in (a, b):
            if winner >= 0 and total[winner] - total[index] < margin:
                rival[winner] = rival[index] = 1
    return picked, rival
