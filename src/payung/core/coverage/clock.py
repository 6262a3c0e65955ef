"""The JKM waiting clock: how long a member must have been covered for the full death benefit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from payung.core.calendar import add_months
from payung.core.coverage.facts import (
    JKM_WAIT_DAYS,
    JKM_WAIT_FROM,
    JKM_WAIT_MONTHS,
    ClockBasis,
    ClockScope,
    CoverRules,
    Segment,
)


@dataclass(frozen=True, slots=True)
class JkmClock:
    """When the full death benefit begins; ``full_from`` equals the start where nobody waits."""

    started: dt.date
    full_from: dt.date

    def served(self, on: dt.date) -> bool:
        """Tell whether a death on that day pays the full benefit."""
        return on >= self.full_from

    def days_left(self, on: dt.date) -> int:
        """Return the days still to wait; 0 when served."""
        return max(0, (self.full_from - on).days)


def jkm_clock(start: dt.date, segment: Segment, rules: CoverRules) -> JkmClock:
    """Return the clock of a spell of cover that began on ``start``.

    The waiting time applies to deaths from 2025-02-24 (Permenaker 1/2025): before, the benefit
    was full from the first day. A lapse begins a new spell, and with it a new clock.

    >>> jkm_clock(dt.date(2026, 1, 20), Segment.BPU, CoverRules()).full_from
    datetime.date(2026, 4, 20)
    >>> days = CoverRules(jkm_clock=ClockBasis.DAYS_90)
    >>> jkm_clock(dt.date(2026, 1, 20), Segment.BPU, days).full_from
    datetime.date(2026, 4, 20)
    >>> jkm_clock(dt.date(2026, 3, 1), Segment.BPU, days).full_from
    datetime.date(2026, 5, 30)
    >>> jkm_clock(dt.date(2026, 1, 20), Segment.PU, CoverRules()).full_from
    datetime.date(2026, 1, 20)
    """
    if rules.jkm_clock_scope is ClockScope.BPU and segment is not Segment.BPU:
        return JkmClock(start, start)
    if rules.jkm_clock is ClockBasis.DAYS_90:
        full = start + dt.timedelta(days=JKM_WAIT_DAYS)
    else:
        full = add_months(start, JKM_WAIT_MONTHS)
    return JkmClock(start, full)


def jkm_is_full(clock: JkmClock, died_on: dt.date) -> bool:
    """Tell whether a death pays in full, deaths before the waiting rule included."""
    return died_on < JKM_WAIT_FROM or clock.served(died_on)
