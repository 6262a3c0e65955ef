"""Resident lists meet the register: new, changed, unchanged, rejected, parked; and taken back."""

from __future__ import annotations

import pytest
from tests.importing import accepted, imported, received, register, undone
from tests.resident_files import nik, people, person, xlsx
from tests.world import FULUR, KEWAR, World

from payung.base.journal.models import Change, Event
from payung.base.journal.queries import verify_chain
from payung.base.staging import actions as staging
from payung.base.staging.deciding import decide_row
from payung.base.staging.states import StateRefused
from payung.base.territory.actor import NotAllowed
from payung.base.ui.todo import tasks_for
from payung.programme.people.models import Person, Sourced
from payung.programme.people.queries import provenance


def test_good_rows_go_in_and_bad_rows_stay(world: World) -> None:
    operator = world.actor("op_kewar")
    rows = [*people(4), person(5, nik_text="53040117088"), person(6, name="Maria 2")]
    batch = received(operator, xlsx(rows), KEWAR)
    assert (batch.state, batch.rows_read) == ("previewed", 6)
    assert batch.counts == {"new": 4, "rejected": 2}
    assert Person.objects.count() == 0
    batch = accepted(operator, batch)
    assert (batch.state, batch.counts) == ("accepted", {"new": 4, "rejected": 2})
    found = Person.objects.get(nik_tail=Person.objects.first().nik_tail)  # type: ignore[union-attr]
    assert found.nik == nik(1)
    assert (found.name, found.name_key) == ("Yohanes Baaus Bere", "YOHANES BAAUS BERE")
    assert (found.occupation, found.rt, found.mother_name) == (9, "001", "Rosalia Hoar")
    assert batch.rows.filter(applied=True, subject_id=found.pk, number=4).exists()
    count, faults = verify_chain()
    assert count
    assert faults == []
    made = Change.objects.get(table="people_person").fields["created"][1]
    assert made[str(found.pk)] == batch.rows.get(subject_id=found.pk).content_hash
    assert len(made) == 4


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    operator = world.actor("op_kewar")
    content = xlsx([*people(3), person(4, nik_text="0")])
    imported(operator, content, KEWAR)
    before = register()
    again = received(operator, content, KEWAR)
    assert again.counts == {"unchanged": 4}
    assert accepted(operator, again).counts == {"unchanged": 4}
    assert register() == before
    assert len(before) == 4


def test_a_list_from_before_a_nik_was_given_changes_nothing(world: World) -> None:
    """Neither the NIK of that time nor a later list's values hide that the row was in."""
    operator, temporary = world.actor("op_kewar"), "0" + nik(1)[1:]
    old = xlsx([person(1, nik_text=temporary), person(2)])
    imported(operator, old, KEWAR)
    named = imported(operator, xlsx([person(1), person(2, address="Dusun Baru")]), KEWAR)
    assert named.counts == {"parked": 1, "changed": 1}
    decide_row(
        by=world.actor("camat_lamaknen"), batch=named, number=4, other_area=KEWAR, same=True,
        reason="KTP-el",
    )  # fmt: skip
    accepted(operator, named)
    before = register()
    assert sorted(row[6] for row in before) == [nik(1), nik(2)]
    assert imported(operator, old, KEWAR).counts == {"unchanged": 2}
    assert register() == before


def test_a_changed_value_changes_that_value_alone(world: World) -> None:
    operator = world.actor("op_kewar")
    imported(operator, xlsx(people(2)), KEWAR)
    batch = received(operator, xlsx([person(1), person(2, address="Dusun Baru")]), KEWAR)
    assert batch.counts == {"changed": 1, "unchanged": 1}
    accepted(operator, batch)
    changed = Person.objects.get(address="Dusun Baru")
    origins = {o.column: o for o in provenance(changed)}
    assert origins["address"].batch == batch.pk
    assert origins["name"].batch != batch.pk
    assert Sourced.objects.get(batch=batch).fields == ["address"]
    change = Change.objects.filter(table="people_person").latest("event_id")
    assert change.fields["address"] == ["Jl. Nenuk", "Dusun Baru"]


def test_an_empty_cell_erases_nothing(world: World) -> None:
    operator = world.actor("op_kewar")
    imported(operator, xlsx(people(1)), KEWAR)
    batch = imported(operator, xlsx([person(1, address="", mother="")]), KEWAR)
    assert batch.counts == {"unchanged": 1}
    assert Person.objects.get().address == "Jl. Nenuk"


def test_a_shared_nik_alone_makes_nobody_the_same(world: World) -> None:
    operator = world.actor("op_kewar")
    imported(operator, xlsx(people(1)), KEWAR)
    other = person(1, name="Agustina Mali")
    batch = imported(operator, xlsx([other]), KEWAR)
    assert batch.counts == {"parked": 1}
    assert batch.rows.get().codes == " person_conflict "
    assert Person.objects.count() == 1


def test_a_person_of_another_village_is_parked_and_not_named(world: World) -> None:
    imported(world.actor("op_fulur"), xlsx(people(1)), FULUR)
    batch = imported(world.actor("op_kewar"), xlsx(people(1)), KEWAR)
    assert batch.counts == {"parked": 1}
    row = batch.rows.get()
    assert row.codes == " person_elsewhere "
    assert "Fulur" not in str(row.problems)
    assert not Person.objects.filter(village_id=KEWAR).exists()


def test_rows_that_are_held_only_at_acceptance_are_counted_and_waited_for(world: World) -> None:
    batch = received(world.actor("op_kewar"), xlsx(people(2)), KEWAR)
    assert (batch.counts, batch.problem_counts) == ({"new": 2}, {})
    imported(world.actor("op_fulur"), xlsx(people(1)), FULUR)
    batch = accepted(world.actor("op_kewar"), batch)
    assert batch.counts == {"new": 1, "parked": 1}
    assert batch.problem_counts == {"person_elsewhere": 1}
    page = f"/pendataan/impor/{batch.pk}/?lihat=tahan"
    assert page in [task.url for task in tasks_for(world.actor("camat_lamaknen"))]


def test_without_a_nik_the_same_person_is_held_for_a_look(world: World) -> None:
    operator = world.actor("op_kewar")
    imported(operator, xlsx([person(1, nik_text="0")]), KEWAR)
    batch = imported(operator, xlsx([person(1)]), KEWAR)
    assert batch.counts == {"parked": 1}
    assert batch.rows.get().codes == " person_without_nik "


def test_equal_rows_without_nik_are_one_person(world: World) -> None:
    row = person(1, nik_text="0")
    batch = received(world.actor("op_kewar"), xlsx([row, row]), KEWAR)
    assert batch.counts == {"new": 1, "unchanged": 1}
    assert accepted(world.actor("op_kewar"), batch).counts == {"new": 1, "unchanged": 1}
    assert Person.objects.get().nik_state == "missing"


def test_undo_takes_everything_back(world: World) -> None:
    operator = world.actor("op_kewar")
    imported(operator, xlsx(people(2)), KEWAR)
    before = register()
    second = imported(operator, xlsx([person(2, address="Baru", mother="Ana"), person(3)]), KEWAR)
    assert len(register()) == 3
    assert undone(operator, second).state == "undone"
    assert register() == before
    assert verify_chain()[1] == []
    assert Event.objects.filter(action="residents.undone", reason="salah berkas").exists()
    again = imported(operator, xlsx([person(2, address="Baru", mother="Ana"), person(3)]), KEWAR)
    assert again.counts == {"changed": 1, "new": 1}


def test_what_later_imports_built_on_blocks_the_undo(world: World) -> None:
    operator = world.actor("op_kewar")
    first = imported(operator, xlsx(people(2)), KEWAR)
    imported(operator, xlsx([person(2, address="Baru")]), KEWAR)
    with pytest.raises(StateRefused, match="1 warga"):
        undone(operator, first)


def test_only_the_village_s_own_operator_may(world: World) -> None:
    with pytest.raises(NotAllowed):
        received(world.actor("op_fulur"), xlsx(people(1)), KEWAR)
    batch = received(world.actor("op_kewar"), xlsx(people(1)), KEWAR)
    for name in ("op_fulur", "dpmd_belu", "op_bialo"):
        with pytest.raises(NotAllowed):
            staging.accept(by=world.actor(name), batch=batch)


def test_of_two_who_accept_at_once_one_is_told(world: World) -> None:
    operator = world.actor("op_kewar")
    batch = received(operator, xlsx(people(1)), KEWAR)
    same = type(batch).objects.get(pk=batch.pk)
    staging.accept(by=operator, batch=batch)
    with pytest.raises(StateRefused):
        staging.accept(by=operator, batch=same)


def test_a_candidate_blocks_the_undo_and_is_named(world: World) -> None:
    from tests.rosters import give, make_fund

    from payung.programme.selection.models import Candidate, Roster

    operator = world.actor("op_kewar")
    batch = imported(operator, xlsx(people(2)), KEWAR)
    fund = make_fund(world)
    give(world, fund)
    roster = Roster.objects.create(village_id=KEWAR, fund=fund, year=2026, segment="bpu")
    one = Person.objects.earliest("pk")
    Candidate.objects.create(roster=roster, person=one, base=1_000_000)
    with pytest.raises(StateRefused, match=f"Calon peserta: 1 .{one.name}"):
        undone(operator, batch)
    assert Person.objects.active().count() == 2


def test_every_relation_to_a_person_is_declared() -> None:
    from payung.programme.people import relations

    assert relations.undeclared() == []
