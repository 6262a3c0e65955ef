"""The death benefit that cover is worth, dated, for the sentence on a member's page.

The full computation of claims belongs to the law of benefits; here are only the two cash sums
between which the waiting clock decides, read from the law's own parameters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from payung.core.coverage.sentences import Stakes
from payung.core.law import current_law
from payung.core.law.dated import least_confident


@dataclass(frozen=True, slots=True)
class JkmAmounts:
    """Cash paid on a death, in rupiah, from a day on."""

    valid_from: dt.date
    stakes: Stakes
    reference: str
    confidence: str


@lru_cache(maxsize=1024)
def jkm_amounts(on: dt.date) -> JkmAmounts | None:
    """Return the amounts in force on a day, or None before the programme of 2015.

    >>> jkm_amounts(dt.date(2026, 5, 1)).stakes
    Stakes(full=42000000, waiting=10000000)
    >>> jkm_amounts(dt.date(2024, 5, 1)).stakes.waiting, jkm_amounts(dt.date(2014, 1, 1))
    (42000000, None)
    """
    parameters = current_law().parameters
    cash = parameters["jkm_amount"].at(on)
    wait = parameters["jkm_waiting_months"].at(on)
    if cash is None or wait is None or not isinstance(cash.value, Mapping):
        return None
    full = int(sum(cash.value.values()))
    if not wait.value:
        return JkmAmounts(cash.start, Stakes(full, full), cash.reference, cash.confidence)
    return JkmAmounts(
        max(cash.start, wait.start),
        Stakes(full, int(cash.value["pemakaman"])),
        f"{cash.regulation}; {wait.regulation}",
        least_confident(cash.confidence, wait.confidence),
    )
