"""Loops over whole numbers, compiled by numba: tables of the law, and pages of Parquet.

Compiled code is kept by `cache_folder`; importing this module imports numba, so only the fused
engine does.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

from payung.core.loops import cache_folder

Whole = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
F = TypeVar("F", bound=Callable[..., Any])

_told: Any = numba.config
if not _told.CACHE_DIR:
    _told.CACHE_DIR = str(cache_folder())


def jit(function: F) -> F:
    """The function compiled, without the interpreter's lock, and kept for the next run."""
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


@jit
def marginal(bounds: Whole, values: Whole, low: int, high: int, at: int) -> int:
    """The sum of rate × slice over the slices that an amount fills."""
    total = 0
    for row in range(low, high):
        if bounds[row] >= at:
            break
        top = bounds[row + 1] if row + 1 < high and bounds[row + 1] < at else at
        total += (top - bounds[row]) * values[row]
    return total


@jit
def divided(amount: int, by: int) -> int:
    """How often a divisor goes into an amount; neither is below zero, as the compiler has shown."""
    whole: int = np.int64(np.uint64(amount) // np.uint64(by))  # type: ignore[assignment]
    return whole


@jit
def lookup(bounds: Whole, values: Whole, low: int, high: int, at: int) -> int:
    """The value of the last bound that is not above `at`; 0 of an empty table.

    A table in equal cells has minus the width of a cell in place of its bounds.
    """
    length = high - low
    if length < 1:
        return 0
    if bounds[low] < 0:
        low += min(divided(at, -bounds[low]), length - 1)
        found: int = values[low]
        return found
    while length > 1:
        half = length >> 1
        low += half if bounds[low + half] <= at else 0
        length -= half
    last: int = values[low]
    return last


@jit
def times(amount: int, num: int, den: int) -> int:
    """A multiple of an amount, half up."""
    if num == den:
        return amount
    return (amount * num * 2 + den) // (2 * den)


@jit
def coded(values: Whole, count: int, slots: Small, codes: Small, distinct: Whole) -> int:
    """Give each value a code, in order of appearance; returns how many there are.

    `slots` is a hash table, filled with -1, whose size is a power of two above `count`.
    """
    mask = len(slots) - 1
    found = 0
    for row in range(count):
        value = values[row]
        if row and value == values[row - 1]:
            codes[row] = codes[row - 1]
            continue
        at = ((value ^ (value >> 15)) * 0x9E3779B97F4A7C1 >> 20) & mask
        while slots[at] >= 0 and distinct[slots[at]] != value:
            at = (at + 1) & mask
        if slots[at] < 0:
            slots[at] = found
            distinct[found] = value
            found += 1
        codes[row] = slots[at]
    return found


@jit
def coded_texts(
    places: Whole, data: Bytes, rows: Whole, count: int, slots: Small, codes: Small, first: Whole
) -> int:
    """The same for texts: `rows` says which text each entry is, `first` where each code began."""
    mask = len(slots) - 1
    found = 0
    for entry in range(count):
        row = rows[entry]
        if entry and row == rows[entry - 1]:
            codes[entry] = codes[entry - 1]
            continue
        begin, end = places[row], places[row + 1]
        hashed = end - begin
        for at in range(begin, end):
            hashed = (hashed * 31 + data[at]) & 0xFFFFFFFFFFF
        slot = (hashed ^ (hashed >> 17)) & mask
        while slots[slot] >= 0 and not same_text(places, data, first[slots[slot]], row):
            slot = (slot + 1) & mask
        if slots[slot] < 0:
            slots[slot] = found
            first[found] = row
            found += 1
        codes[entry] = slots[slot]
    return found


@jit
def same_text(places: Whole, data: Bytes, one: int, other: int) -> bool:
    """True where two texts are equal."""
    begin, length = places[one], places[one + 1] - places[one]
    if places[other + 1] - places[other] != length:
        return False
    shift = places[other] - begin
    for at in range(begin, begin + length):  # noqa: SIM110 - compiled as it stands
        if data[at] != data[at + shift]:
            return False
    return True


@jit
def plain_texts(places: Whole, data: Bytes, first: Whole, count: int, page: Bytes) -> int:
    """A dictionary page of texts: each with its length before it; returns the bytes written."""
    size = 0
    for code in range(count):
        begin, end = places[first[code]], places[first[code] + 1]
        length = end - begin
        for shift in range(4):
            page[size + shift] = (length >> (8 * shift)) & 0xFF
        size += 4
        for at in range(begin, end):
            page[size] = data[at]
            size += 1
    return size


@jit
def run_lengths(codes: Small, lengths: Whole, count: int, width: int, page: Bytes) -> int:
    """Codes repeated by their lengths, as Parquet's runs; returns the bytes written.

    Neighbours of one code become one run. `width` is the bytes of a code.
    """
    size = 0
    row = 0
    while row < count:
        code, length = codes[row], lengths[row]
        row += 1
        while row < count and codes[row] == code:
            length += lengths[row]
            row += 1
        head = length << 1
        while head > 127:
            page[size] = (head & 127) | 128
            head >>= 7
            size += 1
        page[size] = head
        size += 1
        for shift in range(width):
            page[size] = (code >> (8 * shift)) & 0xFF
            size += 1
    return size


@jit
def packed(firsts: Whole, lengths: Whole, count: int, step: int, width: int, page: Bytes) -> int:
    """Numbers that rise by `step` from each first, in `width` bits each; returns the bytes."""
    size, held, bits = 0, 0, 0
    for row in range(count):
        value = firsts[row]
        for _ in range(lengths[row]):
            held |= value << bits
            bits += width
            value += step
            while bits >= 8:
                page[size] = held & 0xFF
                held >>= 8
                bits -= 8
                size += 1
    if bits:
        page[size] = held & 0xFF
        size += 1
    return size
