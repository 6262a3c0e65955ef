"""Two records of one person become one, nothing is lost, and it can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from tests.importing import imported, undone
from tests.members import Lists, make_fund, make_person
from tests.resident_files import xlsx
from tests.world import FULUR, KEWAR, World

from payung.base.journal.models import Event
from payung.base.staging.states import StateRefused
from payung.base.territory.actor import NotAllowed
from payung.core.calendar import Month
from payung.programme.membership.actions import end_membership, enrol, record_posting
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people import relations
from payung.programme.people.actions import (
    MergeRefused,
    approve_merge,
    propose_merge,
    refuse_merge,
    unmerge,
)
from payung.programme.people.merge_plan import dry_run
from payung.programme.people.models import Merge, Person
from payung.programme.selection.models import Candidate

WHY = "KTP-el dan KK sama"


@pytest.fixture
def lists(world: World) -> Lists:
    return Lists(world)


def pair(**values: Any) -> tuple[Person, Person]:
    kept = make_person(KEWAR, 1, name="Maria Bere")
    return kept, make_person(KEWAR, 2, **{"name": "Maria M. Bere", **values})


def snapshot() -> dict[str, list[Any]]:
    """Every row of every relation, and every person, as they stand."""
    found: dict[str, list[Any]] = {
        r.model._meta.label: sorted(r.model._default_manager.values_list("pk", f"{r.field}_id"))
        for r in relations.all_relations()
    }
    skip = {"updated_at"}
    names = [f.attname for f in Person._meta.concrete_fields if f.name not in skip]
    found["person"] = [
        tuple(getattr(p, name) for name in names) for p in Person.objects.order_by("pk")
    ]
    return found


def test_without_money_one_person_merges_at_once(world: World) -> None:
    kept, gone = pair(phone="0812")
    merge = propose_merge(by=world.actor("op_kewar"), kept=kept, gone=gone, reason=WHY)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert merge.state == "done"
    assert (gone.merged_into_id, gone.withdrawn_at is not None) == (kept.pk, True)
    assert kept.phone == "0812"
    assert kept.name == "Maria Bere"
    assert set(Person.objects.active()) == {kept}
    actions = list(Event.objects.order_by("seq").values_list("action", flat=True))
    assert actions[-2:] == ["people.merge.proposed", "people.merged"]


def test_a_value_of_the_other_record_is_taken_when_asked(world: World) -> None:
    kept, gone = pair()
    assert "name" in dry_run(kept, gone).differs
    propose_merge(by=world.actor("op_kewar"), kept=kept, gone=gone, reason=WHY, take=["name"])
    kept.refresh_from_db()
    assert (kept.name, kept.name_key) == ("Maria M. Bere", "MARIA M BERE")


def test_second_eyes_where_money_moves(world: World, lists: Lists) -> None:
    kept, gone = pair()
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(KEWAR, people=[gone]))
    camat, dpmd = world.actor("camat_lamaknen"), world.actor("dpmd_belu")
    assert dry_run(kept, gone).money
    merge = propose_merge(by=camat, kept=kept, gone=gone, reason=WHY)
    assert merge.state == "proposed"
    assert Membership.objects.get().person_id == gone.pk
    with pytest.raises(MergeRefused, match="petugas lain"):
        approve_merge(by=camat, merge=merge)
    approve_merge(by=dpmd, merge=merge)
    assert Membership.objects.get().person_id == kept.pk
    assert Candidate.objects.get().person_id == kept.pk
    assert CoverMonth.objects.filter(membership__person=kept).count() == 12


def test_a_refused_proposal_can_be_made_again(world: World, lists: Lists) -> None:
    kept, gone = pair()
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(KEWAR, people=[gone]))
    camat, dpmd = world.actor("camat_lamaknen"), world.actor("dpmd_belu")
    first = propose_merge(by=camat, kept=kept, gone=gone, reason=WHY)
    with pytest.raises(MergeRefused, match="sudah diusulkan"):
        propose_merge(by=camat, kept=kept, gone=gone, reason=WHY)
    refuse_merge(by=dpmd, merge=first, reason="Bukan orang yang sama")
    assert propose_merge(by=camat, kept=kept, gone=gone, reason=WHY).state == "proposed"


def test_unmerging_puts_every_row_back(world: World, lists: Lists) -> None:
    kept, gone = pair(phone="0812", kk="5304010101010001")
    decree = lists.decree(KEWAR, people=[gone])
    enrol(by=world.actor("dpmd_belu"), decree=decree)
    before = snapshot()
    merge = propose_merge(
        by=world.actor("camat_lamaknen"), kept=kept, gone=gone, reason=WHY, take=["name", "nik"]
    )
    approve_merge(by=world.actor("dpmd_belu"), merge=merge)
    assert snapshot() != before
    unmerge(by=world.actor("dpmd_belu"), merge=merge, reason="Keliru")
    assert snapshot() == before
    assert Event.objects.order_by("seq").last().action == "people.unmerged"  # type: ignore[union-attr]


def test_unmerging_is_refused_where_something_was_built_since(world: World, lists: Lists) -> None:
    kept, gone = pair()
    merge = propose_merge(by=world.actor("op_kewar"), kept=kept, gone=gone, reason=WHY)
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(KEWAR, people=[kept]))
    with pytest.raises(MergeRefused, match="dibuat setelah penggabungan"):
        unmerge(by=world.actor("op_kewar"), merge=merge, reason="Keliru")


def test_two_running_bpu_memberships_must_be_settled_first(world: World, lists: Lists) -> None:
    kept, gone = pair()
    dpmd, camat = world.actor("dpmd_belu"), world.actor("camat_lamaknen")
    for person in (kept, gone):
        fund = make_fund(f"add-{person.pk}")
        enrol(by=dpmd, decree=lists.decree(KEWAR, people=[person], fund=fund))
    with pytest.raises(MergeRefused, match="Akhiri salah satunya"):
        propose_merge(by=camat, kept=kept, gone=gone, reason=WHY)
    record_posting(
        by=dpmd, village=KEWAR, month=Month(2026, 1), paid_on=Month(2026, 1).day(9), reference="K1"
    )
    row = Membership.objects.get(person=gone)
    end_membership(by=dpmd, membership=row, on=Month(2026, 1).day(31), reason="double", paper="BA")
    with pytest.raises(MergeRefused, match="dibayar dua kali"):
        propose_merge(by=camat, kept=kept, gone=gone, reason=WHY)
    merge = propose_merge(
        by=camat, kept=kept, gone=gone, reason=WHY, decisions={"paid_twice": "Minta kembali"}
    )
    approve_merge(by=dpmd, merge=merge)
    assert Membership.objects.filter(person=kept, double=True).count() == 2
    assert CoverMonth.objects.exclude(posting=None).count() == 2
    unmerge(by=dpmd, merge=merge, reason="Keliru")
    assert Membership.objects.filter(double=True).count() == 0


def test_a_colliding_candidacy_stays_as_history(world: World, lists: Lists) -> None:
    kept, gone = pair()
    lists.decree(KEWAR, people=[kept, gone])
    plan = dry_run(kept, gone)
    move = next(m for m in plan.moves if m.relation == "selection.Candidate")
    assert (len(move.rows), len(move.stays)) == (0, 1)
    propose_merge(by=world.actor("op_kewar"), kept=kept, gone=gone, reason=WHY)
    assert Candidate.objects.filter(person=gone).count() == 1


def test_an_undeclared_relation_refuses(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, gone = pair()
    known = dict(relations._declared)
    known.pop(("selection.Candidate", "person"))
    monkeypatch.setattr(relations, "_declared", known)
    with pytest.raises(MergeRefused, match=r"selection\.Candidate\.person"):
        propose_merge(by=world.actor("op_kewar"), kept=kept, gone=gone, reason=WHY)
    assert Person.objects.active().count() == 2


def test_hidden_relations_are_seen(world: World) -> None:
    """A foreign key without a way back (`related_name="+"`) is a relation all the same."""
    pointing = {
        f"{m._meta.label}.{f.name}"
        for m in apps.get_models()
        for f in m._meta.concrete_fields
        if isinstance(f, models.ForeignKey) and f.related_model is Person
    }
    own = {"people.Sourced.person", "people.Merge.kept", "people.Merge.gone",
           "people.Person.merged_into"}  # fmt: skip
    found = {f"{r.model._meta.label}.{r.field}" for r in relations.all_relations()}
    assert pointing - own == found


def test_only_who_has_a_say_over_both_villages(world: World) -> None:
    kept = make_person(KEWAR, 1)
    gone = make_person(FULUR, 2)
    with pytest.raises(NotAllowed):
        propose_merge(by=world.actor("op_kewar"), kept=kept, gone=gone, reason=WHY)
    with pytest.raises(NotAllowed):
        propose_merge(by=world.actor("inspektorat_belu"), kept=kept, gone=gone, reason=WHY)
    assert propose_merge(
        by=world.actor("camat_lamaknen"), kept=kept, gone=gone, reason=WHY
    ).state == "done"  # fmt: skip


HEAD = ("NIK", "Nama", "L/P", "Tempat Lahir", "Tanggal Lahir", "Nomor KK", "Alamat")
ROWS = [
    ["5304015505850001", "MARIA BERE", "P", "Kewar", "15-05-1985", "5304010101010001", "RT 1"],
    ["5304015505850011", "MARIA M BERE", "P", "Kewar", "15-05-1985", "5304010101010001", "RT 1"],
]


def test_the_same_list_again_wakes_nobody(world: World) -> None:
    """A merged record is known by its old content and by its old NIK."""
    operator = world.actor("op_kewar")
    batch = imported(operator, xlsx(ROWS, HEAD), KEWAR)
    kept, gone = Person.objects.order_by("pk")
    propose_merge(by=operator, kept=kept, gone=gone, reason=WHY)
    again = imported(operator, xlsx(ROWS, HEAD), KEWAR, "lagi.xlsx")
    assert again.counts == {"unchanged": 2}
    moved = [ROWS[0], [*ROWS[1][:6], "RT 9"]]
    changed = imported(operator, xlsx(moved, HEAD), KEWAR, "baru.xlsx")
    kept.refresh_from_db()
    assert changed.counts == {"changed": 1, "unchanged": 1}
    assert (kept.address, kept.nik) == ("RT 9", "5304015505850001")
    with pytest.raises(StateRefused, match="sudah digabung"):
        undone(operator, batch)
    assert Merge.objects.count() == 1
