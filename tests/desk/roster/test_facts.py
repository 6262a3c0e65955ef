"""What membership tells the rules of selection."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rosters import TODAY, Listed, give, listed, make_fund, person
from tests.world import FULUR, KEWAR, World

from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.desk.roster import actions as flow
from payung.desk.roster.facts import outside_of, released_heads
from payung.programme.membership.actions import enrol
from payung.programme.membership.models import Membership
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate
from payung.programme.selection.models import Roster, Verdict
from payung.programme.selection.refusals import SelectionRefused

pytestmark = pytest.mark.django_db


def enrolled(world: World, heads: int = 2) -> Listed:
    made = listed(world, heads=heads)
    made.bring_to("decreed")
    enrol(by=world.actor("dpmd_belu"), decree=made.roster.decree)
    return made


def another_list(world: World, made: Listed, **share: object) -> Roster:
    fund = make_fund(world, code="csr", name="CSR Bank", kind="csr")
    give(world, fund, **share)
    operator = world.actor("op_kewar")
    roster = selection.open_roster(
        by=operator, village=Area.objects.get(code=KEWAR), fund=fund, year=2026
    )
    selection.add_candidates(
        by=operator, roster=roster, people=[NewCandidate(p.pk) for p in made.people]
    )
    return roster


def test_nothing_is_known_of_new_people(world: World) -> None:
    assert outside_of(listed(world).roster) == {}


def test_members_of_another_fund_in_the_same_months(world: World) -> None:
    made = enrolled(world)
    roster = another_list(world, made)
    facts = outside_of(roster)[made.people[0].pk]
    assert (facts.active_bpu, facts.enrolled_before) == ("continues", True)
    assert facts.other_payers == ("Alokasi Dana Desa",)
    flow.assess(by=world.actor("op_kewar"), roster=roster, on=TODAY)
    assert (
        Verdict.objects.filter(candidate__roster=roster, rule="other_payer", result="fail").count()
        == 2
    )


def test_one_s_own_decree_is_no_other_payer(world: World) -> None:
    made = enrolled(world)
    assert outside_of(made.roster)[made.people[0].pk].other_payers == ()


def test_hand_over_from_one_fund_to_the_next(world: World) -> None:
    """January to June from the village, July to December from a company: same member, no gap."""
    made = listed(world, heads=1, month_to=Month(2026, 6))
    made.bring_to("decreed")
    enrol(by=world.actor("dpmd_belu"), decree=made.roster.decree)
    roster = another_list(world, made, month_from=Month(2026, 7))
    facts = outside_of(roster)[made.people[0].pk]
    assert (facts.active_bpu, facts.other_payers) == ("continues", ())
    found = flow.assess(by=world.actor("op_kewar"), roster=roster, on=TODAY)
    assert found.ineligible == 0


def test_a_member_past_65_continues(world: World) -> None:
    made = enrolled(world, heads=1)
    person_ = made.people[0]
    person_.birth_date = date(1950, 1, 1)
    person_.save()
    roster = another_list(world, made)
    flow.assess(by=world.actor("op_kewar"), roster=roster, on=TODAY)
    assert Verdict.objects.get(candidate__roster=roster, rule="age").result == "warn"


def test_the_same_nik_is_a_member_elsewhere(world: World) -> None:
    made = enrolled(world, heads=1)
    twin = person(1, village=FULUR)
    fund = made.fund
    give(world, fund, village=FULUR)
    operator = world.actor("op_fulur")
    roster = selection.open_roster(
        by=operator, village=Area.objects.get(code=FULUR), fund=fund, year=2026
    )
    selection.add_candidates(by=operator, roster=roster, people=[NewCandidate(twin.pk)])
    assert outside_of(roster)[twin.pk].active_bpu == "elsewhere"
    flow.assess(by=operator, roster=roster, on=TODAY)
    assert Verdict.objects.get(candidate__roster=roster, rule="not_active_bpu").result == "fail"


def test_ended_members_free_their_places(world: World) -> None:
    made = enrolled(world, heads=2)
    assert released_heads(made.roster) == 0
    Membership.objects.filter(person=made.people[0]).update(
        ended_on=TODAY, end_reason="died", end_paper="Akta 1"
    )
    assert released_heads(made.roster) == 1


def test_a_reserve_takes_a_place_set_free(world: World) -> None:
    made = listed(world, heads=2, quota=2)
    made.bring_to("decreed")
    enrol(by=world.actor("dpmd_belu"), decree=made.roster.decree)
    again = selection.open_roster(
        by=world.actor("op_kewar"), village=made.roster.village, fund=made.fund, year=2026,
        amending=True,
    )  # fmt: skip
    selection.add_candidates(
        by=world.actor("op_kewar"), roster=again, people=[NewCandidate(person(9).pk)]
    )
    second = Listed(world, made.fund, again, [])
    with pytest.raises(SelectionRefused, match="melebihi kuota"):
        second.propose()
    Membership.objects.filter(person=made.people[0]).update(
        ended_on=TODAY, end_reason="died", end_paper="Akta 1"
    )
    second.bring_to("decreed")
    assert again.decree.lines.count() == 1
