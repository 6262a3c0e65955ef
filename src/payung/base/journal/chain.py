"""How an event is hashed: the same text on every engine, every machine, every year."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from payung.base.journal.models import Event

HASHED = (
    "seq", "actor_id", "actor_name", "action", "subject", "subject_id", "area",
    "reason", "paper", "summary", "changes_count", "changes_hash", "previous",
)  # fmt: skip


def canonical(value: Any) -> str:
    """JSON with one spelling: sorted keys, no spaces, dates by str."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def event_hash(event: Event) -> str:
    """SHA-256 over every field of the event, the moment in UTC, and the previous hash."""
    body = {name: getattr(event, name) for name in HASHED}
    body["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def changes_hash(rows: Iterable[tuple[str, str, Any]]) -> str:
    """SHA-256 over the table of row changes (table, row, fields) in their order; '' if none."""
    return texts_hash((table, row, canonical(fields)) for table, row, fields in rows)


def texts_hash(rows: Iterable[tuple[str, str, str]]) -> str:
    """The same, of fields already written as canonical text."""
    digest = hashlib.sha256()
    count = 0
    for table, row, fields in rows:
        digest.update(f"[{_quoted(table)},{_quoted(row)},{fields}]\n".encode())
        count += 1
    return digest.hexdigest() if count else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
