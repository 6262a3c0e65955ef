"""How two names stand to each other: which tokens explain one another, which stay unexplained."""

from __future__ import annotations

from typing import Any

import numpy as np

from payung.core.linkage.compiled import compiled
from payung.core.linkage.nik_relation import one_edit

MISSING, EQUAL, NEAR, WEAK, PART, NEAR_PART, SHARED, CONFLICT = range(8)
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
def token_likeness(a: int, b: int, one: Any, other: Any) -> int:
    """4 equal; 3 one letter apart; 2 a short form, or two letters apart; 1 an initial; 0 neither.

    ``one`` and ``other`` are scratch of twelve numbers each.
    """
    if a == b:
        return 4
    count_a, count_b = letters_of(a, one), letters_of(b, other)
    shorter, longer = min(count_a, count_b), max(count_a, count_b)
    if shorter == 1:
        return 1 if _initial(one[0], other[0]) else 0
    if shorter < 3:
        return 0
    if one_edit(one, count_a, other, count_b):
        return 3 if shorter >= 4 and not _other_ending(one, count_a, other, count_b) else 2
    if _begins_or_ends(one, count_a, other, count_b):
        return 2
    if shorter >= 6 and longer - shorter <= 2 and _two_edits(one, count_a, other, count_b):
        return 2
    return 0


@compiled
def _other_ending(a: Any, count_a: int, b: Any, count_b: int) -> bool:
    """Whether two tokens of one length end on different vowels: Rina and Rini are sisters."""
    x, y = a[count_a - 1], b[count_b - 1]
    return count_a == count_b and x != y and _is_vowel(x) and _is_vowel(y)


@compiled
def _is_vowel(letter: int) -> bool:
    return letter == 1 or letter == 5 or letter == 9 or letter == 15 or letter == 21


@compiled
def _initial(a: int, b: int) -> bool:
    """Whether two first letters can be the same; C sounds as K or S (3, 11 and 19)."""
    if a == b:
        return True
    return (a == 3 and (b == 11 or b == 19)) or (b == 3 and (a == 11 or a == 19))


@compiled
def _begins_or_ends(a: Any, count_a: int, b: Any, count_b: int) -> bool:
    """Whether the shorter is the beginning or the end of the longer."""
    shorter = min(count_a, count_b)
    head, tail = True, True
    for place in range(shorter):
        head = head and a[place] == b[place]
        tail = tail and a[count_a - 1 - place] == b[count_b - 1 - place]
    return head or tail


@compiled
def _two_edits(a: Any, count_a: int, b: Any, count_b: int) -> bool:
    """Whether at most two letters were changed, added or left out."""
    head = 0
    shorter = min(count_a, count_b)
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[count_a - 1 - tail] == b[count_b - 1 - tail]:
        tail += 1
    rest_a, rest_b = count_a - head - tail, count_b - head - tail
    # What is left differs at both its ends, so two edits must mend exactly those ends.
    if rest_a <= 2 and rest_b <= 2:
        return True
    if abs(rest_a - rest_b) > 2:
        return False
    for drop_a, drop_b in ((1, 1), (0, 1), (1, 0)):
        for last_a, last_b in ((1, 1), (0, 1), (1, 0)):
            inner_a, inner_b = rest_a - drop_a - last_a, rest_b - drop_b - last_b
            if inner_a != inner_b or inner_a < 0:
                continue
            same = True
            for place in range(inner_a):
                same = same and a[head + drop_a + place] == b[head + drop_b + place]
            if same:
                return True
    return False


@compiled
def name_relation(a: Any, b: Any, count: int, first: int, bits: int, joined: int) -> Any:
    """The level of two names in two rows, and the bits of what they share.

    The places of count, first token, bits and joined form are given, for names and mothers alike.
    """
    count_a, count_b = a[count], b[count]
    if count_a == 0 or count_b == 0:
        return MISSING, 0
    used_a, used_b, shared = 0, 0, 0
    for i in range(count_a):
        for j in range(count_b):
            if not used_b >> j & 1 and a[first + i] == b[first + j]:
                used_a |= 1 << i
                used_b |= 1 << j
                shared += 4 * (a[bits] >> np.int64(8 * i) & np.int64(255))
                break
    exact = used_a != 0
    least = 4
    left_a, left_b = used_a != (1 << count_a) - 1, used_b != (1 << count_b) - 1
    if left_a and left_b:
        if a[joined] == b[joined]:
            return EQUAL, _all_bits(a, count_a, bits)
        used_a, used_b, gained, least = _liken(a, b, first, count_a, count_b, bits, used_a, used_b)
        shared += gained
        left_a, left_b = used_a != (1 << count_a) - 1, used_b != (1 << count_b) - 1
    elif (left_a or left_b) and a[joined] == b[joined]:
        return EQUAL, _all_bits(a, count_a, bits)
    return _level_of(left_a, left_b, exact, least), shared // 4


@compiled
def _level_of(left_a: bool, left_b: bool, exact: bool, least: int) -> int:
    """The level, from what stays unexplained and the least likeness of what was paired up."""
    if not left_a and not left_b:
        return EQUAL if least == 4 else NEAR if least == 3 else WEAK
    if not exact and least == 4:
        return CONFLICT
    if left_a and left_b:
        return SHARED
    return PART if least == 4 else NEAR_PART


@compiled
def _liken(
    a: Any, b: Any, first: int, count_a: int, count_b: int, bits: int, used_a: int, used_b: int
) -> Any:
    """Pair up what is unexplained, the most alike first: what is used, bits, least likeness."""
    like = np.zeros((6, 6), np.int64)
    one, other = np.empty(12, np.int64), np.empty(12, np.int64)
    for i in range(count_a):
        for j in range(count_b):
            if not used_a >> i & 1 and not used_b >> j & 1:
                like[i, j] = token_likeness(a[first + i], b[first + j], one, other)
    shared, least = 0, 4
    for wanted in (3, 2, 1):
        for i in range(count_a):
            for j in range(count_b):
                if like[i, j] != wanted or used_a >> i & 1 or used_b >> j & 1:
                    continue
                used_a |= 1 << i
                used_b |= 1 << j
                least = wanted
                here = a[bits] >> np.int64(8 * i) & np.int64(255)
                there = b[bits] >> np.int64(8 * j) & np.int64(255)
                shared += 8 if wanted == 1 else min(here, there) * (wanted - 1)
    return used_a, used_b, shared, least


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
