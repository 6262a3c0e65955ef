"""The one kernel: two rows to levels, levels to points. Every engine calls it, none has its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from payung.core.linkage import layout
from payung.core.linkage import name_relation as names
from payung.core.linkage.compiled import compiled
from payung.core.linkage.name_relation import information_class, name_relation
from payung.core.linkage.nik_relation import (
    BIRTH_CODE,
    DIFFERENT,
    EQUAL,
    EQUAL_CONFLICT,
    LENGTH,
    ONE_SERIAL,
    OUTSIDE,
    REGION,
    SERIAL,
    TWIN_SERIAL,
    TWO,
    nik_relation,
    one_edit,
)

NIK, NAME, BORN, SEX, HOUSEHOLD, PLACE = 0, 1, 2, 3, 4, 5
COMPARISONS = 6

(BORN_MISSING, BORN_EQUAL, BORN_HEAPED, BORN_SWAPPED, BORN_DIGIT, BORN_YEAR_NEAR, BORN_YEAR,
 BORN_TO_HEAP, BORN_MONTH, BORN_SAME_YEAR, BORN_DIFFERENT, BORN_YEAR_ONLY) = range(12)  # fmt: skip

HARD_NIK_CONFLICT, HARD_TWINS, HARD_NIK_TWICE, HARD_NAMELESS = 1, 2, 3, 6
HARD_SIBLINGS, HARD_NIK_ALONE, HARD_TWO_NIKS = 7, 8, 9

_N_COUNT, _N_FIRST, _N_BITS, _N_JOINED = (
    layout.NAME_COUNT, layout.NAME_FIRST, layout.NAME_BITS, layout.NAME_JOINED,
)  # fmt: skip
_M_COUNT, _M_FIRST, _M_BITS, _M_JOINED = (
    layout.MOTHER_COUNT, layout.MOTHER_FIRST, layout.MOTHER_BITS, layout.MOTHER_JOINED,
)  # fmt: skip


@compiled
def quick_levels(a: Any, b: Any, out: Any) -> None:
    """The levels of NIK, name, birth date and sex."""
    name, bits = name_relation(a, b, _N_COUNT, _N_FIRST, _N_BITS, _N_JOINED)
    out[NAME] = name * names.CLASSES + (information_class(bits) if bits > 0 else 0)
    nik = nik_relation(a[layout.NIK], a[layout.NIK_KIND], b[layout.NIK], b[layout.NIK_KIND])
    if nik == EQUAL and (name == names.CONFLICT or name == names.SHARED):
        nik = EQUAL_CONFLICT
    born = born_relation(a[layout.BORN], b[layout.BORN])
    serial = nik in (ONE_SERIAL, SERIAL)
    if serial and name != names.EQUAL and same_day(born):
        nik = TWIN_SERIAL
    out[NIK] = nik
    out[BORN] = born
    out[SEX] = _simple(a[layout.SEX], b[layout.SEX])


@compiled
def slow_levels(a: Any, b: Any, out: Any) -> None:
    """The levels of household and birthplace."""
    mother, _ = name_relation(a, b, _M_COUNT, _M_FIRST, _M_BITS, _M_JOINED)
    card = _card_relation(a[layout.KK], b[layout.KK])
    village = _village_relation(a[layout.VILLAGE], b[layout.VILLAGE])
    out[HOUSEHOLD] = card * 16 + _mother_level(mother) * 4 + village
    out[PLACE] = _place_relation(a[layout.PLACE], b[layout.PLACE])


@compiled
def levels_of(a: Any, b: Any, out: Any) -> None:
    """Write the level of every comparison of two rows into ``out``."""
    quick_levels(a, b, out)
    slow_levels(a, b, out)


@compiled
def same_day(born: int) -> bool:
    """Whether the birth dates are equal."""
    return born in (BORN_EQUAL, BORN_HEAPED)


@compiled
def _simple(a: int, b: int) -> int:
    """0 missing, 1 equal, 2 different."""
    if a == 0 or b == 0:
        return 0
    return 1 if a == b else 2


@compiled
def _mother_level(relation: int) -> int:
    """0 missing, 1 agrees, 2 in part, 3 in conflict."""
    if relation == names.MISSING:
        return 0
    if relation == names.CONFLICT:
        return 3
    return 1 if relation <= names.WEAK else 2


@compiled
def _village_relation(a: int, b: int) -> int:
    """0 missing, 1 same village, 2 same district, 3 elsewhere."""
    if a == 0 or b == 0:
        return 0
    if a == b:
        return 1
    return 2 if a // 10000 == b // 10000 else 3


@compiled
def _card_relation(a: int, b: int) -> int:
    """0 missing, 1 equal, 2 one digit or a zeroed end away, 3 different."""
    if a == 0 or b == 0:
        return 0
    if a == b:
        return 1
    if a // 1000 == b // 1000 and (a % 1000 == 0 or b % 1000 == 0):
        return 2
    if a // 10 == b // 10 and a % 10 != 0 and b % 10 != 0:
        return 3
    same = 0
    x, y = a, b
    while x > 0 and y > 0:
        same += x % 10 == y % 10
        x //= 10
        y //= 10
    return 2 if same >= 15 else 3


@compiled
def _place_relation(a: int, b: int) -> int:
    """0 missing, 1 equal, 2 nearly, 3 different."""
    if a == 0 or b == 0:
        return 0
    if a == b:
        return 1
    one, other = np.empty(12, np.int64), np.empty(12, np.int64)
    count_a, count_b = names.letters_of(a, one), names.letters_of(b, other)
    if min(count_a, count_b) >= 4 and one_edit(one, count_a, other, count_b):
        return 2
    return 3


@compiled
def is_heaped(born: int) -> bool:
    """Days that stand for an unknown one: the first of January and of July, the end of the year."""
    day = born % 10000
    return day == 101 or day == 701 or day == 1231 or day == 0


@compiled
def born_relation(a: int, b: int) -> int:
    """The level of two birth dates, each YYYYMMDD or 0."""
    if a == 0 or b == 0:
        return BORN_MISSING
    if a % 10000 == 0 or b % 10000 == 0:
        return BORN_YEAR_ONLY if a // 10000 == b // 10000 else BORN_DIFFERENT
    if a == b:
        return BORN_HEAPED if is_heaped(a) else BORN_EQUAL
    year_a, year_b = a // 10000, b // 10000
    if year_a != year_b:
        if a % 10000 == b % 10000:
            return BORN_YEAR_NEAR if _years_alike(year_a, year_b) else BORN_YEAR
        return BORN_DIGIT if _one_digit(a, b) else BORN_DIFFERENT
    if a // 100 % 100 == b % 100 and b // 100 % 100 == a % 100:
        return BORN_SWAPPED
    if is_heaped(a) or is_heaped(b):
        return BORN_TO_HEAP
    if _one_digit(a, b):
        return BORN_DIGIT
    return BORN_MONTH if a // 100 == b // 100 else BORN_SAME_YEAR


@compiled
def _years_alike(a: int, b: int) -> bool:
    apart = abs(a - b)
    return apart <= 1 or apart == 10 or apart == 100 or a // 10 == b // 10


@compiled
def _one_digit(a: int, b: int) -> bool:
    count = 0
    while a > 0:
        count += a % 10 != b % 10
        a //= 10
        b //= 10
    return count == 1


@compiled
def hard_of(b: Any, levels: Any) -> int:
    """A finding that people decide whatever the weight; 0 if there is none.

    ``b`` is the row of the list of reference.
    """
    name = levels[NAME] // names.CLASSES
    conflict = name == names.CONFLICT or name == names.SHARED
    if conflict and levels[NIK] == EQUAL_CONFLICT:
        return HARD_NIK_CONFLICT
    card, mother = levels[HOUSEHOLD] // 16, levels[HOUSEHOLD] // 4 % 4
    if conflict and same_day(levels[BORN]) and (card == 1 or mother == 1):
        return HARD_TWINS
    if levels[NIK] == TWIN_SERIAL:
        return HARD_TWINS
    alike = name == names.NEAR or name == names.WEAK or name == names.NEAR_PART
    settled = levels[NIK] == EQUAL or levels[NIK] == OUTSIDE or levels[NIK] == LENGTH
    if alike and same_day(levels[BORN]) and card == 1 and not settled:
        return HARD_TWINS
    if name == names.MISSING:
        return HARD_NAMELESS
    # Only the list of reference counts: there one NIK should be one row.
    if b[layout.FLAGS] & layout.FLAG_NIK_SHARED and levels[NIK] == EQUAL:
        return HARD_NIK_TWICE
    return 0


@compiled
def hard_inside(b: Any, levels: Any) -> int:
    """The same for two rows of one list, where no better partner can settle who is who.

    Names that are not equal, with NIKs that do not settle it, are often two of a family; one NIK on
    names that are only alike, without one birth date, was often copied in a household; NIKs that
    are more than a slip apart are two persons, though twins may share birth date and even name.
    """
    found = hard_of(b, levels)
    if found != 0:
        return found
    name, nik = levels[NAME] // names.CLASSES, levels[NIK]
    if name != names.EQUAL and nik not in (EQUAL, LENGTH):
        return HARD_SIBLINGS
    if nik in (ONE_SERIAL, SERIAL, TWO, REGION, BIRTH_CODE, DIFFERENT):
        return HARD_TWO_NIKS
    loose = name == names.WEAK or name == names.NEAR_PART
    dated = same_day(levels[BORN]) or levels[BORN] == BORN_SWAPPED
    return HARD_NIK_ALONE if loose and not dated else 0


@compiled
def total_of(levels: Any, table: Any, start: int, first: int, last: int) -> int:
    """``start`` and the points of the comparisons from first to before last."""
    total = start
    for comparison in range(first, last):
        total += table[comparison, levels[comparison]]
    return total


@compiled
def most_of(table: Any, first: int) -> int:
    """The most points that the comparisons from ``first`` on can add."""
    total = 0
    for comparison in range(first, COMPARISONS):
        total += table[comparison].max()
    return total


@compiled
def levels_of_pairs(left: Any, right: Any, pairs_l: Any, pairs_r: Any, same: bool = False) -> Any:
    """The levels of many pairs, and the hard finding of each in the last column.

    ``same``: both rows are of one list.
    """
    out = np.zeros((len(pairs_l), COMPARISONS + 1), np.int64)
    for index in range(len(pairs_l)):
        a, b = left[pairs_l[index]], right[pairs_r[index]]
        levels_of(a, b, out[index])
        out[index, COMPARISONS] = hard_inside(b, out[index]) if same else hard_of(b, out[index])
    return out
