"""Rows mended in the browser: checked again, with the rows they touch; counts always add up."""

from __future__ import annotations

import pytest
from tests.importing import accepted, received
from tests.resident_files import nik, people, person, xlsx
from tests.world import KEWAR, World

from payung.base.journal.queries import verify_chain
from payung.base.staging.fixing import alike, drop_row, fix_alike, fix_row
from payung.base.staging.models import Batch
from payung.base.staging.states import StateRefused
from payung.base.territory.actor import NotAllowed
from payung.programme.people.models import Person


def counted(batch: Batch) -> dict[str, int]:
    batch.refresh_from_db()
    assert sum(batch.counts.values()) == batch.rows_read
    return batch.counts


def test_a_mended_cell_makes_the_row_good(world: World) -> None:
    operator = world.actor("op_kewar")
    batch = received(operator, xlsx([person(1), person(2, nik_text="53040117088")]), KEWAR)
    row = fix_row(by=operator, batch=batch, number=5, texts={"nik": nik(2)})
    assert (row.verdict, row.codes) == ("new", "")
    assert counted(batch) == {"new": 2}
    assert batch.problem_counts == {}
    accepted(operator, batch)
    assert Person.objects.count() == 2
    assert verify_chain()[1] == []


def test_a_wrong_correction_says_what_is_wrong_now(world: World) -> None:
    operator = world.actor("op_kewar")
    batch = received(operator, xlsx([person(2, nik_text="53040117088")]), KEWAR)
    row = fix_row(by=operator, batch=batch, number=4, texts={"nik": "5304013102800001"})
    assert row.codes == " nik_invalid_date "
    assert counted(batch) == {"rejected": 1}
    assert batch.problem_counts == {"nik_invalid_date": 1}


def test_a_numeric_nik_is_not_mended_by_looking_at_it(world: World) -> None:
    operator = world.actor("op_kewar")
    numeric = person(1)
    numeric[1] = int(nik(1))  # type: ignore[call-overload]
    batch = received(operator, xlsx([numeric]), KEWAR)
    same = fix_row(by=operator, batch=batch, number=4, texts={"nik": nik(1), "nama": "Ana Mau"})
    assert "nik_numeric" in same.codes


def test_of_two_doubles_mending_one_frees_the_other(world: World) -> None:
    operator = world.actor("op_kewar")
    batch = received(operator, xlsx([person(1), person(2, nik_text=nik(1))]), KEWAR)
    assert batch.counts == {"rejected": 2}
    fix_row(by=operator, batch=batch, number=5, texts={"nik": nik(2)})
    assert counted(batch) == {"new": 2}


def test_dropping_a_double_frees_the_other(world: World) -> None:
    operator = world.actor("op_kewar")
    batch = received(operator, xlsx([person(1), person(2, nik_text=nik(1))]), KEWAR)
    drop_row(by=operator, batch=batch, number=5)
    assert counted(batch) == {"new": 1, "rejected": 1}
    assert batch.problem_counts == {"row_dropped": 1}


def test_a_correction_may_not_make_a_double(world: World) -> None:
    operator = world.actor("op_kewar")
    batch = received(operator, xlsx([person(1), person(2, nik_text="1")]), KEWAR)
    row = fix_row(by=operator, batch=batch, number=5, texts={"nik": nik(1)})
    assert "nik_duplicate" in row.codes.split()
    assert counted(batch) == {"new": 1, "rejected": 1}


def test_one_correction_for_all_alike(world: World) -> None:
    operator = world.actor("op_kewar")
    rows = [person(n, name="Maria 2") for n in range(1, 4)] + [person(4, name="Ana 9")]
    batch = received(operator, xlsx(rows), KEWAR)
    first = batch.rows.get(number=4)
    assert alike(batch, first, "nama", "name_invalid") == 2
    assert fix_alike(by=operator, batch=batch, field="nama", was="Maria 2", now="Maria Dua") == 3
    assert counted(batch) == {"new": 3, "rejected": 1}


def test_rows_that_are_in_are_not_mended_here(world: World) -> None:
    operator = world.actor("op_kewar")
    batch = accepted(
        operator, received(operator, xlsx([*people(1), person(2, nik_text="1")]), KEWAR)
    )
    with pytest.raises(StateRefused):
        fix_row(by=operator, batch=batch, number=4, texts={"nama": "Lain"})
    fix_row(by=operator, batch=batch, number=5, texts={"nik": nik(2)})
    assert accepted(operator, batch).counts == {"new": 2}
    assert Person.objects.count() == 2


def test_nobody_else_mends(world: World) -> None:
    batch = received(world.actor("op_kewar"), xlsx([person(2, nik_text="1")]), KEWAR)
    for name in ("op_fulur", "dpmd_belu", "op_bialo", "orang_luar"):
        with pytest.raises(NotAllowed):
            fix_row(by=world.actor(name), batch=batch, number=4, texts={"nik": nik(2)})
