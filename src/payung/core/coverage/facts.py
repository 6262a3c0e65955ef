"""What cover is computed from: receipts by month, and the readings of the rules in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from payung.core.calendar import Month


class State(StrEnum):
    """Where a membership stands on a day, or one of its months."""

    PLANNED = "planned"
    COVERED = "covered"
    IN_GRACE = "in_grace"
    LAPSED = "lapsed"
    ENDED = "ended"


class Segment(StrEnum):
    """The kind of worker: wage earner, non-wage worker, construction worker."""

    PU = "pu"
    BPU = "bpu"
    CONSTRUCTION = "construction"


class GraceBasis(StrEnum):
    """How the months of grace are counted; published sources differ by one month."""

    UNPAID_MONTHS = "unpaid_months"
    END_OF_PROTECTION = "end_of_protection"


class ClockBasis(StrEnum):
    """How the JKM waiting time is counted."""

    CALENDAR_MONTHS = "calendar_months"
    DAYS_90 = "days_90"


class ClockScope(StrEnum):
    """Whose JKM waits: non-wage workers alone, or everybody."""

    BPU = "bpu"
    ALL = "all"


# A PU contribution falls due in the month after, a BPU contribution in its own month
# (PP 44/2015; both on the 15th).
_DUE_AFTER: Final = {Segment.PU: 1, Segment.BPU: 0, Segment.CONSTRUCTION: 0}
DUE_DAY: Final = 15
JKM_WAIT_FROM: Final = dt.date(2025, 2, 24)
JKM_WAIT_MONTHS: Final = 3
JKM_WAIT_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class CoverRules:
    """The dated readings of a district (settings ``grace_months``, ``grace_basis``, …).

    The waiting time is that of Permenaker 1/2025 (in force 2025-02-24); its boundary and its
    scope are reported differently by different branches, hence settings.
    """

    grace_months: int = 3
    grace_basis: GraceBasis = GraceBasis.UNPAID_MONTHS
    jkm_clock: ClockBasis = ClockBasis.CALENDAR_MONTHS
    jkm_clock_scope: ClockScope = ClockScope.BPU

    def __post_init__(self) -> None:
        if self.grace_months < 1:
            raise ValueError("grace_months must be at least 1")

    @classmethod
    def from_settings(cls, values: Mapping[str, object]) -> Self:
        """Build the rules from plain values, defaults where a name is missing.

        >>> CoverRules.from_settings({"grace_basis": "end_of_protection"}).grace_basis
        <GraceBasis.END_OF_PROTECTION: 'end_of_protection'>

        Raises ValueError for a value outside its list.
        """
        return cls(
            grace_months=int(str(values.get("grace_months", 3))),
            grace_basis=GraceBasis(str(values.get("grace_basis", GraceBasis.UNPAID_MONTHS))),
            jkm_clock=ClockBasis(str(values.get("jkm_clock", ClockBasis.CALENDAR_MONTHS))),
            jkm_clock_scope=ClockScope(str(values.get("jkm_clock_scope", ClockScope.BPU))),
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """BPJS posted, or receipted, the whole contribution of one month.

    ``restores`` marks arrears that BPJS accepted after a lapse by its special process for public
    money released late (Perdir 22/PERDIR.02/072022): the gap is healed instead of a new start.
    """

    month: Month
    received_on: dt.date
    payer: str = ""
    restores: bool = False


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """One membership: what was planned, what was received, when its data were complete."""

    segment: Segment
    receipts: tuple[Receipt, ...] = ()
    planned: frozenset[Month] = frozenset()
    data_complete_on: dt.date | None = None
    ended_on: dt.date | None = None
    end_reason: str = ""


def due_on(month: Month, segment: Segment) -> dt.date:
    """Return the last day to pay a month's contribution in time.

    >>> due_on(Month(2025, 12), Segment.PU), due_on(Month(2025, 12), Segment.BPU)
    (datetime.date(2026, 1, 15), datetime.date(2025, 12, 15))
    """
    return (month + _DUE_AFTER[segment]).day(DUE_DAY)
