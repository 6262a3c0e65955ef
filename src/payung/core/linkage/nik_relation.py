"""How two NIKs stand to each other.

A NIK is region, birth date, sex and a serial that is nearly always 0001 to 0004: two numbers one
digit apart are mostly two people. So the place of the difference counts, not its size.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from payung.core.linkage.compiled import compiled

MISSING, EQUAL, EQUAL_CONFLICT, OUTSIDE, ROUNDED, ONE_SERIAL = 0, 1, 2, 3, 4, 5
SERIAL, TWO, REGION, BIRTH_CODE, DIFFERENT, LENGTH, TWIN_SERIAL = 6, 7, 8, 9, 10, 11, 12


@compiled
def digits_of(value: int, out: Any) -> int:
    """Write the decimal digits of a positive number into ``out``; how many there are."""
    count = 0
    rest = value
    while rest > 0:
        rest //= 10
        count += 1
    for place in range(count):
        out[count - 1 - place] = value % 10
        value //= 10
    return count


@compiled
def one_edit(a: Any, count_a: int, b: Any, count_b: int) -> bool:
    """Whether one substitution, insertion, deletion or swap of neighbours makes them equal."""
    if abs(count_a - count_b) > 1:
        return False
    head = 0
    shorter = min(count_a, count_b)
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[count_a - 1 - tail] == b[count_b - 1 - tail]:
        tail += 1
    rest_a, rest_b = count_a - head - tail, count_b - head - tail
    if rest_a <= 1 and rest_b <= 1:
        return True
    return rest_a == 2 and rest_b == 2 and a[head] == b[head + 1] and a[head + 1] == b[head]


@compiled
def _one_edit_ago(a: int, b: int) -> bool:
    """Whether one slip of a digit makes one number the other.

    Of sixteen digits with one slip, the first half or the last is untouched, or all but the two in
    the middle.
    """
    if a >= 10**15 and b >= 10**15 and a < 10**16 and b < 10**16:
        half = a // 10**8 == b // 10**8 or a % 10**8 == b % 10**8
        if not half and (a // 10**9 != b // 10**9 or a % 10**7 != b % 10**7):
            return False
    one, other = np.empty(20, np.int64), np.empty(20, np.int64)
    return one_edit(one, digits_of(a, one), other, digits_of(b, other))


@compiled
def _differing(a: int, b: int) -> int:
    """In how many places two numbers of as many digits differ."""
    count = 0
    while a > 0 or b > 0:
        count += a % 10 != b % 10
        a //= 10
        b //= 10
    return count


@compiled
def _same_day_otherwise(a: int, b: int) -> bool:
    """Whether two birth codes (DDMMYY) are one day with the sex or the order misread."""
    if a % 100 != b % 100:
        return False
    day_a, day_b = a // 10000, b // 10000
    month_a, month_b = a // 100 % 100, b // 100 % 100
    if month_a == month_b:
        return abs(day_a - day_b) == 40
    plain_a, plain_b = day_a - 40 * (day_a > 40), day_b - 40 * (day_b > 40)
    return plain_a == month_b and plain_b == month_a


@compiled
def nik_relation(a: int, kind_a: int, b: int, kind_b: int) -> int:
    """The level of two NIKs; kinds as in `layout`."""
    if a == 0 or b == 0:
        return MISSING
    if a == b:
        return ROUNDED if kind_a == 2 else EQUAL
    if a >= 10**16 or b >= 10**16 or a < 10**15 or b < 10**15:
        return LENGTH if _one_edit_ago(a, b) else DIFFERENT
    if kind_a == 2 or kind_b == 2:
        return ROUNDED if a // 10000 == b // 10000 else DIFFERENT
    serial_a, serial_b = a % 10000, b % 10000
    if a // 10000 == b // 10000:
        if serial_a // 10 == serial_b // 10 and (serial_a % 10 == 0 or serial_b % 10 == 0):
            return ROUNDED
        return ONE_SERIAL if _differing(serial_a, serial_b) == 1 else SERIAL
    code_a, code_b = a // 10000 % 10**6, b // 10000 % 10**6
    if serial_a == serial_b:
        return _outside_serial(a, b, code_a, code_b)
    if code_a == code_b:
        return BIRTH_CODE
    if _one_edit_ago(a, b):
        return OUTSIDE
    return TWO if _differing(a, b) == 2 else DIFFERENT


@compiled
def _outside_serial(a: int, b: int, code_a: int, code_b: int) -> int:
    same_region = a // 10**10 == b // 10**10
    if same_region and _same_day_otherwise(code_a, code_b):
        return OUTSIDE
    if _one_edit_ago(a, b):
        return OUTSIDE
    if code_a == code_b:
        return REGION
    return TWO if _differing(a, b) == 2 else DIFFERENT
