"""How a claim goes from hand to hand: the one table of allowed steps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext

from payung.base.territory.actor import Right
from payung.base.ui.format import language
from payung.programme.claims.models import Claim
from payung.programme.claims.refusals import WrongState

S = Claim.State


class Step(StrEnum):
    """What can be done to a claim."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"
    SUBMIT = "submit"
    ASK = "ask"
    ANSWER = "answer"
    APPROVE = "approve"
    REFUSE = "refuse"
    APPEAL = "appeal"
    PAY = "pay"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states to which, by whose right; some steps need a note."""

    sources: tuple[Claim.State, ...]
    target: Claim.State
    right: Right
    label_id: str
    label_en: str
    needs_note: bool = False

    def label(self) -> str:
        """The step's name in the language of the request."""
        return self.label_en if language() == "en" else self.label_id


TRANSITIONS: Final[dict[Step, Transition]] = {
    Step.CONFIRM: Transition(
        (S.PREPARED,), S.GATHERING, Right.REPORT_CLAIM, "Kejadian dibenarkan", "Event confirmed"
    ),
    Step.DISMISS: Transition(
        (S.PREPARED,), S.WITHDRAWN, Right.REPORT_CLAIM,
        "Kejadian dinyatakan tidak benar", "Event dismissed", needs_note=True,
    ),
    Step.WITHDRAW: Transition(
        (S.GATHERING,), S.WITHDRAWN, Right.REPORT_CLAIM, "Klaim ditarik", "Claim withdrawn",
        needs_note=True,
    ),
    Step.SUBMIT: Transition(
        (S.GATHERING,), S.SUBMITTED, Right.SUBMIT_CLAIM, "Dikirim ke BPJS", "Sent to BPJS"
    ),
    Step.ASK: Transition(
        (S.SUBMITTED,), S.ASKED, Right.RECORD_BPJS, "BPJS bertanya", "BPJS asks", needs_note=True
    ),
    Step.ANSWER: Transition(
        (S.ASKED,), S.SUBMITTED, Right.REPORT_CLAIM, "Pertanyaan dijawab", "Question answered",
        needs_note=True,
    ),
    Step.APPROVE: Transition(
        (S.SUBMITTED, S.ASKED, S.APPEALED), S.APPROVED, Right.RECORD_BPJS,
        "Disetujui BPJS", "Approved by BPJS",
    ),
    Step.REFUSE: Transition(
        (S.SUBMITTED, S.ASKED, S.APPEALED), S.REFUSED, Right.RECORD_BPJS,
        "Ditolak BPJS", "Refused by BPJS", needs_note=True,
    ),
    Step.APPEAL: Transition(
        (S.REFUSED,), S.APPEALED, Right.SUBMIT_CLAIM, "Keberatan diajukan", "Objection raised",
        needs_note=True,
    ),
    Step.PAY: Transition(
        (S.SUBMITTED, S.ASKED, S.APPROVED, S.APPEALED), S.PAID, Right.RECORD_BPJS,
        "Dibayar BPJS", "Paid by BPJS",
    ),
    Step.HAND_OVER: Transition(
        (S.PAID,), S.HANDED_OVER, Right.REPORT_CLAIM,
        "Uang diterima keluarga", "Money with the family",
    ),
}  # fmt: skip

OPEN: Final = (S.PREPARED, S.GATHERING, S.SUBMITTED, S.ASKED, S.APPROVED, S.APPEALED)
"""States in which somebody still owes the family an act."""
SENT: Final = (S.SUBMITTED, S.ASKED, S.APPROVED, S.REFUSED, S.APPEALED, S.PAID, S.HANDED_OVER)
"""States in which the estimate stands still."""
GIVEN: Final = (S.APPROVED, S.PAID, S.HANDED_OVER)
"""States in which BPJS has agreed: school years can be claimed."""


def check_state(state: str, step: Step) -> None:
    """Raise WrongState, with a sentence, unless the state allows the step."""
    wanted = TRANSITIONS[step]
    if state not in wanted.sources:
        raise WrongState(
            gettext(
                "Langkah “%(step)s” tidak berlaku untuk klaim berstatus “%(state)s”. Muat ulang "
                "halaman untuk melihat keadaan terakhir."
            )
            % {"step": wanted.label(), "state": S(state).label}
        )


def steps_from(state: str) -> list[Step]:
    """Steps that a state allows, in the order of the table."""
    return [step for step, t in TRANSITIONS.items() if state in t.sources]
