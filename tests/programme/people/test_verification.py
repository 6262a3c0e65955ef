"""Verifying NIKs."""

from __future__ import annotations

import pytest
from tests.rosters import person
from tests.world import BIALO, KEWAR, World

from payung.base.journal.models import Change
from payung.base.territory.actor import NotAllowed
from payung.programme.people.models import Person
from payung.programme.people.verification import verify_niks

pytestmark = pytest.mark.django_db


def verified() -> set[int]:
    return set(Person.objects.filter(nik_state="verified").values_list("pk", flat=True))


def test_a_nik_that_one_person_carries_is_verified(world: World) -> None:
    one, two = person(1), person(2)
    done = verify_niks(by=world.actor("dpmd_belu"), area=KEWAR, people=[one.pk, two.pk])
    assert (done, verified()) == (2, {one.pk, two.pk})
    kept = list(Change.objects.values_list("fields", flat=True))
    assert kept == [{"nik_state": ["given", "verified"]}] * 2
    assert verify_niks(by=world.actor("dpmd_belu"), area=KEWAR, people=[one.pk]) == 0


def test_shared_withdrawn_temporary_and_foreign_ones_are_left(world: World) -> None:
    from django.utils import timezone

    shared = person(1)
    person(1, village=BIALO)
    temporary = person(2, nik_state="temporary")
    foreign = person(3, village=BIALO)
    withdrawn = person(4, withdrawn_at=timezone.now())
    ids = [shared.pk, temporary.pk, foreign.pk, withdrawn.pk]
    assert verify_niks(by=world.actor("dpmd_belu"), area=KEWAR, people=ids) == 0
    assert verified() == set()


def test_a_withdrawn_twin_does_not_stand_in_the_way(world: World) -> None:
    from django.utils import timezone

    one = person(1)
    person(1, withdrawn_at=timezone.now())
    assert verify_niks(by=world.actor("dpmd_belu"), area=KEWAR, people=[one.pk]) == 1


@pytest.mark.parametrize("name", ["op_kewar", "camat_lamaknen", "dukcapil_belu", "dpmd_bulukumba"])
def test_only_dpmd_of_the_place_verifies(world: World, name: str) -> None:
    one = person(1)
    with pytest.raises(NotAllowed):
        verify_niks(by=world.actor(name), area=KEWAR, people=[one.pk])
    assert verified() == set()
