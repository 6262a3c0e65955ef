"""A file opened as a table: the sheet chosen, its header found, its data rows known."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from payung.core.sheets.cells import Cell, column_letter
from payung.core.sheets.choosing import choose
from payung.core.sheets.column_notes import about_columns
from payung.core.sheets.errors import Unreadable
from payung.core.sheets.formats import distrusted_fields, recognise
from payung.core.sheets.header import Column, Header
from payung.core.sheets.layout import Survey, survey
from payung.core.sheets.limits import DEFAULT_LIMITS, Limits
from payung.core.sheets.problems import Problem
from payung.core.sheets.readers import Book, Sheet, load, open_book
from payung.core.sheets.schema import Schema


@dataclass
class Table:
    """Rows of people (or of what the schema says), with where they stand.

    ``problems`` holds what concerns the whole table; rows are read as often as wanted.
    """

    file: str
    sha256: str
    size: int
    schema: Schema
    container: str
    format: str
    sheet: str | None
    header_row: int
    columns: tuple[Column, ...]
    count: int
    problems: list[Problem]
    survey: Survey
    addressed: bool
    epoch_1904: bool
    source: Sheet = field(repr=False)
    _book: Book = field(repr=False)
    _path: Path | None = field(repr=False, default=None)
    _header: Header | None = field(repr=False, default=None)
    distrusted: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the memory go; no more rows after this."""
        self._book.close()

    @property
    def first_column(self) -> int:
        """The index of the column in which each row's list begins."""
        return self.source.first_column

    @property
    def unknown_columns(self) -> tuple[Column, ...]:
        """Columns that fill no field, with the likeliest fields for each."""
        return tuple(c for c in self.columns if c.field is None)

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Data rows: the number in the sheet and the cells from ``first_column`` on."""
        start = self._header.last_row if self._header else self.header_row
        skipped, last = self.survey.skipped, self.survey.last
        for number, cells in self.source.rows():
            if number <= start or number in skipped or not any(cells):
                continue
            if number > last:
                break
            yield number, cells

    def address(self, row: int, index: int) -> str | None:
        """A cell's address, or None in a text file."""
        return f"{column_letter(index)}{row}" if self.addressed else None

    def verify_unchanged(self) -> None:
        """Raise :class:`Unreadable` if the file on disk is no longer what was read."""
        if self._path is None:
            return
        try:
            now = hashlib.sha256(self._path.read_bytes()).hexdigest()
        except OSError as error:
            raise Unreadable("file_changed") from error
        if now != self.sha256:
            raise Unreadable("file_changed")


def open_table(
    source: Path | str | bytes,
    *,
    schema: Schema,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    file_name: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> Table:
    """Open a file as a table of ``schema``.

    ``mapping`` is the sender's own reading of headers (see :class:`header.Matcher`); ``sheet`` and
    ``header_row`` settle what is otherwise found. Raises :class:`Unreadable` for a file that
    cannot be read, holds no such table, or has no data rows.
    """
    path = None if isinstance(source, bytes) else Path(source)
    data = source if isinstance(source, bytes) else load(Path(source), limits)
    book = open_book(data, limits)
    try:
        chosen, header, problems = choose(book, schema, mapping, sheet, header_row)
        found = survey(chosen, header, schema)
    except BaseException:
        book.close()
        raise
    if not found.count:
        book.close()
        raise Unreadable("no_rows")
    problems += about_columns(header, schema, addressed=book.addressed)
    layout = recognise(header.columns, schema)
    distrusted = distrusted_fields(layout, chosen, header)
    problems += [Problem("opensid_word_export", column=name) for name in distrusted]
    if book.has_macros:
        problems.append(Problem("macros_ignored"))
    if found.after_end:
        problems.append(Problem("rows_after_end", facts={"count": found.after_end}))
    return Table(
        file=file_name or (path.name if path else ""),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        schema=schema,
        container=book.container,
        format=layout,
        sheet=chosen.name or None,
        header_row=header.row,
        columns=header.columns,
        count=found.count,
        problems=problems,
        survey=found,
        addressed=book.addressed,
        epoch_1904=book.epoch_1904,
        source=chosen,
        _book=book,
        _path=path,
        _header=header,
        distrusted=distrusted,
    )
