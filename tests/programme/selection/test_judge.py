"""Judging a list: set-based, dated, only what changed is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.rosters import TODAY, give, listed, make_fund, person
from tests.world import BELU, KEWAR, World

from payung.base.policy import actions as policy
from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.desk.roster import actions as flow
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate, RuleTerms
from payung.programme.selection.models import FundRule, Verdict
from payung.programme.selection.refusals import SelectionRefused

pytestmark = pytest.mark.django_db


def verdict(somebody: Person, rule: str) -> Verdict:
    return Verdict.objects.get(candidate__person=somebody, rule=rule)


def statements(world: World, heads: int) -> int:
    made = listed(world, heads=heads)
    Verdict.objects.all().delete()
    operator = world.actor("op_kewar")
    with CaptureQueriesContext(
        connection,
    ) as caught:
        flow.assess(by=operator, roster=made.roster, on=TODAY)
    return len(caught)


def test_statements_do_not_grow_with_the_list(world: World) -> None:
    assert statements(world, 60) <= 30


def test_every_candidate_gets_every_adopted_rule(world: World) -> None:
    made = listed(world, heads=2)
    rules = set(FundRule.objects.values_list("code", flat=True))
    for somebody in made.people:
        found = Verdict.objects.filter(candidate__person=somebody)
        assert set(found.values_list("rule", flat=True)) == rules
        assert all(v.regulation and v.reason and v.reason_en for v in found)


def test_judging_again_writes_nothing(world: World) -> None:
    made = listed(world)
    before = list(Verdict.objects.order_by("pk").values())
    found = flow.assess(by=world.actor("op_kewar"), roster=made.roster, on=TODAY)
    assert found.changed == 0
    assert list(Verdict.objects.order_by("pk").values()) == before


def test_only_changed_verdicts_are_replaced(world: World) -> None:
    made = listed(world)
    Person.objects.filter(pk=made.people[0].pk).update(life_status="dead")
    found = flow.assess(by=world.actor("op_kewar"), roster=made.roster, on=TODAY)
    assert (found.changed, found.ineligible) == (1, 1)
    assert verdict(made.people[0], "alive").reason == "Tercatat meninggal."


def test_a_new_version_of_a_rule_holds_from_its_day(world: World) -> None:
    made = listed(world)
    selection.set_rule(
        by=world.actor("dpmd_belu"), fund=made.fund,
        terms=RuleTerms("decile", date(2026, 6, 1), "Perbup 20/2026", params={"maximum": 1}),
    )  # fmt: skip
    operator = world.actor("op_kewar")
    flow.assess(by=operator, roster=made.roster, on=date(2026, 5, 31))
    assert verdict(made.people[0], "decile").result == "pass"
    flow.assess(by=operator, roster=made.roster, on=date(2026, 6, 1))
    found = verdict(made.people[0], "decile")
    assert (found.result, found.version, found.regulation) == (
        "fail", date(2026, 6, 1), "Perbup 20/2026",
    )  # fmt: skip


def test_a_rule_out_of_force_leaves_no_verdict(world: World) -> None:
    made = listed(world)
    selection.set_rule(
        by=world.actor("dpmd_belu"), fund=made.fund,
        terms=RuleTerms("decile", date(2026, 2, 1), "Perbup 20/2026", active=False),
    )  # fmt: skip
    flow.assess(by=world.actor("op_kewar"), roster=made.roster, on=date(2026, 3, 1))
    assert not Verdict.objects.filter(rule="decile").exists()


def test_the_district_s_own_age_limit_holds(world: World) -> None:
    made = listed(world)
    policy.decide(
        by=world.actor("dpmd_belu"), code="age_boundary", area=BELU, value=40,
        valid_from=date(2026, 1, 1), paper="Perbup Belu 4/2026",
    )  # fmt: skip
    flow.assess(by=world.actor("op_kewar"), roster=made.roster, on=TODAY)
    assert "sebelum 40 tahun" in verdict(made.people[0], "age").reason


def test_age_counts_on_the_first_day_that_can_be_covered(world: World) -> None:
    """65 on 1 March: too old for a share from March, not for one from February."""
    made = listed(world, heads=1)
    Person.objects.filter(pk=made.people[0].pk).update(birth_date=date(1961, 3, 1))
    operator = world.actor("op_kewar")
    for day, result in ((date(2026, 2, 28), "pass"), (date(2026, 3, 1), "fail")):
        flow.assess(by=operator, roster=made.roster, on=day)
        assert verdict(made.people[0], "age").result == result


def test_a_civil_servant_on_the_family_card_is_a_warning(world: World) -> None:
    made = listed(world, heads=1)
    person(7, kk=made.people[0].kk, occupation=5)
    flow.assess(by=world.actor("op_kewar"), roster=made.roster, on=TODAY)
    found = verdict(made.people[0], "household_asn")
    assert (found.result, found.hard) == ("warn", False)
    assert made.roster.candidates.get().outcome == "check"


def test_one_person_on_two_lists_of_the_same_months(world: World) -> None:
    made = listed(world, heads=1)
    made.propose()
    other = make_fund(world, code="csr", name="CSR Bank", kind="csr")
    give(world, other)
    operator = world.actor("op_kewar")
    second = selection.open_roster(
        by=operator, village=Area.objects.get(code=KEWAR), fund=other, year=2026
    )
    selection.add_candidates(by=operator, roster=second, people=[NewCandidate(made.people[0].pk)])
    flow.assess(by=operator, roster=second, on=TODAY)
    found = Verdict.objects.get(candidate__roster=second, rule="other_payer")
    assert (found.result, "Alokasi Dana Desa" in found.reason) == ("fail", True)


def test_two_funds_of_different_months_do_not_meet(world: World) -> None:
    from payung.core.calendar import Month

    made = listed(world, heads=1, month_to=Month(2026, 6))
    made.propose()
    other = make_fund(world, code="csr", name="CSR Bank", kind="csr")
    give(world, other, month_from=Month(2026, 7))
    operator = world.actor("op_kewar")
    second = selection.open_roster(
        by=operator, village=Area.objects.get(code=KEWAR), fund=other, year=2026
    )
    selection.add_candidates(by=operator, roster=second, people=[NewCandidate(made.people[0].pk)])
    flow.assess(by=operator, roster=second, on=TODAY)
    assert Verdict.objects.get(candidate__roster=second, rule="other_payer").result == "pass"


def test_a_decreed_list_is_never_judged_again(world: World) -> None:
    made = listed(world)
    made.bring_to("decreed")
    Person.objects.update(life_status="dead")
    before = list(Verdict.objects.order_by("pk").values())
    flow.assess(by=world.actor("op_kewar"), roster=made.roster, on=TODAY)
    assert list(Verdict.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("name", ["op_fulur", "dinsos_belu", "inspektorat_belu", "provinsi_ntt"])
def test_who_has_no_part_may_not_judge(world: World, name: str) -> None:
    made = listed(world)
    with pytest.raises(NotAllowed):
        flow.assess(by=world.actor(name), roster=made.roster, on=TODAY)


def test_a_fund_without_rules_is_refused(world: World) -> None:
    made = listed(world)
    FundRule.objects.all().delete()
    with pytest.raises(SelectionRefused, match="belum mempunyai aturan"):
        flow.assess(by=world.actor("op_kewar"), roster=made.roster, on=TODAY)


def test_statements_for_the_whole_way_of_a_village(
    world: World, django_assert_max_num_queries: Any
) -> None:
    made = listed(world, heads=40)
    operator = world.actor("op_kewar")
    with django_assert_max_num_queries(40):
        flow.assess(by=operator, roster=made.roster, on=TODAY)
