"""The death benefit that cover is worth, dated, for the sentence on a member's page.

The full computation of claims belongs to the law of benefits; here are only the two cash sums
between which the waiting clock decides.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from payung.core.coverage.sentences import Stakes


@dataclass(frozen=True, slots=True)
class JkmAmounts:
    """Cash paid on a death, in rupiah, from a day on."""

    valid_from: dt.date
    stakes: Stakes
    reference: str
    confidence: str


# Santunan kematian + santunan berkala (24 months at once) + biaya pemakaman.
JKM_AMOUNTS: Final = (
    JkmAmounts(dt.date(2015, 7, 1), Stakes(24_000_000, 24_000_000), "PP 44/2015 Pasal 34", "high"),
    JkmAmounts(
        dt.date(2019, 12, 2), Stakes(42_000_000, 42_000_000), "PP 82/2019 (Pasal 34)", "high"
    ),
    JkmAmounts(dt.date(2025, 2, 24), Stakes(42_000_000, 10_000_000), "Permenaker 1/2025", "medium"),
)


def jkm_amounts(on: dt.date) -> JkmAmounts | None:
    """Return the amounts in force on a day, or None before the programme of 2015.

    >>> jkm_amounts(dt.date(2026, 5, 1)).stakes
    Stakes(full=42000000, waiting=10000000)
    >>> jkm_amounts(dt.date(2024, 5, 1)).stakes.waiting, jkm_amounts(dt.date(2014, 1, 1))
    (42000000, None)
    """
    found = [amounts for amounts in JKM_AMOUNTS if amounts.valid_from <= on]
    return found[-1] if found else None
