"""How two names stand to each other: which tokens explain one another, which stay unexplained."""

from __future__ import annotations

from typing import Any

import numpy as np

from payung.core.linkage.compiled import compiled
from payung.core.linkage.nik_relation import one_edit

MISSING, EQUAL, NEAR, PART, NEAR_PART, SHARED, CONFLICT = 0, 1, 2, 3, 4, 5, 6
CLASSES = 6
"""Classes of information: how rare what the two names share is."""


@compiled
def letters_of(token: int, out: Any) -> int:
    """Write the letters of a packed token into ``out``; how many there are."""
    count = 0
    for place in range(12):
        code = token >> np.int64(5 * (11 - place)) & np.int64(31)
        if code == 0:
            break
        out[count] = code
        count += 1
    return count


@compiled
def token_likeness(a: int, b: int) -> int:
    """3 equal, 2 one letter apart, 1 an initial or the beginning of the other, 0 neither."""
    if a == b:
        return 3
    one, other = np.empty(12, np.int64), np.empty(12, np.int64)
    count_a, count_b = letters_of(a, one), letters_of(b, other)
    shorter = min(count_a, count_b)
    if shorter >= 4 and one_edit(one, count_a, other, count_b):
        return 2
    if 1 < shorter < 3:
        return 0
    for place in range(shorter):
        if one[place] != other[place]:
            return 0
    return 1


@compiled
def name_relation(a: Any, b: Any, count: int, first: int, bits: int, joined: int, most: int) -> Any:
    """The level of two names in two rows, and the bits of what they share (tenths for nearness).

    The places of count, first token, bits and joined form are given, for names and mothers alike.
    """
    count_a, count_b = a[count], b[count]
    if count_a == 0 or count_b == 0:
        return MISSING, 0
    used_a, used_b = 0, 0
    shared, exact, near = 0, 0, 0
    for wanted in (3, 2, 1):
        for i in range(count_a):
            if used_a >> i & 1:
                continue
            for j in range(count_b):
                if used_b >> j & 1 or token_likeness(a[first + i], b[first + j]) != wanted:
                    continue
                used_a |= 1 << i
                used_b |= 1 << j
                here = a[bits] >> np.int64(8 * i) & np.int64(255)
                there = b[bits] >> np.int64(8 * j) & np.int64(255)
                if wanted == 3:
                    shared += 2 * here
                    exact += 1
                elif wanted == 2:
                    shared += min(here, there)
                    near += 1
                else:
                    shared += 4
                    near += 1
                break
    left_a = used_a != (1 << count_a) - 1
    left_b = used_b != (1 << count_b) - 1
    if (left_a or left_b) and a[joined] == b[joined]:
        return EQUAL, _all_bits(a, count_a, bits)
    if not left_a and not left_b:
        return (NEAR if near else EQUAL), shared // 2
    if exact == 0 and near == 0:
        return CONFLICT, 0
    if left_a and left_b:
        return SHARED, shared // 2
    return (NEAR_PART if near else PART), shared // 2


@compiled
def _all_bits(row: Any, count: int, bits: int) -> int:
    total = 0
    for index in range(count):
        total += row[bits] >> np.int64(8 * index) & np.int64(255)
    return total


@compiled
def information_class(bits: int) -> int:
    """Six classes of bits."""
    if bits < 10:
        return 0 if bits < 6 else 1
    if bits < 18:
        return 2 if bits < 14 else 3
    return 4 if bits < 24 else 5
