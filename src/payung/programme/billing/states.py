"""How a payment goes from hand to hand: one table of steps per chain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.base.territory.actor import Right
from payung.programme.billing.models import Payment
from payung.programme.billing.refusals import AlreadyMoved

State, Chain = Payment.State, Payment.Chain


class Step(StrEnum):
    """What can be done to a payment."""

    FILE = "file"
    CHECK = "check"
    APPROVE = "approve"
    SEND = "send"
    RETURN_CHECK = "return_check"
    RETURN_APPROVE = "return_approve"
    REFUSED = "refused"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which state to which, by whose right; a step back needs a note."""

    source: Payment.State
    target: Payment.State
    right: Right
    label: Promise
    needs_note: bool = False


Table = dict[Step, Transition]


def _table(make: Right, check: Right, approve: Right, words: tuple[Promise, ...]) -> Table:
    file, checked, approved, sent = words
    return {
        Step.FILE: Transition(State.DRAFT, State.FILED, make, file),
        Step.CHECK: Transition(State.FILED, State.CHECKED, check, checked),
        Step.APPROVE: Transition(State.CHECKED, State.APPROVED, approve, approved),
        Step.SEND: Transition(State.APPROVED, State.SENT, make, sent),
        Step.RETURN_CHECK: Transition(
            State.FILED, State.DRAFT, check, _("Kembalikan untuk diperbaiki"), True
        ),
        Step.RETURN_APPROVE: Transition(
            State.CHECKED, State.DRAFT, approve, _("Kembalikan untuk diperbaiki"), True
        ),
        Step.REFUSED: Transition(State.SENT, State.APPROVED, make, _("Catat penolakan bank"), True),
        Step.CANCEL: Transition(State.DRAFT, State.CANCELLED, make, _("Batalkan"), True),
    }


TRANSITIONS: Final[dict[Payment.Chain, Table]] = {
    Chain.VILLAGE: _table(
        Right.MAKE_PAYMENT, Right.CHECK_PAYMENT, Right.APPROVE_PAYMENT,
        (_("Ajukan (Kaur Keuangan)"), _("Periksa (Sekdes)"), _("Setujui (Kades)"),
         _("Catat: sudah dikirim lewat CMS")),
    ),
    Chain.DISTRICT: _table(
        Right.FILE_SPP, Right.SIGN_SPM, Right.ISSUE_SP2D,
        (_("Ajukan SPP"), _("Tanda tangani SPM (PA/KPA)"), _("Terbitkan SP2D (BUD)"),
         _("Catat: SP2D dicairkan")),
    ),
    Chain.SPONSOR: _table(
        Right.FILE_SPP, Right.SIGN_SPM, Right.BILL,
        (_("Ajukan kepada penyandang dana"), _("Periksa (PA/KPA)"), _("Setujui (DPMD)"),
         _("Catat: sudah dikirim")),
    ),
}  # fmt: skip
"""Steps of each chain. A debit (sent → debited) is no act of a person: it is matched."""

HANDS: Final = (Step.FILE, Step.CHECK, Step.APPROVE)
"""Each by another person."""


def transition(chain: str, step: Step) -> Transition:
    """The row of the table."""
    return TRANSITIONS[Chain(chain)][step]


def check_state(payment: Payment, step: Step) -> None:
    """Raise AlreadyMoved, with a sentence, unless the state allows the step."""
    wanted = transition(payment.chain, step)
    if payment.state != wanted.source:
        raise AlreadyMoved(
            gettext(
                "Langkah “%(step)s” hanya untuk pembayaran berstatus “%(source)s”; yang ini "
                "berstatus “%(state)s”. Muat ulang halaman untuk melihat keadaan terakhir."
            )
            % {
                "step": wanted.label, "source": wanted.source.label,
                "state": State(payment.state).label,
            }
        )  # fmt: skip


def steps_from(payment: Payment) -> list[Step]:
    """Steps that the state allows, in the order of the table."""
    return [s for s, t in TRANSITIONS[Chain(payment.chain)].items() if t.source == payment.state]
