"""The local engine: left rows in chunks against a findable right list, on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from payung.core.linkage.points import UNIT, Points
from payung.core.linkage.probe import MOST_CANDIDATES, probe
from payung.core.linkage.segment import Segment
from payung.core.linkage.text import Integers

Progress = Callable[[float], None]
Rule = tuple[int, bool, bool]
CHUNK = 10_000


class Pairs(NamedTuple):
    """Pairs of row numbers with their points and hard findings, by left row and right row."""

    left: Integers
    right: Integers
    total: Integers
    hard: Integers
    compared: int


def score_all(
    left: Integers,
    right: Segment,
    points: Points,
    floor: float,
    same: bool = False,
    conflicts: bool = True,
    progress: Progress | None = None,
) -> Pairs:
    """All candidate pairs of at least ``floor`` (log-odds); with ``same`` a list meets itself.

    ``conflicts`` keeps pairs of one NIK and conflicting names whatever their weight.
    """
    rule = (int(np.ceil(floor * UNIT)), same, conflicts)
    chunks = range(0, len(left), CHUNK)

    def work(begin: int) -> Pairs:
        return _chunk(left, begin, min(begin + CHUNK, len(left)), right, points, rule)

    found: list[Pairs] = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for part in pool.map(work, chunks):
            found.append(part)
            if progress:
                progress(len(found) / len(chunks))
    return joined(found)


def score_part(
    rows: Integers, begin: int, end: int, right: Segment, points: Points, floor: float
) -> Pairs:
    """The pairs of one part of a list that meets itself: for work that is done piece by piece."""
    return _chunk(rows, begin, end, right, points, (int(np.ceil(floor * UNIT)), True, True))


def joined(parts: list[Pairs]) -> Pairs:
    """Some parts as one."""
    none = np.zeros(0, np.int64)
    arrays = [np.concatenate([none, *(part[i] for part in parts)]) for i in range(4)]
    compared = sum(part.compared for part in parts)
    return Pairs(arrays[0], arrays[1], arrays[2], arrays[3], compared)


def _chunk(
    left: Integers, begin: int, end: int, right: Segment, points: Points, rule: Rule
) -> Pairs:
    found = list(_fills(left, begin, end, right, points, rule))
    return joined(found)


def _fills(
    left: Integers, begin: int, end: int, right: Segment, points: Points, rule: Rule
) -> Iterator[Pairs]:
    """The chunk's pairs, as often as the outputs fill up."""
    room = 2 * (end - begin) + 2 * MOST_CANDIDATES
    while begin < end:
        out = [np.empty(room, np.int64) for _ in range(4)]
        kept, compared, begin = probe(
            left, begin, end, *right[:7], points.table, points.intercept, *rule, *out
        )
        yield Pairs(out[0][:kept], out[1][:kept], out[2][:kept], out[3][:kept], int(compared))
