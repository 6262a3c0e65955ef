"""Posting lists of BPJS: person by person, and per employer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.members import Lists, make_person
from tests.sending import codes, receive, send
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.staging import actions as staging
from payung.core.calendar import Month
from payung.programme.membership.actions import enrol, record_posting
from payung.programme.membership.models import CoverMonth, Membership, Posting
from payung.programme.membership.queries import covered_by_village

pytestmark = pytest.mark.django_db
D = date
JAN = Month(2026, 1)
HEAD = ["NIK", "NAMA PESERTA", "JKK", "JKM", "TOTAL"]


@pytest.fixture
def members(world: World, lists: Lists) -> list[Membership]:
    by = world.actor("dpmd_belu")
    enrol(by=by, decree=lists.decree(KEWAR, 2))
    enrol(by=by, decree=lists.decree(FULUR, 1, start=10))
    return list(Membership.objects.select_related("person").order_by("pk"))


def row(member: Membership, total: int = 16_800) -> list[object]:
    return [member.person.nik, member.person.name, 10_000, 6_800, total]


def test_a_list_of_one_month_covers_its_people(world: World, members: list[Membership]) -> None:
    by = world.actor("bpjs_belu")
    rows = [["RINCIAN IURAN"], [], HEAD, *(row(m) for m in members)]
    batch = send(by, "bpjs_posting", BELU, rows, month=JAN, paid_on=D(2026, 1, 12), reference="K9")
    assert batch.counts == {"new": 3}
    assert covered_by_village(by, JAN) == {KEWAR: 2, FULUR: 1}
    postings = {p.area: p for p in Posting.objects.all()}
    assert (postings[KEWAR].amount, postings[FULUR].amount) == (33_600, 16_800)
    assert {p.reference for p in postings.values()} == {"K9"}
    assert {p.batch_id for p in postings.values()} == {batch.pk}


def test_the_same_list_twice_changes_nothing(world: World, members: list[Membership]) -> None:
    by = world.actor("bpjs_belu")
    rows = [HEAD, *(row(m) for m in members)]
    send(by, "bpjs_posting", BELU, rows, month=JAN, paid_on=D(2026, 1, 12))
    before = list(CoverMonth.objects.order_by("pk").values_list("pk", "posting_id"))
    sums = list(Posting.objects.order_by("pk").values_list("pk", "amount"))
    again = send(by, "bpjs_posting", BELU, rows, month=JAN, paid_on=D(2026, 1, 12))
    assert again.counts == {"unchanged": 3}
    assert list(CoverMonth.objects.order_by("pk").values_list("pk", "posting_id")) == before
    assert list(Posting.objects.order_by("pk").values_list("pk", "amount")) == sums


def test_a_list_without_a_reference_saved_anew_is_no_second_payment(
    world: World, members: list[Membership]
) -> None:
    by = world.actor("bpjs_belu")
    rows = [HEAD, *(row(m) for m in members)]
    send(by, "bpjs_posting", BELU, rows, month=JAN, paid_on=D(2026, 1, 12))
    anew = [["RINCIAN"], *rows]
    again = send(by, "bpjs_posting", BELU, anew, month=JAN, paid_on=D(2026, 1, 12))
    assert again.counts == {"unchanged": 3}
    other_day = send(by, "bpjs_posting", BELU, rows, month=JAN, paid_on=D(2026, 1, 13))
    assert set(codes(other_day).values()) == {"paid_twice"}


def test_exceptions_are_rows_never_a_crash(world: World, members: list[Membership]) -> None:
    by = world.actor("bpjs_belu")
    head = [*HEAD, "KPJ", "BLTH", "STATUS", "TGL BAYAR"]
    first, second, third = members
    january = ["", "01-2026", "AKTIF", "12-01-2026"]
    rows = [
        head,
        [*row(first), *january],
        ["5304011912850099", "ORANG ASING", 1, 2, 3, *january],
        ["", "KPJ ASING", 10_000, 6_800, 16_800, "99999999999", *january[1:]],
        [*row(second, 16_799), *january],
        [*row(third), "", "01-2027", "AKTIF", "12-01-2026"],
        [*row(third), "", "", "AKTIF", "12-01-2026"],
        [*row(third), "", "02-2026", "NON AKTIF", "12-01-2026"],
        [*row(third), "", "03-2026", "AKTIF", ""],
        [third.person.nik, "ZZZ QQQ", 10_000, 6_800, 16_800, "", "03-2026", "", "12-01-2026"],
        [*row(first, 16_801), *january],
    ]
    batch = send(by, "bpjs_posting", BELU, rows)
    assert codes(batch) == {
        3: "member_unknown",
        4: "member_unknown",
        5: "underpaid",
        6: "not_planned",
        7: "month_missing",
        8: "member_inactive",
        9: "paid_on_missing",
        10: "name_differs",
    }
    assert batch.rows_read == 10 == sum(batch.counts.values())
    assert batch.counts == {"new": 1, "parked": 8, "unchanged": 1}
    assert CoverMonth.objects.exclude(posting=None).count() == 1


def test_a_month_paid_by_another_receipt_is_held(world: World, members: list[Membership]) -> None:
    by = world.actor("bpjs_belu")
    record_posting(by=by, village=KEWAR, month=JAN, paid_on=D(2026, 1, 5), reference="K1")
    rows = [HEAD, row(members[0])]
    batch = send(by, "bpjs_posting", BELU, rows, month=JAN, paid_on=D(2026, 1, 12), reference="K2")
    assert codes(batch) == {2: "paid_twice"}
    same = send(by, "bpjs_posting", BELU, rows, month=JAN, paid_on=D(2026, 1, 5), reference="K1")
    assert same.counts == {"unchanged": 1}


def test_a_list_of_another_territory_finds_nobody(world: World, members: list[Membership]) -> None:
    by = world.actor("dpmd_bulukumba")
    batch = send(
        by, "bpjs_posting", "73.02", [HEAD, row(members[0])], month=JAN, paid_on=D(2026, 1, 12)
    )
    assert codes(batch) == {2: "member_unknown"}
    assert not Posting.objects.exists()


def test_the_whole_list_can_be_undone(world: World, members: list[Membership]) -> None:
    by = world.actor("bpjs_belu")
    record_posting(
        by=by, village=KEWAR, month=JAN, paid_on=D(2026, 1, 12), reference="K9",
        memberships=[members[0].pk], amount=16_800,
    )  # fmt: skip
    rows = [HEAD, *(row(m) for m in members)]
    batch = send(by, "bpjs_posting", BELU, rows, month=JAN, paid_on=D(2026, 1, 12), reference="K9")
    assert batch.counts == {"new": 2, "unchanged": 1}
    assert Posting.objects.get(area=KEWAR).amount == 33_600
    run_here(by=by, job=staging.undo(by=by, batch=batch, reason="salah berkas"))
    left = Posting.objects.get()
    assert (left.area, left.amount) == (KEWAR, 16_800)
    assert CoverMonth.objects.exclude(posting=None).get().membership_id == members[0].pk


def test_a_branch_summary_covers_an_employer_whole_or_not_at_all(
    world: World, lists: Lists
) -> None:
    by = world.actor("bpjs_belu")
    lists.employer(KEWAR, "NP000001")
    lists.employer(FULUR, "NP000002")
    dpmd = world.actor("dpmd_belu")
    enrol(by=dpmd, decree=lists.decree(KEWAR, 2, segment="pu", base=2_000_000))
    enrol(by=dpmd, decree=lists.decree(FULUR, 2, segment="pu", base=2_000_000, start=10))
    owed = 2 * (4_800 + 6_000)
    rows = [
        ["NPP", "NAMA_PERUSAHAAN", "BLTH_REKON", "TK_AKTIF", "NILAI_IURAN", "TOTAL_TERIMA_IUR"],
        ["NP000001", "DESA KEWAR", "01-2026", 2, owed, owed],
        ["NP000002", "DESA FULUR", "01-2026", 3, owed, owed],
        ["NP000002", "DESA FULUR", "02-2026", 2, owed, owed - 1],
        ["NP999999", "DESA LAIN", "01-2026", 2, owed, owed],
        ["NP000001", "DESA KEWAR", "01-2027", 2, owed, owed],
    ]
    batch = send(by, "bpjs_mkro", BELU, rows, paid_on=D(2026, 2, 10))
    assert codes(batch) == {
        3: "heads_differ",
        4: "underpaid",
        5: "employer_unknown",
        6: "not_planned",
    }
    assert covered_by_village(by, JAN) == {KEWAR: 2}
    again = send(by, "bpjs_mkro", BELU, rows[:2], paid_on=D(2026, 2, 10), reference="lain")
    assert codes(again) == {2: "paid_twice"}
    run_here(by=by, job=staging.undo(by=by, batch=batch, reason="salah"))
    assert not Posting.objects.exists()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_row_is_accepted_unchanged_or_held(
    world: World, lists: Lists, data: st.DataObject
) -> None:
    """Rows in = new + unchanged + held or rejected, whatever the order and the nonsense."""
    by = world.actor("dpmd_belu")
    if not Membership.objects.exists():
        enrol(by=by, decree=lists.decree(KEWAR, 3))
        make_person(KEWAR, 77)
    people = list(Membership.objects.select_related("person").order_by("pk"))
    niks = [m.person.nik for m in people] + ["5304011912850099", "", "123"]
    names = [m.person.name for m in people] + ["ORANG ASING"]
    cell = st.tuples(
        st.sampled_from(niks), st.sampled_from(names),
        st.sampled_from(["01-2026", "02-2026", "", "13-2026"]),
        st.sampled_from([16_800, 1, "", "abc"]),
    )  # fmt: skip
    drawn = data.draw(st.lists(cell, min_size=1, max_size=8))
    rows = [["NIK", "NAMA", "BLTH", "TOTAL"], *map(list, drawn)]
    covered = CoverMonth.objects.exclude(posting=None).count()
    batch = receive(by, "bpjs_posting", BELU, rows, paid_on=D(2026, 3, 1), reference="K")
    assert batch.state == "previewed"
    assert sum(batch.counts.values()) == batch.rows_read
    run_here(by=by, job=staging.accept(by=by, batch=batch))
    batch.refresh_from_db()
    assert sum(batch.counts.values()) == batch.rows_read
    now = CoverMonth.objects.exclude(posting=None).count()
    assert now - covered == batch.counts.get("new", 0)
