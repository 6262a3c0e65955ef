"""The whole way of a list, from draft to decree, and the money on it."""

from __future__ import annotations

import pytest
from tests.rosters import listed
from tests.world import World

from payung.base.files import actions as files
from payung.base.journal.models import Event
from payung.base.journal.queries import verify_chain
from payung.core.calendar import Month
from payung.programme.people.models import Person
from payung.programme.selection.annex import annex_hash
from payung.programme.selection.models import Roster

pytestmark = pytest.mark.django_db


def test_a_hundred_workers_cost_the_published_sum(world: World) -> None:
    """100 × 16.800 × 12 = 20.160.000 (Belu, 2022)."""
    made = listed(world, heads=100)
    made.propose()
    made.review()
    made.verify()
    decree = made.decree()
    lines = list(decree.lines.all())
    assert made.fresh().state == Roster.State.DECREED
    assert len(lines) == 100
    assert {line.monthly for line in lines} == {16_800}
    assert sum(line.total for line in lines) == 20_160_000
    assert lines[0].amounts == [16_800] * 12
    assert (lines[0].month_from, lines[0].month_to) == (Month(2026, 1), Month(2026, 12))


def test_the_annex_is_frozen_and_hashed(world: World) -> None:
    made = listed(world)
    made.bring_to("decreed")
    decree = made.roster.decree
    assert decree.annex_hash == annex_hash(decree.lines.all())
    person = made.people[0]
    Person.objects.filter(pk=person.pk).update(name="Nama Lain")
    assert decree.lines.get(candidate__person=person).name == person.name


def test_decree_comes_as_pdf_and_xlsx(world: World) -> None:
    made = listed(world)
    made.bring_to("decreed")
    assert files.read(made.roster.decree.pdf).startswith(b"%PDF")
    assert files.read(made.roster.decree.xlsx).startswith(b"PK")


def test_verification_marks_the_niks(world: World) -> None:
    made = listed(world)
    made.bring_to("verified")
    states = Person.objects.filter(pk__in=[p.pk for p in made.people]).values_list("nik_state")
    assert set(states) == {("verified",)}


def test_each_step_is_journalled_and_the_chain_holds(world: World) -> None:
    made = listed(world)
    made.bring_to("decreed")
    actions = set(Event.objects.values_list("action", flat=True))
    assert {
        "selection.roster.opened", "selection.candidates.added", "selection.roster.judged",
        "selection.roster.propose", "selection.roster.review", "selection.roster.verify",
        "selection.roster.decree", "selection.decree.made",
    } <= actions  # fmt: skip
    assert verify_chain()[1] == []
