"""The columns that a row gave: a list in Python, a number in the database, old lists readable."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.importing import accepted, received
from tests.resident_files import people, xlsx
from tests.world import KEWAR, World

from payung.programme.people.columns import GIVEN
from payung.programme.people.given_field import COLUMNS, mask_of, masks_of
from payung.programme.people.models import Person


def test_columns_have_their_bits_for_good() -> None:
    assert [mask_of([name]) for name in ("name", "nik", "village_id")] == [1, 16, 1 << 18]
    assert COLUMNS[:-1] == GIVEN
    with pytest.raises(KeyError):
        mask_of(["umur"])


def test_told_by_filled_or_by_name_is_the_same() -> None:
    columns = [["x" if name in {"name", "nik"} else None, "x"] for name in GIVEN]
    assert masks_of(columns) == [mask_of(["nik", "name"]), mask_of(GIVEN)]


def test_the_database_keeps_a_number_and_reads_old_lists(world: World) -> None:
    operator = world.actor("op_kewar")
    accepted(operator, received(operator, xlsx(people(2)), KEWAR))
    new, old = Person.objects.order_by("pk")
    assert {"name", "nik", "birth_date"} <= set(new.origin_fields) <= set(GIVEN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT origin_fields FROM people_person WHERE id = %s", [new.pk])
        assert str(cursor.fetchone()[0]) == str(mask_of(new.origin_fields))
        changed = "UPDATE people_person SET origin_fields = %s WHERE id = %s"
        cursor.execute(changed, ['["nik"]', old.pk])
    old.refresh_from_db()
    assert old.origin_fields == ["nik"]
    old.origin_fields = ["name", "sex"]
    old.save()
    assert Person.objects.get(pk=old.pk).origin_fields == ["name", "sex"]
