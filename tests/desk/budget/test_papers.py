"""The sheet of the budget meeting and the camat's letter say what is planned and missing."""

from __future__ import annotations

import io

import pypdf
import pytest
from openpyxl import load_workbook
from tests.desk.budget.test_stages import FORM
from tests.rosters import give, make_fund
from tests.world import BELU, FULUR, KEWAR, LAMAKNEN, World

from payung.base.territory.models import Area
from payung.desk.budget.evaluation import findings
from payung.desk.budget.stages import compared
from payung.programme.funds.accounts import mapping_of

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_the_meeting_s_sheet_tells_dash_from_nought(world: World) -> None:
    fund = make_fund(world)
    give(world, fund)
    give(world, fund, FULUR, ceiling=10_000_000)
    kaur = world.client("kaur_kewar")
    kaur.post(f"/anggaran/{KEWAR}/tahap/catat/?tahun=2026", {**FORM, "fund": fund.pk})
    client = world.client("dpmd_belu")
    said = text_of(client.get(f"/anggaran/{BELU}/rakornis.pdf?tahun=2026").content)
    assert "2 desa dan kelurahan memerlukan Rp40.320.000" in said
    assert "1 sudah mencatat anggarannya, yang kurang Rp2.016.000" in said
    assert "Belum mencatat anggaran: Desa Fulur" in said
    book = load_workbook(
        io.BytesIO(client.get(f"/anggaran/{BELU}/rakornis.xlsx?tahun=2026").content)
    )
    rows = [r for r in book.active.iter_rows(values_only=True) if r[0] in (1, 2)]  # type: ignore[union-attr]
    assert rows[0][1:12] == ("Desa Kewar", 100, 100, 20_160_000, None, 18_144_000, None, None,
                             2_016_000, 0, None)  # fmt: skip
    assert rows[1][8] == 10_000_000


def test_the_camat_s_letter_names_each_thing_to_mend(world: World) -> None:
    give(world, make_fund(world), ceiling=10_000_000)
    client = world.client("camat_lamaknen")
    said = text_of(client.get(f"/anggaran/{KEWAR}/evaluasi.pdf?tahun=2026").content)
    assert "Kepala Desa Kewar" in said
    assert "Anggaran iuran belum tercatat pada RKPDes maupun APBDes" in said
    assert "pagu Rp10.000.000 kurang Rp10.160.000" in said
    assert "kode rekening belum dipetakan" in said
    assert "CAMAT LAMAKNEN" in said.upper()
    assert client.get(f"/anggaran/{BELU}/evaluasi.pdf").status_code == 404
    assert world.client("op_bialo").get(f"/anggaran/{KEWAR}/evaluasi.pdf").status_code == 404


def test_a_kecamatan_s_letters_come_in_one_file(world: World) -> None:
    fund = make_fund(world)
    for code in (KEWAR, FULUR):
        give(world, fund, code)
    client = world.client("camat_lamaknen")
    page = client.get(f"/anggaran/{LAMAKNEN}/tahap/?tahun=2026").content.decode()
    assert f"/anggaran/{LAMAKNEN}/evaluasi.pdf?tahun=2026" in page
    file = client.get(f"/anggaran/{LAMAKNEN}/evaluasi.pdf?tahun=2026").content
    pages = [" ".join(p.extract_text().split()) for p in pypdf.PdfReader(io.BytesIO(file)).pages]
    assert len(pages) == 3
    assert "2 dari 2 desa atau kelurahan masih perlu memperbaiki anggarannya." in pages[0]
    for page, village in zip(pages[1:], ("Kewar", "Fulur"), strict=True):
        assert f"Kepala Desa {village}" in page
        assert f"Payung, anggaran Desa {village} 2026" in page
    assert all("Halaman 1 dari 1" in page for page in pages)
    assert world.client("op_bialo").get(f"/anggaran/{LAMAKNEN}/evaluasi.pdf").status_code == 404


def test_a_fund_that_may_not_pay_is_found(world: World) -> None:
    give(world, make_fund(world, kind="dana-desa"))
    (row,) = compared(world.actor("dpmd_belu"), Area.objects.get(code=KEWAR), 2026)
    codes = {f.code for f in findings(row, 2026, mapping_of(KEWAR), 0)}
    assert codes == {"no_stage", "funding_unclear", "account"}
    codes = {f.code for f in findings(row, 2024, mapping_of(KEWAR), 5)}
    assert codes == {"no_stage", "funding_prohibited", "account", "arrears"}
