"""The settings that this room rests on, read once for all villages of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from payung.base.policy.models import Setting
from payung.base.policy.queries import InForce, Timeline, ancestors
from payung.core.holidays import Calendar, Year, national, parse_days

CODES = (
    "jkk_report_hours", "claim_expiry_years", "claim_payment_days", "claim_escalation_days",
    "claim_early_days", "claim_cluster_deaths", "heir_adult_age", "grace_months",
    "scholarship_window_months", "national_holidays",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of some villages and all that holds them."""

    rows: tuple[Setting, ...]

    @classmethod
    def of(cls, areas: Iterable[str]) -> Rules:
        """Every setting of this room that may hold in these regions; one statement."""
        wanted = {code for area in set(areas) for code in ancestors(area)}
        return cls(tuple(Setting.objects.filter(code__in=CODES, area__in=wanted)))

    def at(self, code: str, area: str, on: dt.date, scope: str = "") -> InForce:
        """The value in force in a region on a day, as `policy.in_force` would answer."""
        above = set(ancestors(area))
        rows = tuple(r for r in self.rows if r.code == code and r.area in above)
        return Timeline(code, rows).at(on, scope)

    def holidays(self, area: str, start: dt.date) -> Calendar:
        """The national calendar, with the years that the region entered from their decree."""
        found = dict(national())
        for year in (start.year, start.year + 1):
            own = self.at("national_holidays", area, dt.date(year, 12, 31), str(year))
            if own.decided and own.value:
                days = parse_days(str(own.value), year)
                found[year] = Year(days, own.reference, own.confidence)
        return found
