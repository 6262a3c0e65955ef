"""Members, reserves, excluded ones: who may move whom, and when."""

from __future__ import annotations

import pytest
from tests.rosters import TODAY, Listed, listed
from tests.world import PEOPLE, World

from payung.base.territory.actor import NotAllowed
from payung.desk.roster import actions as flow
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.refusals import SelectionRefused

pytestmark = pytest.mark.django_db
EDITORS = {"draft": "op_kewar", "proposed": "camat_lamaknen", "reviewed": "dpmd_belu"}


def move(made: Listed, by: str, place: str = "excluded", reason: str = "Pindah kerja") -> int:
    ids = [made.roster.candidates.order_by("pk")[0].pk]
    return selection.place(
        by=made.world.actor(by), roster=made.roster, ids=ids, place=place, reason=reason
    )


@pytest.mark.parametrize("state", ["draft", "proposed", "reviewed", "verified", "decreed"])
def test_only_whose_turn_it_is_moves_names(world: World, state: str) -> None:
    made = listed(world)
    made.bring_to(state)
    for name in set(PEOPLE) - {EDITORS.get(state, "")}:
        with pytest.raises(NotAllowed):
            move(made, name)
    if state in EDITORS:
        assert move(made, EDITORS[state]) == 1


@pytest.mark.parametrize("state", ["proposed", "reviewed"])
def test_later_hands_may_not_add_members(world: World, state: str) -> None:
    made = listed(world)
    made.bring_to(state)
    with pytest.raises(NotAllowed, match="hanya dapat ditambah oleh operator"):
        move(made, EDITORS[state], place="member")


def test_leaving_somebody_out_needs_a_reason(world: World) -> None:
    made = listed(world)
    with pytest.raises(SelectionRefused, match="alasan"):
        move(made, "op_kewar", reason=" ")


def test_moving_again_changes_nothing(world: World) -> None:
    made = listed(world)
    assert [move(made, "op_kewar"), move(made, "op_kewar")] == [1, 0]


def test_names_of_another_list_are_not_touched(world: World) -> None:
    made = listed(world)
    moved = selection.place(
        by=world.actor("op_kewar"), roster=made.roster, ids=[10**9], place="reserve"
    )
    assert moved == 0


def test_ranking_fills_places_by_need_and_keeps_the_rest_in_order(world: World) -> None:
    made = listed(world, heads=5)
    operator = world.actor("op_kewar")
    rows = list(made.roster.candidates.order_by("pk"))
    for row, decile in zip(rows, (3, 1, 4, 2, 1), strict=True):
        selection.describe_candidate(by=operator, candidate=row, values={"decile": decile})
    Person.objects.filter(pk=rows[1].person_id).update(life_status="dead")
    assert flow.rank(by=operator, roster=made.roster, heads=3, on=TODAY) == 3
    order = list(made.roster.candidates.order_by("rank").values_list("pk", "place"))
    expected = [rows[4].pk, rows[3].pk, rows[0].pk, rows[2].pk, rows[1].pk]
    assert [pk for pk, _ in order] == expected
    assert [place for _, place in order] == ["member"] * 3 + ["reserve"] * 2


def test_ranking_leaves_excluded_people_out(world: World) -> None:
    made = listed(world, heads=3)
    move(made, "op_kewar")
    assert flow.rank(by=world.actor("op_kewar"), roster=made.roster, heads=3, on=TODAY) == 2


def test_ranking_is_the_operator_s(world: World) -> None:
    made = listed(world)
    with pytest.raises(NotAllowed):
        flow.rank(by=world.actor("camat_lamaknen"), roster=made.roster, heads=1, on=TODAY)
