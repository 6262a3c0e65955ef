"""Members whom another list insured: one of an earlier year, one registered a second time."""

from __future__ import annotations

import datetime as dt

from payung.core.calendar import Month, months_between
from payung.desk.roster import actions as flow
from payung.edge.demo.plan import Village
from payung.edge.demo.staff import Staff
from payung.programme.funds.actions import Share, set_allotment
from payung.programme.funds.models import Allotment, Fund
from payung.programme.membership.actions.enrolling import enrol
from payung.programme.membership.actions.posting import record_posting
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import DecreePaper, Minutes, NewCandidate
from payung.programme.selection.models import Roster
from payung.programme.selection.pool import years_before
from payung.programme.selection.rules.work import LISTED


def worker_of(villages: list[str], on: dt.date) -> Person | None:
    """Somebody at work whom no list of this year insures, and who could be insured on that day."""
    rows = Person.objects.active().filter(
        village__in=villages, life_status=Person.LifeStatus.ALIVE, occupation__in=LISTED,
        birth_date__range=(years_before(on, 60), years_before(on, 25)), memberships=None,
    )  # fmt: skip
    return rows.exclude(nik_state__in=["temporary", "missing"]).order_by("village_id", "pk").first()


def insured(
    staff: Staff, village: Village, person: Person, first: Month, last: Month
) -> Membership:
    """A list with one name, through the same four hands, and each month as BPJS received it."""
    roster, on = _roster(staff, village, first.year), first.day(8)
    number = f"KEP.S/{village.place.index + 1:03}/{first.year}"
    operator = staff.operator(village)
    one = NewCandidate(person.pk, working_statement=True, decile=1)
    selection.add_candidates(by=operator, roster=roster, people=[one])
    flow.assess(by=operator, roster=roster, on=on)
    flow.propose(by=operator, roster=roster, minutes=Minutes(f"{number}/BA", on), on=on)
    flow.review(by=staff.camat(village), roster=roster, on=on)
    flow.verify(by=staff.dpmd, roster=roster, on=on)
    paper = DecreePaper(number=number, on=on, month_from=first)
    enrol(by=staff.dpmd, decree=flow.decree(
        by=staff.head(village), roster=roster, paper=paper, on=on
    ))  # fmt: skip
    made = Membership.objects.get(person=person, segment="bpu")
    received(staff, made, list(months_between(first, last)))
    return made


def received(
    staff: Staff, member: Membership, months: list[Month], paid_on: dt.date | None = None
) -> None:
    """BPJS received these months of one member, each in its time or all on one day."""
    for month in months:
        record_posting(
            by=staff.bpjs, village=member.village_id, month=month, paid_on=paid_on or month.day(10),
            reference=f"S-{member.pk}-{month}", memberships=[member.pk],
        )  # fmt: skip


def _roster(staff: Staff, village: Village, year: int) -> Roster:
    fund = Fund.objects.get(code="add")
    if not Allotment.objects.filter(fund=fund, village=village.area, year=year).exists():
        share = Share(year, Month(year, 1), Month(year, 12), f"APBDes {year} (contoh)", quota=25)
        set_allotment(by=staff.dpmd, fund=fund, village=village.area, share=share)
    return selection.open_roster(
        by=staff.operator(village), village=village.area, fund=fund, year=year, amending=True
    )
