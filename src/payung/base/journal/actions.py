"""Writing to the journal: the only writer of its tables, inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from payung.base import bulk
from payung.base.journal.chain import canonical, event_hash, texts_hash
from payung.base.journal.models import Change, Event, Head
from payung.base.territory.actor import Actor


@dataclass(frozen=True, slots=True)
class RowChange:
    """`fields`: {name: [old, new]}; values as stored, so that sealed ones stay sealed."""

    table: str
    row: str
    fields: dict[str, Any]


def record(
    *,
    by: Actor,
    action: str,
    subject: models.Model | tuple[str, str],
    area: str = "",
    reason: str = "",
    paper: str = "",
    summary: dict[str, Any] | None = None,
    changes: Sequence[RowChange] = (),
) -> Event:
    """Append one event with its row changes and move the head. Must run in a transaction.

    Costs four statements, and one more for all its changes. Writers queue on the head row,
    so call it late in a long transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("journal.record needs a transaction")
    table, row = _subject(subject)
    rows = list(_written(changes))
    head = Head.objects.select_for_update().get_or_create(id=1)[0]
    event = Event(
        seq=head.seq + 1,
        at=timezone.now(),
        actor_id=by.id,
        actor_name=by.name,
        action=action,
        subject=table,
        subject_id=row,
        area=area,
        reason=reason,
        paper=paper,
        summary=json.loads(canonical(summary or {})),
        changes_count=len(rows),
        changes_hash=texts_hash(rows),
        previous=head.hash,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    Head.objects.filter(id=1).update(seq=event.seq, hash=event.hash)
    if rows:
        columns = ("event_id", "position", "table", "row", "fields")
        numbered = ((event.seq, n, *each) for n, each in enumerate(rows))
        bulk.insert(Change._meta.db_table, columns, numbered)
    return event


def _written(changes: Sequence[RowChange]) -> Iterator[tuple[str, str, str]]:
    """Changes as they are kept; rows that share one `fields` are put into words once."""
    last: dict[str, Any] | None = None
    text = ""
    for change in changes:
        if change.fields is not last:
            last, text = change.fields, canonical(change.fields)
        yield change.table, change.row, text


def _subject(subject: models.Model | tuple[str, str]) -> tuple[str, str]:
    if isinstance(subject, models.Model):
        return subject._meta.db_table, str(subject.pk)
    return subject


def changed(instance: models.Model, **new: Any) -> RowChange:
    """Set attributes on `instance` and return the change; the caller saves.

    Only fields that differ are kept. Do not pass sealed fields: their text would be kept open.
    """
    fields: dict[str, Any] = {}
    for name, value in new.items():
        old = getattr(instance, name)
        if old != value:
            fields[name] = [_plain(old), _plain(value)]
            setattr(instance, name, value)
    return RowChange(instance._meta.db_table, str(instance.pk), fields)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
