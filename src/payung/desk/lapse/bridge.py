"""January to April: villages whose money comes later than the grace, and what could carry them.

Nothing here is a forecast of the treasury: the day on which a tranche comes is asked for, by
village, and the answer says what happens if nothing is paid before that day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.calendar import Month, months_between
from payung.core.coverage import CoverFacts, CoverRules, Receipt, Segment, standing
from payung.programme.funds.models import Allotment
from payung.programme.membership.figures import running
from payung.programme.membership.models import CoverMonth
from payung.programme.membership.rules_in_force import RulesInForce

PAID_ON_DAY = 10


@dataclass(frozen=True, slots=True)
class Span:
    """One village and segment: when cover ends unpaid, and the months that carry it to the tranche.

    `months` paid before `lapses_on` keep everybody covered until the tranche comes; `rupiah` is
    their price at December's contribution. `carriers` are funds of the village whose share holds
    those months.
    """

    village: Area
    segment: str
    heads: int
    tranche: dt.date
    lapses_on: dt.date
    months: tuple[Month, ...]
    rupiah: int
    carriers: tuple[str, ...]

    @property
    def days_short(self) -> int:
        """Days between the end of cover and the tranche."""
        return (self.tranche - self.lapses_on).days


def bridge(
    actor: Actor, area: Area, year: int, tranche: dt.date, own: Mapping[str, dt.date] | None = None
) -> tuple[Span, ...]:
    """Villages that would lapse before their first tranche of a year; four statements.

    Everybody who was paid for December is taken as paid up to then. `own` are days of single
    villages, where they differ from `tranche`. Contributions are counted as received on the 10th.
    """
    december = Month(year - 1, 12)
    rules = RulesInForce(area.code, december.last_day)
    carriers = _carriers(actor, area, year)
    found = []
    for village, segment, heads, monthly in _december(actor, area, december):
        day = (own or {}).get(village.code, tranche)
        span = _span(segment, rules.cover(village.code), december, day)
        if span is not None:
            lapses_on, months = span
            able = tuple(
                name for name, held in carriers.get(village.code, ()) if set(months) <= set(held)
            )
            found.append(
                Span(village, segment, heads, day, lapses_on, months, monthly * len(months), able)
            )
    return tuple(sorted(found, key=lambda s: (s.lapses_on, s.village.code, s.segment)))


def _span(
    segment: str, rules: CoverRules, december: Month, tranche: dt.date
) -> tuple[dt.date, tuple[Month, ...]] | None:
    """The day of lapse unpaid, and the fewest months that carry to the tranche; None: none need."""
    first = _lapse(segment, rules, december, december)
    if first > tranche:
        return None
    last = december + 1
    while _lapse(segment, rules, december, last) <= tranche:
        last = last + 1
    return first, tuple(months_between(december + 1, last))


def _lapse(segment: str, rules: CoverRules, december: Month, last: Month) -> dt.date:
    """The first day without cover when every month up to `last` is paid and no later one."""
    paid = months_between(december - 5, last)
    receipts = tuple(Receipt(month, month.day(PAID_ON_DAY)) for month in paid)
    facts = CoverFacts(Segment(segment), receipts, data_complete_on=receipts[0].received_on)
    found = standing(facts, rules, last.last_day)
    assert found.lapses_on is not None  # noqa: S101 - it stands on the last day it paid for
    return found.lapses_on


def _december(actor: Actor, area: Area, december: Month) -> list[tuple[Area, str, int, int]]:
    """Members and rupiah of December, paid or planned, by village and segment; two statements."""
    members = running(actor, area.code, december.last_day, Right.VIEW_FIGURES)
    rows = list(
        CoverMonth.objects.filter(membership__in=members, month=december)
        .values_list("membership__village_id", "membership__segment")
        .annotate(heads=Count("*"), rupiah=Sum("amount"))
        .order_by("membership__village_id", "membership__segment")
    )
    villages = {a.code: a for a in Area.objects.filter(code__in={row[0] for row in rows})}
    return [(villages[v], segment, heads, rupiah) for v, segment, heads, rupiah in rows]


def _carriers(
    actor: Actor, area: Area, year: int
) -> Mapping[str, list[tuple[str, tuple[Month, ...]]]]:
    """Funds of each village in the year with the months of their share; one statement."""
    found: dict[str, list[tuple[str, tuple[Month, ...]]]] = defaultdict(list)
    shares = Allotment.objects.visible_to(actor).in_area(area.code).filter(year=year)
    for share in shares.select_related("fund").order_by("fund__name"):
        found[share.village_id].append((share.fund.name, share.months))
    return found
