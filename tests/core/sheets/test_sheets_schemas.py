"""Other lists are read by the same house: a schema is all they bring."""

from pathlib import Path

from tests.core.sheets.fixtures.make import TODAY, write_csv, write_xlsx

from payung.core.calendar import Month
from payung.core.sheets import Field, Kind, Schema, check_file, check_rows, open_table


def _field(name: str, kind: Kind, *synonyms: str) -> Field:
    return Field(name, {"id": name.upper(), "en": name.upper()}, kind, synonyms)


POSTINGS = Schema(
    name="postings",
    fields=(
        _field("kpj", Kind.KPJ, "No KPJ", "Nomor Peserta"),
        _field("nama", Kind.NAME, "Nama Tenaga Kerja"),
        _field("blth", Kind.MONTH, "Bulan"),
        _field("iuran", Kind.MONEY, "Total Iuran"),
    ),
    anchors=("kpj",),
    key="kpj",
)
HEADERS = ["Nomor Peserta", "Nama Tenaga Kerja", "Bulan", "Total Iuran"]


def test_postings(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [
        ["21023456789", "MARIA BERE", "05-2026", "Rp16.800"],
        ["21023456790", "YOHANES MAU", "Mei 2026", "1.234.567,00"],
        ["21023456791", "AGUS", "Mei", "enam ribu"],
        ["", "LIDIA", "2026-05", "16800"],
        ["21023456789", "MARIA B", "202605", "16.800,50"],
        ["Jumlah", "", "", "84.000"],
    ]
    write_csv(path, [HEADERS, *rows])
    with open_table(path, schema=POSTINGS) as table:
        found = list(check_rows(table, today=TODAY))
    assert table.format == "postings"
    assert [row.values["iuran"] for row in found] == [16_800, 1_234_567, None, 16_800, None]
    assert [row.values["blth"] for row in found] == [
        Month(2026, 5),
        Month(2026, 5),
        None,
        Month(2026, 5),
        Month(2026, 5),
    ]
    codes = [sorted(problem.code for problem in row.problems) for row in found]
    assert codes == [
        ["key_duplicate"],
        [],
        ["month_invalid", "number_invalid"],
        ["key_missing"],
        ["key_duplicate", "number_invalid"],
    ]


def test_money_and_months_in_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(
        path,
        [
            HEADERS,
            [21023456789, "MARIA", "05/2026", 16800.0],
            ["21023456790", "X", "Des 2026", 16800.5],
        ],
    )
    report = check_file(path, schema=POSTINGS, today=TODAY)
    assert [(p.row, p.column, p.code) for p in report.problems] == [(3, "iuran", "number_invalid")]


def test_a_list_of_people_is_no_list_of_postings(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [["Uraian", "Jumlah"], ["x", "1"]])
    report = check_file(path, schema=POSTINGS, today=TODAY)
    assert report.unreadable == "no_table"
    assert POSTINGS.title["id"] in report.problems[0].message("id")
    assert POSTINGS.title["en"] in report.problems[0].message("en")
