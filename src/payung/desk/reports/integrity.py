"""Do frozen reports still say what they said?"""

from __future__ import annotations

from collections.abc import Iterator

from payung.desk.reports.content import hash_of
from payung.desk.reports.models import Snapshot


def check_snapshots() -> Iterator[str]:
    """Hashes every frozen content again: one statement."""
    for snapshot in Snapshot.objects.order_by("pk").iterator():
        if hash_of(snapshot.content) != snapshot.content_hash:
            yield f"Laporan {snapshot.number} telah diubah setelah dibekukan."
