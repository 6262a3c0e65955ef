"""Acting on what a list says of a person: a named human confirms, dismisses, or takes it back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.staging.models import Row
from payung.base.staging.payloads import unpack
from payung.base.staging.registry import kind_of
from payung.base.territory.actor import Actor, NotAllowed
from payung.desk.matching.models import Finding
from payung.desk.matching.proposing import ASN_CODE, SERVANTS, Step, may_act, standing_of
from payung.desk.matching.refusals import MatchingRefused
from payung.programme.claims import actions as claims
from payung.programme.claims.models import Event
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.membership.actions import MembershipRefused, end_membership, record_kpj
from payung.programme.membership.models import Membership
from payung.programme.people.actions import PersonRefused, record_fact
from payung.programme.people.models import Person

K, S = Finding.Kind, Finding.State
END_REASON = {
    K.DIED: Membership.EndReason.DIED, K.MOVED: Membership.EndReason.MOVED,
    K.ASN: Membership.EndReason.ASN, K.PPPK: Membership.EndReason.ASN,
    K.PPPK_PART: Membership.EndReason.ASN,
}  # fmt: skip
Refusals = (PersonRefused, ClaimRefused, MembershipRefused)


@transaction.atomic
def confirm(
    *, by: Actor, finding: Finding, steps: Collection[str], reason: str, paper: str = "",
    same_person: bool = True, ended_on: date | None = None,
) -> Finding:  # fmt: skip
    """Say that the news is true of this person, and take the chosen steps.

    A doubtful match needs `same_person`. A step that cannot be done undoes all. Steps left for
    others stay open to `carry_on`. Raises NotAllowed, MatchingRefused with the sentence.
    """
    row = _locked(by, finding)
    if row.state != S.OPEN:
        raise MatchingRefused(gettext("Temuan ini sudah diputuskan. Muat ulang halaman."))
    if not reason.strip() and not paper.strip():
        raise MatchingRefused(
            gettext("Tuliskan dasarnya, misalnya nomor akta atau hasil bertanya kepada keluarga.")
        )
    if row.band == "review" and not same_person:
        raise MatchingRefused(
            gettext("Kecocokannya belum pasti: nyatakan dahulu bahwa orangnya sama.")
        )
    row.state, row.decided_at = S.CONFIRMED, timezone.now()
    row.decided_by_id, row.decided_by_name = by.id, by.name
    row.reason, row.paper = reason.strip()[:300], paper.strip()[:200]
    _take(by, row, steps, ended_on)
    row.save()
    _tell(by, row, "matching.finding.confirmed", steps=sorted(steps))
    return row


@transaction.atomic
def carry_on(
    *, by: Actor, finding: Finding, steps: Collection[str], ended_on: date | None = None
) -> Finding:
    """Take steps that were left when the finding was confirmed, by who may."""
    row = _locked(by, finding)
    if row.state != S.CONFIRMED:
        raise MatchingRefused(gettext("Temuan ini belum dibenarkan."))
    _take(by, row, steps, ended_on)
    row.save()
    _tell(by, row, "matching.finding.carried_on", steps=sorted(steps))
    return row


@transaction.atomic
def dismiss(*, by: Actor, finding: Finding, reason: str) -> Finding:
    """Say that it is not this person, or not true; the same fact is not asked again."""
    row = _locked(by, finding)
    if row.state != S.OPEN:
        raise MatchingRefused(gettext("Temuan ini sudah diputuskan. Muat ulang halaman."))
    if not reason.strip():
        raise MatchingRefused(gettext("Tuliskan alasannya, misalnya: orangnya masih hidup."))
    row.state, row.decided_at, row.reason = S.DISMISSED, timezone.now(), reason.strip()[:300]
    row.decided_by_id, row.decided_by_name = by.id, by.name
    row.save()
    _tell(by, row, "matching.finding.dismissed")
    return row


@transaction.atomic
def reopen(*, by: Actor, finding: Finding, reason: str) -> Finding:
    """Take a decision back: the register's old value returns, a waiting claim is dismissed.

    Refused where a cover was ended or a claim goes its way since.
    """
    row = _locked(by, finding)
    if row.state not in {S.CONFIRMED, S.DISMISSED}:
        raise MatchingRefused(gettext("Temuan ini tidak sedang diputuskan."))
    if not reason.strip():
        raise MatchingRefused(gettext("Tuliskan alasan menarik keputusan."))
    _undo(by, row, reason)
    row.state, row.decided_at, row.before = S.OPEN, None, {}
    row.decided_by_id = row.decided_by_name = row.reason = row.paper = ""
    row.save()
    _tell(by, row, "matching.finding.reopened", reason)
    return row


@transaction.atomic
def visited(*, by: Actor, finding: Finding, on: date, note: str) -> Finding:
    """Record that the family of somebody who died was visited, and what came of it."""
    row = _locked(by, finding)
    if row.kind != K.DIED or row.state == S.DISMISSED:
        raise MatchingRefused(gettext("Kunjungan dicatat pada temuan kematian."))
    if on > timezone.localdate():
        raise MatchingRefused(gettext("Tanggal kunjungan tidak boleh di masa depan."))
    row.visited_on, row.visited_by_name, row.visit_note = on, by.name, note.strip()[:300]
    row.save()
    _tell(by, row, "matching.family.visited")
    return row


def _locked(by: Actor, finding: Finding) -> Finding:
    row = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("person__village", "batch__file")
        .get(pk=finding.pk)
    )
    if not may_act(by, row.person.village_id):
        raise NotAllowed(
            gettext(
                "Temuan ini diputuskan petugas yang mengurus desa itu: operator, camat, atau DPMD."
            )
        )
    return row


def source_of(finding: Finding) -> str:
    """The list and row that told it."""
    return gettext("%(list)s, berkas %(file)s baris %(row)s") % {
        "list": kind_of(finding.batch.kind).title, "file": finding.batch.file.name,
        "row": finding.row,
    }  # fmt: skip


def _take(by: Actor, row: Finding, steps: Collection[str], ended_on: date | None) -> None:
    try:
        if Step.REGISTER in steps:
            _register(by, row)
        if Step.CLAIM in steps:
            _claim(by, row)
        if Step.KPJ in steps:
            _kpj(by, row)
        if Step.END in steps:
            _end(by, row, ended_on)
    except Refusals as refused:
        raise MatchingRefused(str(refused)) from refused


def _register(by: Actor, row: Finding) -> None:
    paper = row.paper or source_of(row)
    if row.kind in SERVANTS:
        before = record_fact(
            by=by, person=row.person, reason=source_of(row), paper=paper, occupation=ASN_CODE
        )
    else:
        died = row.kind == K.DIED
        status = Person.LifeStatus.DEAD if died else Person.LifeStatus.MOVED
        before = record_fact(
            by=by, person=row.person, reason=source_of(row), paper=paper, life_status=status
        )
    row.before = {**row.before, "register": before}


def _claim(by: Actor, row: Finding) -> None:
    """A prepared claim: it waits in the claims room for a human, nothing is sent."""
    if row.kind != K.DIED or row.on is None:
        raise MatchingRefused(gettext("Klaim disiapkan dari temuan kematian."))
    event = claims.prepare(
        by=by, person=row.person, kind=Event.Kind.DEATH, occurred_on=row.on, source=source_of(row)
    )
    row.before = {**row.before, "event": event.pk}


def _kpj(by: Actor, row: Finding) -> None:
    staged = Row.objects.get(batch=row.batch_id, number=row.row)
    kpj = str(unpack(bytes(staged.payload))[0].get("kpj") or "")
    for membership in standing_of(row.person_id).running:
        if not membership.kpj_index:
            record_kpj(by=by, membership=membership, kpj=kpj, paper=source_of(row))
            return
    raise MatchingRefused(gettext("Tidak ada kepesertaan yang menunggu KPJ."))


def _end(by: Actor, row: Finding, ended_on: date | None) -> None:
    """End what runs: on the day that the list names, else today; never before it began."""
    standing = standing_of(row.person_id)
    rows = standing.running if row.kind in {K.DIED, K.MOVED} else standing.bpu
    reason = END_REASON.get(K(row.kind), Membership.EndReason.OTHER)
    wanted = ended_on or row.on or timezone.localdate()
    ended = []
    for membership in rows:
        day = max(wanted, membership.since)
        end_membership(
            by=by, membership=membership, on=day, reason=reason, paper=row.paper or source_of(row)
        )
        ended.append(membership.pk)
    row.before = {**row.before, "ended": [*row.before.get("ended", []), *ended]}


def _undo(by: Actor, row: Finding, reason: str) -> None:
    if row.before.get("ended"):
        raise MatchingRefused(
            gettext(
                "Kepesertaannya sudah diakhiri karena temuan ini; itu tidak dapat ditarik. "
                "Daftarkan lagi dengan keputusan baru bila temuan ini keliru."
            )
        )
    try:
        if event := Event.objects.filter(pk=row.before.get("event", 0), dismissed_at=None).first():
            claims.dismiss(by=by, event=event, reason=reason)
        if before := row.before.get("register"):
            record_fact(by=by, person=row.person, reason=reason, **before)
    except Refusals as refused:
        raise MatchingRefused(str(refused)) from refused


def _tell(
    by: Actor, row: Finding, action: str, reason: str = "", steps: Collection[str] = ()
) -> None:
    journal.record(
        by=by, action=action, subject=row, area=row.person.village_id, reason=reason or row.reason,
        paper=row.paper,
        summary={
            "person": row.person_id, "kind": row.kind, "on": str(row.on or ""),
            "batch": row.batch_id, "row": row.row, "steps": list(steps),
        },
    )  # fmt: skip
