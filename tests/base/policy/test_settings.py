"""Dated settings: the nearest region, the latest day, a paper behind each."""

from __future__ import annotations

from datetime import date

import pytest
from tests.world import BELU, BULUKUMBA, KEWAR, World

from payung.base.journal.models import Event
from payung.base.policy import actions as policy
from payung.base.policy.catalogue import CATALOGUE
from payung.base.policy.queries import in_force
from payung.base.territory.actor import NotAllowed

DAY = date(2026, 6, 1)


def decide(world: World, **given: object) -> None:
    base = {"code": "grace_months", "area": BELU, "value": 2, "valid_from": date(2026, 1, 1),
            "paper": "Perbup 4/2026"}  # fmt: skip
    policy.decide(by=world.actor("dpmd_belu"), **{**base, **given})  # type: ignore[arg-type]


def test_the_default_says_that_it_is_one(world: World) -> None:
    found = in_force("grace_months", area=KEWAR, on=DAY)
    assert (found.value, found.decided, found.confidence) == (3, False, "low")


def test_a_decision_holds_below_its_region_from_its_day(world: World) -> None:
    decide(world)
    assert in_force("grace_months", area=KEWAR, on=DAY).value == 2
    assert in_force("grace_months", area=KEWAR, on=date(2025, 12, 31)).value == 3
    assert in_force("grace_months", area=BULUKUMBA, on=DAY).value == 3


def test_the_nearer_region_wins_then_the_later_day(world: World) -> None:
    decide(world)
    decide(world, value=4, valid_from=date(2026, 5, 1))
    decide(world, value=5, area=KEWAR)
    assert in_force("grace_months", area=BELU, on=DAY).value == 4
    assert in_force("grace_months", area=KEWAR, on=DAY).value == 5


def test_a_scope_wins_over_none(world: World) -> None:
    decide(world, code="wage_base", scope="kades", value="2426640")
    found = in_force("wage_base", area=KEWAR, on=DAY, scope="kades")
    assert (found.value, found.reference) == (2426640, "Perbup 4/2026")
    assert in_force("wage_base", area=KEWAR, on=DAY, scope="bpd").value is None


def test_no_paper_no_setting(world: World) -> None:
    with pytest.raises(policy.SettingRefused, match="surat"):
        decide(world, paper="  ")


@pytest.mark.parametrize("value", ["tiga", "-1", "2,5"])
def test_a_wrong_number_is_refused(world: World, value: str) -> None:
    with pytest.raises(policy.SettingRefused):
        decide(world, value=value)


def test_a_wrong_choice_is_refused(world: World) -> None:
    with pytest.raises(policy.SettingRefused):
        decide(world, code="grace_basis", value="whenever")


def test_only_who_may_and_where(world: World) -> None:
    with pytest.raises(NotAllowed):
        decide(world, area=BULUKUMBA)
    with pytest.raises(NotAllowed):
        policy.decide(
            by=world.actor("op_kewar"), code="grace_months", area=KEWAR, value=9,
            valid_from=DAY, paper="SK",
        )  # fmt: skip


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda k: k.code)
def test_every_default_tells_its_ground(kind: object) -> None:
    assert kind.reference  # type: ignore[attr-defined]
    assert kind.confidence in {"high", "medium", "low"}  # type: ignore[attr-defined]


def test_a_value_that_is_corrected_leaves_the_old_one_in_the_journal(world: World) -> None:
    decide(world, value=4)
    decide(world, value=5)
    told = Event.objects.filter(action="policy.decided").order_by("-seq")[0].summary
    assert (told["value"], told["before"]["value"]) == (5, 4)
