"""January to April: villages whose money comes later than the grace, and what could carry them.

Nothing here is a forecast of the treasury: the day on which a tranche comes stands in the
village's calendar (`funds/tranches.py`) or is asked for, and the answer says what happens if
nothing is paid before that day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils import timezone

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.calendar import Month, months_between
from payung.core.coverage import CoverFacts, CoverRules, Receipt, Segment, standing
from payung.programme.funds.models import Allotment
from payung.programme.funds.tranches import Tranche, calendar, first_day, waits_for
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
    paper: str = ""
    """On what the day rests; empty when it was typed."""

    @property
    def days_short(self) -> int:
        """Days between the end of cover and the tranche."""
        return (self.tranche - self.lapses_on).days


@dataclass(frozen=True, slots=True)
class Bridged:
    """Who lapses before the money comes, and the villages of which nobody knows the day."""

    spans: tuple[Span, ...]
    unknown: tuple[Area, ...]


def bridge(
    actor: Actor, area: Area, year: int, tranche: dt.date | None = None,
    own: Mapping[str, dt.date] | None = None, *, for_all: bool = False,
) -> Bridged:  # fmt: skip
    """Villages that would lapse before their first tranche of a year; five statements.

    Everybody who was paid for December is taken as paid up to then. The day is the one of the
    village's calendar for the fund that paid; `tranche` stands in where there is none (with
    `for_all` it stands for all), `own` are days of single villages. Contributions are counted as
    received on the 10th. Money that is not the village's waits for no tranche.
    """
    december = Month(year - 1, 12)
    rules = RulesInForce(area.code, december.last_day)
    carriers = _carriers(actor, area, year)
    rows = _december(actor, area, december)
    known = _calendar(area, year, {village.code for village, *_rest in rows})
    found, unknown = [], {}
    for village, segment, kind, heads, monthly in rows:
        day, paper = _day(known[village.code], kind, segment)
        if (own or {}).get(village.code) is not None:
            day, paper = (own or {})[village.code], ""
        elif tranche is not None and (for_all or (day is None and waits_for(kind, segment))):
            day, paper = tranche, ""
        if day is None:
            if waits_for(kind, segment):
                unknown[village.code] = village
            continue
        span = _span(segment, rules.cover(village.code), december, day)
        if span is not None:
            lapses_on, months = span
            able = tuple(
                name for name, held in carriers.get(village.code, ()) if set(months) <= set(held)
            )
            found.append(
                Span(village, segment, heads, day, lapses_on, months, monthly * len(months), able,
                     paper)
            )  # fmt: skip
    found.sort(key=lambda s: (s.lapses_on, s.village.code, s.segment))
    return Bridged(tuple(found), tuple(unknown[code] for code in sorted(unknown)))


def _calendar(area: Area, year: int, villages: set[str]) -> dict[str, list[Tranche]]:
    found: dict[str, list[Tranche]] = {code: [] for code in villages}
    for one in calendar(area.code, (year,), sorted(villages), timezone.localdate()):
        found[one.village].append(one)
    return found


def _day(held: list[Tranche], kind: str, segment: str) -> tuple[dt.date | None, str]:
    """The day on which this money is there, and the paper that says so."""
    kinds = waits_for(kind, segment)
    day = first_day(held, kinds) if kinds else None
    paper = next((t.paper for t in held if t.day == day and t.kind in kinds), "")
    return day, paper


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


def _december(actor: Actor, area: Area, december: Month) -> list[tuple[Area, str, str, int, int]]:
    """Members and rupiah of December by village, segment and kind of fund; two statements."""
    members = running(actor, area.code, december.last_day, Right.VIEW_FIGURES)
    rows = list(
        CoverMonth.objects.filter(membership__in=members, month=december)
        .values_list("membership__village_id", "membership__segment", "fund__kind")
        .annotate(heads=Count("*"), rupiah=Sum("amount"))
        .order_by("membership__village_id", "membership__segment", "fund__kind")
    )
    villages = {a.code: a for a in Area.objects.filter(code__in={row[0] for row in rows})}
    return [(villages[v], s, kind, heads, rupiah) for v, s, kind, heads, rupiah in rows]


def _carriers(
    actor: Actor, area: Area, year: int
) -> Mapping[str, list[tuple[str, tuple[Month, ...]]]]:
    """Funds of each village in the year with the months of their share; one statement."""
    found: dict[str, list[tuple[str, tuple[Month, ...]]]] = defaultdict(list)
    shares = Allotment.objects.visible_to(actor).in_area(area.code).filter(year=year)
    for share in shares.select_related("fund").order_by("fund__name"):
        found[share.village_id].append((share.fund.name, share.months))
    return found
