"""Proposing, reviewing, verifying and returning a list."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rosters import MINUTES, TODAY, listed, person
from tests.world import KEWAR, World

from payung.base.files import actions as files
from payung.desk.roster import actions as flow
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import Minutes, NewCandidate
from payung.programme.selection.models import Candidate, RosterStep
from payung.programme.selection.refusals import SelectionRefused, WrongState
from payung.programme.selection.states import Step

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("minutes", [Minutes(), Minutes(number="BA 1"), Minutes(on=TODAY)])
def test_a_proposal_needs_the_minutes(world: World, minutes: Minutes) -> None:
    made = listed(world)
    with pytest.raises(SelectionRefused, match="berita acara"):
        flow.propose(by=world.actor("op_kewar"), roster=made.roster, minutes=minutes, on=TODAY)
    assert made.fresh().state == "draft"


def test_minutes_and_their_file_stay_with_the_step(world: World) -> None:
    made = listed(world)
    operator = world.actor("op_kewar")
    file = files.store(
        by=operator, content=b"%PDF-1.7", name="ba.pdf", purpose="minutes", area=KEWAR
    )
    minutes = Minutes(number="BA 1/2026", on=date(2026, 1, 3), file=file)
    flow.propose(by=operator, roster=made.roster, minutes=minutes, on=TODAY)
    step = RosterStep.objects.get()
    assert (step.paper, step.paper_date, step.file) == ("BA 1/2026", date(2026, 1, 3), file)
    assert (step.from_state, step.to_state, step.by_id) == ("draft", "proposed", operator.id)


def test_an_empty_list_is_refused(world: World) -> None:
    made = listed(world, heads=1)
    made.roster.candidates.all().delete()
    with pytest.raises(SelectionRefused, match="Belum ada nama"):
        made.propose()


def test_members_above_the_quota_are_refused(world: World) -> None:
    made = listed(world, heads=4, quota=3)
    with pytest.raises(SelectionRefused, match=r"melebihi kuota 3\. Jadikan 1 nama"):
        made.propose()
    flow.rank(by=world.actor("op_kewar"), roster=made.roster, heads=3, on=TODAY)
    made.propose()
    assert made.roster.candidates.filter(place="reserve").count() == 1


def test_a_hard_fail_may_be_proposed_but_not_verified(world: World) -> None:
    made = listed(world)
    Person.objects.filter(pk=made.people[0].pk).update(birth_date=date(1950, 1, 1))
    made.propose()
    made.review()
    with pytest.raises(SelectionRefused, match="1 nama tidak memenuhi syarat wajib"):
        made.verify()
    state = Person.objects.values_list("nik_state", flat=True).distinct()
    assert list(state) == ["given"], "a refused verification marks no NIK"


def test_dpmd_takes_the_name_out_and_verifies(world: World) -> None:
    made = listed(world)
    Person.objects.filter(pk=made.people[0].pk).update(life_status="dead")
    made.propose()
    made.review()
    dpmd = world.actor("dpmd_belu")
    flow.assess(by=dpmd, roster=made.roster, on=TODAY)
    assert flow.exclude_ineligible(by=dpmd, roster=made.roster) == 1
    made.verify()
    out = Candidate.objects.get(place="excluded")
    assert out.place_reason == "Tercatat meninggal."


def test_each_step_judges_anew(world: World) -> None:
    made = listed(world)
    made.propose()
    Person.objects.filter(pk=made.people[0].pk).update(life_status="dead")
    made.review()
    assert made.roster.candidates.get(person=made.people[0]).outcome == "ineligible"


def test_taking_a_step_twice_is_refused(world: World) -> None:
    made = listed(world)
    made.propose()
    with pytest.raises(WrongState, match="berstatus"):
        made.propose()
    assert RosterStep.objects.count() == 1


def test_withdrawing_opens_the_list_again(world: World) -> None:
    made = listed(world)
    made.propose()
    flow.send_back(
        by=world.actor("op_kewar"), roster=made.roster, step=Step.WITHDRAW, note="Ada nama lupa"
    )
    assert made.fresh().state == "draft"
    made.propose()


def test_a_return_needs_its_reason(world: World) -> None:
    made = listed(world)
    made.propose()
    with pytest.raises(SelectionRefused, match="alasan"):
        flow.send_back(
            by=world.actor("camat_lamaknen"), roster=made.roster, step=Step.RETURN_REVIEW, note="  "
        )


def test_a_shared_nik_is_not_verified(world: World) -> None:
    made = listed(world)
    person(1, name="Orang Lain")
    made.bring_to("verified")
    states = dict(made.roster.candidates.values_list("person__name", "person__nik_state"))
    assert states[made.people[0].name] == "given"
    assert states[made.people[1].name] == "verified"


def test_new_names_only_while_the_list_is_a_draft(world: World) -> None:
    made = listed(world)
    made.propose()
    with pytest.raises(SelectionRefused, match="masih disusun"):
        selection.add_candidates(
            by=world.actor("op_kewar"), roster=made.roster, people=[NewCandidate(person(9).pk)]
        )


def test_names_that_nobody_judged_are_not_proposed(world: World) -> None:
    """Proposing judges by itself, so a list is never handed in unjudged."""
    made = listed(world)
    made.roster.candidates.update(judged_on=None)
    flow.propose(by=world.actor("op_kewar"), roster=made.roster, minutes=MINUTES, on=TODAY)
    assert not made.roster.candidates.filter(judged_on=None).exists()
