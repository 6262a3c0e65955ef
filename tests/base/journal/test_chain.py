"""The journal holds what it was told, and shows every later change of it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from tests.world import KEWAR, World

from payung.base.journal import actions as journal
from payung.base.journal import triggers
from payung.base.journal.actions import RowChange
from payung.base.journal.models import Change, Event
from payung.base.journal.queries import verify_chain
from payung.base.territory.actor import Actor

CLERK = Actor(id="user:7", name="Operator Kewar")


def write(count: int) -> list[Event]:
    return [
        journal.record(
            by=CLERK,
            action="people.changed",
            subject=("people_person", str(n)),
            area=KEWAR,
            paper="Berkas warga.xlsx",
            summary={"rows": n, "note": "Bérè ‘dua’"},
            changes=[RowChange("people_person", str(n), {"name": ["Maria", "Maria Bere"]})],
        )
        for n in range(count)
    ]


@pytest.fixture
def guards_lifted(db: None) -> None:
    """What only the owner of the database can do; the chain must show it all the same."""
    triggers.run(connection, triggers.removals(connection.vendor))


def test_an_untouched_chain_holds(db: None) -> None:
    write(5)
    assert verify_chain() == (5, [])


def test_an_empty_journal_holds(db: None) -> None:
    assert verify_chain() == (0, [])


@pytest.mark.parametrize("table", ["journal_event", "journal_change"])
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_changes(db: None, table: str, act: str) -> None:
    write(1)
    column = "action" if table == "journal_event" else "row"
    column = connection.ops.quote_name(column)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(table, column))


@pytest.mark.parametrize(
    "field", ["actor_name", "action", "subject_id", "area", "reason", "paper", "hash", "previous"]
)
def test_a_changed_event_is_found(guards_lifted: None, field: str) -> None:
    write(4)
    Event.objects.filter(seq=2).update(**{field: "lain"})
    _, faults = verify_chain()
    assert 2 in {fault.seq for fault in faults}


def test_a_changed_moment_is_found(guards_lifted: None) -> None:
    events = write(2)
    Event.objects.filter(seq=1).update(at=events[1].at)
    assert [f.seq for f in verify_chain()[1]] == [1]


def test_a_changed_detail_is_found(guards_lifted: None) -> None:
    write(3)
    Change.objects.filter(event_id=3).update(fields={"name": ["Maria", "Maria Mau"]})
    assert [f.seq for f in verify_chain()[1]] == [3]


def test_a_deleted_detail_is_found(guards_lifted: None) -> None:
    write(3)
    Change.objects.filter(event_id=1).delete()
    assert [f.seq for f in verify_chain()[1]] == [1]


def test_an_added_detail_is_found(guards_lifted: None) -> None:
    write(2)
    Change.objects.create(event_id=2, position=9, table="people_person", row="9", fields={})
    assert [f.seq for f in verify_chain()[1]] == [2]


def test_a_deleted_event_in_the_middle_is_found(guards_lifted: None) -> None:
    write(3)
    Change.objects.filter(event_id=2).delete()
    Event.objects.filter(seq=2).delete()
    assert {2, 3} & {f.seq for f in verify_chain()[1]}


def test_a_cut_off_end_is_found(guards_lifted: None) -> None:
    write(3)
    Change.objects.filter(event_id=3).delete()
    Event.objects.filter(seq=3).delete()
    assert [f.message for f in verify_chain()[1]] == [
        "Ujung jurnal tidak cocok: ada peristiwa yang dihapus."
    ]


def test_it_needs_a_transaction(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        write(1)


def test_reading_starts_at_the_territory(world: World) -> None:
    write(2)
    seen = Event.objects.filter(action="people.changed")
    assert seen.visible_to(world.actor("dpmd_belu")).count() == 2
    assert seen.visible_to(world.actor("dpmd_bulukumba")).count() == 0
    assert seen.visible_to(world.actor("op_kewar")).count() == 0
