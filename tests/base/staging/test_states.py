"""Which state may follow which."""

from __future__ import annotations

import pytest
from tests.importing import received
from tests.resident_files import people, xlsx
from tests.world import KEWAR, World

from payung.base.staging.models import Batch
from payung.base.staging.states import TRANSITIONS, StateRefused, move

STATES = sorted(Batch.State.values)


def test_every_state_is_in_the_table_and_can_be_reached() -> None:
    assert sorted(TRANSITIONS) == STATES
    reached = {"received"}
    for _ in STATES:
        reached |= {after for state in reached for after in TRANSITIONS[state]}
    assert sorted(reached) == STATES


@pytest.mark.parametrize("state", STATES)
def test_only_what_the_table_allows(world: World, state: str) -> None:
    batch = received(world.actor("op_kewar"), xlsx(people(1)), KEWAR)
    for to in STATES:
        Batch.objects.filter(pk=batch.pk).update(state=state)
        batch.refresh_from_db()
        if to in TRANSITIONS[state]:
            move(batch, to)
            assert Batch.objects.get(pk=batch.pk).state == to
        else:
            with pytest.raises(StateRefused):
                move(batch, to)
            assert Batch.objects.get(pk=batch.pk).state == state


def test_of_two_hands_one_moves_it(world: World) -> None:
    batch = received(world.actor("op_kewar"), xlsx(people(1)), KEWAR)
    same = Batch.objects.get(pk=batch.pk)
    move(batch, "accepting")
    with pytest.raises(StateRefused):
        move(same, "accepting")
