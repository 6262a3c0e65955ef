"""Which last paid month still holds cover on a day: asked of core/coverage, used in one query."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.base.policy.queries import all_in_force
from payung.core.calendar import Month
from payung.core.coverage import CoverFacts, CoverRules, Receipt, Segment, standing

SETTINGS = ("grace_months", "grace_basis", "jkm_clock", "jkm_clock_scope")


def rules_of(area: str, on: dt.date) -> CoverRules:
    """The readings of the grace and the clock in force in a region on a day."""
    found = all_in_force(SETTINGS, area=area, on=on)
    return CoverRules.from_settings({code: setting.value for code, setting in found.items()})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The oldest last-paid month with which a membership of a segment still stands on a day."""

    bpu: Month
    pu: Month

    @classmethod
    def on(cls, on: dt.date, rules: CoverRules) -> Thresholds:
        return cls(*(oldest_that_stands(s, on, rules) for s in (Segment.BPU, Segment.PU)))

    def hold(self, segment: str, last_paid: Month | None) -> bool:
        """Whether a membership of the segment with that last paid month still stands."""
        return last_paid is not None and last_paid >= (self.pu if segment == "pu" else self.bpu)


def oldest_that_stands(segment: Segment, on: dt.date, rules: CoverRules) -> Month:
    """Walk back from the running month while one paid month alone would still hold cover.

    >>> str(oldest_that_stands(Segment.BPU, dt.date(2026, 6, 15), CoverRules()))
    '2026-03'
    >>> str(oldest_that_stands(Segment.BPU, dt.date(2026, 6, 16), CoverRules()))
    '2026-04'
    """
    month = Month.of(on)
    while _stands(month - 1, segment, on, rules):
        month -= 1
    return month


def _stands(paid: Month, segment: Segment, on: dt.date, rules: CoverRules) -> bool:
    facts = CoverFacts(
        segment,
        (Receipt(paid, paid.first_day),),
        frozenset({paid}),
        data_complete_on=paid.first_day,
    )
    return standing(facts, rules, on).active
