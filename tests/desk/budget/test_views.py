"""Every page of the budget: for its own people, for others, for strangers."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.rosters import give, listed, make_fund
from tests.world import BELU, FULUR, KEWAR, LAMAKNEN, World

from payung.programme.funds.models import Allotment, Fund
from payung.programme.selection.models import FundRule

pytestmark = pytest.mark.django_db
OWN = ("op_kewar", "kades_kewar", "camat_lamaknen", "dpmd_belu", "inspektorat_belu", "bupati_belu")
OTHERS = ("op_fulur", "op_bialo", "dpmd_bulukumba", "orang_luar", "provinsi_ntt", "bpjs_belu")


def pages(fund: Fund) -> list[str]:
    base = f"/anggaran/dana/{fund.pk}/"
    return ["/anggaran/dana/", base, f"{base}aturan/", f"{base}aturan/age/"]


@pytest.mark.parametrize("name", OWN)
def test_the_sheet_opens_for_its_people(world: World, name: str) -> None:
    give(world, make_fund(world))
    page = world.client(name).get(f"/anggaran/{KEWAR}/?tahun=2026")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Rp20.160.000" in text
    assert "PP 44/2015" in text
    assert "Rp16.800" in text


def test_the_sheet_leads_to_the_law_behind_its_tariff(world: World) -> None:
    give(world, make_fund(world))
    page = world.client("op_kewar").get(f"/anggaran/{KEWAR}/?tahun=2026").content.decode()
    assert 'href="/hukum/?tanggal=2026-01-01#jkm_bpu_amount"' in page


@pytest.mark.parametrize("name", OTHERS)
def test_the_sheet_is_not_there_for_others(world: World, name: str) -> None:
    give(world, make_fund(world))
    assert world.client(name).get(f"/anggaran/{KEWAR}/").status_code in {403, 404}


@pytest.mark.parametrize("name", OWN)
def test_funds_and_rules_are_readable(world: World, name: str) -> None:
    fund = make_fund(world)
    client = world.client(name)
    for address in pages(fund):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("name", ["op_bialo", "dpmd_bulukumba"])
def test_funds_of_another_regency_are_not_there(world: World, name: str) -> None:
    fund = make_fund(world)
    assert world.client(name).get(f"/anggaran/dana/{fund.pk}/").status_code == 404


def test_strangers_log_in_first(world: World) -> None:
    fund = make_fund(world)
    for address in (*pages(fund), "/anggaran/", f"/anggaran/{KEWAR}/"):
        assert Client().get(address)["Location"].startswith("/akun/")


def test_home_leads_to_where_one_stands(world: World) -> None:
    assert world.client("op_kewar").get("/anggaran/")["Location"] == f"/anggaran/{KEWAR}/"
    assert world.client("dpmd_belu").get("/anggaran/")["Location"] == f"/anggaran/{BELU}/"


@pytest.mark.parametrize("code", [BELU, LAMAKNEN])
def test_regions_sum_their_villages(world: World, code: str) -> None:
    fund = make_fund(world)
    give(world, fund, ceiling=20_000_000)
    give(world, fund, village=FULUR, ceiling=30_000_000)
    text = world.client("dpmd_belu").get(f"/anggaran/{code}/?tahun=2026").content.decode()
    assert "Rp40.320.000" in text
    assert "Rp9.680.000" in text


def test_region_page_costs_few_statements(world: World, django_assert_max_num_queries: Any) -> None:
    fund = make_fund(world)
    for code in (KEWAR, FULUR):
        give(world, fund, village=code)
    client = world.client("dpmd_belu")
    client.get(f"/anggaran/{BELU}/")
    with django_assert_max_num_queries(14):
        client.get(f"/anggaran/{BELU}/?tahun=2026")


def test_typing_a_number_shows_every_consequence(world: World) -> None:
    give(world, make_fund(world), ceiling=20_160_000)
    client = world.client("op_kewar")
    page = client.get(f"/anggaran/{KEWAR}/?tahun=2026")
    key = page.context["shares"][0]["need"].positions[0].key
    text = client.get(f"/anggaran/{KEWAR}/?tahun=2026&orang-{key}=150").content.decode()
    assert "Rp30.240.000" in text
    assert "Simulasi" in text
    assert "Kebutuhan melebihi pagu sebesar Rp10.080.000" in text
    part = client.get(
        f"/anggaran/{KEWAR}/?tahun=2026&orang-{key}=150&bulan-{key}=6",
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "Rp15.120.000" in part
    assert "<html" not in part


@pytest.mark.parametrize("typed", ["abc", "-5", "99999999999", ""])
def test_what_is_no_number_is_left_aside(world: World, typed: str) -> None:
    give(world, make_fund(world))
    client = world.client("op_kewar")
    key = client.get(f"/anggaran/{KEWAR}/?tahun=2026").context["shares"][0]["need"].positions[0].key
    text = client.get(
        f"/anggaran/{KEWAR}/", {"tahun": "2026", f"orang-{key}": typed}
    ).content.decode()
    assert "Rp20.160.000" in text


def test_papers_say_the_same_sum(world: World) -> None:
    give(world, make_fund(world))
    client = world.client("op_kewar")
    assert client.get(f"/anggaran/{KEWAR}/lembar.pdf?tahun=2026").content.startswith(b"%PDF")
    content = client.get(f"/anggaran/{KEWAR}/lembar.xlsx?tahun=2026").content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert 20_160_000 in values
    assert world.client("dpmd_belu").get(f"/anggaran/{BELU}/lembar.pdf").status_code == 200
    assert world.client("op_fulur").get(f"/anggaran/{KEWAR}/lembar.pdf").status_code == 404


def test_a_list_of_officials_without_wage_is_said_on_the_page(world: World) -> None:
    give(world, make_fund(world, income_base=None))
    text = world.client("op_kewar").get(f"/anggaran/{KEWAR}/?tahun=2026").content.decode()
    assert "Penghasilan yang dilaporkan belum ditetapkan" in text


def test_relief_of_pp_50_is_said_and_not_taken(world: World) -> None:
    give(world, make_fund(world))
    text = world.client("op_kewar").get(f"/anggaran/{KEWAR}/?tahun=2026").content.decode()
    assert "PP 50/2025" in text
    assert "Rp7.560.000" in text


FUND = {
    "code": "dbh-cht", "name": "DBH CHT", "kind": "dbh", "area": BELU, "payer_level": "regency",
    "income_base": "1000000", "valid_from": "2026-01-01", "regulation": "Perbup Belu 9/2026",
}  # fmt: skip


def test_dpmd_opens_a_fund_with_rules(world: World) -> None:
    page = world.client("dpmd_belu").post("/anggaran/dana/baru/", FUND)
    fund = Fund.objects.get(code="dbh-cht")
    assert page["Location"] == f"/anggaran/dana/{fund.pk}/"
    assert fund.rules.filter(code="age", hard=True).exists()
    again = world.client("dpmd_belu").post("/anggaran/dana/baru/", FUND)
    assert "sudah dipakai" in again.content.decode()


@pytest.mark.parametrize("name", ["op_kewar", "camat_lamaknen", "inspektorat_belu"])
def test_nobody_else_opens_a_fund(world: World, name: str) -> None:
    assert world.client(name).post("/anggaran/dana/baru/", FUND).status_code == 403
    assert not Fund.objects.exists()


SHARE = {
    "village": "desa", "year": 2026, "month_from": 1, "month_to": 12, "target_minimum": 100,
    "quota": 120, "paper": "SE Bupati 1/2026",
}  # fmt: skip


def test_one_share_for_all_villages(world: World) -> None:
    fund = make_fund(world)
    client = world.client("dpmd_belu")
    client.post(f"/anggaran/dana/{fund.pk}/pagu/", SHARE)
    assert Allotment.objects.count() == 69
    client.post(f"/anggaran/dana/{fund.pk}/pagu/", {**SHARE, "village": KEWAR, "quota": 130})
    assert Allotment.objects.get(village_id=KEWAR).quota == 130
    assert Allotment.objects.count() == 69


def test_a_share_past_its_year_is_refused(world: World) -> None:
    fund = make_fund(world)
    page = world.client("dpmd_belu").post(
        f"/anggaran/dana/{fund.pk}/pagu/", {**SHARE, "month_from": 6, "month_to": 2}
    )
    assert "Bulan terakhir tidak boleh" in page.content.decode()
    assert world.client("op_kewar").get(f"/anggaran/dana/{fund.pk}/pagu/").status_code == 403


def test_a_new_version_of_a_rule(world: World) -> None:
    fund = make_fund(world)
    address = f"/anggaran/dana/{fund.pk}/aturan/decile/"
    data = {
        "hard": "1", "active": "on", "valid_from": "2026-06-01", "regulation": "Perbup 20/2026",
        "confidence": "high", "param_maximum": "1",
    }  # fmt: skip
    assert world.client("op_kewar").post(address, data).status_code == 403
    world.client("dpmd_belu").post(address, data)
    old, new = FundRule.objects.filter(fund=fund, code="decile").order_by("valid_from")
    assert (str(old.valid_until), new.params, new.hard) == ("2026-05-31", {"maximum": 1}, True)


def test_occupations_are_chosen_by_name(world: World) -> None:
    fund = make_fund(world)
    address = f"/anggaran/dana/{fund.pk}/aturan/occupation_listed/"
    client = world.client("dpmd_belu")
    assert "nelayan/perikanan" in client.get(address).content.decode().lower()
    data = {
        "hard": "1", "active": "on", "valid_from": "2026-06-01", "regulation": "Perbup 20/2026",
        "confidence": "high", "param_codes": ["11", "9"],
    }  # fmt: skip
    client.post(address, data)
    assert FundRule.objects.get(code="occupation_listed", valid_until=None).params == {
        "codes": [9, 11]
    }


def test_the_sheet_follows_the_list(world: World) -> None:
    listed(world, heads=3)
    text = world.client("op_kewar").get(f"/anggaran/{KEWAR}/?tahun=2026").content.decode()
    assert "menurut daftar yang berjalan" in text
    assert "Rp604.800" in text


def test_what_the_law_leaves_open_is_shown_as_uncertain(world: World) -> None:
    """From April 2026 the price rests on whether PP 50/2025 reaches village budgets."""
    give(world, make_fund(world))
    reason = (
        world.client("op_kewar")
        .get(f"/anggaran/{KEWAR}/?tahun=2026")
        .context["shares"][0]["reasons"][0]
    )
    assert reason.confidence == "low"
    assert any("PP 50/2025" in warning for warning in reason.warnings)
    sure = make_fund(world, code="apbd", name="APBD", kind="apbd")
    give(world, sure, village=FULUR)
    page = world.client("op_fulur").get(f"/anggaran/{FULUR}/?tahun=2026")
    assert page.context["shares"][0]["reasons"][0].confidence == "high"
