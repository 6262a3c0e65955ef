"""From columns as typed to rows of whole numbers; the same way for one record and for a million."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from payung.core.linkage import fields, layout, plain
from payung.core.linkage.name_columns import Names, read_names
from payung.core.linkage.rarity import Rarity
from payung.core.linkage.record import FIELDS, Record
from payung.core.linkage.text import (
    Integers,
    Texts,
    by_distinct,
    chosen_texts,
    distinct,
    empty,
    texts,
)

Columns = Mapping[str, Texts]


def columns_of(records: Iterable[Record]) -> dict[str, Texts]:
    """The columns of some records."""
    listed = list(records)
    return {name: texts([getattr(record, name) for record in listed]) for name in FIELDS}


def encode(columns: Columns, rows: int, today: date | None = None) -> Integers:
    """Cleaned rows, one per record, without the bits of names (see :func:`with_bits`).

    ``today`` decides the century of two-digit years. Columns that are not there count as empty.

    >>> rows = encode(columns_of([Record("1", nik="5304010101800003", nama="Maria Bere")]), 1)
    >>> rows[0, layout.NIK], rows[0, layout.NAME_COUNT]
    (np.int64(5304010101800003), np.int64(2))
    """
    out = np.zeros((rows, layout.WIDTH), np.int64)
    _put_plain(out, columns, today or date.today())
    _put(out, layout.SEX, columns.get("jenis_kelamin"), fields.sex)
    _put(out, layout.VILLAGE, columns.get("kode_desa"), fields.village)
    _put(out, layout.PLACE, columns.get("tempat_lahir"), fields.place)
    names = read_names(columns.get("nama", empty(rows)), layout.NAME_TOKENS)
    _put_names(out, names, layout.NAME_COUNT, layout.NAME_FIRST, layout.NAME_JOINED)
    mothers = read_names(columns.get("nama_ibu", empty(rows)), layout.MOTHER_TOKENS)
    _put_names(out, mothers, layout.MOTHER_COUNT, layout.MOTHER_FIRST, layout.MOTHER_JOINED)
    return out


def _put(out: Integers, place: int, column: Texts | None, read: Any, width: int = 1) -> None:
    if column is not None:
        out[:, place : place + width] = by_distinct(column, read, width)


def _put_plain(out: Integers, columns: Columns, today: date) -> None:
    """Numbers and dates: the plain ones by compiled loops, each other one by `fields`."""
    if (column := columns.get("nik")) is not None:
        values = plain.sixteen_digits(column.data, column.ends)
        out[:, layout.NIK], out[:, layout.NIK_KIND] = values, plain.nik_kinds(values)
        _put_rest(out, layout.NIK, column, values, fields.nik, 2)
    if (column := columns.get("no_kk")) is not None:
        out[:, layout.KK] = values = plain.sixteen_digits(column.data, column.ends)
        _put_rest(out, layout.KK, column, values, lambda raw: (fields.kk(raw),), 1)
    if (column := columns.get("tanggal_lahir")) is not None:
        values = plain.plain_dates(column.data, column.ends, 1850, today.year - 1)
        out[:, layout.BORN] = values
        _put_rest(out, layout.BORN, column, values, fields.birth_date(today), 1)


def _put_rest(
    out: Integers, place: int, column: Texts, values: Integers, read: Any, width: int
) -> None:
    rest = np.flatnonzero(values == plain.UNREAD)
    if len(rest):
        out[rest, place : place + width] = by_distinct(chosen_texts(column, rest), read, width)


def _put_names(out: Integers, names: Names, count: int, first: int, joined: int) -> None:
    out[:, count] = names.counts
    out[:, first : first + names.tokens.shape[1]] = names.tokens
    out[:, joined] = names.joined


def token_counts(*lists: Integers) -> tuple[Integers, Integers]:
    """The distinct tokens of the people's own names, and in how many places each stands."""
    last = layout.NAME_FIRST + layout.NAME_TOKENS
    tokens = np.concatenate([rows[:, layout.NAME_FIRST : last].ravel() for rows in lists])
    tokens = tokens[tokens != 0]
    numbers, first = distinct(tokens.view(np.uint64))
    return tokens[first], np.bincount(numbers, minlength=len(first))


def with_bits(rows: Integers, rarity: Rarity) -> Integers:
    """The same rows with what each name token says; changes them in place and returns them."""
    for first, count, place in (
        (layout.NAME_FIRST, layout.NAME_TOKENS, layout.NAME_BITS),
        (layout.MOTHER_FIRST, layout.MOTHER_TOKENS, layout.MOTHER_BITS),
    ):
        tokens = rows[:, first : first + count]
        numbers, seen = distinct(np.ascontiguousarray(tokens).ravel().view(np.uint64))
        bits = rarity.of(tokens.ravel()[seen])[numbers].reshape(tokens.shape)
        shifts = np.arange(count, dtype=np.int64) * 8
        rows[:, place] = (bits << shifts).sum(axis=1)
    return rows


def mark_shared_niks(rows: Integers) -> Integers:
    """Mark rows whose NIK stands on another row of the list; changes them in place."""
    _, places, counts = np.unique(rows[:, layout.NIK], return_inverse=True, return_counts=True)
    shared = (counts[places] > 1) & (rows[:, layout.NIK] > 0)
    rows[:, layout.FLAGS] |= shared * layout.FLAG_NIK_SHARED
    return rows


def encode_records(
    records: Iterable[Record], rarity: Rarity, today: date | None = None
) -> Integers:
    """Cleaned rows of some records, with bits."""
    columns = columns_of(records)
    return with_bits(encode(columns, len(columns["nama"]), today), rarity)
