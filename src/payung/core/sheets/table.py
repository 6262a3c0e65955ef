"""A file opened as a table: the sheet chosen, its header found, its data rows known."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from payung.core.sheets.cells import Cell, column_letter
from payung.core.sheets.errors import Unreadable
from payung.core.sheets.formats import recognise
from payung.core.sheets.header import SEARCHED_ROWS, Column, Header, find_header
from payung.core.sheets.layout import Survey, survey
from payung.core.sheets.limits import DEFAULT_LIMITS, Limits
from payung.core.sheets.problems import Problem
from payung.core.sheets.readers import Book, Sheet, load, open_book
from payung.core.sheets.schema import Schema, header_key

_NOT_LISTS = (
    *("kodedata", "petunjuk", "instruksi", "panduan", "readme", "carapengisian", "caramengisi"),
    *("referensi", "lokasipekerjaan", "daftarkode", "instruction", "keterangan", "aturandata"),
)


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
        chosen, header, problems = _choose(book, schema, mapping, sheet, header_row)
        found = survey(chosen, header, schema)
    except BaseException:
        book.close()
        raise
    if not found.count:
        book.close()
        raise Unreadable("no_rows")
    problems += _about_columns(header, schema, addressed=book.addressed)
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
        format=recognise(header.columns, schema),
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
    )


def _choose(
    book: Book,
    schema: Schema,
    mapping: Mapping[str, str] | None,
    wanted: str | None,
    header_row: int | None,
) -> tuple[Sheet, Header, list[Problem]]:
    names = [wanted] if wanted in book.sheet_names else _likely(book)
    best: tuple[tuple[int, int, int], Sheet, Header] | None = None
    others: list[tuple[str, bool, bool]] = []
    for name in names:
        sheet = book.sheet(name)
        depth = max(SEARCHED_ROWS, header_row or 0) + 1
        peek = list(islice(sheet.rows(), depth))
        visible = book.is_visible(name)
        header = find_header(peek[: depth - (header_row is None)], sheet.first_column, schema,
                             mapping, header_row)  # fmt: skip
        filled = any(any(cells) for _, cells in peek)
        if filled:
            others.append((name, visible, header is not None))
        if header is None:
            continue
        below = any(number > header.last_row and any(cells) for number, cells in peek)
        rank = (int(visible), header.score, int(below))
        if best is None or rank > best[0]:
            best = (rank, sheet, header)
    if best is None:
        raise _no_table(schema)
    _, chosen, header = best
    return chosen, header, _about_sheets(chosen, others)


def _likely(book: Book) -> list[str]:
    names = [n for n in book.sheet_names if not header_key(n).startswith(_NOT_LISTS)]
    return names or list(book.sheet_names)


def _no_table(schema: Schema) -> Unreadable:
    by_name = schema.by_name
    example = ", ".join(by_name[name].label["id"] for name in schema.anchors)
    what = {"residents": ("daftar penduduk", "a list of people")}
    told, told_en = what.get(schema.name, (f"daftar {schema.name}", f"a list of {schema.name}"))
    return Unreadable("no_table", what=told, what_en=told_en, example=example)


def _about_sheets(chosen: Sheet, others: list[tuple[str, bool, bool]]) -> list[Problem]:
    problems = []
    if not chosen.visible:
        facts = {"sheet": chosen.name, "read": " tetapi tetap dibaca", "read_en": " but was read"}
        problems.append(Problem("sheet_hidden", facts=facts))
    for name, visible, has_header in others:
        if name == chosen.name:
            continue
        why = (" karena tersembunyi", " because it is hidden") if not visible else ("", "")
        if visible and has_header:
            why = (", padahal juga tampak sebagai daftar", ", though it looks like a list too")
        facts = {"sheet": name, "why": why[0], "why_en": why[1]}
        problems.append(Problem("sheet_not_read", facts=facts))
    return problems


def _about_columns(header: Header, schema: Schema, *, addressed: bool) -> list[Problem]:
    problems = []
    for column in header.columns:
        cell = f"{column.letter}{header.row}" if addressed else None
        where = {"row": header.row, "column": column.header, "cell": cell}
        if column.twin_of:
            label = schema.by_name[column.twin_of].label
            facts = {"header": column.header, "label": label["id"], "label_en": label["en"]}
            problems.append(Problem("column_duplicate", **where, facts=facts))  # type: ignore[arg-type]
        elif column.field is None and column.header:
            facts = {"header": column.header, **_guessed(column, schema)}
            problems.append(Problem("column_unknown", **where, facts=facts))  # type: ignore[arg-type]
    return problems


def _guessed(column: Column, schema: Schema) -> dict[str, str]:
    if not column.guesses:
        return {"guess": "", "guess_en": ""}
    label = schema.by_name[column.guesses[0]].label
    return {"guess": f'; mungkin "{label["id"]}"', "guess_en": f'; perhaps "{label["en"]}"'}
