"""Need, stages and receipts side by side; agreements beside what came of them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rosters import give, make_fund
from tests.world import BELU, KEWAR, World

from payung.base.territory.models import Area
from payung.desk.budget.stages import compared
from payung.programme.funds.models import Agreement, PlanStage
from payung.programme.membership.models import CoverMonth

pytestmark = pytest.mark.django_db
FORM = {"stage": "apbdes", "heads": "90", "rupiah": "18144000", "paper": "Perdes 4/2026",
        "paper_date": "2026-01-02"}  # fmt: skip


def test_what_is_not_written_down_is_a_dash_and_not_nought(world: World) -> None:
    give(world, make_fund(world))
    (row,) = compared(world.actor("dpmd_belu"), Area.objects.get(code=BELU), 2026)
    assert (row.need, row.planned, row.short, row.realised) == (20_160_000, None, 0, 0)


def test_a_village_writes_its_stage_and_sees_what_is_missing(world: World) -> None:
    fund = make_fund(world)
    give(world, fund)
    client = world.client("kaur_kewar")
    path = f"/anggaran/{KEWAR}/tahap/catat/?tahun=2026"
    answer = client.post(path, {**FORM, "fund": fund.pk}, follow=True)
    assert answer.status_code == 200
    assert PlanStage.objects.get().rupiah == 18_144_000
    text = answer.content.decode()
    assert "Anggaran yang tercatat kurang Rp2.016.000 dari kebutuhan" in text
    (row,) = compared(world.actor("dpmd_belu"), Area.objects.get(code=BELU), 2026)
    assert (row.planned, row.short) == (18_144_000, 2_016_000)


def test_a_form_without_a_paper_comes_back_with_the_reason(world: World) -> None:
    fund = make_fund(world)
    give(world, fund)
    path = f"/anggaran/{KEWAR}/tahap/catat/?tahun=2026"
    answer = world.client("kaur_kewar").post(path, {**FORM, "fund": fund.pk, "paper": ""})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not PlanStage.objects.exists()


@pytest.mark.parametrize("name", ["kades_kewar", "camat_lamaknen", "inspektorat_belu"])
def test_readers_read_and_do_not_write(world: World, name: str) -> None:
    fund = make_fund(world)
    give(world, fund)
    path = f"/anggaran/{KEWAR}/tahap/catat/?tahun=2026"
    assert world.client(name).get(path).status_code == 200
    assert world.client(name).post(path, {**FORM, "fund": fund.pk}).status_code == 403
    assert not PlanStage.objects.exists()


def test_others_see_nothing(world: World) -> None:
    for name in ("op_bialo", "dpmd_bulukumba", "orang_luar"):
        assert world.client(name).get(f"/anggaran/{KEWAR}/tahap/").status_code in {403, 404}


def test_an_agreement_stands_beside_its_best_month(covered: World) -> None:
    month = CoverMonth.objects.filter(membership__village=KEWAR).first()
    assert month is not None
    client = covered.client("dpmd_belu")
    answer = client.post(
        "/anggaran/kesepakatan/baru/",
        {"area": BELU, "kind": "pks", "number": "PKS 7/2026", "subject": "Pekerja rentan",
         "parties": "DPMD dan BPJS", "fund": month.fund_id, "signed_on": "2026-01-02",
         "valid_from": "2026-01-01", "valid_until": "2026-12-31", "promised_heads": "9"},
        follow=True,
    )  # fmt: skip
    assert answer.status_code == 200
    assert Agreement.objects.get().valid_until == date(2026, 12, 31)
    text = answer.content.decode()
    assert "1 kesepakatan berjalan. 1 berakhir dalam 60 hari." in text
    assert "PKS 7/2026" in text


def test_only_who_manages_funds_writes_agreements(world: World) -> None:
    for name in ("op_kewar", "kades_kewar", "camat_lamaknen"):
        assert world.client(name).get("/anggaran/kesepakatan/baru/").status_code == 403
