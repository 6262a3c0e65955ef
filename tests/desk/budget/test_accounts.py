"""Accounts: the district's dated mapping, the national list, and what nobody has mapped."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from tests.rosters import give, make_fund
from tests.world import BELU, BULUKUMBA, KEWAR, World

from payung.base.policy import actions as policy
from payung.base.policy.actions import SettingRefused
from payung.programme.funds.accounts import SETTING, booked_on, mapping_of

pytestmark = pytest.mark.django_db
FORM = {"post": "rentan", "chart": "desa", "value": "5.2.7.90", "valid_from": "2026-02-01",
        "paper": "Perbup Belu 9/2026"}  # fmt: skip
PATH = f"/anggaran/{BELU}/rekening/"
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


def test_national_posts_are_known_and_others_are_not_guessed() -> None:
    mapping = mapping_of(KEWAR)
    assert booked_on(mapping, "kades", ward=False, on=MARCH).code == "5.1.3.03"
    assert booked_on(mapping, "perangkat", ward=False, on=MARCH).code == "5.1.3.04"
    for post in ("bpd", "rtrw", "lpmd", "rentan"):
        assert not booked_on(mapping, post, ward=False, on=MARCH).mapped
    assert not booked_on(mapping, "kades", ward=True, on=MARCH).mapped
    fund = booked_on(mapping, "bpd", ward=False, on=MARCH, fund_code="5.1.3.9", fund_paper="SK")
    assert (fund.code, fund.reference) == ("5.1.3.9", "SK")


def test_a_decision_holds_from_its_day_in_its_district(world: World) -> None:
    client = world.client("dpmd_belu")
    assert "2 dari 8 jabatan" in client.get(PATH).content.decode()
    text = client.post(PATH, FORM, follow=True).content.decode()
    assert "3 dari 8 jabatan" in text
    assert "kode kabupaten, Perbup Belu 9/2026" in text
    mapping = mapping_of(KEWAR)
    assert not booked_on(mapping, "rentan", ward=False, on=JANUARY).mapped
    found = booked_on(mapping, "rentan", ward=False, on=MARCH)
    assert (found.code, found.local, found.decided) == ("5.2.7.90", True, True)
    assert not booked_on(mapping, "rentan", ward=True, on=MARCH).mapped
    assert not booked_on(mapping_of(BULUKUMBA), "rentan", ward=False, on=MARCH).mapped


@pytest.mark.parametrize(
    "wrong",
    [{"value": "90"}, {"value": "5.1.02.02.02.0006"}, {"chart": "sipd"}, {"paper": ""}],
)
def test_a_code_of_another_form_is_refused(world: World, wrong: dict[str, str]) -> None:
    text = world.client("dpmd_belu").post(PATH, FORM | wrong).content.decode()
    assert "error-summary" in text
    assert not mapping_of(KEWAR).rows


def test_the_setting_itself_takes_no_other_form(world: World) -> None:
    for code, scope, value in ((SETTING, "bpd", "abc"), ("tranche_day", "2027/add/1", "30 April")):
        with pytest.raises(SettingRefused):
            policy.decide(by=world.actor("dpmd_belu"), code=code, area=BELU, value=value,
                          valid_from=JANUARY, paper="Perbup", scope=scope)  # fmt: skip


def test_the_sheets_show_the_account_and_say_what_is_unmapped(world: World) -> None:
    give(world, make_fund(world))
    client = world.client("dpmd_belu")
    page = f"/anggaran/{KEWAR}/?tahun=2026"
    assert "belum dipetakan" in client.get(page).content.decode()
    file = client.get(f"/anggaran/{KEWAR}/lembar.xlsx?tahun=2026").content
    assert "rekening belum dipetakan" in _texts(file)
    client.post(PATH, FORM | {"valid_from": "2026-01-01"})
    text = client.get(page).content.decode()
    assert "5.2.7.90" in text
    file = client.get(f"/anggaran/{KEWAR}/lembar.xlsx?tahun=2026").content
    assert "5.2.7.90 (kode kabupaten)" in _texts(file)
    assert "Rekening 5.2.7.90: Perbup Belu 9/2026" in _texts(file)


def _texts(file: bytes) -> str:
    sheet = load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    return " ".join(str(v) for row in sheet.iter_rows(values_only=True) for v in row if v)


def test_only_who_sets_the_district_s_policy_decides(world: World) -> None:
    for name in ("kades_kewar", "camat_lamaknen", "bud_belu", "dpmd_bulukumba"):
        assert world.client(name).post(PATH, FORM).status_code in {403, 404}
    assert not mapping_of(KEWAR).rows
