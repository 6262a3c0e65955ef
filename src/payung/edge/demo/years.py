"""Earlier years of a village: lists, bills month by month, and what was never paid.

A fund of the village's own revenue paid for a few workers for two years and ended; its last three
months stayed unpaid, so that arrears of an earlier year stand on the board. By public actions.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from payung.base.territory.models import Area
from payung.core.calendar import Month, months_between
from payung.desk.roster import actions as flow
from payung.edge.demo.frame import PERBUP
from payung.edge.demo.plan import Plan, Village
from payung.edge.demo.staff import Staff
from payung.programme.billing.actions import book_receipts, issue_bills
from payung.programme.billing.models import Bill
from payung.programme.funds.actions import FundTerms, Share, make_fund, set_allotment
from payung.programme.funds.models import Fund
from payung.programme.membership.actions import (
    end_membership,
    enrol,
    record_posting,
)
from payung.programme.membership.actions.numbering import record_kpj
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import DecreePaper, Minutes, NewCandidate
from payung.programme.selection.models import Decree
from payung.programme.selection.pool import years_before
from payung.programme.selection.rules.work import LISTED

CODE, YEARS, HEADS, UNPAID = "pades", 2, 6, 3


@transaction.atomic
def build(plan: Plan, staff: Staff) -> dict[str, int]:
    """A village with two earlier years; nothing where there are no workers left."""
    if Fund.objects.filter(code=CODE).exists():  # built whole before the ledger was written
        return {}
    fund = _fund(plan, staff)
    desa = [v for v in plan.villages if v.is_desa]
    chosen = [v for v in desa[4:] if v.area.code not in plan.stopped][:1]
    heads = sum(_village(plan, staff, fund, village) for village in chosen)
    old = Bill.objects.filter(fund=fund)
    return {"villages": len(chosen), "heads": heads, "bills": old.count()}


def _fund(plan: Plan, staff: Staff) -> Fund:
    first = Month(plan.year - YEARS, 1)
    fund = make_fund(
        by=staff.dpmd,
        terms=FundTerms(
            code=CODE, name="APBDes (PADes): pekerja rentan", kind=Fund.Kind.APBDES,
            area=plan.villages[0].area.code[:5], payer_level=Area.Level.VILLAGE,
            regulation=PERBUP, valid_from=first.first_day, source="PADes",
            valid_until=dt.date(plan.year - 1, 12, 31), income_base=1_000_000,
            activity_code="04.04.93", account_code="5.2.7.90",
        ),
    )  # fmt: skip
    selection.adopt_rules(by=staff.dpmd, fund=fund)
    return fund


def _village(plan: Plan, staff: Staff, fund: Fund, village: Village) -> int:
    first, last = Month(plan.year - YEARS, 1), Month(plan.year - 1, 12)
    people = _workers(village, first.first_day)
    if not people:
        return 0
    for year in range(first.year, last.year + 1):
        enrol(by=staff.dpmd, decree=_decreed(staff, fund, village, year, people))
    members = Membership.objects.filter(person__in=people, segment="bpu").order_by("pk")
    for n, member in enumerate(members):
        record_kpj(by=staff.bpjs, membership=member, kpj=f"24{village.place.index:03}{n:06}",
                   paper="Kartu peserta (contoh)")  # fmt: skip
    _paid(staff, village, list(months_between(first, last)), [m.pk for m in members])
    for member in members:
        end_membership(
            by=staff.dpmd, membership=member, on=last.last_day, reason="fund_ended",
            paper=f"Perdes {village.place.name} {last.year} (contoh)",
        )  # fmt: skip
    return len(people)


def _workers(village: Village, on: dt.date) -> list[int]:
    rows = Person.objects.active().filter(
        village=village.area, life_status=Person.LifeStatus.ALIVE, occupation__in=LISTED,
        birth_date__range=(years_before(on, 60), years_before(on, 25)), memberships=None,
    )  # fmt: skip
    rows = rows.exclude(nik_state__in=["temporary", "missing"]).order_by("-pk")
    return list(rows.values_list("pk", flat=True)[:HEADS])


def _decreed(staff: Staff, fund: Fund, village: Village, year: int, people: list[int]) -> Decree:
    share = Share(
        year, Month(year, 1), Month(year, 12), f"APBDes {year} (contoh)", quota=25,
        ceiling=25 * 12 * 16_800,
    )  # fmt: skip
    set_allotment(by=staff.dpmd, fund=fund, village=village.area, share=share)
    operator, on = staff.operator(village), dt.date(year, 1, 8)
    roster = selection.open_roster(by=operator, village=village.area, fund=fund, year=year)
    named = [NewCandidate(pk, working_statement=True, decile=2) for pk in people]
    selection.add_candidates(by=operator, roster=roster, people=named)
    flow.assess(by=operator, roster=roster, on=on)
    number = f"KEP.P/{village.place.index + 1:03}/{year}"
    flow.propose(by=operator, roster=roster, minutes=Minutes(f"{number}/BA", on), on=on)
    flow.review(by=staff.camat(village), roster=roster, on=on)
    flow.verify(by=staff.dpmd, roster=roster, on=on)
    paper = DecreePaper(number=number, on=on, month_from=Month(year, 1))
    return flow.decree(by=staff.head(village), roster=roster, paper=paper, on=on)


def _paid(staff: Staff, village: Village, months: list[Month], members: list[int]) -> None:
    """Every month billed; all but the last three received."""
    code = village.area.code
    for month in months:
        issue_bills(by=staff.dpmd, area=code, month=month)
    for month in months[:-UNPAID]:
        record_posting(
            by=staff.bpjs, village=code, month=month, paid_on=month.day(14),
            reference=f"P{code[-7:].replace('.', '')}{month.year % 100}{month.number:02}",
            memberships=members,
        )  # fmt: skip
    book_receipts(by=staff.dpmd, bills=Bill.objects.filter(village=code, fund__code=CODE))
