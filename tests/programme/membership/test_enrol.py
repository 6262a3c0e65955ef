"""Enrolling a decree: planned months, holds, rights, again."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.members import Lists, make_fund, make_person
from tests.world import BELU, BIALO, FULUR, KEWAR, World

from payung.base.journal.models import Event
from payung.base.journal.queries import verify_chain
from payung.base.territory.actor import NotAllowed
from payung.core.calendar import Month
from payung.programme.membership.actions import MembershipRefused, enrol, register_employer
from payung.programme.membership.holding import HoldCode
from payung.programme.membership.models import CoverMonth, Employer, Membership
from payung.programme.membership.planning import plan
from payung.programme.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_decree_gives_memberships_with_planned_months(world: World, lists: Lists) -> None:
    decree = lists.decree(count=3)
    done = enrol(by=world.actor("dpmd_belu"), decree=decree)
    assert (len(done.added), done.months, done.held) == (3, 36, ())
    assert Membership.objects.count() == 3
    months = CoverMonth.objects.all()
    assert {m.amount for m in months} == {16_800}
    assert sum(m.amount for m in months) == 3 * 12 * 16_800
    assert all(m.posting_id is None and m.law_id for m in months)
    event = Event.objects.get(action="membership.enrolled")
    assert (event.area, event.changes_count) == (KEWAR, 3)
    assert verify_chain()[1] == []


def test_enrolling_again_changes_nothing(world: World, lists: Lists) -> None:
    decree = lists.decree(count=3)
    enrol(by=world.actor("dpmd_belu"), decree=decree)
    before = (Event.objects.count(), CoverMonth.objects.count())
    again = enrol(by=world.actor("dpmd_belu"), decree=decree)
    assert (again.added, len(again.unchanged), again.months) == ((), 3, 0)
    assert (Event.objects.count(), CoverMonth.objects.count()) == before


@pytest.mark.parametrize(
    "name", ["op_kewar", "kades_kewar", "camat_lamaknen", "bpjs_belu", "dpmd_bulukumba"]
)
def test_only_dpmd_of_the_district_enrols(world: World, lists: Lists, name: str) -> None:
    decree = lists.decree(count=1)
    with pytest.raises(NotAllowed):
        enrol(by=world.actor(name), decree=decree)
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"life_status": "dead"}, HoldCode.DEAD),
        ({"life_status": "moved"}, HoldCode.GONE),
        ({"life_status": "invalid"}, HoldCode.GONE),
        ({"withdrawn_at": "2026-01-03T00:00:00+00:00"}, HoldCode.WITHDRAWN),
    ],
)
def test_who_cannot_be_enrolled_is_held_back(
    world: World, lists: Lists, change: dict[str, str], code: HoldCode
) -> None:
    decree = lists.decree(count=2)
    held = decree.lines.first()
    assert held is not None
    Person.objects.filter(pk=held.candidate.person_id).update(**change)
    done = enrol(by=world.actor("dpmd_belu"), decree=decree)
    assert len(done.added) == 1
    assert [h.code for h in done.held[0].holds] == [code]
    assert done.held[0].holds[0].text().endswith(".")
    assert Membership.objects.count() == 1


def test_a_second_fund_gets_only_the_free_months_and_keeps_the_membership(
    world: World, lists: Lists
) -> None:
    people = [make_person(KEWAR, 1)]
    by = world.actor("dpmd_belu")
    enrol(by=by, decree=lists.decree(people=people, months=("2026-01", "2026-06")))
    second = lists.decree(
        people=people, fund=make_fund("apbd", BELU, "apbd"), months=("2026-05", "2026-12")
    )
    done = enrol(by=by, decree=second)
    assert (len(done.added), done.months) == (1, 6)
    (hold,) = done.added[0].holds
    assert (hold.code, hold.months) == (
        HoldCode.OTHER_PAYER,
        (Month(2026, 5), Month(2026, 6)),
    )
    assert "Mei s.d. Juni 2026" in hold.text()
    membership = Membership.objects.get()
    funds = {m.month: m.fund.code for m in membership.months.select_related("fund")}
    assert funds[Month(2026, 6)] == f"add-{KEWAR}"
    assert funds[Month(2026, 7)] == "apbd"


def test_the_database_refuses_two_payers_for_one_month(world: World, lists: Lists) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(count=1))
    row = CoverMonth.objects.order_by("month").first()
    assert row is not None
    row.pk, row.fund = None, make_fund("apbd", BELU, "apbd")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_refuses_a_second_bpu_membership(world: World, lists: Lists) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(count=1))
    row = Membership.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            person=row.person, village_id=FULUR, segment="bpu", since=date(2026, 1, 1)
        )


def test_officials_need_the_villages_npp(world: World, lists: Lists) -> None:
    by = world.actor("dpmd_belu")
    decree = lists.decree(count=2, segment="pu", base=2_328_969, post="perangkat")
    assert {h.code for line in plan(decree) for h in line.holds} == {HoldCode.NO_EMPLOYER}
    register_employer(by=by, area=KEWAR, npp="np000001", name="Pemerintah Desa Kewar")
    done = enrol(by=by, decree=decree)
    assert len(done.added) == 2
    # JKK very low 0,24 % and JKM 0,30 % of 2.328.969, each rounded half up.
    assert {m.amount for m in CoverMonth.objects.all()} == {5_590 + 6_987}
    assert {m.employer.npp for m in Membership.objects.select_related("employer")} == {  # type: ignore[union-attr]
        "NP000001"
    }


def test_one_person_may_be_official_and_farmer(world: World, lists: Lists) -> None:
    by, people = world.actor("dpmd_belu"), [make_person(KEWAR, 1)]
    lists.employer()
    enrol(by=by, decree=lists.decree(people=people))
    enrol(by=by, decree=lists.decree(people=people, segment="pu", base=2_000_000))
    assert set(Membership.objects.values_list("segment", flat=True)) == {"bpu", "pu"}


def test_an_npp_belongs_to_one_village(world: World, lists: Lists) -> None:
    by = world.actor("dpmd_belu")
    register_employer(by=by, area=KEWAR, npp="NP1", name="Desa Kewar")
    register_employer(by=by, area=KEWAR, npp="np1", name="Desa Kewar")
    assert Employer.objects.count() == 1
    with pytest.raises(MembershipRefused, match="sudah dipakai"):
        register_employer(by=by, area=FULUR, npp="NP1", name="Desa Fulur")
    with pytest.raises(MembershipRefused, match="huruf dan angka"):
        register_employer(by=by, area=FULUR, npp="NP 1;", name="Desa Fulur")
    with pytest.raises(NotAllowed):
        register_employer(by=by, area=BIALO, npp="NP2", name="Desa Bialo")


def test_statements_do_not_grow_with_heads(world: World, lists: Lists, statements: object) -> None:
    by = world.actor("dpmd_belu")
    counts = []
    for village, heads in ((KEWAR, 2), (FULUR, 40)):
        decree = lists.decree(village, heads)
        with statements() as seen:  # type: ignore[operator]
            enrol(by=by, decree=decree)
        counts.append(len(seen))
    assert counts[1] <= counts[0] + 2, counts
