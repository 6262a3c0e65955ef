"""The first rows of a file whose headers nobody knows yet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from payung.base.files import actions as files
from payung.base.staging.models import Batch, RememberedMapping
from payung.base.staging.registry import kind_of
from payung.core.identity import mask_within
from payung.core.sheets.cells import column_letter, text_of
from payung.core.sheets.header import SEARCHED_ROWS, Matcher
from payung.core.sheets.readers import Sheet, open_book

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Peek:
    """Where the headers are taken to be, the columns there, a few rows below (numbers masked)."""

    header_row: int
    columns: list[dict[str, Any]]
    samples: list[list[str]]


def peek(batch: Batch, header_row: int | None = None) -> Peek:
    """The columns at `header_row`, or at the first row that looks like headers.

    Raises Unreadable or FileRefused like reading does.
    """
    book = open_book(files.read(batch.file))
    try:
        sheet = _sheet(batch, book)
        rows = list(islice(sheet.rows(), max(SEARCHED_ROWS, header_row or 0) + SAMPLES + 1))
        first = sheet.first_column
    finally:
        book.close()
    filled = [(n, [text_of(c).strip() for c in cells]) for n, cells in rows if _any(cells)]
    at = header_row or _likely(filled)
    header = next((texts for n, texts in filled if n == at), [])
    below = [texts for n, texts in filled if n > at][:SAMPLES]
    samples = [[mask_within(text) for text in texts] for texts in below]
    return Peek(at, _columns(batch, header, first), samples)


def _sheet(batch: Batch, book: Any) -> Sheet:
    if batch.sheet in book.sheet_names:
        named: Sheet = book.sheet(batch.sheet)
        return named
    names = [n for n in book.sheet_names if book.is_visible(n)] or list(book.sheet_names)
    sheets = [book.sheet(name) for name in names[:5]]
    found: Sheet = max(sheets, key=lambda s: sum(1 for _ in islice(_filled(s), 50)))
    return found


def _filled(sheet: Sheet) -> Any:
    return (row for _, row in sheet.rows() if _any(row))


def _any(cells: Any) -> bool:
    return any(text_of(c).strip() for c in cells)


def _likely(rows: list[tuple[int, list[str]]]) -> int:
    """The first row with the most worded cells: titles fill one cell, data hold numbers."""
    best, most = rows[0][0] if rows else 1, 0
    for number, texts in rows[:SEARCHED_ROWS]:
        words = sum(1 for t in texts if t and not any(ch.isdigit() for ch in t))
        if words > most:
            best, most = number, words
    return best


def _columns(batch: Batch, header: list[str], first: int) -> list[dict[str, Any]]:
    given = RememberedMapping.objects.filter(kind=batch.kind, area=batch.area)
    mapping = {**dict(given.values_list("header", "field")), **batch.mapping}
    matcher = Matcher(kind_of(batch.kind).schema, mapping)
    return [
        {
            "place": c.index - first, "index": c.index, "letter": column_letter(c.index),
            "header": c.header, "field": c.field, "guesses": list(c.guesses), "twin_of": c.twin_of,
        }
        for c in matcher.columns(header, first)
    ]  # fmt: skip
