"""The settings that figures rest on, read once for a region and everything in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from payung.base.policy.models import Setting
from payung.base.policy.queries import Timeline, ancestors
from payung.base.territory.visibility import within
from payung.core.coverage import CoverRules, Share

COVER = ("grace_months", "grace_basis", "jkm_clock", "jkm_clock_scope")
WORKERS = "workers_total"


@dataclass(frozen=True)
class RulesInForce:
    """Readings of the grace and denominators in a region on a day; one statement.

    A village may have its own reading: it is asked for by village.
    """

    area: str
    on: dt.date

    @cached_property
    def _rows(self) -> tuple[Setting, ...]:
        here = Q(area__in=ancestors(self.area)) | within("area", (self.area,))
        return tuple(
            Setting.objects.filter(here, code__in=(*COVER, WORKERS), valid_from__lte=self.on)
        )

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(row.area for row in self._rows if row.code in COVER)

    @cached_property
    def _known(self) -> dict[tuple[str, ...], CoverRules]:
        return {}

    @cached_property
    def _of_villages(self) -> dict[str, CoverRules]:
        return {}

    def cover(self, village: str) -> CoverRules:
        """The reading of grace and waiting clock that holds in a village."""
        if village not in self._of_villages:
            self._of_villages[village] = self._read(village)
        return self._of_villages[village]

    def _read(self, village: str) -> CoverRules:
        deciding = tuple(area for area in ancestors(village) if area in self._places)
        if deciding not in self._known:
            lines = {
                code: Timeline(
                    code,
                    tuple(r for r in self._rows if r.code == code and r.area in deciding),
                )
                for code in COVER
            }
            values = {code: line.at(self.on).value for code, line in lines.items()}
            self._known[deciding] = CoverRules.from_settings(values)
        return self._known[deciding]

    def workers(self, area: str, segment: str) -> Setting | None:
        """The number of workers of a segment that was set for exactly this region, if any.

        A province's number is no denominator of its regency, so nothing is inherited.
        """
        own = [
            row
            for row in self._rows
            if (row.code, row.area, row.scope) == (WORKERS, area, segment) and row.value
        ]
        return max(own, key=lambda row: row.valid_from, default=None)

    def share(self, area: str, segment: str, active: int) -> Share | None:
        """Active members beside the workers of their segment, with source and date."""
        held = self.workers(area, segment)
        if held is None:
            return None
        return Share(active, int(held.value), segment, WORKERS, held.paper, held.valid_from)
