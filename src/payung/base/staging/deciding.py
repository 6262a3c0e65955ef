"""Held rows: who may decide whether it is the person the register knows, and deciding it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.staging.fixing import recount
from payung.base.staging.models import Batch, Row
from payung.base.staging.payloads import unpack
from payung.base.staging.registry import Incoming, kind_of
from payung.base.staging.states import S, StateRefused
from payung.base.territory.actor import Actor, NotAllowed, Right

DECIDES = (Right.IMPORT_RESIDENTS, Right.REVIEW, Right.VERIFY)


def may_decide(actor: Actor, batch: Batch, other_area: str) -> bool:
    """Whether the actor sees identities in both regions and has a say over this list."""
    sees = all(actor.may(Right.VIEW_IDENTITY, area) for area in (batch.area, other_area))
    return sees and any(actor.may(right, batch.area) for right in DECIDES)


@transaction.atomic
def decide_row(
    *, by: Actor, batch: Batch, number: int, other_area: str, same: bool, reason: str
) -> Row:
    """Say of a held row that it is the person it met (`same`), or somebody else.

    `other_area` is where the register has that person; the row goes in at the next acceptance, and
    who is the same person but registered elsewhere moves here by it. Raises NotAllowed,
    StateRefused, ValueError without a reason.
    """
    if not may_decide(by, batch, other_area):
        raise NotAllowed(
            gettext(
                "Baris ini hanya dapat diputuskan petugas yang berwenang atas kedua "
                "wilayah, misalnya camat atau DPMD."
            )
        )
    if not reason.strip():
        raise ValueError(gettext("Tuliskan dasar keputusan, misalnya KTP-el atau surat pindah."))
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    row = batch.rows.get(number=number)
    if row.verdict != Row.Verdict.PARKED or batch.state not in {S.PREVIEWED, S.ACCEPTED}:
        raise StateRefused(gettext("Baris ini tidak lagi menunggu keputusan. Muat ulang halaman."))
    if same and row.subject_id is None:
        raise StateRefused(
            gettext("Tidak ada orang yang ditunjuk; pilih “orang lain” atau perbaiki baris.")
        )
    bulk.one_writer(kind_of(batch.kind).lock)
    before = row.codes.split()
    row.decision = "same" if same else "other"
    values = unpack(row.payload)[0]
    incoming = Incoming(
        number, values, row.content_hash, row.key_index,
        row.subject_id if same else None, not same,
    )  # fmt: skip
    levels = _compared(batch, incoming, row.subject_id)
    row.verdict = kind_of(batch.kind).plan(batch, [incoming])[0].verdict
    row.problems = [p for p in row.problems if p["code"] not in kind_of(batch.kind).reasons]
    kept = [code for code in before if code not in kind_of(batch.kind).reasons]
    row.codes = f" {' '.join(kept)} " if kept else ""
    row.save(update_fields=["decision", "verdict", "problems", "codes"])
    recount(batch, before, kept)
    journal.record(
        by=by, action=f"{batch.kind}.row.decided", subject=row, area=batch.area,
        reason=reason.strip(),
        summary={"batch": batch.pk, "row": number, "decision": row.decision,
                 "subject": row.subject_id, **levels},
    )  # fmt: skip
    return row


def _compared(batch: Batch, incoming: Incoming, subject: int | None) -> dict[str, list[str]]:
    """How the row stands to whom it met, before the decision changes either."""
    compared = kind_of(batch.kind).compared
    if compared is None or subject is None:
        return {}
    return {"levels": list(compared(batch, incoming, subject))}
