"""What BPJS gives back, in layouts that vary: found by their words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import openpyxl
import pytest

from payung.core.calendar import Month
from payung.core.sheets import Checker, Schema, open_table
from payung.core.sipp import (
    ANSWER,
    EMPLOYER_POSTING,
    POSTING,
    read_answer,
    read_employer_line,
    read_posting,
    recognise,
    sipp_columns,
)

TODAY = date(2026, 11, 21)


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(schema: Schema, rows: Sequence[Sequence[object]]) -> list[dict[str, object]]:
    with open_table(workbook(rows), schema=schema, file_name="jawaban.xlsx") as table:
        return [r.values for r in Checker(table, today=TODAY).rows() if r.accepted]


def test_an_answer_with_title_rows_and_its_own_order() -> None:
    found = rows_of(
        ANSWER,
        [
            ["BPJS KETENAGAKERJAAN"],
            ["Hasil unggah tenaga kerja"],
            [],
            ["No", "NAMA_LENGKAP", "NOMOR_IDENTITAS", "Status Validasi", "KPJ", "Keterangan"],
            [1, "MARIA BERE", "5304015708800003", "VALID", "21023456789", None],
            [2, "YOSEF BAU", "5304011505850002", "TIDAK VALID", None, "NIK tidak padan"],
            ["Total", None, None, None, None, None],
        ],
    )
    answers = [read_answer(values) for values in found]
    assert [(a.nik[-4:], a.kpj, a.valid, a.reason) for a in answers] == [
        ("0003", "21023456789", True, ""),
        ("0002", "", False, "NIK tidak padan"),
    ]


@pytest.mark.parametrize(
    ("header", "amount"),
    [
        (["NIK", "Nama Peserta", "KPJ", "JKK", "JKM", "Total Iuran"], 16_800),
        (["KPJ", "Nama", "Total"], 16_800),
        (["Nama Tenaga Kerja", "No. KPJ", "Iuran JKK", "Iuran JKM"], 16_800),
    ],
)
def test_rincian_iuran_in_several_layouts(header: list[str], amount: int) -> None:
    values = {
        "NIK": "5304015708800003", "Nama Peserta": "MARIA BERE", "Nama": "MARIA BERE",
        "Nama Tenaga Kerja": "MARIA BERE", "KPJ": "21023456789", "No. KPJ": "21023456789",
        "JKK": 10_000, "JKM": "6.800", "Iuran JKK": "Rp10.000", "Iuran JKM": 6_800,
        "Total Iuran": 16_800, "Total": "16.800",
    }  # fmt: skip
    found = rows_of(
        POSTING, [["RINCIAN IURAN"], ["BLTH: 01-2026"], header, [values[h] for h in header]]
    )
    (line,) = [read_posting(v) for v in found]
    assert (line.kpj, line.amount, line.active) == ("21023456789", amount, True)


def test_month_day_and_reference_of_each_row() -> None:
    found = rows_of(
        POSTING,
        [
            ["NAMA", "KPJ", "BLTH", "TGL_BAYAR", "KODE_IURAN", "TOTAL_IURAN", "STATUS"],
            ["MARIA BERE", "21023456789", "01-2026", "14-01-2026", "KI-77", 16_800, "AKTIF"],
            ["YOSEF BAU", "21023456790", "202601", "14/01/2026", "KI-77", 16_800, "NON AKTIF"],
        ],
    )
    lines = [read_posting(v) for v in found]
    assert {line.month for line in lines} == {Month(2026, 1)}
    assert {line.paid_on for line in lines} == {date(2026, 1, 14)}
    assert [line.reference for line in lines] == ["KI-77", "KI-77"]
    assert [line.active for line in lines] == [True, False]


def test_shares_of_jht_and_jp_are_added() -> None:
    line = read_posting(
        {"jkk": 100, "jkm": 200, "jht_pemberi_kerja": 370, "jht_pekerja": 200, "jp": 300}
    )
    assert line.amount == 1170
    assert read_posting({}).amount is None


def test_the_branch_summary_per_employer() -> None:
    columns = [title for title, _, _ in sipp_columns("smile_mkro_rekap_per_npp")]
    row = [1, "NP000001", "000", "1", "DESA KEWAR", "01-2024", None, None, "JKK JKM", 0, 0, 8, 0]
    row += ["01-2026", "01-2026", "SIPP", 100_616, 100_616, 0, 0, 0]
    (line,) = [read_employer_line(v) for v in rows_of(EMPLOYER_POSTING, [columns, row])]
    assert (line.npp, line.month, line.heads) == ("NP000001", Month(2026, 1), 8)
    assert (line.billed, line.received) == (100_616, 100_616)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (["NIK", "NAMA", "KPJ"], "bpjs_answer"),
        (["NIK", "NAMA", "STATUS", "KETERANGAN"], "bpjs_answer"),
        (["KPJ", "NAMA", "TOTAL IURAN"], "bpjs_posting"),
        (["NAMA", "KPJ", "UPAH", "JKK", "JKM"], "bpjs_posting"),
        (["NPP", "NAMA_PERUSAHAAN", "BLTH_REKON", "TK_AKTIF", "NILAI_IURAN"], "bpjs_mkro"),
        (["apa", "saja"], "bpjs_answer"),
    ],
)
def test_the_headers_tell_the_kind(header: list[str], kind: str) -> None:
    values = {"NAMA": "MARIA BERE", "NIK": "5304015708800003", "KPJ": "21023456789"}
    row = [values.get(h, 1) for h in header]
    assert recognise(workbook([["BPJS"], header, row]), "x.xlsx").name == kind
    assert recognise(b"not a table", "x.csv").name == "bpjs_answer"
