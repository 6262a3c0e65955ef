"""Checking the chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from payung.base.journal.chain import changes_hash, event_hash
from payung.base.journal.models import Change, Event, Head


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the chain does not hold, in a sentence."""

    seq: int
    message: str


def journal_end() -> tuple[int, str]:
    """Number and hash of the last event: printed on a paper, they hold all that came before it.

    Whoever keeps the paper can tell later whether the journal was written anew. One statement.
    """
    head = Head.objects.filter(id=1).first()
    return (head.seq, head.hash) if head else (0, "")


def hash_at(seq: int) -> str:
    """The hash of an event as it stands now; empty where there is none. One statement."""
    return Event.objects.filter(seq=seq).values_list("hash", flat=True).first() or ""


def verify_chain() -> tuple[int, list[Fault]]:
    """Walk the whole chain: (events read, faults). Constant memory; two streams, no N+1."""
    faults: list[Fault] = []
    previous, expected, count = "", 1, 0
    changes = _changes_by_event()
    pending = next(changes, None)
    for event in Event.objects.order_by("seq").iterator(chunk_size=2000):
        count += 1
        if event.seq != expected:
            faults.append(Fault(expected, f"Peristiwa {expected} sampai {event.seq - 1} hilang."))
        if event.previous != previous:
            faults.append(
                Fault(event.seq, f"Peristiwa {event.seq} tidak menyambung ke sebelumnya.")
            )
        if event_hash(event) != event.hash:
            faults.append(Fault(event.seq, f"Peristiwa {event.seq} telah diubah setelah dicatat."))
        while pending is not None and pending[0] < event.seq:
            pending = next(changes, None)
        own = pending[1] if pending is not None and pending[0] == event.seq else []
        if len(own) != event.changes_count or changes_hash(own) != event.changes_hash:
            faults.append(
                Fault(event.seq, f"Rincian perubahan peristiwa {event.seq} telah diubah.")
            )
        previous, expected = event.hash, event.seq + 1
    faults += _head_fault(previous, expected - 1)
    return count, faults


def _head_fault(last_hash: str, last_seq: int) -> list[Fault]:
    head = Head.objects.filter(id=1).first()
    if head is None and last_seq == 0:
        return []
    if head is None or (head.seq, head.hash) != (last_seq, last_hash):
        return [Fault(last_seq, "Ujung jurnal tidak cocok: ada peristiwa yang dihapus.")]
    return []


def _changes_by_event() -> Iterator[tuple[int, list[tuple[str, str, object]]]]:
    rows = Change.objects.order_by("event_id", "position").values_list(
        "event_id", "table", "row", "fields"
    )
    current = -1
    kept: list[tuple[str, str, object]] = []
    for event_id, table, row, fields in rows.iterator(chunk_size=5000):
        if event_id != current:
            if kept:
                yield current, kept
            current, kept = event_id, []
        kept.append((table, row, fields))
    if kept:
        yield current, kept
