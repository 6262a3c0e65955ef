"""When one fund ends and another begins: who goes over without a gap, and who falls between."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Max, Min

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.programme.funds.models import Fund
from payung.programme.membership.models import CoverMonth, Membership

NOTICE_DAYS = 45


class Outcome(StrEnum):
    """What becomes of a member of the outgoing fund."""

    GOES_OVER = "goes_over"
    GAP = "gap"
    FALLS = "falls"


@dataclass(frozen=True, slots=True)
class Passing:
    """One member of the outgoing fund: the last month it pays, the first that the next pays."""

    membership: int
    name: str
    village: str
    has_kpj: bool
    last: Month
    first: Month | None

    @property
    def outcome(self) -> Outcome:
        if self.first is None:
            return Outcome.FALLS
        return Outcome.GOES_OVER if self.first - self.last == 1 else Outcome.GAP


@dataclass(frozen=True)
class Handover:
    """Everybody whom a fund leaves after its last month, and the day to settle it by."""

    fund: Fund
    last: Month
    passing: tuple[Passing, ...]
    joining: int

    @property
    def settle_by(self) -> dt.date:
        """45 days before the first month that the fund no longer pays."""
        return (self.last + 1).first_day - dt.timedelta(days=NOTICE_DAYS)

    def of(self, outcome: Outcome) -> tuple[Passing, ...]:
        return tuple(one for one in self.passing if one.outcome is outcome)


def last_month(actor: Actor, area: Area, fund: Fund, year: int) -> Month | None:
    """The last month of the year that a fund plans for anybody in a region; one statement."""
    rows = _months(actor, area).filter(
        fund=fund, month__gte=Month(year, 1), month__lte=Month(year, 12)
    )
    found = rows.aggregate(last=Max("month"))["last"]
    return Month.parse(found) if isinstance(found, str) else found


def handover(actor: Actor, area: Area, fund: Fund, last: Month) -> Handover:
    """Set the fund's members of its last month beside whoever pays them later; three statements.

    The membership goes on: same KPJ, same JKM clock, if no month is left out. Who has no later
    month planned falls between; who has one later than the next has a gap.
    """
    leaving = (
        Membership.objects.visible_to(actor, Right.VIEW_PEOPLE)
        .in_area(area.code)
        .filter(months__fund=fund, months__month=last, ended_on=None)
        .select_related("person", "village")
        .order_by("village_id", "person__name_key", "pk")
    )
    later = dict(
        CoverMonth.objects.filter(membership__in=leaving.order_by().values("pk"), month__gt=last)
        .values_list("membership_id")
        .annotate(first=Min("month"))
    )
    passing = tuple(
        Passing(
            row.pk, row.person.name, row.village.title, bool(row.kpj_index), last,
            _month(later.get(row.pk)),
        )
        for row in leaving
    )  # fmt: skip
    joining = (
        Membership.objects.visible_to(actor, Right.VIEW_PEOPLE)
        .in_area(area.code)
        .filter(months__month=last + 1, ended_on=None)
        .exclude(months__month=last)
        .count()
    )
    return Handover(fund, last, passing, joining)


def _months(actor: Actor, area: Area):  # type: ignore[no-untyped-def]
    seen = Membership.objects.visible_to(actor, Right.VIEW_PEOPLE).in_area(area.code)
    return CoverMonth.objects.filter(membership__in=seen)


def _month(value: object) -> Month | None:
    return Month.parse(value) if isinstance(value, str) else value  # type: ignore[return-value]
