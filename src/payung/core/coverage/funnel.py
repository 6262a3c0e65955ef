"""The funnel from quota to active members: where names, or money, get lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from payung.core.coverage.shares import Share

STEPS: Final = ("quota", "proposed", "valid", "decreed", "active")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its count, beside the quota and beside the step before."""

    name: str
    count: int
    of_quota: Share
    of_previous: Share
    dropped: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """Heads by step for a village, a fund or a district.

    >>> belu = Funnel(quota=6900, proposed=6800, valid=5900, decreed=5829, active=5829)
    >>> belu.unused, belu.narrowest.name, belu.steps[-1].of_quota.text()
    (1071, 'valid', '84,48 % (5.829 dari 6.900)')
    """

    quota: int
    proposed: int
    valid: int
    decreed: int
    active: int

    def __post_init__(self) -> None:
        if min(self.counts) < 0:
            raise ValueError("counts must not be negative")

    @property
    def counts(self) -> tuple[int, ...]:
        return (self.quota, self.proposed, self.valid, self.decreed, self.active)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step after the quota; more proposals than quota are no drop but a reserve."""
        return tuple(
            Step(name, now, Share(now, self.quota), Share(now, before), max(0, before - now))
            for name, before, now in zip(STEPS[1:], self.counts, self.counts[1:], strict=False)
        )

    @property
    def unused(self) -> int:
        """Places that are budgeted and have no active member."""
        return max(0, self.quota - self.active)

    @property
    def narrowest(self) -> Step:
        """The step at which most heads drop out; the earliest of equals."""
        return max(self.steps, key=lambda step: step.dropped)

    @property
    def reached(self) -> Decimal | None:
        """Active members in percent of the quota."""
        return Share(self.active, self.quota).percent

    @classmethod
    def total(cls, funnels: Iterable[Funnel]) -> Funnel:
        """Add the funnels of disjoint villages or funds."""
        rows = [f.counts for f in funnels]
        return cls(*(sum(column) for column in zip(*rows, strict=True))) if rows else cls(*(0,) * 5)
