"""A column of texts as one run of bytes, and work on each distinct text once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from payung.core.linkage.compiled import compiled

Integers = NDArray[np.int64]
Bytes = NDArray[np.uint8]


class Texts(NamedTuple):
    """UTF-8 bytes; text i lies between ``ends[i]`` and ``ends[i + 1]``."""

    data: Bytes
    ends: Integers

    def __len__(self) -> int:
        return len(self.ends) - 1

    def at(self, index: int) -> str:
        """One text."""
        return bytes(self.data[self.ends[index] : self.ends[index + 1]]).decode("utf-8", "replace")


def texts(values: Sequence[str | None]) -> Texts:
    """A column from Python texts; None is empty.

    >>> column = texts(["Maria", None, "José"])
    >>> len(column), column.at(0), column.at(1), column.at(2)
    (3, 'Maria', '', 'José')
    """
    return from_encoded([(value or "").encode("utf-8", "replace") for value in values])


def from_encoded(values: Sequence[bytes]) -> Texts:
    """A column from encoded texts."""
    ends = np.zeros(len(values) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, values), np.int64, len(values)), out=ends[1:])
    return Texts(np.frombuffer(b"".join(values) or b"\0", np.uint8), ends)


def empty(rows: int) -> Texts:
    """A column without any text."""
    return Texts(np.zeros(1, np.uint8), np.zeros(rows + 1, np.int64))


@compiled
def hash_bytes(data: Any, start: int, end: int) -> Any:
    """A 64-bit hash (FNV-1a, mixed) of some bytes."""
    value = np.uint64(0xCBF29CE484222325)
    for index in range(start, end):
        value = (value ^ np.uint64(data[index])) * np.uint64(0x100000001B3)
    value ^= value >> np.uint64(32)
    value *= np.uint64(0x9E3779B97F4A7C15)
    return value ^ (value >> np.uint64(29))


@compiled
def distinct(hashes: Any) -> Any:
    """A number for each hash in the order of first sight, and where each was first seen."""
    count = len(hashes)
    size = 16
    while size < 2 * count + 2:
        size *= 2
    table = np.full(size, -1, np.int64)
    numbers = np.empty(count, np.int64)
    first = np.empty(count, np.int64)
    found = 0
    mask = np.int64(size - 1)
    for index in range(count):
        mixed = hashes[index] * np.uint64(0x9E3779B97F4A7C15)
        slot = np.int64(mixed >> np.uint64(32)) & mask
        while table[slot] >= 0 and hashes[first[table[slot]]] != hashes[index]:
            slot = (slot + 1) & mask
        if table[slot] < 0:
            table[slot] = found
            first[found] = index
            found += 1
        numbers[index] = table[slot]
    return numbers, first[:found].copy()


@compiled
def _hash_cells(data: Any, ends: Any) -> Any:
    hashes = np.empty(len(ends) - 1, np.uint64)
    for row in range(len(hashes)):
        hashes[row] = hash_bytes(data, ends[row], ends[row + 1])
    return hashes


def by_distinct(column: Texts, read: Callable[[str], Sequence[int]], width: int = 1) -> Integers:
    """``read`` of every text, called once for each distinct one; one row of numbers per text.

    >>> by_distinct(texts(["a", "bb", "a"]), lambda text: [len(text)]).tolist()
    [[1], [2], [1]]
    """
    numbers, first = distinct(_hash_cells(column.data, column.ends))
    answers = np.zeros((len(first), width), np.int64)
    for number, row in enumerate(first):
        answers[number] = read(column.at(row))
    result: Integers = answers[numbers]
    return result


def chosen_texts(column: Texts, rows: Integers) -> Texts:
    """Some texts of a column as a column of their own."""
    lengths = column.ends[rows + 1] - column.ends[rows]
    ends = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    return Texts(_gathered(column.data, column.ends, rows, ends), ends)


@compiled
def _gathered(data: Any, ends: Any, rows: Any, new_ends: Any) -> Any:
    out = np.zeros(max(new_ends[-1], 1), np.uint8)
    for index in range(len(rows)):
        start = ends[rows[index]]
        for place in range(new_ends[index + 1] - new_ends[index]):
            out[new_ends[index] + place] = data[start + place]
    return out
