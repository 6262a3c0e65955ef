"""The rejected rows in the sender's own columns, ready to correct and send again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from payung.core.sheets.catalogue import Lang
from payung.core.sheets.header import OWN_HEADERS
from payung.core.sheets.problems import Problem
from payung.core.sheets.row import CheckedRow
from payung.core.sheets.table import Table
from payung.core.sheets.write import ColumnSpec, Content, Mark, Marked, SheetSpec, workbook_bytes

_GUIDE = (
    "Perbaiki isi sel yang berwarna merah, lalu kirim kembali file ini.",
    "Sel kuning hanya perlu dilihat; barisnya tidak tertahan karena itu.",
    "Tiga kolom terakhir menjelaskan masalahnya dan tidak dibaca saat dikirim kembali.",
    "Semua sel berformat Teks agar angka NIK tidak berubah; biarkan demikian.",
)


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """One row for the workbook: the cells as written, in the order of the headers."""

    number: int
    texts: Sequence[str]
    problems: Sequence[Problem]


def error_workbook(
    headers: Sequence[str],
    fields: Sequence[str | None],
    rows: Iterable[ErrorRow],
    *,
    lang: Lang = "id",
) -> bytes:
    """A workbook of the rows that were kept out.

    ``headers`` are the sender's, ``fields`` what each was read as (None if unknown). Three columns
    follow that say what is wrong, the way out, and the row in the original; reading the workbook
    again passes them over. Every cell is text, and none can run as a formula.
    """
    columns = [ColumnSpec(header) for header in headers]
    columns += [ColumnSpec(header, width=50) for header in OWN_HEADERS[:2]]
    columns.append(ColumnSpec(OWN_HEADERS[2], width=12))
    places = {name: place for place, name in enumerate(fields) if name}
    sheet = SheetSpec("Perlu diperbaiki", columns, (_cells(r, places, lang) for r in rows))
    guide = SheetSpec("Petunjuk", [ColumnSpec("Petunjuk", width=90)], [[line] for line in _GUIDE])
    return workbook_bytes([sheet, guide])


def errors_of(table: Table, rows: Iterable[CheckedRow], *, lang: Lang = "id") -> bytes:
    """The workbook of the rejected ones among checked rows of a table."""
    first = table.first_column
    places = [column.index - first for column in table.columns]
    headers = [column.header for column in table.columns]
    fields = [column.field for column in table.columns]

    def taken() -> Iterable[ErrorRow]:
        for row in rows:
            if not row.accepted:
                texts = row.texts()
                own = [texts[place] if place < len(texts) else "" for place in places]
                yield ErrorRow(row.number, own, row.problems)

    return error_workbook(headers, fields, taken(), lang=lang)


def _cells(row: ErrorRow, places: dict[str, int], lang: Lang) -> list[Content | Marked]:
    cells: list[Content | Marked] = list(row.texts)
    for problem in sorted(row.problems, key=lambda p: p.is_error):
        place = places.get(problem.column or "")
        if place is not None and place < len(row.texts):
            mark: Mark = "error" if problem.is_error else "warning"
            cells[place] = Marked(row.texts[place], mark, problem.message(lang))
    errors = [problem for problem in row.problems if problem.is_error]
    said = "\n".join(dict.fromkeys(problem.message(lang) for problem in errors))
    out = "\n".join(dict.fromkeys(problem.way_out(lang) for problem in errors))
    return [*cells, said, out, str(row.number)]
