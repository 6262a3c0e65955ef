"""Opening lists and putting people on them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.rosters import give, listed, make_fund, person
from tests.world import FULUR, KEWAR, PEOPLE, World

from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate
from payung.programme.selection.models import Roster
from payung.programme.selection.refusals import SelectionRefused

pytestmark = pytest.mark.django_db


def opened(world: World, by: str = "op_kewar", **more: Any) -> Roster:
    from payung.programme.funds.models import Fund

    return selection.open_roster(
        by=world.actor(by), village=Area.objects.get(code=KEWAR), fund=Fund.objects.get(),
        year=2026, **more,
    )  # fmt: skip


def test_opening_twice_gives_the_same_list(world: World) -> None:
    give(world, make_fund(world))
    assert opened(world).pk == opened(world).pk


def test_only_the_village_s_own_operator_opens(world: World) -> None:
    give(world, make_fund(world))
    for name in set(PEOPLE) - {"op_kewar"}:
        with pytest.raises(NotAllowed):
            opened(world, by=name)
    assert not Roster.objects.exists()


def test_without_a_share_there_is_no_list(world: World) -> None:
    make_fund(world)
    with pytest.raises(SelectionRefused, match="belum memberi pagu"):
        opened(world)


def test_an_amending_list_only_after_a_decree(world: World) -> None:
    made = listed(world)
    assert opened(world, amending=True).pk == made.roster.pk
    made.bring_to("decreed")
    again = opened(world, amending=True)
    assert (again.round, again.state) == (2, "draft")
    assert opened(world).pk == again.pk


def test_an_amending_list_counts_the_decreed_heads(world: World) -> None:
    made = listed(world, heads=3, quota=3)
    made.bring_to("decreed")
    again = opened(world, amending=True)
    selection.add_candidates(
        by=world.actor("op_kewar"), roster=again, people=[NewCandidate(person(9).pk)]
    )
    made.roster = again
    with pytest.raises(SelectionRefused, match="Peserta 4 orang melebihi kuota 3"):
        made.propose()


def test_adding_again_changes_nothing(world: World) -> None:
    made = listed(world, heads=2)
    done = selection.add_candidates(
        by=world.actor("op_kewar"), roster=made.roster,
        people=[NewCandidate(p.pk) for p in made.people],
    )  # fmt: skip
    assert (done.added, done.already, done.unknown) == (0, 2, ())


def test_people_of_another_village_are_unknown(world: World) -> None:
    made = listed(world, heads=1)
    other = person(5, village=FULUR)
    done = selection.add_candidates(
        by=world.actor("op_kewar"), roster=made.roster, people=[NewCandidate(other.pk)]
    )
    assert (done.added, done.unknown) == (0, (other.pk,))


def test_adding_costs_the_same_for_few_and_many(
    world: World, django_assert_max_num_queries: Any
) -> None:
    made = listed(world, heads=1)
    people = [NewCandidate(person(n).pk) for n in range(100, 180)]
    operator = world.actor("op_kewar")
    with django_assert_max_num_queries(20):
        selection.add_candidates(by=operator, roster=made.roster, people=people)


def test_an_income_of_the_fund_or_of_the_candidate_never_a_guess(world: World) -> None:
    fund = make_fund(world, income_base=None)
    give(world, fund)
    roster, somebody = opened(world), person(1)
    operator = world.actor("op_kewar")
    with pytest.raises(SelectionRefused, match="Penghasilan yang dilaporkan belum ditetapkan"):
        selection.add_candidates(by=operator, roster=roster, people=[NewCandidate(somebody.pk)])
    selection.add_candidates(
        by=operator, roster=roster, people=[NewCandidate(somebody.pk, base=1_250_000)]
    )
    assert roster.candidates.get().base == 1_250_000


@pytest.mark.parametrize("base", [-1, 10**30])
def test_an_income_beyond_reckoning_is_refused(world: World, base: int) -> None:
    made = listed(world, heads=1)
    with pytest.raises(SelectionRefused, match="di luar batas"):
        selection.add_candidates(
            by=world.actor("op_kewar"), roster=made.roster,
            people=[NewCandidate(person(9).pk, base=base)],
        )  # fmt: skip


@pytest.mark.parametrize("decile", [0, 11])
def test_a_decile_is_one_to_ten(world: World, decile: int) -> None:
    made = listed(world, heads=1)
    candidate = made.roster.candidates.get()
    with pytest.raises(SelectionRefused, match="Desil"):
        selection.describe_candidate(
            by=world.actor("op_kewar"), candidate=candidate, values={"decile": decile}
        )


def test_describing_is_the_operator_s_and_only_in_a_draft(world: World) -> None:
    made = listed(world, heads=1)
    candidate = made.roster.candidates.get()
    with pytest.raises(NotAllowed):
        selection.describe_candidate(
            by=world.actor("camat_lamaknen"), candidate=candidate, values={"decile": 1}
        )
    made.propose()
    with pytest.raises(SelectionRefused):
        selection.describe_candidate(
            by=world.actor("op_kewar"), candidate=candidate, values={"decile": 1}
        )
    with pytest.raises(ValueError, match="not editable"):
        selection.describe_candidate(
            by=world.actor("op_kewar"), candidate=candidate, values={"outcome": "eligible"}
        )
