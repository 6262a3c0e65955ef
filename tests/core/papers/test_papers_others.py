from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
from tests.core.papers.paper_forms import NASTY, provenance, village
from tests.core.papers.paper_reading import pages, tagged, words

from payung.core.calendar import Month
from payung.core.drawing import choropleth, load_boundaries
from payung.core.papers import (
    Attendance,
    Benefit,
    BudgetForm,
    BudgetLine,
    CardForm,
    Denominator,
    Letterhead,
    MinutesForm,
    MusdesResult,
    NoticeboardForm,
    NoticeboardRow,
    ReportForm,
    Signatory,
    VillageFunnel,
    budget_sheet,
    budget_workbook,
    member_card,
    member_cards,
    musdes_minutes,
    noticeboard,
    province_report,
    report_workbook,
)

HEAD = Signatory("Kepala Desa Kewar", "Benediktus Mau Bere")
LEGAL = "PP Nomor 44 Tahun 2015, Lampiran II"


def line(**changes):
    values = {
        "role": "Pekerja rentan", "programmes": ("jkk", "jkm"), "fund": "Dana Desa", "heads": 100,
        "tariff": 16800, "first_month": Month(2026, 1), "months": 12, "legal": LEGAL,
    }  # fmt: skip
    return BudgetLine(**{**values, **changes})


def budget(lines):
    return BudgetForm(village(), 2026, tuple(lines), HEAD, provenance())


def test_budget_of_a_hundred_workers():
    form = budget([line(), line(role="Perangkat", fund="ADD", heads=9, tariff=12540)])
    pdf = budget_sheet(form)
    text = words(pdf)
    assert "100 16.800 12 20.160.000" in text
    assert "21.514.320" in text
    assert "dua puluh satu juta lima ratus empat belas ribu tiga ratus dua puluh rupiah" in text
    assert text.count(LEGAL) == 1, "each legal reference stands once"
    assert tagged(pdf)
    assert pdf == budget_sheet(form)


def test_an_uncertain_tariff_is_marked():
    assert "Belum pasti menurut peraturan" in words(budget_sheet(budget([line(uncertain=True)])))
    assert "Belum pasti" not in words(budget_sheet(budget([line()])))


def test_budget_without_lines_and_with_many():
    assert "Belum ada kebutuhan" in words(budget_sheet(budget([])))
    found = pages(budget_sheet(budget([line(role=f"Peran {i}") for i in range(120)])))
    assert "Peran 119" in " ".join(found)
    assert all("Halaman" in page for page in found)


def test_budget_workbook_multiplies_and_sums():
    data = budget_workbook(budget([line(), line(role=NASTY[5])]))
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Anggaran"]
    assert [cell.value for cell in sheet[6]][6:10] == [100, 16800, 12, 20160000]
    assert sheet.cell(8, 10).value == 40320000
    assert sheet.cell(7, 2).value == NASTY[5]


def funnel(i, active=90):
    return VillageFunnel(
        f"53.04.01.{2000 + i}", "Lamaknen", f"Desa {i}", 100, 100, 120, 110, 100, active
    )


def report(villages, **changes):
    values = {
        "letterhead": Letterhead(regency="Belu", unit="Dinas PMD", seat="Atambua"),
        "period": "Semester I 2026",
        "addressee": "Gubernur Nusa Tenggara Timur",
        "sentence": "7.412 pekerja terlindungi.",
        "villages": tuple(villages),
        "denominators": (Denominator("Kuota", 8100, "SK Bupati", dt.date(2026, 1, 5)),),
        "sources": ("Daftar aktif BPJS Ketenagakerjaan 4 Juli 2026",),
        "signatory": Signatory("Kepala Dinas", "A"),
        "provenance": provenance(),
        "frozen_id": "LAP-1",
        "frozen_hash": "9f0c" * 16,
        "frozen_at": dt.date(2026, 7, 5),
    }
    return ReportForm(**{**values, **changes})


def test_report_carries_its_table_denominators_sources_and_frozen_number():
    text = words(province_report(report([funnel(i, 80 + i) for i in range(1, 31)])))
    assert "Jumlah 30 desa/kelurahan 3.000 3.000 3.600 3.300 3.000 2.865 95,5 %" in text
    assert "10 orang" not in text
    assert "19 dari 30 desa/kelurahan belum mencapai target minimal" in text
    assert "SK Bupati 5 Januari 2026" in text
    assert "LAP-1" in text
    assert "9f0c" * 16 in text.replace(" ", "")


def test_report_with_the_map_of_the_page_is_tagged_and_stable():
    boundaries = load_boundaries("53.04")
    picture = choropleth(boundaries, {}, title="Peta", alt="Belum ada data")
    form = report([funnel(1)], map_svg=picture, map_alt="Belum ada data")
    pdf = province_report(form)
    assert tagged(pdf)
    assert pdf == province_report(form)
    assert len(pdf) > len(province_report(replace(form, map_svg="")))


def test_report_without_villages():
    text = words(province_report(report([], denominators=())))
    assert "Tidak ada desa pada periode ini." in text
    assert "Tidak ada persentase terhadap penyebut luar" in text


def test_report_workbook():
    data = report_workbook(report([funnel(1), funnel(2)]))
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Laporan"]
    assert [cell.value for cell in sheet[6]][3:9] == [100, 100, 120, 110, 100, 90]
    assert sheet.cell(8, 9).value == 180
    assert any("LAP-1" in str(row[0].value) for row in sheet.iter_rows())


def minutes(results, **changes):
    form = MinutesForm(
        letterhead=village(), subject="penetapan calon peserta", place="Kantor Desa Kewar",
        agenda=("Pembacaan daftar;",), results=tuple(results),
        attendance=(Attendance("Yohanes", "BPD"),),
        signatories=(Signatory("Ketua BPD", ""), HEAD), provenance=provenance(),
        held_on=dt.date(2026, 8, 17), started="09.00", empty_lines=3,
    )  # fmt: skip
    return replace(form, **changes)


def test_minutes_count_the_results_and_mask_identities():
    results = [
        MusdesResult(name, "5304014101900003", "Dusun", kind, "ASN")
        for name, kind in zip(NASTY[:4], ("agreed", "agreed", "reserve", "refused"), strict=True)
    ]
    text = words(musdes_minutes(minutes(results)))
    assert "Pada hari ini, Senin, 17 Agustus 2026" in text
    assert "menyetujui 2 (dua) orang" in text
    assert "5304014101900003" not in text.replace(" ", "")
    assert "4. ……" in text


def test_minutes_can_be_printed_before_the_meeting():
    form = minutes([], attendance=(), held_on=None, started="")
    text = words(musdes_minutes(form))
    assert "Tidak ada nama yang dibahas." in text
    assert "pukul ……" in text


def test_noticeboard_never_shows_a_whole_nik():
    rows = tuple(NoticeboardRow(name, "5304014101900003", "Dusun Weluli") for name in NASTY * 30)
    form = NoticeboardForm(
        village(), "Daftar calon peserta", rows, HEAD, provenance(), "operator desa",
        objections_until=dt.date(2026, 12, 14),
    )  # fmt: skip
    found = pages(noticeboard(form))
    text = " ".join(found)
    assert text.count("530401••••••0003") == len(rows)
    assert "410190" not in text
    assert "paling lambat 14 Desember 2026" in text
    assert all("Nama NIK" in page for page in found if "530401" in page)


def card(name="Maria Bere"):
    return CardForm(
        name, "26000000001", "5304014101900003", "Desa Kewar", "JKK + JKM",
        "Terlindungi sampai 30 Juni 2026, dibayar Desa Kewar (ADD).",
        (Benefit("Meninggal dunia", 42_000_000),), (("BPJS Ketenagakerjaan", "175"),),
        "https://payung.example/k/1", provenance(),
    )  # fmt: skip


def test_card_says_cover_benefit_and_whom_to_call():
    pdf = member_card(card())
    text = words(pdf)
    for part in ("Maria Bere", "26000000001", "30 Juni 2026", "Rp42.000.000", "175"):
        assert part in text
    assert "410190" not in text
    assert tagged(pdf)


def test_cards_stand_four_to_a_sheet():
    assert len(pages(member_cards([card(name) for name in NASTY]))) == 2
    assert len(pages(member_cards([card("A" * 90)]))) == 1


def test_no_cards_is_refused():
    with pytest.raises(ValueError, match="Tidak ada kartu"):
        member_cards([])


def test_registers_are_cut_where_the_typesetter_cuts_them():
    from payung.core.papers.budget import budget_data
    from payung.core.papers.minutes import minutes_data
    from payung.core.papers.noticeboard import noticeboard_data
    from payung.core.papers.report import report_data

    sheet = budget([line(role=f"Peran yang panjang namanya ke {i}") for i in range(150)])
    letter = report([funnel(i) for i in range(231)])
    board = NoticeboardForm(
        village(), "Daftar", tuple(NoticeboardRow(f"N {i}", "0", "D") for i in range(200)), HEAD,
        provenance(), "operator",
    )  # fmt: skip
    talk = minutes([MusdesResult(f"N {i}", "0", "D", "agreed") for i in range(150)])
    for pdf, data, word in (
        (budget_sheet(sheet), budget_data(sheet)["register"], "Tarif per bulan"),
        (province_report(letter), report_data(letter)["register"], "Diusulkan Valid"),
        (noticeboard(board), noticeboard_data(board)["register"], "Nama NIK"),
        (musdes_minutes(talk), minutes_data(talk)["people"], "Alasan"),
    ):
        printed = [page for page in pages(pdf) if word in page]
        assert len(printed) == len(data["pages"]), word
