"""Do frozen reports still say what they said?"""

from __future__ import annotations

from collections.abc import Iterator

from payung.base.journal.models import Event
from payung.desk.reports.content import hash_of
from payung.desk.reports.models import Snapshot

FROZEN = "reports.frozen"


def check_snapshots() -> Iterator[str]:
    """Hash every frozen content again and hold it against the journal; two statements."""
    told = {
        event.subject_id: event
        for event in Event.objects.filter(action=FROZEN).order_by("seq").iterator()
    }
    for snapshot in Snapshot.objects.order_by("pk").iterator():
        event = told.pop(str(snapshot.pk), None)
        if hash_of(snapshot.content) != snapshot.content_hash:
            yield f"Laporan {snapshot.number} telah diubah setelah dibekukan."
        elif event is None:
            yield f"Laporan {snapshot.number} tidak tercatat dalam jurnal."
        elif event.summary.get("content_hash") != snapshot.content_hash:
            yield f"Laporan {snapshot.number} tidak sama dengan yang tercatat dalam jurnal."
    for event in told.values():
        yield f"Laporan {event.paper} tercatat dalam jurnal tetapi tidak ada lagi."
