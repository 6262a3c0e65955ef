"""From whom an operator can choose."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rosters import TODAY, listed, person
from tests.world import FULUR, World

from payung.programme.selection.pool import pool, workers

pytestmark = pytest.mark.django_db


def test_the_pool_holds_living_residents_not_yet_listed(world: World) -> None:
    made = listed(world, heads=1)
    free = person(10)
    person(11, life_status="dead")
    person(12, village=FULUR)
    assert list(pool(world.actor("op_kewar"), made.roster)) == [free]
    assert not pool(world.actor("op_fulur"), made.roster).exists()
    assert not pool(world.actor("camat_lamaknen"), made.roster).exists()


def test_workers_have_a_listed_occupation_and_the_age(world: World) -> None:
    made = listed(world, heads=1)
    fisher = person(10, occupation=11)
    person(11, occupation=2)
    person(12, birth_date=date(1961, 1, 5))
    person(13, birth_date=date(2008, 1, 6))
    youngest = person(14, birth_date=date(2008, 1, 5))
    oldest = person(15, birth_date=date(1961, 1, 6))
    found = set(workers(world.actor("op_kewar"), made.roster, TODAY))
    assert found == {fisher, youngest, oldest}
