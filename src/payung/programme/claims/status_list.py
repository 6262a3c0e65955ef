"""BPJS's list of claims: what each row does to the claim that it means, or why it is held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch, Row
from payung.base.staging.registry import Applied, Incoming, ListKind, Outcome, register
from payung.base.territory.actor import Actor, Right
from payung.core.sipp.claim_status import CLAIM_STATUS, StatusLine, read_status
from payung.programme.claims import actions
from payung.programme.claims.heirs import open_dispute
from payung.programme.claims.models import Claim
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.states import SENT, TRANSITIONS, Step
from payung.programme.claims.undoing import check_undo
from payung.programme.membership.matching import Members, members
from payung.programme.membership.reasons import AMBIGUOUS, NAME, POSTING_REASONS, UNKNOWN

KIND: Final = "bpjs_claim_status"
KEPT: Final = (
    "nik", "kpj", "nama", "program", "status", "no_klaim", "tanggal_kejadian", "jumlah",
    "tanggal_bayar", "penerima", "alasan",
)  # fmt: skip
STEPS: Final = {
    "ask": Step.ASK,
    "approve": Step.APPROVE,
    "refuse": Step.REFUSE,
    "pay": Step.PAY,
}
REASONS: Final = {
    **{code: POSTING_REASONS[code] for code in (UNKNOWN, AMBIGUOUS, NAME)},
    "programme_unknown": gettext_lazy("Program klaim tidak terbaca. Tulis JKK, JKM, JHT, atau JP."),
    "status_unknown": gettext_lazy("Kata statusnya tidak dikenal. Tulis dibayar, ditolak, …"),
    "not_sent": gettext_lazy(
        "Tidak ada klaim program ini yang dikirim untuk orang ini. Periksa apakah klaimnya sudah "
        "dikirim melalui Payung."
    ),
    "step_not_allowed": gettext_lazy(
        "Status ini tidak mungkin sesudah keadaan klaim sekarang. Periksa urutannya dengan cabang."
    ),
    "payment_incomplete": gettext_lazy("Jumlah atau tanggal bayar kosong. Lengkapi keduanya."),
    "payment_impossible": gettext_lazy("Tanggal bayar mendahului pengiriman atau belum tiba."),
    "reason_missing": gettext_lazy("Alasan penolakan atau pertanyaannya kosong. Mintalah ke BPJS."),
    "disputed": gettext_lazy("Ahli waris bersengketa: pembayaran ditahan sampai selesai."),
    "claim_ambiguous": gettext_lazy(
        "Lebih dari satu klaim cocok. Lengkapi tanggal kejadian, KPJ, dan NPP."
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A row and the claim that it moves."""

    claim: Claim
    line: StatusLine
    step: Step


def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
    """What each row would do, in the order given; four statements."""
    lines = [read_status(row.values) for row in incoming]
    found = members(batch.area, lines)
    ids = {m.pk for line in lines for m in found.of(line)}
    claims = list(
        Claim.objects.filter(membership__in=ids, state__in=SENT).select_related(
            "event", "submission", "payment"
        )
    )
    met: set[int] = set()
    return [_judge(line, found, claims, met) for line in lines]


def _judge(line: StatusLine, found: Members, claims: Sequence[Claim], met: set[int]) -> Outcome:
    rows = found.of(line)
    if fault := found.fault(line, rows):
        return held(fault)
    if not line.programme:
        return held("programme_unknown")
    if not line.step:
        return held("status_unknown")
    meant = [
        c
        for c in claims
        if c.programme == line.programme
        and c.membership_id in {m.pk for m in rows}
        and line.happened in (None, c.event.occurred_on)
    ]
    if not meant:
        return held("not_sent")
    if len(meant) > 1:
        return held("claim_ambiguous")
    return _of_claim(line, meant[0], met)


def _of_claim(line: StatusLine, claim: Claim, met: set[int]) -> Outcome:
    step = STEPS.get(line.step)
    if step is None or claim.state == TRANSITIONS[step].target or claim.state == "handed_over":
        return Outcome("unchanged", claim.pk)
    if claim.pk in met:
        return held("claim_ambiguous")
    if claim.state not in TRANSITIONS[step].sources:
        return held("step_not_allowed")
    if code := _fault(line, claim, step):
        return held(code)
    met.add(claim.pk)
    return Outcome("changed", claim.pk, None, Told(claim, line, step))


def _fault(line: StatusLine, claim: Claim, step: Step) -> str | None:
    if step in (Step.ASK, Step.REFUSE):
        return None if line.reason else "reason_missing"
    if step is not Step.PAY:
        return None
    if not line.amount or line.amount <= 0 or line.paid_on is None:
        return "payment_incomplete"
    sent = claim.submission.sent_on if claim.submission else line.paid_on
    if not sent <= line.paid_on <= timezone.localdate():
        return "payment_impossible"
    return "disputed" if open_dispute(claim.event) is not None else None


def held(code: str) -> Outcome:
    """A row that is kept for a person to look at."""
    return Outcome("parked", None, (code, str(REASONS[code])))


def apply(
    batch: Batch,
    actor: Actor,
    planned: Sequence[tuple[Incoming, Outcome]],
) -> Applied:
    """Take each step through the same act as the form; the acts journal themselves."""
    done = [(i, o.detail) for i, o in planned if isinstance(o.detail, Told)]
    for _incoming, told in done:
        _take(actor, told, source_of(batch))
    changes = [
        RowChange(Claim._meta.db_table, str(told.claim.pk), {"step": [None, told.step]})
        for _incoming, told in done
    ]
    return Applied(changes, {i.number: told.claim.pk for i, told in done})


def source_of(batch: Batch) -> str:
    """How a step names the list that told it."""
    return f"batch:{batch.pk}"


def _take(actor: Actor, told: Told, source: str) -> None:
    line, claim = told.line, told.claim
    match told.step:
        case Step.ASK:
            actions.ask(by=actor, claim=claim, question=line.reason, source=source)
        case Step.APPROVE:
            actions.approve(by=actor, claim=claim, reference=line.reference, source=source)
        case Step.REFUSE:
            actions.refuse(
                by=actor, claim=claim, reason=line.reason, paper=line.reference, source=source
            )
        case _:
            assert line.amount is not None  # noqa: S101 - _fault() has looked
            assert line.paid_on is not None  # noqa: S101
            actions.pay(
                by=actor, claim=claim, amount=line.amount, paid_on=line.paid_on, payee=line.payee,
                reference=line.reference, source=source,
            )  # fmt: skip


def _moved(batch: Batch) -> QuerySet[Claim]:
    """The claims whose steps this list told."""
    ids = Row.objects.filter(batch=batch, applied=True, subject_id__isnull=False)
    return (
        Claim.objects.filter(pk__in=ids.values("subject_id"), steps__source=source_of(batch))
        .select_related("event__person")
        .distinct()
        .order_by("pk")
    )


def blockers(batch: Batch) -> list[str]:
    """Claims that went on after the list, and what rests on it: they are mended one by one."""
    found = []
    for claim in _moved(batch):
        try:
            check_undo(claim, source_of(batch))
        except ClaimRefused as refused:
            found.append(str(refused))
    return found


def undo(batch: Batch, actor: Actor) -> Iterable[Sequence[RowChange]]:
    """Each claim goes back to where it stood before the list; its history keeps both steps."""
    why = gettext("Daftar status “%(file)s” dibatalkan.") % {"file": batch.file.name}
    for claim in _moved(batch):
        yield actions.take_back(by=actor, claim=claim, source=source_of(batch), reason=why)


STATUS: Final = ListKind(
    code=KIND,
    title=gettext_lazy("Status klaim dari BPJS"),
    right=Right.RECORD_BPJS,
    schema=CLAIM_STATUS,
    kept=KEPT,
    plan=plan,
    apply=apply,
    blockers=blockers,
    undo=undo,
    reasons=cast("dict[str, str]", REASONS),
    lock="claims",
)


def register_kind() -> None:
    """Tell staging; called once at start-up."""
    register(STATUS)
