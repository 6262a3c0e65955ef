"""Writing planned rows into the register, and taking a whole import back."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch
from payung.base.staging.registry import Applied, Incoming, Outcome
from payung.base.territory.actor import Actor
from payung.base.vault.crypto import seal, unseal
from payung.programme.people import relations
from payung.programme.people.columns import SEALED, derived, stored
from payung.programme.people.creating import TABLE, create
from payung.programme.people.given_field import mask_of
from payung.programme.people.models import Merge, Person, Sourced

#: PostgreSQL types of the columns that are not text.
KINDS = {
    "birth_date": "date", "nik": "bytea", "kk": "bytea", "mother_name": "bytea", "phone": "bytea",
    "family_relation": "smallint", "marital_status": "smallint", "citizenship": "smallint",
    "occupation": "smallint",
}  # fmt: skip
SOURCES = Sourced._meta.db_table
SOURCED = ("person_id", "row", "content_hash", "fields", "before")
CHUNK = 5000


def apply(
    batch: Batch,
    actor: Actor,  # noqa: ARG001 - every room's signature; the journal says who
    planned: Sequence[tuple[Incoming, Outcome]],
) -> Applied:
    """Write new persons and changed values, with where each came from. Set-based.

    For the journal each changed person is a change of its own; those made are one change that
    names each with the fingerprint of its row, whose values lie sealed in staging.
    """
    new = [(i, o) for i, o in planned if o.verdict == "new"]
    changed = [(i, o) for i, o in planned if o.verdict == "changed"]
    created = create(batch, new)
    changes = _change(batch, changed)
    if new:
        made = {str(created[i.number]): i.content_hash for i, _ in new}
        changes.append(RowChange(TABLE, "", {"created": [None, made]}))
    subjects = created | {i.number: o.subject_id for i, o in changed if o.subject_id}
    return Applied(changes, subjects)


def _change(batch: Batch, rows: Sequence[tuple[Incoming, Outcome]]) -> list[RowChange]:
    """Change each person's columns, keeping the old values sealed beside the source."""
    if not rows:
        return []
    now = bulk.moment(timezone.now())
    persons = Person.objects.in_bulk([o.subject_id for _, o in rows])
    sources, changes = [], []
    updates: dict[tuple[str, ...], list[list[Any]]] = {}
    for incoming, outcome in rows:
        person = persons[outcome.subject_id or 0]
        new = {**outcome.detail, **derived(outcome.detail)}
        old = {name: getattr(person, name) for name in new}
        names = tuple(sorted(new))
        updates.setdefault(names, []).append([*(stored(n, new[n]) for n in names), now, person.pk])
        sources.append(
            (
                person.pk,
                incoming.number,
                incoming.content_hash,
                str(mask_of(outcome.detail)),
                seal(json.dumps(old, default=str).encode()),
            )
        )
        changes.append(row_change(person.pk, old, new))
    write(updates)
    same = {"batch_id": batch.pk, "at": now, "undone": False}
    bulk.insert(SOURCES, SOURCED, sources, same)
    return changes


def write(updates: Mapping[tuple[str, ...], Sequence[Sequence[Any]]]) -> None:
    """Set columns of persons: one statement for each set of columns."""
    for names, values in updates.items():
        kinds = {name: KINDS.get(name, "text") for name in names}
        bulk.update_by_id(TABLE, {**kinds, "updated_at": "timestamptz"}, values)


def row_change(pk: int, old: dict[str, Any], new: dict[str, Any]) -> RowChange:
    fields = {name: [_kept(name, old[name]), _kept(name, new[name])] for name in new}
    return RowChange(TABLE, str(pk), fields)


def _kept(name: str, value: Any) -> Any:
    """A value for the journal: sealed columns stay sealed."""
    if name in SEALED and value:
        return base64.b64encode(seal(str(value).encode())).decode()
    return value


def blockers(batch: Batch) -> list[str]:
    """Why this import cannot be taken back, one sentence each; empty if it can.

    Something stands on a person it made, a person's NIK was verified since, or a later import
    changed what it gave.
    """
    made = Person.objects.filter(origin=batch)
    changed = Sourced.objects.filter(batch=batch, undone=False)
    found = [str(each) for each in relations.blockers(made)]
    if verified := made.filter(nik_state=Person.NikState.VERIFIED).count():
        found.append(
            gettext("%(n)s warga dari berkas ini NIK-nya sudah diverifikasi.") % {"n": verified}
        )
    own = changed.values("person_id")
    merged = Q(kept__origin=batch) | Q(gone__origin=batch) | Q(kept__in=own) | Q(gone__in=own)
    if count := Merge.objects.filter(merged, state=Merge.State.DONE).count():
        found.append(
            gettext("%(n)s warga dari berkas ini sudah digabung. Pisahkan dahulu di Pencocokan.")
            % {"n": count}
        )
    others = Sourced.objects.filter(undone=False).exclude(batch=batch)
    later = others.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
    built = set(made.filter(Exists(others.filter(person=OuterRef("pk")))).values_list("pk"))
    built |= set(changed.filter(Exists(later)).values_list("person_id"))
    if count := len(built):
        found.append(
            gettext(
                "%(n)s warga dari berkas ini sudah diubah oleh berkas yang masuk sesudahnya. "
                "Batalkan berkas itu lebih dahulu."
            )
            % {"n": count}
        )
    return found


def undo(batch: Batch, actor: Actor) -> Iterable[Sequence[RowChange]]:
    """Withdraw the persons this import made and give the changed ones their old values back."""
    now = timezone.now()
    persons = Person.objects.filter(origin=batch)
    made = list(persons.order_by("pk").values_list("pk", flat=True))
    persons.update(
        withdrawn_at=now, withdrawn_reason=f"Impor {batch.pk} dibatalkan oleh {actor.name}"[:200]
    )
    for start in range(0, len(made), CHUNK):
        yield [
            RowChange(TABLE, str(pk), {"withdrawn_at": [None, now.isoformat()]})
            for pk in made[start : start + CHUNK]
        ]
    changed = Sourced.objects.filter(batch=batch, undone=False)
    yield from _restore(changed)
    changed.update(undone=True)


def _restore(sources: QuerySet[Sourced]) -> Iterable[Sequence[RowChange]]:
    """Newest first, so that of two changes of a person the older value wins."""
    before: dict[int, dict[str, Any]] = {}
    for pk, sealed in sources.order_by("-pk").values_list("person_id", "before"):
        before.setdefault(pk, {}).update(json.loads(unseal(bytes(sealed))))
    waiting = sorted(before)
    for start in range(0, len(waiting), CHUNK):
        yield _restore_part({pk: before[pk] for pk in waiting[start : start + CHUNK]})


def _restore_part(before: dict[int, dict[str, Any]]) -> list[RowChange]:
    now = bulk.moment(timezone.now())
    persons = Person.objects.in_bulk(before)
    updates: dict[tuple[str, ...], list[list[Any]]] = {}
    changes = []
    for pk, old in before.items():
        names = tuple(sorted(old))
        updates.setdefault(names, []).append([*(stored(n, old[n]) for n in names), now, pk])
        new = {name: getattr(persons[pk], name) for name in old}
        changes.append(row_change(pk, new, old))
    write(updates)
    return changes
