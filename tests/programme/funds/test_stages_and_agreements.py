"""Stages of a budget and agreements: who may write them, what is refused, what stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.rosters import make_fund
from tests.world import BELU, BIALO, KEWAR, World

from payung.base.journal.models import Event
from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.programme.funds.actions import (
    Figures,
    FundRefused,
    Promise,
    record_agreement,
    record_stage,
)
from payung.programme.funds.models import Agreement, PlanStage

pytestmark = pytest.mark.django_db
ORIGINAL = PlanStage.Stage.ORIGINAL
FIGURES = Figures(100, 20_160_000, "Perdes 4/2026", date(2026, 1, 2))


def record(
    world: World, who: str = "dpmd_belu", figures: Figures = FIGURES, **more: object
) -> PlanStage:
    fund = more.get("fund") or make_fund(world)
    village = Area.objects.get(code=str(more.get("village", KEWAR)))
    return record_stage(
        by=world.actor(who), fund=fund, village=village, year=2026, stage=ORIGINAL, figures=figures
    )  # type: ignore[arg-type]  # fmt: skip


def test_a_stage_is_written_once_and_corrected_with_its_old_figures_kept(world: World) -> None:
    fund = make_fund(world)
    first = record(world, fund=fund)
    again = record(world, fund=fund)
    assert first.pk == again.pk
    assert Event.objects.filter(action="funds.stage.recorded").count() == 1
    record(world, fund=fund, figures=replace(FIGURES, rupiah=18_000_000, paper="Perdes 9/2026"))
    assert PlanStage.objects.get().rupiah == 18_000_000
    assert Event.objects.filter(action="funds.stage.recorded").count() == 2


@pytest.mark.parametrize("who", ["kaur_kewar", "dpmd_belu"])
def test_the_kaur_keuangan_of_the_village_and_dpmd_may(world: World, who: str) -> None:
    assert record(world, who).heads == 100


@pytest.mark.parametrize("who", ["op_kewar", "kades_kewar", "camat_lamaknen", "dpmd_bulukumba"])
def test_others_may_not(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        record(world, who)


@pytest.mark.parametrize(
    "figures",
    [
        replace(FIGURES, paper="  "),
        replace(FIGURES, heads=10_000_001),
        replace(FIGURES, rupiah=10**16),
        replace(FIGURES, rupiah=-1),
    ],
)
def test_figures_without_a_paper_or_out_of_bounds_are_refused(
    world: World, figures: Figures
) -> None:
    with pytest.raises(FundRefused):
        record(world, figures=figures)


def test_a_village_elsewhere_is_refused(world: World) -> None:
    with pytest.raises(FundRefused, match="bukan desa"):
        record(world, village=BIALO)


PROMISE = Promise(
    Agreement.Kind.PKS, "PKS 1/2026", "Perlindungan pekerja rentan", "DPMD dan BPJS", BELU,
    date(2026, 1, 2), date(2026, 1, 1), date(2026, 12, 31), promised_heads=5829,
)  # fmt: skip


def test_an_agreement_is_kept_once(world: World) -> None:
    made = record_agreement(by=world.actor("dpmd_belu"), promise=PROMISE)
    assert made.promised_heads == 5829
    with pytest.raises(FundRefused, match="sudah dicatat"):
        record_agreement(by=world.actor("dpmd_belu"), promise=PROMISE)


@pytest.mark.parametrize(
    "promise",
    [
        replace(PROMISE, number=" "),
        replace(PROMISE, parties=""),
        replace(PROMISE, valid_until=date(2025, 12, 31)),
        replace(PROMISE, promised_heads=10_000_001),
        replace(PROMISE, promised_rupiah=-5),
    ],
)
def test_an_agreement_that_makes_no_sense_is_refused(world: World, promise: Promise) -> None:
    with pytest.raises(FundRefused):
        record_agreement(by=world.actor("dpmd_belu"), promise=promise)


def test_only_who_manages_the_funds_may(world: World) -> None:
    for who in ("op_kewar", "kades_kewar", "dpmd_bulukumba"):
        with pytest.raises(NotAllowed):
            record_agreement(by=world.actor(who), promise=PROMISE)


def test_the_database_refuses_days_out_of_order(world: World) -> None:
    made = record_agreement(by=world.actor("dpmd_belu"), promise=PROMISE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=made.pk).update(valid_until=date(2025, 1, 1))
