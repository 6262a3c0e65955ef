"""The database counts memberships by what was paid for them (ADR 21)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from payung.base.triggers import Tally

NO_END: Final = "9999-12-31"
COUNTED = Tally(
    "membership_count",
    "membership_membership",
    "membership_membercount",
    {
        "village": "{0}village_id",
        "segment": "{0}segment",
        "history": "{0}history_id",
        "until": f"COALESCE({{0}}ended_on, '{NO_END}')",
    },
    only="{0}history_id IS NOT NULL",
    read=("village_id", "segment", "history_id", "ended_on"),
)
"""Who has no receipt stands nowhere and is not counted."""


def check_counts() -> Iterator[str]:
    """Compare the kept counts with the memberships."""
    for village in COUNTED.wrong():
        yield (
            f"Jumlah peserta yang disimpan untuk {village} tidak sama dengan kepesertaannya; "
            "angka peserta aktif di sana tidak dapat dipercaya sampai dihitung ulang."
        )
