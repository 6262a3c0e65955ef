"""Candidates of a row and their scores, in one pass and without a table of candidate pairs."""

from __future__ import annotations

from typing import Any

import numpy as np

from payung.core.linkage.blocking import CAP, MOST_KEYS, keys_of, refined
from payung.core.linkage.compiled import compiled
from payung.core.linkage.kernel import (
    COMPARISONS,
    HOUSEHOLD,
    NIK,
    hard_inside,
    hard_of,
    most_of,
    quick_levels,
    slow_levels,
    total_of,
)
from payung.core.linkage.nik_relation import EQUAL_CONFLICT
from payung.core.linkage.segment import find

MOST_CANDIDATES = MOST_KEYS * CAP


@compiled
def candidates_of(
    row: Any, keys: Any, places: Any, directory: Any,
    fine_keys: Any, fine_places: Any, fine_directory: Any, out: Any,
) -> int:  # fmt: skip
    """Write the distinct rows that share a key with ``row`` into ``out``, in order; how many."""
    wanted = np.empty(MOST_KEYS, np.int64)
    count = 0
    for index in range(keys_of(row, wanted)):
        start = find(keys, directory, wanted[index])
        if start < 0:
            continue
        end = start + 1
        while end < len(keys) and end - start <= CAP and keys[end] == wanted[index]:
            end += 1
        if end - start <= CAP:
            for place in range(start, end):
                out[count] = places[place]
                count += 1
            continue
        fine = refined(wanted[index], row)
        start = find(fine_keys, fine_directory, fine)
        if start < 0:
            continue
        end = start
        while end < len(fine_keys) and end - start < CAP and fine_keys[end] == fine:
            out[count] = fine_places[end]
            count += 1
            end += 1
    return _distinct(out, count)


@compiled
def _distinct(out: Any, count: int) -> int:
    """Sort the first numbers and drop repeats; few, so by insertion."""
    kept = 0
    for index in range(count):
        value = out[index]
        low, high = 0, kept
        while low < high:
            middle = (low + high) // 2
            if out[middle] < value:
                low = middle + 1
            else:
                high = middle
        if low < kept and out[low] == value:
            continue
        for slot in range(kept, low, -1):
            out[slot] = out[slot - 1]
        out[low] = value
        kept += 1
    return kept


@compiled
def probe(
    left: Any, begin: int, end: int, right: Any, keys: Any, places: Any, directory: Any,
    fine_keys: Any, fine_places: Any, fine_directory: Any,
    table: Any, intercept: int, floor: int, same: bool, conflicts: bool,
    out_left: Any, out_right: Any, out_total: Any, out_hard: Any,
) -> Any:  # fmt: skip
    """Score left rows against a segment and keep pairs of at least ``floor`` points.

    With ``conflicts`` also those of any weight whose NIK is equal and whose names conflict.

    Returns how many pairs were kept, how many compared, and the first left row that was not done
    because the outputs were full. With ``same`` a list meets itself: only later rows count.
    """
    found = np.empty(MOST_CANDIDATES, np.int64)
    levels = np.empty(COMPARISONS, np.int64)
    hope = most_of(table, HOUSEHOLD)
    kept, compared = 0, 0
    for row in range(begin, end):
        if kept + MOST_CANDIDATES > len(out_left):
            return kept, compared, row
        a = left[row]
        count = candidates_of(
            a, keys, places, directory, fine_keys, fine_places, fine_directory, found
        )
        for index in range(count):
            other = found[index]
            if same and other <= row:
                continue
            b = right[other]
            compared += 1
            quick_levels(a, b, levels)
            total = total_of(levels, table, intercept, 0, HOUSEHOLD)
            conflict = conflicts and levels[NIK] == EQUAL_CONFLICT
            if total + hope < floor and not conflict:
                continue
            slow_levels(a, b, levels)
            total = total_of(levels, table, total, HOUSEHOLD, COMPARISONS)
            if total >= floor or conflict:
                out_left[kept], out_right[kept], out_total[kept] = row, other, total
                out_hard[kept] = hard_inside(b, levels) if same else hard_of(b, levels)
                kept += 1
    return kept, compared, end
