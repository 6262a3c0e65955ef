"""Who may do what in which state: every step × state × person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.rosters import PAPER, TODAY, listed
from tests.world import KEWAR, PEOPLE, World

from payung.base.accounts import actions as accounts
from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.desk.roster import actions as flow
from payung.programme.selection.checks import check_step, offers, tally
from payung.programme.selection.diagram import states_page
from payung.programme.selection.models import Roster
from payung.programme.selection.refusals import WrongState
from payung.programme.selection.states import FORWARD, TRANSITIONS, Step, steps_from
from payung.programme.selection.who import current_pass

pytestmark = pytest.mark.django_db
OWNERS = {
    Step.PROPOSE: {"op_kewar"},
    Step.WITHDRAW: {"op_kewar"},
    Step.REVIEW: {"camat_lamaknen"},
    Step.RETURN_REVIEW: {"camat_lamaknen"},
    Step.VERIFY: {"dpmd_belu"},
    Step.RETURN_VERIFY: {"dpmd_belu"},
    Step.DECREE: {"kades_kewar"},
    Step.RETURN_DECREE: {"kades_kewar"},
}


def in_state(world: World, state: str) -> Roster:
    made = listed(world)
    Roster.objects.filter(pk=made.roster.pk).update(state=state)
    return made.fresh()


@pytest.mark.parametrize("step", list(Step))
def test_only_the_owner_of_a_step_may_take_it(world: World, step: Step) -> None:
    roster = in_state(world, TRANSITIONS[step].source)
    allowed = set()
    for name in PEOPLE:
        try:
            check_step(world.actor(name), roster, step)
        except NotAllowed:
            continue
        allowed.add(name)
    assert allowed == OWNERS[step]


@pytest.mark.parametrize("state", Roster.State.values)
@pytest.mark.parametrize("step", list(Step))
def test_a_state_allows_its_own_steps_only(world: World, step: Step, state: str) -> None:
    roster = in_state(world, state)
    owner = world.actor(next(iter(OWNERS[step])))
    if state == TRANSITIONS[step].source:
        check_step(owner, roster, step)
        return
    with pytest.raises(WrongState, match="berstatus"):
        check_step(owner, roster, step)


def test_forward_steps_make_one_chain_through_all_states() -> None:
    chain = [TRANSITIONS[FORWARD[0]].source]
    for step in FORWARD:
        assert TRANSITIONS[step].source == chain[-1]
        chain.append(TRANSITIONS[step].target)
    assert chain == list(Roster.State)


def test_every_step_back_leads_to_the_operator_and_needs_a_note() -> None:
    for step in set(Step) - set(FORWARD):
        assert TRANSITIONS[step].target == Roster.State.DRAFT
        assert TRANSITIONS[step].needs_note


def test_a_decreed_list_is_final() -> None:
    assert steps_from(Roster.State.DECREED) == []


def test_one_person_with_two_roles_takes_only_one_step(world: World) -> None:

    made = listed(world)
    accounts.assign(
        by=accounts.SYSTEM, user=world.user("op_kewar"), role="kades",
        area=Area.objects.get(code=KEWAR), since=date(2020, 1, 1), paper="SK rangkap",
    )  # fmt: skip
    made.bring_to("verified")
    with pytest.raises(NotAllowed, match="harus dilakukan orang lain"):
        flow.decree(by=world.actor("op_kewar"), roster=made.roster, paper=PAPER, on=TODAY)
    assert made.fresh().state == "verified"
    offered = {
        o.step: o.obstacle
        for o in offers(world.actor("op_kewar"), made.fresh(), tally(made.roster))
    }
    assert "orang lain" in offered[Step.DECREE]


def test_a_returned_list_starts_a_new_pass(world: World) -> None:
    made = listed(world)
    made.bring_to("reviewed")
    flow.send_back(
        by=world.actor("dpmd_belu"), roster=made.roster, step=Step.RETURN_VERIFY, note="Lengkapi"
    )
    assert current_pass(made.fresh()) == []
    assert made.bring_to("decreed").state == "decreed"


def test_the_diagram_in_the_reference_is_up_to_date() -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "roster-states.md"
    assert page.read_text(encoding="utf-8") == states_page(), "run tools/selection_reference.py"
