"""Who comes first when there are more candidates than places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from payung.programme.selection.rules.facts import Facts
from payung.programme.selection.rules.outcome import Outcome

RISKY: Final = frozenset({11, 13, 14, 19, 21, 25, 26, 27, 79, 81})
"""Work at sea, on the road, on building sites: higher risk of accident."""
UNKNOWN_DECILE: Final = 11
ORDER: Final[dict[Outcome, int]] = {"eligible": 0, "check": 1, "ineligible": 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one candidate stands; compares by need, ties by age (older first), then by key."""

    key: int
    outcome: Outcome
    facts: Facts

    @property
    def order(self) -> tuple[int, int, bool, bool, str, int]:
        """Outcome, decile, breadwinner, risk of the work, birth date, key."""
        facts = self.facts
        return (
            ORDER[self.outcome],
            facts.decile or UNKNOWN_DECILE,
            not facts.household_head,
            facts.occupation not in RISKY,
            facts.birth_date.isoformat(),
            self.key,
        )

    def reason(self) -> tuple[str, str]:
        """The same as words, in both languages."""
        facts = self.facts
        decile = facts.decile
        words = [
            (f"desil {decile}", f"decile {decile}")
            if decile
            else ("desil belum diketahui", "decile not known")
        ]
        if facts.household_head:
            words.append(("kepala keluarga", "head of the family"))
        if facts.occupation in RISKY:
            words.append(("pekerjaan berisiko", "risky work"))
        return ", ".join(w[0] for w in words), ", ".join(w[1] for w in words)


def ranked(standings: Iterable[Standing]) -> list[Standing]:
    """All, the neediest first; the same input in any order gives the same list."""
    return sorted(standings, key=lambda standing: standing.order)
