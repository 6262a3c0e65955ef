"""Names of a whole column to canonical tokens: every distinct typed token is read once."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from payung.core.linkage.compiled import compiled
from payung.core.linkage.spelling import pack, read_token
from payung.core.linkage.text import Integers, Texts, distinct, hash_bytes

_PER_TOKEN = 3
_TITLE, _STOP, _DEGREE = 1, 2, 4
# Bytes between tokens: blanks, slashes, brackets, hyphens; a bracket also ends the name, and behind
# a comma stand degrees.
_BETWEEN = np.zeros(256, np.uint8)
_BETWEEN[[ord(c) for c in '\t\n\r ,;/-_+)]"&']] = 1
_BETWEEN[[ord("("), ord("[")]] = 2
_BETWEEN[ord(",")] = 3


class Names(NamedTuple):
    """Per row: how many tokens, the tokens (packed, 0 beyond), all of them run together."""

    counts: Integers
    tokens: Integers
    joined: Integers


def read_names(column: Texts, most: int) -> Names:
    """The canonical tokens of each name: titles stripped unless nothing else is there.

    What follows *bin*, *binti*, *alias* or a bracket is another name and is left out.

    >>> from payung.core.linkage.spelling import unpack
    >>> from payung.core.linkage.text import texts
    >>> names = read_names(texts(["Hj. Siti NOERHALIZA binti Ali, S.Pd", "H.", None]), 4)
    >>> [[unpack(t) for t in row if t] for row in names.tokens.tolist()]
    [['SITI', 'NURHALISA'], ['H'], []]
    """
    starts, ends, rows, stops = _split(column.data, column.ends, _BETWEEN)
    numbers, first = distinct(_hashes(column.data, starts, ends))
    table = np.zeros((len(first), _PER_TOKEN), np.int64)
    kinds = np.zeros(len(first), np.int64)
    for number, place in enumerate(first):
        raw = bytes(column.data[starts[place] : ends[place]]).decode("utf-8", "replace")
        token = read_token(raw)
        kinds[number] = token.title * _TITLE + token.stop * _STOP + token.degree * _DEGREE
        for index, text in enumerate(token.canonical[:_PER_TOKEN]):
            table[number, index] = pack(text)
    return Names(*_assembled(len(column), rows, numbers, stops, table, kinds, most))


@compiled
def _split(data: Any, ends: Any, between: Any) -> Any:
    """Where tokens start and end, the row of each, and the last bracket or comma before it."""
    total = 0
    for row in range(len(ends) - 1):
        inside = False
        for place in range(ends[row], ends[row + 1]):
            letter = between[data[place]] == 0
            if letter and not inside:
                total += 1
            inside = letter
    starts, stops = np.empty(total, np.int64), np.zeros(total, np.uint8)
    finish, rows = np.empty(total, np.int64), np.empty(total, np.int64)
    found = 0
    for row in range(len(ends) - 1):
        inside, mark = False, np.uint8(0)
        for place in range(ends[row], ends[row + 1]):
            kind = between[data[place]]
            if kind == 0 and not inside:
                starts[found], rows[found], stops[found] = place, row, mark
                found += 1
            if kind == 0:
                finish[found - 1] = place + 1
            elif kind > 1:
                mark = kind
            inside = kind == 0
    return starts, finish, rows, stops


@compiled
def _hashes(data: Any, starts: Any, ends: Any) -> Any:
    hashes = np.empty(len(starts), np.uint64)
    for index in range(len(starts)):
        hashes[index] = hash_bytes(data, starts[index], ends[index])
    return hashes


@compiled
def _assembled(
    count: int, rows: Any, numbers: Any, stops: Any, table: Any, kinds: Any, most: int
) -> Any:
    """Tokens put back into their rows."""
    counts = np.zeros(count, np.int64)
    tokens = np.zeros((count, most), np.int64)
    joined = np.zeros(count, np.int64)
    begin = 0
    while begin < len(rows):
        row = rows[begin]
        end = begin
        while end < len(rows) and rows[end] == row:
            end += 1
        # First without titles; a name of titles only is taken as it is.
        for allowed in (0, 1):
            for index in range(begin, end):
                kind = kinds[numbers[index]]
                if counts[row] and (kind == _STOP or stops[index] == 2):
                    break
                title = kind == _TITLE or (kind == _DEGREE and stops[index] == 3)
                if kind == _STOP or (title and not allowed):
                    continue
                for part in table[numbers[index]]:
                    if part and counts[row] < most:
                        tokens[row, counts[row]] = part
                        counts[row] += 1
            if counts[row]:
                break
        joined[row] = _joined(tokens[row], counts[row])
        begin = end
    return counts, tokens, joined


@compiled
def _joined(tokens: Any, count: int) -> Any:
    """A hash of all letters in order, blind to where tokens end and to doubled letters."""
    value = np.uint64(0xCBF29CE484222325)
    last = np.int64(0)
    for index in range(count):
        for place in range(12):
            code = tokens[index] >> np.int64(5 * (11 - place)) & np.int64(31)
            if code and code != last:
                value = (value ^ np.uint64(code)) * np.uint64(0x100000001B3)
                last = code
    value ^= value >> np.uint64(32)
    value *= np.uint64(0x9E3779B97F4A7C15)
    return np.int64((value ^ (value >> np.uint64(29))) >> np.uint64(1)) if last else np.int64(0)
