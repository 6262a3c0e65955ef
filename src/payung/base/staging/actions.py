"""Every write of this room that a person starts: send, map, accept, take back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext

from payung.base.files import actions as files
from payung.base.jobs.actions import enqueue
from payung.base.jobs.models import Job
from payung.base.journal import actions as journal
from payung.base.staging.accepting import ACCEPT, UNDO
from payung.base.staging.models import Batch, RememberedMapping
from payung.base.staging.reading import READ
from payung.base.staging.registry import kind_of
from payung.base.staging.states import S, StateRefused, move
from payung.base.territory.actor import Actor
from payung.core.sheets.schema import header_key


@transaction.atomic
def receive(
    *,
    by: Actor,
    kind: str,
    area: str,
    content: bytes,
    name: str,
    mapping: Mapping[str, str] | None = None,
) -> Batch:
    """Take a file of one kind for one region and ask for it to be read (`batch.job`).

    The bytes are kept before anything else, so nothing that happens to the sender's file later
    matters. `mapping` takes headers as written to field names; what the sender mapped before is
    applied anyway. Raises NotAllowed, FileRefused.
    """
    by.require(kind_of(kind).right, area)
    file = files.store(by=by, content=content, name=name, purpose=kind, area=area)
    batch = Batch.objects.create(
        kind=kind, file=file, area=area, by_id=by.id, by_name=by.name, mapping=dict(mapping or {})
    )
    journal.record(
        by=by, action=f"{kind}.received", subject=batch, area=area, paper=file.name,
        summary={"batch": batch.pk, "file": file.sha256},
    )  # fmt: skip
    _read(by, batch)
    return batch


@transaction.atomic
def map_headers(
    *, by: Actor, batch: Batch, mapping: Mapping[str, str], header_row: int | None = None
) -> Batch:
    """Say what unknown headers mean; remembered for this sender; the file is read again.

    An empty field leaves a column out. Keys are headers as written, or `[C]` for a column without
    one. Raises NotAllowed, StateRefused (once rows are in), ValueError for an unknown field.
    """
    kind = kind_of(batch.kind)
    by.require(kind.right, batch.area)
    unknown = {field for field in mapping.values() if field} - set(kind.schema.by_name)
    if unknown:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    if batch.accepted_at is not None:
        raise StateRefused(gettext("Berkas ini sudah dimasukkan; petakan pada unggahan yang baru."))
    Batch.objects.filter(pk=batch.pk).update(
        mapping={**batch.mapping, **mapping}, header_row=header_row or batch.header_row
    )
    batch.refresh_from_db()
    for header, field in mapping.items():
        if not header.startswith("["):
            RememberedMapping.objects.update_or_create(
                kind=batch.kind, area=batch.area, header=header_key(header)[:200],
                defaults={"field": field, "by_name": by.name},
            )  # fmt: skip
    batch.rows.all().delete()
    batch.packs.all().delete()
    journal.record(
        by=by, action=f"{batch.kind}.mapped", subject=batch, area=batch.area,
        summary={"batch": batch.pk, "mapping": dict(mapping)},
    )  # fmt: skip
    _read(by, batch)
    return batch


def remembered(kind: str, area: str) -> dict[str, str]:
    """Reduced header → field, as people of this sender mapped before."""
    rows = RememberedMapping.objects.filter(kind=kind, area=area)
    return dict(rows.values_list("header", "field"))


@transaction.atomic
def accept(*, by: Actor, batch: Batch) -> Job:
    """Ask for the good rows to go in; safe to ask twice. Returns the job.

    Bad rows stay for later. Raises NotAllowed, StateRefused.
    """
    by.require(kind_of(batch.kind).right, batch.area)
    before = batch.job_id
    move(batch, S.ACCEPTING)
    return _enqueue(by, batch, ACCEPT, f"{ACCEPT}:{batch.pk}:{before}")


@transaction.atomic
def undo(*, by: Actor, batch: Batch, reason: str) -> Job:
    """Ask for the whole import to be taken back. Returns the job.

    Raises StateRefused with the reasons when something is built on it, NotAllowed, ValueError
    without a reason.
    """
    kind = kind_of(batch.kind)
    by.require(kind.right, batch.area)
    if not reason.strip():
        raise ValueError(gettext("Tuliskan alasan pembatalan."))
    if reasons := kind.blockers(batch):
        raise StateRefused(gettext("Impor ini tidak dapat dibatalkan. ") + " ".join(reasons))
    before = batch.job_id
    move(batch, S.UNDOING)
    return _enqueue(by, batch, UNDO, f"{UNDO}:{batch.pk}:{before}", reason=reason.strip())


def _read(by: Actor, batch: Batch) -> Job:
    before = batch.job_id or 0
    move(batch, S.READING, rows_read=0, counts={}, problem_counts={}, message="")
    return _enqueue(by, batch, READ, f"{READ}:{batch.pk}:{before}")


def _enqueue(by: Actor, batch: Batch, work: str, key: str, **params: str) -> Job:
    job = enqueue(by=by, kind=work, key=key, params={"batch": batch.pk, **params}, area=batch.area)
    Batch.objects.filter(pk=batch.pk).update(job=job)
    batch.job = job
    return job
