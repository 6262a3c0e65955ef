"""FEBRL's columns declared for the kernel: what is compared, in which levels, and in which blocks.

The primitives are those of the program (how two names, dates or numbers stand to each other, the
rarity of what they share); only the columns and the blocking rules are other ones than at home.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np

from payung.core.linkage import name_relation as names
from payung.core.linkage.compiled import compiled
from payung.core.linkage.kernel import born_relation
from payung.core.linkage.levels import BORN, Comparison, Level
from payung.core.linkage.name_relation import CLASSES, information_class, name_relation
from payung.core.linkage.nik_relation import digits_of, one_edit
from payung.core.linkage.rarity import MOST_BITS
from payung.core.linkage.spelling import pack
from payung.core.linkage.text import Integers

NUMBER, BIRTH, POST, STATE, HOUSE = range(5)
#: Where a group of words lies: how many, their letters run together, their bits, the first word.
NAME, STREET, SUBURB = 5, 12, 21
WORDS = {NAME: 4, STREET: 6, SUBURB: 4}
WIDTH = 28
COUNT, JOINED, BITS, FIRST = range(4)
CROWD = 150
"""A block of more records than this is left out."""


def _levels(code: str, words: str) -> Comparison:
    return Comparison(code, tuple(Level(f"{code}:{word}", word, word) for word in words.split()))


_DIGITS = "missing equal one_edit two_digits different"
_NAMES = "missing equal near weak part near_part shared conflict"
_GRADED = " ".join(f"{kind}:{grade}" for kind in _NAMES.split() for grade in range(CLASSES))
COMPARISONS = (
    _levels("number", _DIGITS), BORN, _levels("postcode", _DIGITS),
    _levels("state", "missing equal different"), _levels("house", _DIGITS),
    _levels("name", _GRADED), _levels("street", _GRADED), _levels("suburb", _NAMES),
)  # fmt: skip


def rows_of(records: Sequence[Mapping[str, str]]) -> Integers:
    """One row of whole numbers per record, without the bits of words."""
    rows = np.zeros((len(records), WIDTH), np.int64)
    for row, record in zip(rows, records, strict=True):
        born = re.sub(r"\D", "", record["date_of_birth"])
        row[NUMBER], row[POST] = _number(record["soc_sec_id"]), _number(record["postcode"])
        row[BIRTH] = int(born) if len(born) == 8 else 0
        row[STATE], row[HOUSE] = pack(_letters(record["state"])), _number(record["street_number"])
        # Given name and surname stand exchanged, and so do the two lines of an address.
        _put(row, NAME, f"{record['given_name']} {record['surname']}")
        _put(row, STREET, f"{record['address_1']} {record['address_2']}")
        _put(row, SUBURB, record["suburb"])
    return rows


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z]", "", text.upper())


def _put(row: Integers, group: int, text: str) -> None:
    words = [word for word in map(_letters, text.split()) if word][: WORDS[group]]
    row[group + COUNT] = len(words)
    joined = blake2b("".join(words).encode(), digest_size=7).digest()
    row[group + JOINED] = int.from_bytes(joined, "big")
    for place, word in enumerate(words):
        row[group + FIRST + place] = pack(word)


def put_bits(lists: Sequence[Integers]) -> None:
    """What each word says, by how often it stands in these lists; writes into the rows."""
    people = sum(map(len, lists))
    for group, most in WORDS.items():
        first = group + FIRST
        words = np.concatenate([rows[:, first : first + most].ravel() for rows in lists])
        known, counts = np.unique(words[words != 0], return_counts=True)
        bits = np.clip(np.rint(-np.log2(counts / people)), 1, MOST_BITS).astype(np.int64)
        for rows in lists:
            for place in range(most):
                word = rows[:, first + place]
                at = np.minimum(np.searchsorted(known, word), len(known) - 1)
                rows[:, group + BITS] |= np.where(word == 0, 0, bits[at]) << 8 * place


@compiled
def digits_relation(a: int, b: int) -> int:
    """0 missing, 1 equal, 2 one slip apart, 3 two digits differ, 4 different."""
    if a == 0 or b == 0:
        return 0
    if a == b:
        return 1
    one, other = np.empty(20, np.int64), np.empty(20, np.int64)
    count_a, count_b = digits_of(a, one), digits_of(b, other)
    if one_edit(one, count_a, other, count_b):
        return 2
    if count_a != count_b:
        return 4
    apart = 0
    for place in range(count_a):
        apart += one[place] != other[place]
    return 3 if apart == 2 else 4


@compiled
def _graded(a: Any, b: Any, group: int) -> Any:
    relation, bits = name_relation(a, b, group + COUNT, group + FIRST, group + BITS, group + JOINED)
    return relation * names.CLASSES + (information_class(bits) if bits > 0 else 0)


@compiled
def levels_of_pairs(left: Any, right: Any, pairs: Any) -> Any:
    """The levels of many pairs, in the order of `COMPARISONS`."""
    out = np.zeros((len(pairs), 8), np.int64)
    for index in range(len(pairs)):
        a, b = left[pairs[index, 0]], right[pairs[index, 1]]
        out[index, 0] = digits_relation(a[NUMBER], b[NUMBER])
        out[index, 1] = born_relation(a[BIRTH], b[BIRTH])
        out[index, 2] = digits_relation(a[POST], b[POST])
        if a[STATE] and b[STATE]:
            out[index, 3] = 1 if a[STATE] == b[STATE] else 2
        out[index, 4] = digits_relation(a[HOUSE], b[HOUSE])
        out[index, 5] = _graded(a, b, NAME)
        out[index, 6] = _graded(a, b, STREET)
        out[index, 7] = _graded(a, b, SUBURB) // names.CLASSES
    return out


def keys_of(row: Integers) -> Iterator[tuple[Any, ...]]:
    """The blocking rules: number; birth date; two words of whatever; a word and a number.

    The digits of a postcode count in any order, for it is often transposed.
    """
    name, street, suburb = (
        [int(word) for word in row[group + FIRST : group + FIRST + most] if word]
        for group, most in WORDS.items()
    )
    post = "".join(sorted(str(row[POST])))
    yield from (("number", int(row[NUMBER])), ("born", int(row[BIRTH]))) if row[BIRTH] else (
        ("number", int(row[NUMBER])),
    )  # fmt: skip
    yield from (("post", word, post) for word in (*name, *street))
    yield from (("two", *sorted((a, b))) for a in name for b in (*suburb, *street))
    yield from (("two", *sorted((a, b))) for n, a in enumerate(name) for b in name[n + 1 :])
    yield from (("place", a, b) for a in street for b in suburb)
    if row[HOUSE]:
        yield from (("house", int(row[HOUSE]), word) for word in (*street, post))


def candidates(left: Integers, right: Integers | None) -> Integers:
    """Pairs of rows that share a key, in order; None: a list meets itself."""
    blocks: dict[tuple[Any, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((left,) if right is None else (left, right)):
        for number, row in enumerate(rows):
            for key in keys_of(row):
                blocks[key][side].append(number)
    found: set[tuple[int, int]] = set()
    for here, there in blocks.values():
        if max(len(here), len(there)) > CROWD:
            continue
        if right is None:
            found.update((a, b) for n, a in enumerate(here) for b in here[n + 1 :] if a < b)
        else:
            found.update((a, b) for a in here for b in there)
    return np.array(sorted(found), np.int64)
