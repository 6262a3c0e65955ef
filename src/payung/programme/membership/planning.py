"""What enrolling a decree would do, line by line, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from payung.base.worded import worded_once
from payung.core.calendar import Month, months_between
from payung.programme.funds.models import Fund
from payung.programme.membership.holding import Hold, HoldCode
from payung.programme.membership.models import CoverMonth, Employer, Membership
from payung.programme.people.models import Person
from payung.programme.selection.models import Decree, DecreeLine

P = Person.LifeStatus
OF_LINE = (
    "decree", "position", "name", "address", "programmes", "base", "month_from", "month_to",
    "amounts", "monthly", "total", "law_id", "post", "candidate__person",
    "candidate__person__name", "candidate__person__life_status",
    "candidate__person__withdrawn_at",
)  # fmt: skip
"""What is needed of a line: nothing that is sealed."""
_GONE = {P.MOVED, P.MISSING, P.AWAY, P.INVALID}


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """A month to be planned and its contribution in rupiah, as decreed."""

    month: Month
    amount: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the decree: months to add, the membership that has some already, the holds.

    Months that another fund pays are held back alone; every other hold stops the whole line.
    """

    line: DecreeLine
    person: Person
    months: tuple[PlannedMonth, ...]
    membership: Membership | None
    holds: tuple[Hold, ...]

    @property
    def verdict(self) -> str:
        """new, enrolled (nothing to add), or held."""
        if self.months:
            return "new"
        return "held" if self.holds else "enrolled"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the persons of a decree before it is enrolled."""

    active: dict[int, Membership]
    ended: dict[int, Membership]
    taken: dict[int, dict[Month, int]]
    funds: dict[int, str]
    employer: Employer | None


def plan(decree: Decree) -> list[Planned]:
    """Every line of a decree with what enrolling it would do. Five statements at most."""
    lines = _lines(decree.pk)
    known = _known(decree, [line.candidate.person_id for line in lines])
    return [_plan_line(line, decree, known) for line in lines]


@worded_once
def _lines(decree: int) -> QuerySet[DecreeLine]:
    rows = DecreeLine.objects.filter(decree=decree).select_related("candidate__person")
    return rows.only(*OF_LINE).order_by("position")


def _known(decree: Decree, people: Iterable[int]) -> Standing:
    roster = decree.roster
    employer = Employer.objects.filter(
        area=roster.village_id, kind=Employer.Kind.EMPLOYER
    ).order_by("id").first()  # fmt: skip
    rows = Membership.objects.filter(person__in=list(people), segment=roster.segment).defer("kpj")
    if roster.segment == Membership.Segment.PU:
        rows = rows.filter(employer=employer)
    active: dict[int, Membership] = {}
    ended: dict[int, Membership] = {}
    for row in rows.order_by("id"):
        if row.ended_on is None:
            active[row.person_id] = row
        elif row.ended_on >= decree.date:
            ended[row.person_id] = row
    taken: dict[int, dict[Month, int]] = defaultdict(dict)
    months = CoverMonth.objects.filter(membership__in=[row.pk for row in active.values()])
    for pk, month, fund in months.values_list("membership_id", "month", "fund_id"):
        taken[pk][month] = fund
    others = {fund for known in taken.values() for fund in known.values()} - {roster.fund_id}
    funds = dict(Fund.objects.filter(pk__in=others).values_list("pk", "name")) if others else {}
    return Standing(active, ended, taken, funds, employer)


def _plan_line(line: DecreeLine, decree: Decree, known: Standing) -> Planned:
    person, fund = line.candidate.person, decree.roster.fund
    membership = known.active.get(person.pk)
    taken = known.taken.get(membership.pk, {}) if membership else {}
    wanted = months_between(line.month_from, line.month_to)
    decreed = [PlannedMonth(m, a) for m, a in zip(wanted, line.amounts, strict=True)]
    free = tuple(one for one in decreed if one.month not in taken)
    other = [one.month for one in decreed if one.month in taken]
    other = [month for month in other if taken[month] != fund.pk]
    holds = list(_holds(person, decree, known)) if free else []
    months = () if holds else free
    if other:
        names = ", ".join(sorted({known.funds[taken[m]] for m in other}))
        holds.append(Hold(HoldCode.OTHER_PAYER, names, tuple(other)))
    return Planned(line, person, months, membership, tuple(holds))


def _holds(person: Person, decree: Decree, known: Standing) -> Iterable[Hold]:
    if person.withdrawn_at is not None:
        yield Hold(HoldCode.WITHDRAWN)
    if person.life_status == P.DEAD:
        yield Hold(HoldCode.DEAD)
    elif person.life_status in _GONE:
        yield Hold(HoldCode.GONE)
    if decree.roster.segment == Membership.Segment.PU and known.employer is None:
        yield Hold(HoldCode.NO_EMPLOYER)
    gone = known.ended.get(person.pk)
    if gone is not None and person.pk not in known.active:
        yield Hold(HoldCode.ENDED, str(gone.get_end_reason_display()))
