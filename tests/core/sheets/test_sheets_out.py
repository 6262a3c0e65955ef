"""Spreadsheets out: text stays text, nothing runs, and corrected errors come back in."""

import io
from datetime import date
from pathlib import Path

import openpyxl
from tests.core.sheets.fixtures.make import (
    AGUS,
    HEADERS,
    LIDIA,
    MARIA,
    TODAY,
    YOHANES,
    changed,
    write_xlsx,
)

from payung.core.sheets import (
    RESIDENTS,
    ColumnSpec,
    Marked,
    SheetSpec,
    check_file,
    check_rows,
    csv_bytes,
    errors_of,
    open_table,
    workbook_bytes,
)

BROKEN = [
    [*HEADERS, "Catatan RT"],
    [*MARIA, "=1+1"],
    [*changed(YOHANES, nik=5304011708790001, nama="=cmd|' /C calc'!A0"), "-2+3"],
    [*changed(AGUS, lahir="30-02-1985"), "@x"],
    [*LIDIA, None],
]


def error_file(folder: Path) -> Path:
    source, target = folder / "a.xlsx", folder / "perbaikan.xlsx"
    rows = [[str(c) if isinstance(c, str) and c[:1] in "=-@" else c for c in r] for r in BROKEN]
    write_xlsx(source, rows)
    book = openpyxl.load_workbook(source)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"
    book.save(source)
    with open_table(source, schema=RESIDENTS) as table:
        target.write_bytes(errors_of(table, check_rows(table, today=TODAY)))
    return target


def test_the_error_workbook_holds_the_rejected_rows_as_text(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(error_file(tmp_path))["Perlu diperbaiki"]
    rows = list(page.iter_rows())
    headers = [cell.value for cell in rows[0]]
    assert headers[:7] == BROKEN[0]
    assert headers[7:] == ["Payung: masalah", "Payung: jalan keluar", "Payung: baris asal"]
    assert [row[0].value for row in rows[1:]] == ["5304011708790001", AGUS[0]]
    assert [row[9].value for row in rows[1:]] == ["3", "4"]
    assert "angka" in rows[1][7].value
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert rows[1][0].fill.bgColor.rgb != rows[1][5].fill.bgColor.rgb
    assert rows[1][1].quotePrefix
    assert rows[1][0].number_format == "@"


def test_the_error_workbook_comes_back_in(tmp_path: Path) -> None:
    path = error_file(tmp_path)
    again = check_file(path, today=TODAY)
    assert (again.sheet, again.rows, again.rejected) == ("Perlu diperbaiki", 2, 2)
    assert "column_unknown" not in {p.code for p in again.problems if p.column != "Catatan RT"}

    book = openpyxl.load_workbook(path)
    page = book["Perlu diperbaiki"]
    page["B2"].value = "Yohanes Mau"
    page["E3"].value = "28-02-1985"
    book.save(path)
    corrected = check_file(path, today=TODAY)
    assert (corrected.rows, corrected.accepted, corrected.rejected) == (2, 2, 0)


def test_equal_content_is_equal_bytes() -> None:
    sheet = SheetSpec("Data", [ColumnSpec("NIK")], [["5304014101800003"]], title=["Judul"])
    assert workbook_bytes([sheet]) == workbook_bytes([sheet])


def test_a_workbook_keeps_text_numbers_and_dates() -> None:
    columns = [
        ColumnSpec("NIK"),
        ColumnSpec("Upah", "rupiah"),
        ColumnSpec("Lahir", "date"),
        ColumnSpec("Nama", width=30),
    ]
    rows = [
        ["5304014101800003", 2_328_969, date(1980, 1, 1), Marked("=1+1", "error", "lihat")],
        ["0001", None, None, "https://x.y \ud800"],
    ]
    data = workbook_bytes([SheetSpec("Data", columns, rows, title=["Judul", "Desa"], notes=["N"])])
    page = openpyxl.load_workbook(io.BytesIO(data))["Data"]
    header, first, second = list(page.iter_rows(min_row=4, max_row=6))
    assert [c.value for c in header] == ["NIK", "Upah", "Lahir", "Nama"]
    assert [c.value for c in first[:2]] == ["5304014101800003", 2_328_969]
    assert first[2].value.date() == date(1980, 1, 1)
    assert (first[3].value, first[3].data_type, first[3].comment.text) == ("=1+1", "s", "lihat")
    assert (second[0].value, second[3].hyperlink) == ("0001", None)
    assert page["A8"].value == "N"
    assert page.freeze_panes == "A5"


def test_csv_is_guarded_and_marked() -> None:
    data = csv_bytes(["Nama", "Nilai"], [["=1+1", -5], ["Maria; Bere", None]])
    assert data == '\ufeffNama;Nilai\r\n\'=1+1;-5\r\n"Maria; Bere";\r\n'.encode()
