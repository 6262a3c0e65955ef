"""One civil servant ↔ named workers: who may, what becomes of the months, what a stop leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.members import Lists, make_fund, make_person
from tests.world import BELU, BIALO, KEWAR, World

from payung.base.journal.models import Event
from payung.base.territory.actor import NotAllowed
from payung.core.calendar import Month
from payung.programme.billing.actions import issue_bills
from payung.programme.billing.models import Bill
from payung.programme.billing.sources import read_sources
from payung.programme.funds.actions import (
    FundRefused,
    SponsorTerms,
    keep_sponsor,
    name_manager,
)
from payung.programme.funds.models import Fund, Pledge, Sponsor
from payung.programme.funds.reach import manages
from payung.programme.membership.actions import (
    MembershipRefused,
    Promised,
    enrol,
    pledge,
    record_posting,
    stop_pledge,
)
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people import relations

pytestmark = pytest.mark.django_db
JULY = Month(2026, 7)
TERMS = SponsorTerms("Yohana Seran", "19800101 200501 2 003", "Dinas Kesehatan")
PROMISED = Promised(20_000, JULY, Month(2026, 12), "Pernyataan 1/2026", date(2026, 6, 1))


def asn_fund() -> Fund:
    fund = make_fund("asn", BELU, "asn")
    Fund.objects.filter(pk=fund.pk).update(payer_level="regency", income_base=1_000_000)
    fund.refresh_from_db()
    return fund


def make(world: World, people: list, fund: Fund | None = None, **terms: object) -> list[Pledge]:
    fund = fund or asn_fund()
    by = world.actor("dpmd_belu")
    sponsor = keep_sponsor(by=by, fund=fund, terms=TERMS)
    promised = replace(PROMISED, **terms)
    return pledge(by=by, fund=fund, sponsor=sponsor, people=people, promised=promised)


def test_named_workers_get_planned_months_bills_and_a_journal(world: World) -> None:
    people = [make_person(KEWAR, n) for n in (1, 2)]
    rows = make(world, people)
    assert [r.person_id for r in rows] == [p.pk for p in people]
    assert Sponsor.objects.get().nip == "198001012005012003"
    months = CoverMonth.objects.filter(membership__person=people[0]).order_by("month")
    # PP 50/2025 halves JKK and JKM of BPU in 2026, for money that is not the state's.
    assert {m.amount for m in months} == {8_400}
    assert [m.month for m in months] == list(PROMISED.months)
    by = world.actor("dpmd_belu")
    issued = issue_bills(by=by, area=BELU, month=JULY)
    (bill,) = issued.bills
    assert (bill.heads, bill.amount, bill.remitter) == (2, 16_800, Bill.Remitter.SPONSOR)
    assert not issue_bills(by=by, area=BELU, month=JULY).bills
    cell = read_sources(BELU, JULY).cells[KEWAR, rows[0].fund_id]
    assert (cell.decreed, cell.members, cell.billed_heads) == (2, 2, 2)
    assert Event.objects.filter(action="membership.pledged").count() == 2
    assert "198001012005012003" not in str(list(Event.objects.values()))


def test_a_running_membership_goes_on_without_a_gap(world: World) -> None:
    decree = Lists(world).decree(KEWAR, 1, months=("2026-01", "2026-06"))
    enrol(by=world.actor("dpmd_belu"), decree=decree)
    member = Membership.objects.get()
    make(world, [member.person])
    assert Membership.objects.count() == 1
    assert member.months.count() == 12


def test_a_month_is_never_paid_twice_and_all_or_none_are_taken(world: World) -> None:
    decree = Lists(world).decree(KEWAR, 1)
    enrol(by=world.actor("dpmd_belu"), decree=decree)
    paid, free = Membership.objects.get().person, make_person(KEWAR, 50)
    with pytest.raises(MembershipRefused, match=r"Juli s\.d\. Desember 2026 sudah dibayar"):
        make(world, [free, paid])
    assert not Pledge.objects.exists()
    assert CoverMonth.objects.count() == 12


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"monthly": 8_399}, "lebih besar dari janji"),
        ({"month_to": Month(2026, 6)}, "berurutan"),
        ({"month_to": Month(2029, 1)}, "paling banyak 24 bulan"),
        ({"paper": " "}, "surat pernyataan"),
        ({"month_from": Month(2025, 12)}, "tidak berlaku"),
    ],
)
def test_terms_that_make_no_sense_are_refused(world: World, changed: dict, said: str) -> None:
    with pytest.raises(MembershipRefused, match=said):
        make(world, [make_person(KEWAR, 1)], **changed)
    assert not Membership.objects.exists()


def test_workers_who_cannot_be_enrolled_are_named(world: World) -> None:
    fund = asn_fund()
    old = make_person(KEWAR, 1, birth_date=date(1950, 1, 1))
    dead = make_person(KEWAR, 2, life_status="dead")
    temporary = make_person(KEWAR, 3, nik="0530401200100003")
    elsewhere = make_person(BIALO, 4)
    for worker in (old, dead, temporary, elsewhere):
        with pytest.raises(MembershipRefused, match=worker.name):
            make(world, [worker], fund)
    for workers in ([], [old, old]):
        with pytest.raises(MembershipRefused, match="masing-masing satu kali"):
            make(world, workers, fund)
    with pytest.raises(MembershipRefused, match="berjenis Donasi ASN"):
        make(world, [old], make_fund("add", BELU))


def test_a_stop_drops_later_months_and_the_next_bill_takes_them_back(world: World) -> None:
    fund, worker = asn_fund(), make_person(KEWAR, 1)
    (row,) = make(world, [worker], fund)
    by = world.actor("dpmd_belu")
    issue_bills(by=by, area=BELU, month=Month(2026, 9))
    record_posting(by=by, village=KEWAR, month=JULY, paid_on=date(2026, 7, 9), reference="KI-1")
    with pytest.raises(MembershipRefused, match="Juli 2026 sudah diterima BPJS"):
        stop_pledge(by=by, pledge=row, after=Month(2026, 6), reason="retired", paper="SK 9")
    for reason, paper in (("retired", " "), ("lelah", "SK 9")):
        with pytest.raises(MembershipRefused):
            stop_pledge(by=by, pledge=row, after=JULY, reason=reason, paper=paper)
    done = stop_pledge(by=by, pledge=row, after=JULY, reason="retired", paper="SK 9")
    again = stop_pledge(by=by, pledge=row, after=JULY, reason="retired", paper="SK 9")
    assert (done.last, again.pk) == (JULY, row.pk)
    assert Event.objects.filter(action="membership.pledge_stopped").count() == 1
    member = Membership.objects.get()
    assert (member.ended_on, [m.month for m in member.months.all()]) == (None, [JULY])
    issued = issue_bills(by=by, area=BELU, month=Month(2026, 9))
    assert sum(b.amount for b in issued.bills) == -8_400
    assert read_sources(BELU, Month(2026, 9)).cells[KEWAR, fund.pk].decreed == 0


def test_only_who_manages_the_fund_may(world: World) -> None:
    fund, worker = asn_fund(), make_person(KEWAR, 1)
    by = world.actor("dpmd_belu")
    sponsor = keep_sponsor(by=by, fund=fund, terms=TERMS)
    opd = world.actor("opd_belu")
    assert not manages(opd, fund)  # no OPD named yet, none bound
    for who in ("op_kewar", "kades_kewar", "opd_belu", "dpmd_bulukumba", "bpjs_belu"):
        with pytest.raises(NotAllowed):
            pledge(by=world.actor(who), fund=fund, sponsor=sponsor, people=[worker],
                   promised=PROMISED)  # fmt: skip
    name_manager(by=by, fund=fund, unit="Dinas Sosial", paper="SK 2/2026")
    fund.refresh_from_db()
    own = replace(opd, grants=tuple(replace(g, unit="Dinas Sosial") for g in opd.grants))
    other = replace(opd, grants=tuple(replace(g, unit="Disnaker") for g in opd.grants))
    assert (manages(own, fund), manages(other, fund), manages(opd, fund)) == (True, False, False)
    pledge(by=own, fund=fund, sponsor=sponsor, people=[worker], promised=PROMISED)


@pytest.mark.parametrize("nip", ["1980", "198013012005012003", "abc"])
def test_a_number_that_is_no_nip_is_refused(world: World, nip: str) -> None:
    with pytest.raises(FundRefused, match="NIP harus 18 angka"):
        keep_sponsor(by=world.actor("dpmd_belu"), fund=asn_fund(), terms=replace(TERMS, nip=nip))


def test_the_database_holds_a_stop_together_and_one_promise_a_month(world: World) -> None:
    (row,) = make(world, [make_person(KEWAR, 1)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.filter(pk=row.pk).update(stop_reason="retired")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    assert not relations.undeclared()
