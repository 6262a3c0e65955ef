"""Numbers and dates that were typed plainly, read by compiled loops; the rest is left to `fields`.

A cell that these loops take gives what `fields` would give; a test holds them together.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from payung.core.linkage.compiled import compiled
from payung.core.linkage.layout import NIK_ODD, NIK_ROUNDED, NIK_VALID

UNREAD = -1
_DAYS = np.array((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), np.int64)


@compiled
def sixteen_digits(data: Any, ends: Any) -> Any:
    """The value of cells of sixteen digits (an apostrophe may lead); -1 for all others.

    Numbers that begin with 0, count up or down, or have under four different digits stay unread.
    """
    out = np.full(len(ends) - 1, UNREAD, np.int64)
    for row in range(len(out)):
        start, end = ends[row], ends[row + 1]
        if end == start:
            out[row] = 0
            continue
        if data[start] == 39:
            start += 1
        if end - start != 16 or data[start] == 48:
            continue
        value: Any = np.int64(0)
        seen: Any = np.int64(0)
        for place in range(start, end):
            digit = np.int64(data[place]) - 48
            if digit < 0 or digit > 9:
                value = value * 0 - 1
                break
            value = value * 10 + digit
            seen |= 1 << digit
        kinds = 0
        while seen:
            kinds += seen & 1
            seen >>= 1
        if value > 0 and kinds >= 4 and not _is_dummy(value):
            out[row] = value
    return out


@compiled
def _is_dummy(value: Any) -> Any:
    return value == 1234567890123456 or value == 1234567812345678 or value == 9876543210987654


@compiled
def nik_kinds(values: Any) -> Any:
    """The kind of each NIK of sixteen digits (see `layout`), 0 for the others."""
    out = np.zeros(len(values), np.int64)
    for row in range(len(values)):
        if values[row] > 0:
            out[row] = _kind(values[row])
    return out


@compiled
def _kind(nik: int) -> int:
    if nik % 1000 == 0:
        return NIK_ROUNDED
    code = nik // 10000 % 1000000
    day, month, year = code // 10000, code // 100 % 100, code % 100
    day -= 40 * (day > 40)
    if month < 1 or month > 12 or day < 1 or day > _DAYS[month - 1]:
        return NIK_ODD
    return NIK_ODD if day == 29 and month == 2 and year % 4 else NIK_VALID


@compiled
def plain_dates(data: Any, ends: Any, first: int, last: int) -> Any:
    """YYYYMMDD of cells such as 17-08-1980 or 1980-08-17 with a year from first to last; else -1.

    Between the numbers stands a hyphen, a slash or a point.
    """
    out = np.full(len(ends) - 1, UNREAD, np.int64)
    for row in range(len(out)):
        start = ends[row]
        if ends[row + 1] == start:
            out[row] = 0
        if ends[row + 1] - start != 10:
            continue
        if _is_mark(data[start + 2]) and data[start + 2] == data[start + 5]:
            day, month, year = start, start + 3, start + 6
        elif _is_mark(data[start + 4]) and data[start + 4] == data[start + 7]:
            year, month, day = start, start + 5, start + 8
        else:
            continue
        d, m, y = _number(data, day, 2), _number(data, month, 2), _number(data, year, 4)
        if first <= y <= last and 1 <= m <= 12 and 1 <= d <= _DAYS[m - 1]:
            if d == 29 and m == 2 and (y % 4 or (y % 100 == 0 and y % 400)):
                continue
            out[row] = y * 10000 + m * 100 + d
    return out


@compiled
def _is_mark(byte: int) -> bool:
    return byte == 45 or byte == 47 or byte == 46


@compiled
def _number(data: Any, start: int, digits: int) -> int:
    value = 0
    for place in range(start, start + digits):
        if data[place] < 48 or data[place] > 57:
            return UNREAD
        value = value * 10 + data[place] - 48
    return value
