"""The calendar of a region's tranches: when each village's money comes, who lapses before it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.desk.lapse.bridge import Span, bridge
from payung.programme.funds.tranches import Tranche, calendar


@dataclass(frozen=True, slots=True)
class Dated:
    """One village: its tranches in the order of their days, and its spans of the bridge."""

    village: Area
    tranches: tuple[Tranche, ...]
    spans: tuple[Span, ...]

    @property
    def lapses_on(self) -> dt.date | None:
        """The first day of lapse before the money comes."""
        return min((s.lapses_on for s in self.spans), default=None)

    @property
    def days_short(self) -> int:
        return max((s.days_short for s in self.spans), default=0)

    @property
    def heads(self) -> int:
        return sum(s.heads for s in self.spans)


def timetable(actor: Actor, area: Area, year: int) -> list[Dated]:
    """Every desa of a region; a kelurahan's money comes from the district. Seven statements."""
    villages = list(
        Area.objects.in_area(area.code)
        .filter(level=Area.Level.VILLAGE, kind=Area.Kind.DESA)
        .order_by("code")
    )
    held: dict[str, list[Tranche]] = defaultdict(list)
    for one in calendar(area.code, (year,), [v.code for v in villages], timezone.localdate()):
        held[one.village].append(one)
    spans: dict[str, list[Span]] = defaultdict(list)
    for span in bridge(actor, area, year).spans:
        spans[span.village.code].append(span)
    return [Dated(v, tuple(held[v.code]), tuple(spans[v.code])) for v in villages]
