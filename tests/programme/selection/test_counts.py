"""The database counts who is to be covered by itself, whatever is written in whatever way."""

from __future__ import annotations

import random

import pytest
from django.db.models import Sum
from tests.members import Lists
from tests.world import World

from payung.base.journal import integrity
from payung.programme.selection.models import Candidate, CandidateCount, Roster
from payung.programme.selection.triggers import check_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidates(world: World) -> list[int]:
    """Six decreed names, without their decree: here anything may become of them."""
    decree = Lists(world).decree(count=6)
    decree.lines.all().delete()
    return list(Candidate.objects.order_by("pk").values_list("pk", flat=True))


def told() -> dict[tuple[int, str], int]:
    found = CandidateCount.objects.values_list("roster", "outcome")
    return {(r, o): n for r, o, n in found.annotate(n=Sum("heads")).order_by() if n}


def counted() -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for roster, outcome in Candidate.objects.members().values_list("roster", "outcome"):
        found[roster, outcome] = found.get((roster, outcome), 0) + 1
    return found


def test_counts_follow_every_kind_of_writing(candidates: list[int]) -> None:
    chance = random.Random(7)
    first = Roster.objects.get()
    other = Roster.objects.create(
        village=first.village, fund=first.fund, year=first.year + 1, segment="bpu"
    )
    for _step in range(40):
        rows = Candidate.objects.filter(pk__in=chance.sample(candidates, chance.randint(1, 4)))
        match chance.randrange(4):
            case 0:
                rows.update(outcome=chance.choice(Candidate.Outcome.values))
            case 1:
                rows.update(place=chance.choice(["member", "reserve"]))
            case 2:
                rows.update(place="excluded", place_reason="pindah", outcome="ineligible")
            case _:
                rows.update(roster=chance.choice([first.pk, other.pk]))
        assert told() == counted()
        assert list(check_counts()) == []
    Candidate.objects.update(roster=other, place="member", outcome="eligible")
    assert told() == {(other.pk, "eligible"): 6}
    other.delete()
    assert told() == {}


def test_verify_finds_a_count_that_was_set_behind_the_database(candidates: list[int]) -> None:
    CandidateCount.objects.update(heads=60)
    found = [sentence for name, sentence in integrity.faults() if name == "jumlah calon"]
    assert len(found) == 1
