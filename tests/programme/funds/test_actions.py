"""Opening funds and setting shares: who may, what is refused, what is journalled."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.rosters import give, make_fund
from tests.world import BELU, BIALO, KEWAR, LAMAKNEN, PEOPLE, World

from payung.base.journal.models import Change, Event
from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.programme.funds import actions as funds
from payung.programme.funds.actions import FundRefused
from payung.programme.funds.models import Allotment, Fund

pytestmark = pytest.mark.django_db


def test_only_who_manages_funds_opens_one(world: World) -> None:
    for name in set(PEOPLE) - {"dpmd_belu"}:
        with pytest.raises(NotAllowed):
            funds.make_fund(by=world.actor(name), terms=_terms())
    assert not Fund.objects.exists()
    assert funds.make_fund(by=world.actor("dpmd_belu"), terms=_terms()).code == "x"


def _terms(**more: Any) -> funds.FundTerms:
    given: dict[str, Any] = {
        "code": "x", "name": "X", "kind": Fund.Kind.CSR, "area": BELU,
        "payer_level": Area.Level.REGENCY, "regulation": "MoU 1/2026",
        "valid_from": date(2026, 1, 1),
    }  # fmt: skip
    return funds.FundTerms(**{**given, **more})


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"regulation": " "}, "surat"),
        ({"code": " "}, "kode"),
        ({"name": ""}, "nama"),
        ({"income_base": 10**30}, "di luar batas"),
        ({"income_base": -1}, "di luar batas"),
        ({"valid_until": date(2025, 1, 1)}, "sebelum hari pertamanya"),
    ],
)
def test_a_fund_that_cannot_be(world: World, terms: dict[str, Any], words: str) -> None:
    with pytest.raises(FundRefused, match=words):
        funds.make_fund(by=world.actor("dpmd_belu"), terms=_terms(**terms))


def test_a_code_is_taken_once_per_region(world: World) -> None:
    make_fund(world)
    with pytest.raises(FundRefused, match="sudah dipakai"):
        make_fund(world)


def test_ending_a_fund(world: World) -> None:
    fund = make_fund(world)
    dpmd = world.actor("dpmd_belu")
    with pytest.raises(FundRefused):
        funds.end_fund(by=dpmd, fund=fund, until=date(2025, 1, 1), paper="SK 2")
    with pytest.raises(FundRefused):
        funds.end_fund(by=dpmd, fund=fund, until=date(2026, 6, 30), paper="")
    funds.end_fund(by=dpmd, fund=fund, until=date(2026, 6, 30), paper="SK 2")
    assert not fund.in_force(date(2026, 7, 1))
    with pytest.raises(FundRefused, match="tidak berlaku"):
        give(world, fund)


def test_a_share_is_changed_and_the_old_figure_kept(world: World) -> None:
    fund = make_fund(world)
    give(world, fund, quota=100)
    give(world, fund, quota=120)
    assert Allotment.objects.get().quota == 120
    change = Change.objects.filter(event__action="funds.allotment.set").get()
    assert change.fields == {"quota": [100, 120]}
    give(world, fund, quota=120)
    assert Event.objects.filter(action="funds.allotment.set").count() == 2


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ({"paper": ""}, "surat"),
        ({"month_from": Month(2026, 6), "month_to": Month(2026, 2)}, "Bulan terakhir"),
        ({"month_to": Month(2027, 1)}, "tahun anggaran 2026"),
        ({"quota": -1}, "kurang dari nol"),
        ({"quota": 10**30}, "terlalu besar"),
        ({"ceiling": 10**30}, "terlalu besar"),
    ],
)
def test_a_share_that_cannot_be(world: World, share: dict[str, Any], words: str) -> None:
    fund = make_fund(world)
    with pytest.raises(FundRefused, match=words):
        give(world, fund, **share)


@pytest.mark.parametrize("code", [LAMAKNEN, BIALO])
def test_shares_go_to_villages_of_the_fund_s_region(world: World, code: str) -> None:
    fund = make_fund(world)
    with pytest.raises(FundRefused, match="bukan desa"):
        give(world, fund, village=code)


@pytest.mark.parametrize("name", sorted(set(PEOPLE) - {"dpmd_belu"}))
def test_only_dpmd_sets_shares(world: World, name: str) -> None:
    fund = make_fund(world)
    share = funds.Share(2026, Month(2026, 1), Month(2026, 12), "SE 1")
    with pytest.raises(NotAllowed):
        funds.set_allotment(
            by=world.actor(name), fund=fund, village=Area.objects.get(code=KEWAR), share=share
        )


def test_the_database_holds_the_order_of_months(world: World) -> None:
    fund = make_fund(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Allotment.objects.create(
            fund=fund, village_id=KEWAR, year=2026, month_from=Month(2026, 5),
            month_to=Month(2026, 4), paper="SE 1",
        )  # fmt: skip
