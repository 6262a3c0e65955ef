"""Set-based statements: texts of any kind are found, settings for long jobs are put back."""

from __future__ import annotations

import pytest
from django.db import connection

from payung.base import bulk
from payung.base.territory.models import Area

AWKWARD = ["a,b", 'a"b', "a\\b", "{a}", "NULL", "a'b", "%s", " a ", "é", "x\\"]


@pytest.mark.django_db
def test_any_text_is_found() -> None:
    for number, name in enumerate(AWKWARD):
        Area.objects.create(code=f"99.{number:02d}", name=name, level="regency")
    sql = "SELECT name FROM territory_area WHERE name {within} AND code > %s"
    assert sorted(row[0] for row in bulk.matching(sql, AWKWARD, "99")) == sorted(AWKWARD)
    assert [row[0] for row in bulk.matching(sql, ["a,b", "a"], "99")] == ["a,b"]
    assert bulk.matching(sql, [], "99") == []


@pytest.mark.django_db
def test_room_is_given_back() -> None:
    def room() -> list[int]:
        with connection.cursor() as cursor:
            return [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in bulk.ROOM]

    if connection.vendor != "sqlite":
        with bulk.roomy():
            return
    before = room()
    seen: list[int] = []

    def fail() -> None:
        with bulk.roomy():
            seen.extend(room())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert seen == list(bulk.ROOM.values())
    assert room() == before
