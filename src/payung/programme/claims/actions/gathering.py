"""Papers come in; BPJS is told; somebody looks at what is private."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.files import actions as files
from payung.base.files.models import StoredFile
from payung.base.files.photos import smaller
from payung.base.journal import actions as journal
from payung.base.policy.queries import in_force
from payung.base.territory.actor import Actor, Right
from payung.programme.claims import scans
from payung.programme.claims.checklist import BY_CODE
from payung.programme.claims.models import Event, EventPaper, SignalReview
from payung.programme.claims.refusals import ClaimRefused

PURPOSE = "claim_paper"


def keep_scan(by: Actor, area: str, content: bytes, name: str) -> StoredFile:
    """A photo or PDF, checked by its bytes, sealed at rest. Raises ClaimRefused, FileRefused.

    A photo is kept small, upright and without its place and time of taking; a PDF as it came.
    """
    limit = in_force("claim_photo_limit_mb", area=area, on=timezone.localdate())
    if not content:
        raise ClaimRefused(gettext("Berkas kosong. Potret atau pilih ulang berkasnya."))
    if scans.check(content, name, int(limit.value)) != "pdf":
        photo = smaller(content, name)
        content, name = photo.content, f"{PurePath(name).stem or 'foto'}.{photo.ending}"
    return files.store(by=by, content=content, name=name, purpose=PURPOSE, area=area)


@transaction.atomic
def add_paper(
    *, by: Actor, event: Event, code: str, content: bytes, name: str, number: str = ""
) -> EventPaper:
    """Keep a photo or scan for a line of the checklist; health papers need the right to see them.

    The same bytes for the same line change nothing.
    """
    by.require(Right.REPORT_CLAIM, event.village_id)
    kind = BY_CODE.get(code)
    if kind is None:
        raise ClaimRefused(gettext("Pilih jenis berkas dari daftar."))
    if kind.health:
        by.require(Right.VIEW_HEALTH, event.village_id)
    file = keep_scan(by, event.village_id, content, name)
    held = event.papers.filter(code=code, file__sha256=file.sha256, withdrawn_at=None).first()
    if held is not None:
        return held
    row = EventPaper.objects.create(
        event=event, code=code, file=file, number=number.strip()[:100], by_id=by.id, by_name=by.name
    )
    journal.record(
        by=by, action="claims.paper.added", subject=row, area=event.village_id, paper=row.number,
        summary={
            "event": event.pk, "code": code, "sha256": file.sha256, "size": file.size,
            "sent_sha256": hashlib.sha256(content).hexdigest(), "sent_size": len(content),
        },
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw_paper(*, by: Actor, paper: EventPaper, reason: str) -> EventPaper:
    """Set aside a wrong or unreadable paper; it stays kept, with the reason."""
    by.require(Right.REPORT_CLAIM, paper.event.village_id)
    if not reason.strip():
        raise ClaimRefused(gettext("Tuliskan alasannya, misalnya: foto kabur."))
    row = EventPaper.objects.select_for_update().get(pk=paper.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason.strip()[:200]
        row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        journal.record(
            by=by, action="claims.paper.withdrawn", subject=row, area=row.event.village_id,
            reason=row.withdrawn_reason, summary={"event": row.event_id, "code": row.code},
        )  # fmt: skip
    return row


@transaction.atomic
def notify(*, by: Actor, event: Event, at: dt.datetime) -> Event:
    """Note that BPJS was told of a work accident, and when: the clock of 2 × 24 hours stops."""
    by.require(Right.REPORT_CLAIM, event.village_id)
    row = Event.objects.select_for_update().get(pk=event.pk)
    if at > timezone.now():
        raise ClaimRefused(gettext("Waktu laporan belum tiba."))
    if timezone.localtime(at).date() < row.occurred_on:
        raise ClaimRefused(gettext("Laporan ke BPJS tidak mungkin sebelum kejadian."))
    change = journal.changed(row, notified_at=at)
    row.save(update_fields=["notified_at"])
    journal.record(
        by=by, action="claims.event.notified", subject=row, area=row.village_id, changes=[change]
    )
    return row


@transaction.atomic
def look(*, by: Actor, event: Event, what: str) -> None:
    """Write down that somebody opened personal or health data of an event, and which."""
    right = Right.VIEW_HEALTH if what.startswith("health") else Right.VIEW_CLAIMS
    by.require(right, event.village_id)
    journal.record(
        by=by, action="claims.looked", subject=event, area=event.village_id,
        summary={"what": what},
    )  # fmt: skip


@transaction.atomic
def look_through(*, by: Actor, area: str, what: str, count: int) -> None:
    """Write down that somebody read a list of names with what happened to them, and how long."""
    by.require(Right.VIEW_CLAIMS, area)
    journal.record(
        by=by, action="claims.listed", subject=(Event._meta.db_table, ""), area=area,
        summary={"what": what, "count": count},
    )  # fmt: skip


@transaction.atomic
def review_signal(*, by: Actor, event: Event, code: str, finding: str) -> SignalReview:
    """A named person says what a signal turned out to be; no state changes by it."""
    by.require(Right.SUBMIT_CLAIM, event.village_id)
    if not finding.strip():
        raise ClaimRefused(gettext("Tuliskan apa yang Anda temukan."))
    row, _made = SignalReview.objects.update_or_create(
        event=event, code=code,
        defaults={"finding": finding.strip()[:300], "by_id": by.id, "by_name": by.name},
    )  # fmt: skip
    journal.record(
        by=by, action="claims.signal.reviewed", subject=row, area=event.village_id,
        reason=row.finding, summary={"event": event.pk, "code": code},
    )  # fmt: skip
    return row
