"""Spreadsheets out: every cell text unless said otherwise, nothing that runs, the same bytes for
the same content."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import xlsxwriter

Style = Literal["text", "number", "rupiah", "date"]
Mark = Literal["error", "warning"]
Content = str | int | float | date | None

_NUMBER_FORMATS: dict[Style, str] = {
    "text": "@",
    "number": "#,##0",
    "rupiah": '"Rp"#,##0',
    "date": "dd-mm-yyyy",
}
_FILLS: dict[Mark, str] = {"error": "#F9D6D2", "warning": "#FFF4D6"}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark, so that equal content is equal bytes
_SAMPLED = 200
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: header, style and width in characters (worked out if None)."""

    header: str
    style: Style = "text"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell that is to be seen: its content, a colour, and a note shown on hover."""

    content: Content
    mark: Mark
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet. ``title`` lines stand above the header, ``notes`` below the rows.

    With ``plain`` there is nothing but the header in row 1 and the rows, unfrozen and unstyled:
    the form that upload templates want.
    """

    name: str
    columns: Sequence[ColumnSpec]
    rows: Iterable[Sequence[Content | Marked]]
    title: Sequence[str] = field(default=())
    notes: Sequence[str] = field(default=())
    plain: bool = False


def workbook_bytes(sheets: Sequence[SheetSpec]) -> bytes:
    """An .xlsx workbook. Text is written as text: no formulas, no links, no lost digits.

    Raises ``ValueError`` for a sheet name that spreadsheets refuse.
    """
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": _CREATED})
        styles = _Styles(book)
        for spec in sheets:
            _write_sheet(book.add_worksheet(spec.name), spec, styles)
    return target.getvalue()


class _Styles:
    """Cell formats, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Style, Mark | None, bool], Any] = {}
        self.header = book.add_format(
            {"bold": True, "bg_color": "#00615B", "font_color": "#FFFFFF", "text_wrap": True}
        )
        self.header.set_align("top")
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.quiet = book.add_format({"font_color": "#5A6470", "num_format": "@"})

    def get(self, style: Style, mark: Mark | None, quoted: bool) -> Any:
        key = (style, mark, quoted)
        if key not in self._made:
            wanted: dict[str, Any] = {"num_format": _NUMBER_FORMATS[style]}
            if mark:
                wanted |= {"bg_color": _FILLS[mark], "border": 1, "border_color": "#D3D8DE"}
            if quoted:
                wanted["quote_prefix"] = True
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


def _write_sheet(sheet: Any, spec: SheetSpec, styles: _Styles) -> None:
    top = 0
    for line in spec.title:
        sheet.write_string(top, 0, safe_text(line), styles.title if top == 0 else styles.quiet)
        top += 1
    top += 1 if spec.title else 0
    header_style = styles.get("text", None, False) if spec.plain else styles.header
    widths = [len(column.header) for column in spec.columns]
    for place, column in enumerate(spec.columns):
        sheet.write_string(top, place, safe_text(column.header), header_style)
    row = top
    for row, contents in enumerate(spec.rows, start=top + 1):
        for place, content in enumerate(contents):
            shown = _write_cell(sheet, row, place, content, spec.columns[place].style, styles)
            if row - top <= _SAMPLED:
                widths[place] = max(widths[place], shown)
    for line in spec.notes:
        row += 1
        sheet.write_string(row + 1, 0, safe_text(line), styles.quiet)
    for place, column in enumerate(spec.columns):
        sheet.set_column(place, place, column.width or min(max(widths[place], 4) + 2, _WIDEST))
    if not spec.plain and spec.columns:
        sheet.freeze_panes(top + 1, 0)


def _write_cell(
    sheet: Any, row: int, place: int, content: Content | Marked, style: Style, styles: _Styles
) -> int:
    mark: Mark | None = None
    if isinstance(content, Marked):
        mark = content.mark
        if content.note:
            sheet.write_comment(row, place, safe_text(content.note), {"x_scale": 2})
        content = content.content
    if content is None or content == "":
        if mark:
            sheet.write_blank(row, place, None, styles.get(style, mark, False))
        return 0
    if isinstance(content, date) and style == "date":
        sheet.write_datetime(row, place, content, styles.get("date", mark, False))
        return 10
    if isinstance(content, (int, float)) and style in ("number", "rupiah"):
        sheet.write_number(row, place, content, styles.get(style, mark, False))
        return len(f"{content:,}") + 2
    text = safe_text(f"{content:%d-%m-%Y}" if isinstance(content, date) else str(content))
    quoted = text.startswith(_DANGEROUS)
    sheet.write_string(row, place, text, styles.get("text", mark, quoted))
    return max(map(len, text.split("\n")))


def safe_text(text: str) -> str:
    """Text that every spreadsheet can hold: no lone surrogates, at most 32.767 characters."""
    return text.encode("utf-8", "replace").decode("utf-8")[:32767]


def guarded(text: str) -> str:
    """Text for a CSV that a spreadsheet will open: a leading apostrophe keeps it from running.

    >>> guarded("=1+1"), guarded("Maria"), guarded("-")
    ("'=1+1", 'Maria', '-')
    """
    return f"'{text}" if len(text) > 1 and text.startswith(_DANGEROUS) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV that Indonesian spreadsheets open rightly: semicolons, UTF-8 with its mark, guarded."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(text) for text in header])
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8", "replace")
