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


def inlined(function: F) -> F:
    """The same for what compiled code calls for every run: it is put in where it is called.

    A call would count its arrays' references up and down, which costs more than a rule does.
    """
    return cast(F, numba.njit(nogil=True, error_model="numpy", forceinline=True)(function))


@inlined
def marginal(bounds: Whole, values: Whole, low: int, high: int, at: int) -> int:
    """The sum of rate × slice over the slices that an amount fills."""
    total = 0
    for row in range(low, high):
        if bounds[row] >= at:
            break
        top = bounds[row + 1] if row + 1 < high and bounds[row + 1] < at else at
        total += (top - bounds[row]) * values[row]
    return total


@inlined
def divided(amount: int, by: int) -> int:
    """How often a divisor goes into an amount; neither is below zero, as the compiler has shown."""
    whole: int = np.int64(np.uint64(amount) // np.uint64(by))  # type: ignore[assignment]
    return whole


@inlined
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


@inlined
def times(amount: int, num: int, den: int) -> int:
    """A multiple of an amount, half up."""
    if num == den:
        return amount
    return (amount * num * 2 + den) // (2 * den)


@inlined
def written(page: Bytes, size: int, length: int, code: int, width: int) -> int:
    """One of Parquet's runs; returns where the next begins. `width` is 1 or 2, a code's bytes."""
    head = length << 1
    while head > 127:
        page[size] = (head & 127) | 128
        head >>= 7
        size += 1
    page[size] = head
    page[size + 1] = code & 0xFF
    page[size + 2] = code >> 8
    return size + 1 + width


@jit
def runs_of_values(
    values: Whole, lengths: Whole, count: int, slots: Small, distinct: Whole, page: Bytes
) -> tuple[int, int]:
    """Values repeated by their lengths, as codes in order of appearance and as Parquet's runs.

    Neighbours of one value become one run. `slots` is a hash table, filled with -1, whose size is
    a power of two above `count`. Returns how many values differ, and the bytes written.
    """
    mask = len(slots) - 1
    found, size, row = 0, 0, 0
    while row < count:
        value, length = values[row], lengths[row]
        row += 1
        while row < count and values[row] == value:
            length += lengths[row]
            row += 1
        at = ((value ^ (value >> 15)) * 0x9E3779B97F4A7C1 >> 20) & mask
        while slots[at] >= 0 and distinct[slots[at]] != value:
            at = (at + 1) & mask
        if slots[at] < 0:
            slots[at] = found
            distinct[found] = value
            found += 1
        size = written(page, size, length, slots[at], 2)
    return found, size


@jit
def runs_of_rising(
    values: Whole, lengths: Whole, count: int, distinct: Whole, page: Bytes
) -> tuple[int, int]:
    """The same without a table, where no value is below the one before; else -1 and 0."""
    found, size, row = 0, 0, 0
    while row < count:
        value, length = values[row], lengths[row]
        row += 1
        while row < count and values[row] == value:
            length += lengths[row]
            row += 1
        if found and value < distinct[found - 1]:
            return -1, 0
        size = written(page, size, length, found, 2)
        distinct[found] = value
        found += 1
    return found, size


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

    Neighbours of one code become one run. `width` is the bytes of a code, 1 or 2.
    """
    size, row = 0, 0
    while row < count:
        code, length = codes[row], lengths[row]
        row += 1
        while row < count and codes[row] == code:
            length += lengths[row]
            row += 1
        size = written(page, size, length, code, width)
    return size


@jit
def packed(firsts: Whole, lengths: Whole, count: int, step: int, width: int, page: Bytes) -> int:
    """Numbers that rise by `step` from each first, in `width` bits each; returns the bytes.

    As many as fit into 48 bits are put together at once, from a ladder of steps; `width` is at
    most 16.
    """
    size, held, bits = 0, 0, 0
    most = 48 // width
    ladder, ones = 0, 0
    for place in range(most):
        ladder |= (place * step) << (place * width)
        ones |= 1 << (place * width)
    for row in range(count):
        value, left = firsts[row], lengths[row]
        while left > 0:
            taken = min(left, most)
            wide = taken * width
            held |= ((value * ones + ladder) & ((1 << wide) - 1)) << bits
            bits += wide
            value += taken * step
            left -= taken
            while bits >= 8:
                page[size] = held & 0xFF
                held >>= 8
                bits -= 8
                size += 1
    if bits:
        page[size] = held & 0xFF
        size += 1
    return size
