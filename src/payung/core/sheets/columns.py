"""Cells of many rows read column by column, for as long as they are plainly in order.

Every reader here gives what its counterpart in `values` gives cell by cell, and the places of the
cells that have to be looked at singly because something is to be noted of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from payung.core.identity.names import LONGEST
from payung.core.identity.nik import birth_code
from payung.core.sheets.cells import Cell
from payung.core.sheets.draft import Draft
from payung.core.sheets.schema import Field, Kind

_MEMO_LIMIT = 40_000
#: Types whose values never equal one of another type, so that a token stands for itself alone.
_APART = {str, date, datetime}
_niks_in_order = re.compile(r"(?:[1-9][0-9]{11}(?!0000)[0-9]{4}\n)+")
_names = re.compile(r"[A-Za-z][A-Za-z .,'\-]*(?:\n[A-Za-z][A-Za-z .,'\-]*)*")

Column = Sequence[Cell]


class Slot(Protocol):
    """A mapped column: its field, how a cell of it is read, what was read before."""

    field: Field
    memo: dict[Cell, Any]

    @property
    def read(self) -> Callable[[Draft, Field, Cell], Any]:
        """The reader of one cell."""


class Found(NamedTuple):
    """The values of a column, and the places where something is to be noted."""

    values: Sequence[Any]
    doubtful: Sequence[int] = ()


def _cell_by_cell(slot: Slot, draft: Draft, column: Column) -> Found:
    """Any column."""
    values: list[Any] = []
    doubtful: list[int] = []
    for place, cell in enumerate(column):
        draft.begin(0)
        values.append(slot.read(draft, slot.field, cell) if cell != "" else None)
        if draft.problems:
            doubtful.append(place)
    return Found(values, doubtful)


def _by_token(slot: Slot, draft: Draft, column: Column) -> Found:
    """A column in which the same cells come again and again: each kind of cell is read once."""
    if not set(map(type, column)) <= _APART:
        return _cell_by_cell(slot, draft, column)
    memo = slot.memo
    tokens = set(column)
    if len(memo) > _MEMO_LIMIT:
        memo.clear()
        memo[""] = None
    loud = set()
    for token in tokens - memo.keys():
        draft.begin(0)
        value = slot.read(draft, slot.field, token)
        if draft.problems:
            loud.add(token)
        else:
            memo[token] = value
    values = list(map(memo.get, column))
    return Found(values, [n for n, cell in enumerate(column) if cell in loud] if loud else ())


def _texts(slot: Slot, draft: Draft, column: Column) -> Found:
    """Texts: tidy ones stay as they are."""
    if set(map(type, column)) == {str}:
        tokens = set(column)
        empty = "" in tokens
        tokens.discard("")
        if _all_tidy(tokens):  # type: ignore[arg-type]
            return Found([cell or None for cell in column] if empty else column)
    return _by_token(slot, draft, column)


def _all_tidy(texts: set[str]) -> bool:
    """Whether `read_text` certainly leaves every one as it is."""
    joined = "".join(texts)
    return (
        joined.isascii()
        and joined.isprintable()
        and "  " not in joined
        and (not joined or "".join({text[0] for text in texts}).isalnum())
        and " " not in {text[-1] for text in texts}
    )


def _niks(slot: Slot, draft: Draft, column: Column) -> Found:
    """Lasting NIKs stay as they are; each kind of birth date in them is judged once."""
    if _sixteen_digits(column):
        births = {nik[6:12] for nik in column}  # type: ignore[index]
        if None not in map(birth_code, births):
            return Found(column)
    return _cell_by_cell(slot, draft, column)


def _cards(slot: Slot, draft: Draft, column: Column) -> Found:
    return Found(column) if _sixteen_digits(column) else _cell_by_cell(slot, draft, column)


def _sixteen_digits(column: Column) -> bool:
    """Whether every cell is what `is_plain_kk` takes, and `is_plain` but for the birth date."""
    return set(map(type, column)) == {str} and bool(
        _niks_in_order.fullmatch("\n".join([*column, ""]))  # type: ignore[list-item]
    )


def _people(slot: Slot, draft: Draft, column: Column) -> Found:
    """Names of plain letters stay as they are."""
    if set(map(type, column)) == {str}:
        joined = "\n".join(column)  # type: ignore[arg-type]
        if (
            joined.count("\n") == len(column) - 1
            and _names.fullmatch(joined)
            and "  " not in joined
            and " \n" not in joined
            and joined[-1] != " "
            and max(map(len, column)) <= LONGEST  # type: ignore[arg-type]
        ):
            return Found(column)
    return _cell_by_cell(slot, draft, column)


_READERS: Mapping[Kind, Callable[[Slot, Draft, Column], Found]] = {
    Kind.TEXT: _texts,
    Kind.NIK: _niks,
    Kind.KK: _cards,
    Kind.NAME: _people,
    Kind.DATE: _by_token,
    Kind.SEX: _by_token,
    Kind.CODE: _by_token,
}


def read_column(slot: Slot, draft: Draft, column: Column) -> Found:
    """The values of a column's cells; `draft` is for scratch."""
    return _READERS.get(slot.field.kind, _cell_by_cell)(slot, draft, column)
