"""Rows of one list, findable by their keys: sorted keys under a directory of their first bits."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from payung.core.linkage.blocking import CAP, MOST_KEYS, keys_of, refined
from payung.core.linkage.compiled import compiled
from payung.core.linkage.text import Integers

Places = NDArray[np.int32]


class Segment(NamedTuple):
    """Cleaned rows; keys in order with the row of each; narrowed keys of crowded blocks.

    ``capped`` counts the narrowed blocks that are still too large: of these only the first rows
    are ever compared.
    """

    rows: Integers
    keys: Integers
    places: Places
    directory: Integers
    fine_keys: Integers
    fine_places: Places
    fine_directory: Integers
    capped: int


def segment(rows: Integers) -> Segment:
    """Make rows findable. About 200 bytes of keys per row beside the rows themselves."""
    keys, places, directory = _sorted(rows, _directory_bits(8 * len(rows)))
    crowd_keys, crowd_places = _crowded(rows, keys, places, CAP)
    bits = _directory_bits(len(crowd_keys))
    fine = _sorted_pairs(crowd_keys, crowd_places, bits)
    capped = int(_oversized(fine[0], CAP))
    return Segment(rows, keys, places, directory, fine[0], fine[1], fine[2], capped)


def _directory_bits(entries: int) -> int:
    return max(4, min(26, int(entries).bit_length() - 2))


@compiled
def _sorted(rows: Any, bits: int) -> Any:
    """All keys of all rows in order; rows of equal keys stay in their own order."""
    shift = 63 - bits
    counts = np.zeros((1 << bits) + 1, np.int64)
    buffer = np.empty(MOST_KEYS, np.int64)
    for row in range(len(rows)):
        for index in range(keys_of(rows[row], buffer)):
            counts[(buffer[index] >> shift) + 1] += 1
    directory = np.cumsum(counts)
    fill = directory.copy()
    keys = np.empty(directory[-1], np.int64)
    places = np.empty(directory[-1], np.int32)
    for row in range(len(rows)):
        for index in range(keys_of(rows[row], buffer)):
            bucket = buffer[index] >> shift
            keys[fill[bucket]] = buffer[index]
            places[fill[bucket]] = row
            fill[bucket] += 1
    _order_buckets(keys, places, directory)
    return keys, places, directory


@compiled
def _sorted_pairs(loose: Any, owners: Any, bits: int) -> Any:
    """The same for keys that are already there."""
    shift = 63 - bits
    counts = np.zeros((1 << bits) + 1, np.int64)
    for index in range(len(loose)):
        counts[(loose[index] >> shift) + 1] += 1
    directory = np.cumsum(counts)
    fill = directory.copy()
    keys, places = np.empty_like(loose), np.empty_like(owners)
    for index in range(len(loose)):
        bucket = loose[index] >> shift
        keys[fill[bucket]] = loose[index]
        places[fill[bucket]] = owners[index]
        fill[bucket] += 1
    _order_buckets(keys, places, directory)
    return keys, places, directory


@compiled
def _order_buckets(keys: Any, places: Any, directory: Any) -> None:
    """Order each bucket by key: by insertion where it is short, else by a stable sort."""
    for bucket in range(len(directory) - 1):
        start, end = directory[bucket], directory[bucket + 1]
        if end - start > 64:
            order = np.argsort(keys[start:end], kind="mergesort")
            keys[start:end] = keys[start:end][order]
            places[start:end] = places[start:end][order]
            continue
        for index in range(start + 1, end):
            key, place = keys[index], places[index]
            slot = index
            while slot > start and keys[slot - 1] > key:
                keys[slot], places[slot] = keys[slot - 1], places[slot - 1]
                slot -= 1
            keys[slot], places[slot] = key, place


@compiled
def _crowded(rows: Any, keys: Any, places: Any, cap: int) -> Any:
    """The narrowed keys of every row in a block of more than ``cap``, a row once per block."""
    total = 0
    for fill in (False, True):
        if fill:
            fine, owners = np.empty(total, np.int64), np.empty(total, np.int32)
            total = 0
        start = 0
        while start < len(keys):
            end = start + 1
            while end < len(keys) and keys[end] == keys[start]:
                end += 1
            if end - start > cap:
                for index in range(start, end):
                    if index > start and places[index] == places[index - 1]:
                        continue
                    if fill:
                        fine[total] = refined(keys[index], rows[places[index]])
                        owners[total] = places[index]
                    total += 1
            start = end
    return fine, owners


@compiled
def _oversized(keys: Any, cap: int) -> int:
    found, start = 0, 0
    while start < len(keys):
        end = start + 1
        while end < len(keys) and keys[end] == keys[start]:
            end += 1
        found += end - start > cap
        start = end
    return found


@compiled
def find(keys: Any, directory: Any, key: int) -> Any:
    """Where the first entry of a key is, -1 if there is none."""
    bits = 0
    while (1 << bits) < len(directory) - 1:
        bits += 1
    bucket = key >> (63 - bits)
    low, high = directory[bucket], directory[bucket + 1]
    while high - low > 8:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle + 1 if keys[middle] == key else middle
            if keys[middle] == key and (middle == 0 or keys[middle - 1] != key):
                return middle
    while low < high and keys[low] < key:
        low += 1
    return low if low < directory[bucket + 1] and keys[low] == key else -1
