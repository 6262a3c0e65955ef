"""The blocking rules: which records are compared at all. A shared key of any rule suffices.

NIK; birth date (day and month in either order) and a name token, the birth date inside the NIK
standing in where it says otherwise; family card; village, birth date and sex; village and the
rarest token; mother's rarest token and a token. Unknown values and stand-in dates make no key.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from payung.core.linkage import layout
from payung.core.linkage.compiled import compiled
from payung.core.linkage.kernel import is_heaped

RULES = ("nik", "born_token", "card", "village_born_sex", "village_rarest", "mother_token")
MOST_KEYS = 4 + 3 * layout.NAME_TOKENS
CAP = 40
"""A block of more records than this is split by district and year; what is still larger is cut."""

_NIK, _BORN_TOKEN, _CARD, _VILLAGE_BORN, _VILLAGE_RAREST, _MOTHER = range(1, 7)
_BEYOND_INITIAL = (1 << 55) - 1
_FIRST, _COUNT = layout.NAME_FIRST, layout.NAME_COUNT


@compiled
def mixed(rule: int, a: int, b: int) -> Any:
    """A positive 63-bit key of a rule and two values."""
    value = np.uint64(a) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(rule)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value ^= np.uint64(b) * np.uint64(0x94D049BB133111EB)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    value ^= value >> np.uint64(31)
    value *= np.uint64(0xD6E8FEB86659FD93)
    return np.int64((value ^ (value >> np.uint64(32))) >> np.uint64(1))


@compiled
def rarest(row: Any, first: int, count: int, bits: int) -> Any:
    """The token that says most; of equals, the first."""
    best, most = np.int64(0), np.int64(-1)
    for index in range(count):
        here = row[bits] >> np.int64(8 * index) & np.int64(255)
        token = row[first + index]
        if token & _BEYOND_INITIAL == 0:
            here = 0
        if here > most:
            best, most = token, here
    return best


@compiled
def day_key(year: int, month: int, day: int) -> int:
    """A day with the century left out and day and month in order."""
    return year % 100 * 10000 + min(day, month) * 100 + max(day, month)


@compiled
def born_of_nik(row: Any) -> int:
    """The day key inside a NIK of sixteen digits, 0 if there is none."""
    nik = row[layout.NIK]
    if nik < 10**15 or nik >= 10**16:
        return 0
    code = nik // 10000 % 10**6
    day, month = code // 10000, code // 100 % 100
    day -= 40 * (day > 40)
    return day_key(code % 100, month, day) if 0 < day < 32 and 0 < month < 13 else 0


@compiled
def token_keys(row: Any, rule: int, value: int, out: Any, count: int) -> int:
    """Write a key of a value and each different name token; how many keys there are then."""
    for index in range(row[_COUNT]):
        again = False
        for earlier in range(index):
            again = again or row[_FIRST + earlier] == row[_FIRST + index]
        if not again:
            out[count] = mixed(rule, value, row[_FIRST + index])
            count += 1
    return count


@compiled
def born_keys(row: Any, out: Any, count: int) -> int:
    """Write the keys of the birth dates, the written one and the one inside the NIK."""
    born, village = row[layout.BORN], row[layout.VILLAGE]
    told = day_key(born // 10000, born // 100 % 100, born % 100) if born % 10000 > 0 else 0
    coded = born_of_nik(row)
    if told > 0:
        count = token_keys(row, _BORN_TOKEN, told, out, count)
    if coded > 0 and coded != told:
        count = token_keys(row, _BORN_TOKEN, coded, out, count)
    if told > 0 and village > 0 and not is_heaped(born):
        out[count] = mixed(_VILLAGE_BORN, village, told * 4 + row[layout.SEX])
        count += 1
    return count


@compiled
def keys_of(row: Any, out: Any) -> int:
    """Write the keys of a row into ``out``; how many there are."""
    count = 0
    if row[layout.NIK] > 0:
        out[count] = mixed(_NIK, row[layout.NIK], 0)
        count += 1
    if row[layout.KK] > 0:
        out[count] = mixed(_CARD, row[layout.KK], 0)
        count += 1
    count = born_keys(row, out, count)
    village = row[layout.VILLAGE]
    if village > 0 and row[_COUNT] > 0:
        token = rarest(row, _FIRST, row[_COUNT], layout.NAME_BITS)
        out[count] = mixed(_VILLAGE_RAREST, village, token)
        count += 1
    if row[layout.MOTHER_COUNT] > 0:
        mother = rarest(row, layout.MOTHER_FIRST, row[layout.MOTHER_COUNT], layout.MOTHER_BITS)
        count = token_keys(row, _MOTHER, mother, out, count)
    return count


@compiled
def refined(key: int, row: Any) -> Any:
    """The key of a crowded block, narrowed to a row's district and birth year."""
    return mixed(99, key, row[layout.VILLAGE] // 10000 * 10000 + row[layout.BORN] // 10000)
