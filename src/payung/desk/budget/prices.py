"""Pricers for all villages of a region from settings read once."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Q

from payung.base.policy.models import Setting
from payung.base.policy.queries import Timeline, ancestors
from payung.base.territory.visibility import within
from payung.core.law.scenarios import Scenario
from payung.desk.budget.lists import Listed
from payung.programme.funds.models import Allotment
from payung.programme.selection.pricing import SETTINGS, PriceCache, Pricer


class PriceBook:
    """One statement for the settings; one cache of prices for the whole region."""

    def __init__(self, area: str, scenario: Scenario | None = None) -> None:
        self.scenario = scenario
        reach = Q(area__in=ancestors(area)) | within("area", (area,))
        self.rows = list(Setting.objects.filter(reach, code__in=SETTINGS))
        self.cache: PriceCache = {}
        self.settings_of = lru_cache(maxsize=None)(self._settings_of)

    def _settings_of(self, village: str) -> dict[str, Timeline]:
        near = set(ancestors(village))
        return {
            code: Timeline(code, tuple(r for r in self.rows if r.code == code and r.area in near))
            for code in SETTINGS
        }

    def pricer(self, share: Allotment, group: Listed) -> Pricer:
        """The pricer of a group of people under a share."""
        return Pricer(
            fund=share.fund, segment=group.segment, programmes=group.programmes,
            settings=self.settings_of(share.village_id), cache=self.cache,
            scenario=self.scenario,
        )  # fmt: skip
