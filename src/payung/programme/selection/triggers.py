"""The database counts who is to be covered, by what the rules say of them (ADR 21)."""

from __future__ import annotations

from collections.abc import Iterator

from payung.base.triggers import Tally

COUNTED = Tally(
    "candidate_count",
    "selection_candidate",
    "selection_candidatecount",
    {"roster_id": "{0}roster_id", "outcome": "{0}outcome"},
    only="{0}place = 'member'",
    read=("roster_id", "place", "outcome"),
)


def check_counts() -> Iterator[str]:
    """Compare the kept counts with the candidates."""
    for roster in COUNTED.wrong():
        yield (
            f"Jumlah calon yang disimpan untuk daftar {roster} tidak sama dengan nama-namanya; "
            "angka usulan desanya tidak dapat dipercaya sampai dihitung ulang."
        )
