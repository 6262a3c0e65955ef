"""XLSX twins of the papers: identities as text, sums as formulas, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from payung.core.papers.common import Provenance, fingerprint, journal_mark
from payung.core.papers.wording import long_date

_ILLEGAL: Final = {
    **{code: None for code in range(0x20) if code not in (0x09, 0x0A)},
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0xFFFE: None,
    0xFFFF: None,
}
_LONGEST: Final = 32_767
"""Characters that a cell can hold."""
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 13},
    "note": {"font_color": "#565d66", "font_size": 9},
    "head": {
        "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter",
        "bg_color": "#e6efee", "border": 1,
    },
    "text": {"border": 1, "num_format": "@", "valign": "top", "text_wrap": True},
    "count": {"border": 1, "num_format": "#,##0", "valign": "top"},
    "money": {"border": 1, "num_format": '"Rp"#,##0', "valign": "top"},
    "sum_label": {"border": 1, "bold": True, "align": "right", "bg_color": "#f5f7f8"},
    "sum_count": {"border": 1, "bold": True, "num_format": "#,##0", "bg_color": "#f5f7f8"},
    "sum_money": {"border": 1, "bold": True, "num_format": '"Rp"#,##0', "bg_color": "#f5f7f8"},
}  # fmt: skip


def _legal(text: str) -> str:
    return text.translate(_ILLEGAL)[:_LONGEST]


class Book:
    """A workbook in the making. Text is only ever written as text, never as formula or link."""

    def __init__(self, title: str, provenance: Provenance) -> None:
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties(
            {
                "title": title,
                "author": "Payung",
                "created": provenance.printed_at.replace(tzinfo=None),
            }
        )
        self._formats = {name: self._book.add_format(spec) for name, spec in _FORMATS.items()}
        self._provenance = provenance

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = True) -> Sheet:
        """A new sheet that prints one page wide with its source in the foot."""
        page = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        if landscape:
            page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        source = self._provenance.source.replace("&", "&&")[:120]
        if mark := journal_mark(self._provenance):
            source += f" · Akhir jurnal {mark}"
        page.set_footer(f"&L&8{source}&R&8Halaman &P dari &N")
        return Sheet(page, self._formats)

    def close(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._out.getvalue()


class Sheet:
    """One sheet, written from top to bottom."""

    def __init__(self, page: Any, formats: dict[str, Any]) -> None:
        self._page, self._formats = page, formats
        self.row = 0

    def line(self, text: str, style: str = "note") -> None:
        """A line of running text in the first column."""
        self._page.write_string(self.row, 0, _legal(text), self._formats[style])
        self.row += 1

    def gap(self) -> None:
        """An empty row."""
        self.row += 1

    def table(
        self,
        header: Sequence[str],
        kinds: Sequence[str],
        rows: Sequence[Sequence[str | int | None]],
    ) -> tuple[int, int]:
        """A table with a frozen, repeated header; returns its first row and the row after it."""
        for column, word in enumerate(header):
            self._page.write_string(self.row, column, word, self._formats["head"])
        self._page.repeat_rows(self.row)
        self._page.freeze_panes(self.row + 1, 0)
        self.row += 1
        first = self.row
        for cells in rows:
            for column, (value, kind) in enumerate(zip(cells, kinds, strict=True)):
                self._cell(column, value, kind)
            self.row += 1
        return first, self.row

    def _cell(self, column: int, value: str | int | None, kind: str) -> None:
        style = self._formats[kind]
        if value is None:
            self._page.write_blank(self.row, column, None, style)
        elif isinstance(value, int):
            self._page.write_number(self.row, column, value, style)
        else:
            self._page.write_string(self.row, column, _legal(value), style)

    def sums(
        self, span: tuple[int, int], totals: dict[int, int], kinds: Sequence[str], label: str
    ) -> None:
        """A row of sums under a table: a formula per column, with its value already known."""
        first, after = span
        for column, kind in enumerate(kinds):
            style = self._formats["sum_label" if kind == "text" else f"sum_{kind}"]
            if column not in totals:
                self._page.write_blank(self.row, column, None, style)
            elif after > first:
                cells = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(after - 1, column)}"
                self._page.write_formula(self.row, column, f"=SUM({cells})", style, totals[column])
            else:
                self._page.write_number(self.row, column, totals[column], style)
        self._page.write_string(self.row, 1, label, self._formats["sum_label"])
        self.row += 1

    def origin(self, form: Any, provenance: Provenance) -> None:
        """Where the figures come from, under the last table."""
        printed = provenance.printed_at
        self.gap()
        self.line(f"Sumber: {provenance.source}")
        self.line(f"Dicetak {long_date(printed.date())} pukul {printed:%H.%M} {provenance.zone}")
        self.line(f"No. dokumen {provenance.identifier or '–'} · {provenance.url}")
        if provenance.journal is not None:
            self.line(f"Akhir jurnal (SHA-256): {journal_mark(provenance, whole=True)}")
        self.line(f"Sidik data (SHA-256): {fingerprint(form)}")
