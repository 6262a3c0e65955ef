"""What a district decides reaches the law, and without a decision both say the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.world import BELU, BULUKUMBA, KEWAR, World

from payung.base.policy import actions as policy
from payung.base.policy.catalogue import CATALOGUE
from payung.base.policy.law import CODES, law_in
from payung.core.coverage import CoverRules
from payung.core.law import BenefitCase, benefit, current_law

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def decide(world: World, code: str, value: Any, scope: str = "", area: str = BELU) -> None:
    policy.decide(
        by=world.actor("dpmd_belu"), code=code, area=area, value=value, scope=scope,
        valid_from=date(2026, 1, 1), paper="Perbup Belu 5/2026",
    )  # fmt: skip


def jkm(area: str, since: date) -> int:
    case = BenefitCase("jkm", "death", DAY, "bpu", member_since=since, income=1_000_000)
    return benefit(case, law_in(area)).total


def test_without_a_decision_the_law_is_the_national_one() -> None:
    assert law_in(BELU) is current_law()


def test_defaults_are_those_of_the_law() -> None:
    law = current_law()
    age = law.parameters["bpu_register_age"].at(DAY)
    assert age is not None
    assert age.value == CATALOGUE["age_boundary"].default
    reach = law.parameters["relief_2026_reaches"].at(DAY)
    assert reach is not None
    assert {bool(reach.value[kind]) for kind in ("apbdes", "dana-desa")} == {
        CATALOGUE["apbdes_relief"].default == "yes"
    }
    defaults = {code: CATALOGUE[code].default for code in CODES}
    assert CoverRules.from_settings(defaults) == CoverRules()


def test_a_decided_clock_moves_the_benefit_of_that_district_alone(world: World) -> None:
    since = date(2026, 3, 4)
    before = jkm(KEWAR, since)
    decide(world, "jkm_clock", "days_90")
    assert (jkm(KEWAR, since), jkm(BULUKUMBA, since)) != (before, None)
    assert jkm(BULUKUMBA, since) == before
    assert law_in(KEWAR).law_id != current_law().law_id
    assert law_in(BULUKUMBA).law_id == current_law().law_id


def test_every_setting_that_the_law_reads_can_be_laid_over_it(world: World) -> None:
    decide(world, "grace_months", 2)
    decide(world, "grace_basis", "end_of_protection")
    decide(world, "jkm_clock_scope", "all")
    decide(world, "age_boundary", 60)
    decide(world, "apbdes_relief", "yes")
    decide(world, "wage_base", 2_500_000, scope="kades")
    decide(world, "wage_base", 2_100_000, scope="sekdes")
    law = law_in(KEWAR)

    def at(name: str) -> Any:
        dated = law.parameters[name].at(DAY)
        assert dated is not None
        assert "Perbup Belu 5/2026" in dated.reference
        return dated.value

    assert (at("grace_months"), at("grace_from_protection"), at("bpu_register_age")) == (2, 1, 60)
    assert at("relief_2026_reaches")["apbdes"]
    assert at("wage_base") == {"kades": 2_500_000, "sekdes": 2_100_000}
    assert law_in(KEWAR) is law


def test_the_village_comes_before_its_district(world: World) -> None:
    decide(world, "grace_months", 2)
    decide(world, "grace_months", 1, area=KEWAR)
    held = law_in(KEWAR).parameters["grace_months"].at(DAY)
    assert held is not None
    assert held.value == 1
