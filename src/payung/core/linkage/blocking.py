"""The blocking rules: which records are compared at all. A shared key of any rule suffices.

NIK; birth date (day and month in either order) and a name token; family card and a token; family
card and birth date; village, birth date and sex; village and the rarest token; mother's rarest
token and a token. Unknown values and stand-in dates make no key.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from payung.core.linkage import layout
from payung.core.linkage.compiled import compiled
from payung.core.linkage.kernel import is_heaped

RULES = (
    "nik", "born_token", "card_token", "card_born", "village_born_sex", "village_rarest",
    "mother_token",
)  # fmt: skip
MOST_KEYS = 4 + 3 * layout.NAME_TOKENS
CAP = 40
"""A block of more records than this is split by district and year; what is still larger is cut."""

_NIK, _BORN_TOKEN, _CARD_TOKEN, _CARD_BORN, _VILLAGE_BORN, _VILLAGE_RAREST, _MOTHER = range(1, 8)
_FIRST, _COUNT = layout.NAME_FIRST, layout.NAME_COUNT


@compiled
def mixed(rule: int, a: int, b: int) -> int:
    """A positive 63-bit key of a rule and two values."""
    value = np.uint64(a) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(rule)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value ^= np.uint64(b) * np.uint64(0x94D049BB133111EB)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    value ^= value >> np.uint64(31)
    value *= np.uint64(0xD6E8FEB86659FD93)
    return np.int64((value ^ (value >> np.uint64(32))) >> np.uint64(1))


@compiled
def rarest(row: Any, first: int, count: int, bits: int) -> int:
    """The token that says most; of equals, the first."""
    best, most = np.int64(0), np.int64(-1)
    for index in range(count):
        here = row[bits] >> np.int64(8 * index) & np.int64(255)
        if here > most:
            best, most = row[first + index], here
    return best


@compiled
def keys_of(row: Any, out: Any) -> int:
    """Write the keys of a row into ``out``; how many there are."""
    count = 0
    born, card, village = row[layout.BORN], row[layout.KK], row[layout.VILLAGE]
    tokens = row[_COUNT]
    if row[layout.NIK] > 0:
        out[count] = mixed(_NIK, row[layout.NIK], 0)
        count += 1
    if born > 0:
        day, month = born % 100, born // 100 % 100
        order = born // 10000 * 10000 + min(day, month) * 100 + max(day, month)
        for index in range(tokens):
            out[count] = mixed(_BORN_TOKEN, order, row[_FIRST + index])
            count += 1
        if card > 0:
            out[count] = mixed(_CARD_BORN, card, order)
            count += 1
        if village > 0 and not is_heaped(born):
            out[count] = mixed(_VILLAGE_BORN, village, order * 4 + row[layout.SEX])
            count += 1
    if card > 0:
        for index in range(tokens):
            out[count] = mixed(_CARD_TOKEN, card, row[_FIRST + index])
            count += 1
    if village > 0 and tokens > 0:
        token = rarest(row, _FIRST, tokens, layout.NAME_BITS)
        out[count] = mixed(_VILLAGE_RAREST, village, token)
        count += 1
    if row[layout.MOTHER_COUNT] > 0:
        mother = rarest(row, layout.MOTHER_FIRST, row[layout.MOTHER_COUNT], layout.MOTHER_BITS)
        for index in range(tokens):
            out[count] = mixed(_MOTHER, mother, row[_FIRST + index])
            count += 1
    return count


@compiled
def refined(key: int, row: Any) -> int:
    """The key of a crowded block, narrowed to a row's district and birth year."""
    return mixed(99, key, row[layout.VILLAGE] // 10000 * 10000 + row[layout.BORN] // 10000)
