"""Writing to the journal: the only writer of its tables, inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from payung.base import bulk
from payung.base.journal.chain import canonical, event_hash, texts_hash
from payung.base.journal.models import Change, Event, Head
from payung.base.territory.actor import Actor
from payung.base.worded import worded_once


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

    Costs three statements, and one more for all its changes. Writers queue on the head row,
    so call it late in a long transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("journal.record needs a transaction")
    table, row = _subject(subject)
    rows = list(_written(changes))
    last, previous = _end_of_chain()
    event = Event(
        seq=last + 1,
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
        previous=previous,
    )
    event.hash = event_hash(event)
    _append(event)
    if rows:
        columns = ("event_id", "position", "table", "row", "fields")
        numbered = ((event.seq, n, *each) for n, each in enumerate(rows))
        bulk.insert(Change._meta.db_table, columns, numbered)
    return event


def _end_of_chain() -> tuple[int, str]:
    """Number and hash of the last event, held until the transaction ends."""
    found = _head()
    if not found:
        Head.objects.get_or_create(id=1)
        found = _head()
    return found[0]


@worded_once
def _head() -> QuerySet[Head, tuple[int, str]]:
    return Head.objects.select_for_update().filter(id=1).values_list("seq", "hash")


def _append(event: Event) -> None:
    """The row of the event and the new end of the chain: two statements."""
    columns = [field.attname for field in Event._meta.concrete_fields]
    values = [getattr(event, name) for name in columns]
    values[columns.index("at")] = bulk.moment(event.at)
    values[columns.index("summary")] = json.dumps(event.summary)
    bulk.insert_one(Event._meta.db_table, dict(zip(columns, values, strict=True)))
    end = [[event.seq, event.hash, 1]]
    bulk.update_by_id(Head._meta.db_table, {"seq": "bigint", "hash": "text"}, end)
    event._state.adding = False


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
