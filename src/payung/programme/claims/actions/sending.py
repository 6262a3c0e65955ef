"""From a complete file to money in hand: sending, questions, decision, payment, visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.policy.queries import in_force
from payung.base.territory.actor import Actor, Right, contains
from payung.base.ui.format import tanggal
from payung.core.calendar import add_months
from payung.programme.claims.actions.gathering import keep_scan
from payung.programme.claims.actions.stepping import move
from payung.programme.claims.checklist import lines_of, still_missing
from payung.programme.claims.heirs import missing, open_dispute
from payung.programme.claims.models import Claim, Handover, Payment, Submission, Visit
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.states import Step, check_state
from payung.programme.claims.who import check_may


@transaction.atomic
def submit(
    *, by: Actor, claims: Sequence[Claim], area: str, number: str, sent_on: dt.date,
    incomplete_because: str = "",
) -> Submission:  # fmt: skip
    """Send claims to BPJS under one covering letter; from now on their estimates stand still.

    Refused while heirs are unsettled or papers are missing; `incomplete_because` sends a file
    whose papers BPJS accepted to take later, never one whose heirs are unsettled.
    """
    by.require(Right.SUBMIT_CLAIM, area)
    if not claims or not number.strip():
        raise ClaimRefused(gettext("Pilih klaim dan isi nomor surat pengantar."))
    if sent_on > timezone.localdate():
        raise ClaimRefused(gettext("Tanggal kirim belum tiba."))
    rows = [_locked(claim) for claim in claims]
    for row in rows:
        _check_sendable(by, row, area, sent_on, incomplete_because)
    try:
        with transaction.atomic():
            made = Submission.objects.create(
                area=area, number=number.strip()[:80], sent_on=sent_on, by_id=by.id, by_name=by.name
            )
    except IntegrityError as error:
        raise ClaimRefused(gettext("Nomor surat pengantar ini sudah dipakai.")) from error
    for row in rows:
        row.submission = made
        row.save(update_fields=["submission"])
        move(by=by, claim=row, step=Step.SUBMIT, note=incomplete_because, paper=made.number)
    journal.record(
        by=by, action="claims.submitted", subject=made, area=area, paper=made.number,
        summary={"claims": [row.pk for row in rows], "total": sum(r.total or 0 for r in rows)},
    )  # fmt: skip
    return made


def _locked(claim: Claim) -> Claim:
    rows = Claim.objects.select_for_update(of=("self",)).select_related(
        "event__person", "membership", "submission"
    )
    return rows.get(pk=claim.pk)


def _check_sendable(
    by: Actor, row: Claim, area: str, sent_on: dt.date, incomplete_because: str
) -> None:
    check_may(by, row, Step.SUBMIT)
    check_state(row.state, Step.SUBMIT)
    name = row.event.person.name
    if not contains(area, row.village_id):
        raise ClaimRefused(gettext("Klaim %(name)s di luar wilayah surat ini.") % {"name": name})
    if sent_on < row.event.occurred_on:
        raise ClaimRefused(gettext("Klaim %(name)s dikirim sebelum kejadian?") % {"name": name})
    if row.event.fatal and (said := missing(row.event)):
        raise ClaimRefused(f"{name}: {' '.join(said)}")
    claims = list(row.event.claims.select_related("membership"))
    lacking = still_missing(lines_of(row.event, claims))
    if lacking and not incomplete_because.strip():
        raise ClaimRefused(
            gettext("Berkas %(name)s belum lengkap: %(papers)s.")
            % {"name": name, "papers": ", ".join(lacking)}
        )


@transaction.atomic
def ask(*, by: Actor, claim: Claim, question: str, source: str = "") -> Claim:
    """BPJS asks something; the village sees it as a task."""
    return _step(by, claim, Step.ASK, question, source=source)


@transaction.atomic
def answer(*, by: Actor, claim: Claim, text: str) -> Claim:
    """The question is answered, and the file goes back to BPJS."""
    return _step(by, claim, Step.ANSWER, text)


@transaction.atomic
def approve(*, by: Actor, claim: Claim, reference: str = "", source: str = "") -> Claim:
    """BPJS has agreed; the money is on its way."""
    row = _step(by, claim, Step.APPROVE, "", reference, source)
    if reference.strip():
        row.reference = reference.strip()[:80]
        row.save(update_fields=["reference"])
    return row


@transaction.atomic
def refuse(*, by: Actor, claim: Claim, reason: str, paper: str = "", source: str = "") -> Claim:
    """BPJS has refused, with its reason, which the family is told word for word."""
    return _step(by, claim, Step.REFUSE, reason, paper, source)


@transaction.atomic
def appeal(*, by: Actor, claim: Claim, ground: str, paper: str = "") -> Claim:
    """An objection against a refusal, with its ground."""
    return _step(by, claim, Step.APPEAL, ground, paper)


def _step(
    by: Actor, claim: Claim, step: Step, note: str, paper: str = "", source: str = ""
) -> Claim:
    row = _locked(claim)
    move(by=by, claim=row, step=step, note=note, paper=paper, source=source)
    return row


@transaction.atomic
def pay(
    *, by: Actor, claim: Claim, amount: int, paid_on: dt.date, payee: str = "",
    account_tail: str = "", reference: str = "", source: str = "",
) -> Payment:  # fmt: skip
    """BPJS has paid. Raises ClaimRefused while heirs dispute, or for a day that cannot be."""
    row = _locked(claim)
    check_may(by, row, Step.PAY)
    check_state(row.state, Step.PAY)
    _check_undisputed(row)
    if amount <= 0:
        raise ClaimRefused(gettext("Isi jumlah yang dibayar, dalam rupiah."))
    if row.submission is not None and paid_on < row.submission.sent_on:
        raise ClaimRefused(
            gettext("Dibayar %(paid)s sebelum dikirim %(sent)s? Periksa tanggalnya.")
            % {"paid": tanggal(paid_on), "sent": tanggal(row.submission.sent_on)}
        )
    if paid_on > timezone.localdate():
        raise ClaimRefused(gettext("Tanggal bayar belum tiba."))
    made = Payment.objects.create(
        claim=row, amount=amount, paid_on=paid_on, payee=payee.strip()[:150],
        account_tail="".join(c for c in account_tail if c.isdigit())[-4:], by_id=by.id,
        by_name=by.name,
    )  # fmt: skip
    if reference.strip():
        row.reference = reference.strip()[:80]
        row.save(update_fields=["reference"])
    move(by=by, claim=row, step=Step.PAY, paper=reference, source=source)
    return made


def _check_undisputed(claim: Claim) -> None:
    if open_dispute(claim.event) is not None:
        raise ClaimRefused(
            gettext("Sengketa ahli waris menahan pembayaran. Selesaikan dan catat suratnya dahulu.")
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the money came to the family."""

    on: dt.date
    place: str
    receiver: str
    officials: str
    amount: int
    proof: bytes
    proof_name: str


@transaction.atomic
def hand_over(*, by: Actor, claim: Claim, receipt: Receipt) -> Handover:
    """The family holds the money: day, place, who was there, the sum they say, and a proof.

    Visits to the family are planned from the day of payment.
    """
    row = _locked(claim)
    check_may(by, row, Step.HAND_OVER)
    check_state(row.state, Step.HAND_OVER)
    _check_undisputed(row)
    _check_receipt(row, receipt)
    proof = keep_scan(by, row.village_id, receipt.proof, receipt.proof_name)
    made = Handover.objects.create(
        claim=row, on=receipt.on, place=receipt.place.strip(), receiver=receipt.receiver.strip(),
        officials=receipt.officials.strip(), amount=receipt.amount, proof=proof, by_id=by.id,
        by_name=by.name,
    )  # fmt: skip
    move(by=by, claim=row, step=Step.HAND_OVER)
    _plan_visits(row)
    return made


def _check_receipt(row: Claim, receipt: Receipt) -> None:
    if not (receipt.place.strip() and receipt.receiver.strip() and receipt.officials.strip()):
        raise ClaimRefused(gettext("Isi tempat, penerima, dan pejabat yang menyaksikan."))
    if not row.payment.paid_on <= receipt.on <= timezone.localdate():
        raise ClaimRefused(
            gettext("Tanggal serah terima harus sejak %(paid)s dan paling lambat hari ini.")
            % {"paid": tanggal(row.payment.paid_on)}
        )
    if receipt.amount < 0:
        raise ClaimRefused(gettext("Jumlah yang diterima tidak boleh kurang dari nol."))


def _plan_visits(row: Claim) -> None:
    rule = in_force("claim_visit_months", area=row.village_id, on=timezone.localdate())
    for text in str(rule.value).split(","):
        if text.strip().isdecimal():
            months = int(text)
            Visit.objects.get_or_create(
                event=row.event, months_after=months,
                defaults={"due_on": add_months(row.payment.paid_on, months)},
            )  # fmt: skip


@transaction.atomic
def visit(
    *, by: Actor, visit: Visit, on: dt.date, out_of_poverty: str, at_school: str, note: str = ""
) -> Visit:
    """Somebody has been with the family, and says how it stands there."""
    by.require(Right.REPORT_CLAIM, visit.event.village_id)
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    if row.visited_on is not None:
        raise ClaimRefused(gettext("Kunjungan ini sudah dicatat."))
    if on > timezone.localdate() or on < row.event.occurred_on:
        raise ClaimRefused(gettext("Periksa tanggal kunjungan."))
    row.visited_on, row.out_of_poverty, row.at_school = on, out_of_poverty, at_school
    row.note, row.by_id, row.by_name = note.strip(), by.id, by.name
    row.save()
    journal.record(
        by=by, action="claims.visited", subject=row, area=row.event.village_id,
        summary={"event": row.event_id, "months_after": row.months_after},
    )  # fmt: skip
    return row
