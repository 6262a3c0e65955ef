"""Answering questions about two records: same, different, not sure; and taking an answer back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.jobs.actions import enqueue
from payung.base.jobs.models import Job
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, NotAllowed
from payung.desk.matching.models import Pair
from payung.desk.matching.refusals import MatchingRefused
from payung.desk.matching.scanning import SCAN
from payung.programme.people.actions import MergeRefused, propose_merge, refuse_merge, unmerge
from payung.programme.people.merge_plan import DECIDES, may_merge
from payung.programme.people.models import Merge, Person

D = Pair.Decision


def may_decide(actor: Actor, pair: Pair) -> bool:
    """Whether the actor sees both records and has a say over both villages."""
    return may_merge(actor, pair.left.village_id, pair.right.village_id)


def may_scan(actor: Actor, area: str) -> bool:
    return any(actor.may(right, area) for right in DECIDES)


@transaction.atomic
def start_scan(*, by: Actor, area: str) -> Job:
    """Ask for a search through the register of a region; an open search is not asked twice."""
    if not may_scan(by, area):
        raise NotAllowed(gettext("Anda tidak berwenang mencari data ganda di wilayah ini."))
    last = Job.objects.filter(kind=SCAN, area=area).order_by("-pk").first()
    if last is not None and last.is_open:
        return last
    key = f"{SCAN}:{area}:{last.pk if last else 0}"
    return enqueue(by=by, kind=SCAN, key=key, params={"area": area}, area=area)


@transaction.atomic
def decide(
    *, by: Actor, pair: Pair, decision: str, note: str = "", keep: int | None = None,
    take: Iterable[str] = (), answers: Mapping[str, str] | None = None,
) -> Pair:  # fmt: skip
    """Answer a question. `same` merges the other record into `keep` (default: `kept_of`).

    Where money moves the merge waits for somebody else. Raises NotAllowed, MatchingRefused.
    """
    row = _locked(by, pair)
    if decision not in D.values:
        raise ValueError(decision)
    if row.decision == D.SAME or (row.decision and row.decision == decision):
        raise MatchingRefused(gettext("Pasangan ini sudah diputuskan. Muat ulang halaman."))
    if decision == D.SAME:
        kept = row.right if keep == row.right_id else row.left if keep else kept_of(row)
        gone = row.left if kept == row.right else row.right
        try:
            row.merge = propose_merge(
                by=by, kept=kept, gone=gone, reason=note or gettext("Pencocokan data ganda"),
                take=take, decisions=answers,
            )  # fmt: skip
        except MergeRefused as refused:
            raise MatchingRefused(str(refused)) from refused
    before = row.decision
    row.decision, row.note, row.decided_at = decision, note[:300], timezone.now()
    row.decided_by_id, row.decided_by_name = by.id, by.name
    row.save()
    _tell(by, row, "matching.pair.decided", before)
    return row


@transaction.atomic
def take_back(*, by: Actor, pair: Pair, reason: str = "") -> Pair:
    """Take an answer back, and with it what it did: the proposal, or the merge."""
    row = _locked(by, pair)
    if not row.decision:
        raise MatchingRefused(gettext("Pasangan ini belum diputuskan."))
    why = reason.strip() or gettext("Jawaban ditarik kembali")
    try:
        if row.merge is not None and row.merge.state == Merge.State.PROPOSED:
            refuse_merge(by=by, merge=row.merge, reason=why)
        elif row.merge is not None and row.merge.state == Merge.State.DONE:
            unmerge(by=by, merge=row.merge, reason=why)
    except MergeRefused as refused:
        raise MatchingRefused(str(refused)) from refused
    before = row.decision
    row.decision, row.decided_at, row.merge = "", None, None
    row.decided_by_id = row.decided_by_name = row.note = ""
    row.save()
    _tell(by, row, "matching.pair.reopened", before, why)
    return row


@transaction.atomic
def assign(*, by: Actor, pairs: Iterable[int], to: Actor | None) -> int:
    """Give open questions to somebody (or to nobody); returns how many."""
    rows = [
        row
        for row in Pair.objects.visible_to(by)
        .open()
        .filter(pk__in=list(pairs))
        .select_related("left", "right")
        if may_decide(by, row)
    ]
    name = to.name if to else ""
    for row in rows:
        if to is not None and not may_decide(to, row):
            raise MatchingRefused(
                gettext("%(name)s tidak berwenang atas kedua desa pasangan ini.") % {"name": name}
            )
    found = Pair.objects.filter(pk__in=[row.pk for row in rows])
    count = found.update(assigned_to_id=to.id if to else "", assigned_to_name=name)
    if count:
        journal.record(
            by=by, action="matching.pairs.assigned", subject=(Pair._meta.db_table, ""),
            summary={"pairs": [row.pk for row in rows], "to": name},
        )  # fmt: skip
    return count


def kept_of(pair: Pair) -> Person:
    """The record to keep unless told: verified NIK, then a lasting NIK, then the older one."""
    order = {"verified": 0, "given": 1}
    return min((pair.left, pair.right), key=lambda p: (order.get(p.nik_state, 2), p.pk))


def _locked(by: Actor, pair: Pair) -> Pair:
    row = (
        Pair.objects.select_for_update(of=("self",))
        .select_related("left", "right", "merge")
        .get(pk=pair.pk)
    )
    if not may_decide(by, row):
        raise NotAllowed(
            gettext(
                "Pasangan ini hanya dapat diputuskan petugas yang berwenang atas kedua desa, "
                "misalnya camat atau DPMD."
            )
        )
    return row


def _tell(by: Actor, row: Pair, action: str, before: str, reason: str = "") -> None:
    journal.record(
        by=by, action=action, subject=row, area=row.left.village_id, reason=reason or row.note,
        summary={
            "left": row.left_id, "right": row.right_id, "before": before,
            "decision": row.decision, "weight": row.weight, "merge": row.merge_id,
        },
    )  # fmt: skip
