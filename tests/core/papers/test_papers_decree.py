from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader
from tests.core.papers.paper_forms import NASTY, decree, member, provenance, village
from tests.core.papers.paper_reading import pages, tagged, words

from payung.core.papers import Signatory, decree_workbook, village_decree
from payung.core.papers.common import fingerprint


def hundred():
    return decree([member(f"Nama Ke-{i}", i) for i in range(1, 101)])


def test_a_hundred_workers_cost_what_the_article_says():
    text = words(village_decree(hundred()))
    assert "Rp20.160.000,00 (dua puluh juta seratus enam puluh ribu rupiah)" in text
    assert "100 (seratus) orang pekerja rentan" in text
    assert "KEPUTUSAN KEPALA DESA KEWAR" in text
    assert "DESA KEWAR, KECAMATAN LAMAKNEN, KABUPATEN BELU" in text
    assert "Jaminan Kecelakaan Kerja (JKK) dan Jaminan Kematian (JKM)" in text


def test_every_page_says_where_it_comes_from_and_the_sums_of_pages_make_the_total():
    found = pages(village_decree(hundred()))
    for number, page in enumerate(found, 1):
        assert f"Halaman {number} dari {len(found)}" in page
        assert "Sumber: Register Payung" in page
        assert "https://payung.example/p/1" in page
    sums = [
        int(part.split()[1].replace(".", ""))
        for page in found
        for part in page.split("Jumlah halaman ini")[1:]
    ]
    assert len(sums) > 1
    assert sum(sums) == 20_160_000
    header = [page for page in found if "Iuran per bulan" in page]
    assert len(header) == len(sums)


def test_the_same_form_gives_the_same_bytes_and_another_time_gives_others():
    form = hundred()
    assert village_decree(form) == village_decree(form)
    later = replace(provenance(), printed_at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    assert village_decree(replace(form, provenance=later)) != village_decree(form)


def test_short_decrees_are_tagged_and_long_ones_are_not():
    assert tagged(village_decree(decree([member()])))
    assert not tagged(village_decree(decree([member(serial=i) for i in range(501)])))


def test_identity_is_masked_unless_asked_for():
    masked = words(village_decree(decree([member()])))
    assert "530401••••••0003" in masked
    assert "5304014101900003" not in masked.replace(" ", "")
    full = words(village_decree(decree([member()], full_identity=True)))
    assert "530401 410190 0003" in full


def test_names_are_never_read_as_markup():
    form = decree([member(name, i) for i, name in enumerate(NASTY, 1)])
    text = words(village_decree(form))
    assert '#panic("x") $ * _ `' in text
    assert "</text> & <b>" in text
    assert "Fátima ʼAlin Ximenes Tilman" in text
    assert "◊" in text
    assert "menggantikan aksara" in text
    assert "\u202e" not in text


def test_no_members_still_makes_a_decree_with_an_empty_annex():
    text = words(village_decree(decree([])))
    assert "Tidak ada peserta." in text
    assert "Rp0,00 (nol rupiah)" in text


@pytest.mark.parametrize("length", [40, 400, 3000])
def test_very_long_names_wrap_and_nothing_is_lost(length):
    long = ("Abdullah Daeng " * length)[:length].strip()
    found = village_decree(decree([member(long), member("A" * length, 4), member("Akhir", 5)]))
    text = words(found)
    assert text.count("Abdullah") == long.count("Abdullah")
    assert "Akhir" in text


def test_a_lurah_decrees_for_a_kelurahan():
    form = decree(
        [member()],
        letterhead=village("kelurahan"),
        group="officials",
        signatory=Signatory("Lurah Beirafu", "Rosalinda Seran", nip="198001012005012001"),
    )
    text = words(village_decree(form))
    assert "KEPUTUSAN LURAH BEIRAFU" in text
    assert "PEMERINTAH DESA" not in text
    assert "PERANGKAT KELURAHAN" in text
    assert "NIP 198001012005012001" in text


def test_a_draft_leaves_dots_for_number_and_date():
    text = words(village_decree(decree([member()], number="", signed_on=None)))
    assert "NOMOR …" in text
    assert "pada tanggal …" in text


def test_a_paper_without_a_time_zone_is_refused():
    naive = replace(provenance(), printed_at=dt.datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        village_decree(decree([member()], provenance=naive))


@pytest.mark.slow
def test_five_thousand_rows_are_all_there():
    form = decree([member(f"Nama {i}", i) for i in range(1, 5001)])
    reader = PdfReader(io.BytesIO(village_decree(form)))
    last = " ".join(reader.pages[len(reader.pages) - 1].extract_text().split())
    assert "Nama 5000" in last
    assert "1.008.000.000" in last
    assert "5.000 orang" in last


def test_no_font_of_the_machine_is_used():
    reader = PdfReader(io.BytesIO(village_decree(decree([member(n) for n in NASTY]))))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    families = ("TeXGyreBonum", "NotoSans", "NotoNaskhArabic", "DejaVuSansMono", "LibertinusSerif")
    assert all(font.startswith(families) for font in fonts), fonts


def test_workbook_has_the_same_names_sums_and_text_identities():
    form = decree([member(n, i) for i, n in enumerate(NASTY, 1)], full_identity=True)
    data = decree_workbook(form)
    assert data == decree_workbook(form)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Lampiran"]
    rows = list(sheet.iter_rows(min_row=6, max_row=5 + len(NASTY)))
    assert [row[2].value for row in rows] == [m.nik for m in form.members]
    assert all(row[2].data_type == "s" for row in rows)
    assert all(row[1].data_type == "s" for row in rows), "a name became a formula"
    assert rows[5][1].value == "=HYPERLINK(1)"
    assert sheet.cell(6 + len(NASTY), 11).value == f"=SUM(K6:K{5 + len(NASTY)})"
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Lampiran"]
    assert values.cell(6 + len(NASTY), 11).value == form.total


def test_workbook_masks_identities_unless_asked_for():
    sheet = openpyxl.load_workbook(io.BytesIO(decree_workbook(decree([member()]))))["Lampiran"]
    assert sheet.cell(6, 3).value == "530401••••••0003"


def test_workbook_without_members_sums_to_zero():
    sheet = openpyxl.load_workbook(io.BytesIO(decree_workbook(decree([]))))["Lampiran"]
    assert sheet.cell(6, 11).value == 0


def test_the_fingerprint_cannot_be_used_to_find_hidden_digits():
    one, other = (decree([member(nik=nik)]) for nik in ("5304014101900003", "5304015212880003"))
    assert fingerprint(one) == fingerprint(other)
    assert village_decree(one) == village_decree(other)
    full = [replace(form, full_identity=True) for form in (one, other)]
    assert fingerprint(full[0]) != fingerprint(full[1])
    assert fingerprint(one) != fingerprint(replace(one, number="2"))


def test_half_a_surrogate_in_a_name_does_not_stop_the_paper():
    form = decree([member("Maria \ud83d Bere"), member("A" * 40_000, 4)])
    assert "◊" in words(village_decree(form))
    sheet = openpyxl.load_workbook(io.BytesIO(decree_workbook(form)))["Lampiran"]
    assert sheet.cell(6, 2).value == "Maria \ufffd Bere"
    assert len(sheet.cell(7, 2).value) == 32_767
