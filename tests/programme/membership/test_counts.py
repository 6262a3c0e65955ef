"""The database counts members by itself, whatever is written in whatever way."""

from __future__ import annotations

import random
from datetime import date

import pytest
from django.db import connection
from django.db.models import Sum
from tests.members import Lists
from tests.world import FULUR, KEWAR, World

from payung.base import bulk
from payung.base.journal import integrity
from payung.base.journal.triggers import run
from payung.base.triggers import MOST_PARTS
from payung.programme.membership.actions import enrol
from payung.programme.membership.models import CoverMonth, MemberCount, Membership, PaidHistory
from payung.programme.membership.triggers import COUNTED, check_counts

pytestmark = pytest.mark.django_db
TABLE = Membership._meta.db_table


@pytest.fixture
def members(world: World, lists: Lists) -> list[int]:
    """Eight members, whose histories may be anything here."""
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(KEWAR, 8))
    PaidHistory.objects.bulk_create(
        PaidHistory(key=key, text=f"2026-0{n}:2026010{n}") for n, key in enumerate("abc", start=1)
    )
    return list(Membership.objects.order_by("pk").values_list("pk", flat=True))


def heads() -> int:
    return MemberCount.objects.aggregate(n=Sum("heads"))["n"] or 0


@pytest.mark.parametrize("seed", range(3))
def test_counts_follow_every_kind_of_writing(members: list[int], seed: int) -> None:
    chance = random.Random(seed)
    columns = [str(f.column) for f in Membership._meta.concrete_fields if f.column != "id"]
    for _step in range(40):
        some = chance.sample(members, chance.randint(1, 5))
        rows = Membership.objects.filter(pk__in=some)
        match chance.randrange(6):
            case 0:
                rows.update(history=chance.choice(["a", "b", "c", None]))
            case 1:
                rows.update(village=chance.choice([KEWAR, FULUR]))
            case 2:
                day = date(2026, 11, chance.randint(1, 3))
                rows.update(ended_on=day, end_reason="died")
            case 3:
                rows.update(ended_on=None, end_reason="")
            case 4:
                bulk.set_among(TABLE, "history_id", chance.choice("abc"), some, empty=True)
            case _:
                ended = Membership.objects.filter(pk=some[0]).values_list(*columns).get()
                taken = dict(zip(columns, ended, strict=True))
                CoverMonth.objects.filter(membership=some[0]).delete()
                Membership.objects.filter(pk=some[0]).delete()
                bulk.insert(TABLE, ("id", *taken), [(some[0], *taken.values())])
        assert list(check_counts()) == []
    assert heads() == Membership.objects.filter(history__isnull=False).count()
    Membership.objects.all().update(history=None)
    assert heads() == 0


def test_verify_finds_a_count_that_was_set_behind_the_database(members: list[int]) -> None:
    Membership.objects.filter(pk__in=members).update(history="a")
    assert heads() == 8
    MemberCount.objects.update(heads=9)
    found = [sentence for name, sentence in integrity.faults() if name == "jumlah peserta"]
    assert len(found) == 1
    assert KEWAR in found[0]
    run(connection, COUNTED.filling())
    assert list(check_counts()) == []


def test_many_parts_of_a_village_become_one(members: list[int]) -> None:
    """PostgreSQL: each transaction counts apart, and the next one to come tidies up."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer, who counts in one row")
    Membership.objects.filter(pk__in=members).update(history="a")
    MemberCount.objects.update(heads=8 - MOST_PARTS)
    MemberCount.objects.bulk_create(
        MemberCount(
            village=KEWAR, segment="bpu", history_id="a", until=date(9999, 12, 31), part=-n, heads=1
        )
        for n in range(MOST_PARTS)
    )
    assert list(check_counts()) == []
    Membership.objects.filter(pk=members[0]).update(history="b")
    assert dict(MemberCount.objects.values_list("history", "heads")) == {"a": 7, "b": 1}
