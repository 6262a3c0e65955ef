"""How a roster goes from hand to hand: the one table of allowed steps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext

from payung.base.territory.actor import Right
from payung.base.ui.format import language
from payung.programme.funds.models import Fund
from payung.programme.selection.models import Roster
from payung.programme.selection.refusals import WrongState

State = Roster.State


class Step(StrEnum):
    """What can be done to a roster as a whole."""

    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    REVIEW = "review"
    RETURN_REVIEW = "return_review"
    VERIFY = "verify"
    RETURN_VERIFY = "return_verify"
    DECREE = "decree"
    RETURN_DECREE = "return_decree"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which state to which, by whose right; a step back needs a note."""

    source: Roster.State
    target: Roster.State
    right: Right
    label_id: str
    label_en: str
    needs_note: bool = False

    def label(self) -> str:
        """The step's name in the language of the request."""
        return self.label_en if language() == "en" else self.label_id


TRANSITIONS: Final[dict[Step, Transition]] = {
    Step.PROPOSE: Transition(
        State.DRAFT, State.PROPOSED, Right.PROPOSE, "Operator mengusulkan", "Operator proposes"
    ),
    Step.WITHDRAW: Transition(
        State.PROPOSED, State.DRAFT, Right.PROPOSE,
        "Operator menarik kembali", "Operator withdraws", needs_note=True,
    ),
    Step.REVIEW: Transition(
        State.PROPOSED, State.REVIEWED, Right.REVIEW, "Camat menelaah", "Camat reviews"
    ),
    Step.RETURN_REVIEW: Transition(
        State.PROPOSED, State.DRAFT, Right.REVIEW,
        "Camat mengembalikan", "Camat returns", needs_note=True,
    ),
    Step.VERIFY: Transition(
        State.REVIEWED, State.VERIFIED, Right.VERIFY, "DPMD memverifikasi", "DPMD verifies"
    ),
    Step.RETURN_VERIFY: Transition(
        State.REVIEWED, State.DRAFT, Right.VERIFY,
        "DPMD mengembalikan", "DPMD returns", needs_note=True,
    ),
    Step.DECREE: Transition(
        State.VERIFIED, State.DECREED, Right.DECREE, "Kepala desa menetapkan", "Head decrees"
    ),
    Step.RETURN_DECREE: Transition(
        State.VERIFIED, State.DRAFT, Right.DECREE,
        "Kepala desa mengembalikan", "Head returns", needs_note=True,
    ),
}  # fmt: skip


def right_for(step: Step, fund: Fund) -> Right:
    """The right that a step needs: a list that district money pays is the regent's to decree."""
    right = TRANSITIONS[step].right
    return Right.DECREE_DISTRICT if right == Right.DECREE and fund.by_regent else right


FORWARD: Final = (Step.PROPOSE, Step.REVIEW, Step.VERIFY, Step.DECREE)
"""The four steps, each by another person."""

EDITOR: Final[dict[Roster.State, Right]] = {
    State.DRAFT: Right.PROPOSE,
    State.PROPOSED: Right.REVIEW,
    State.REVIEWED: Right.VERIFY,
}
"""Whose turn it is to change places of candidates; a verified list is closed."""


def check_state(state: str, step: Step) -> None:
    """Raise WrongState, with a sentence, unless the state allows the step."""
    wanted = TRANSITIONS[step]
    if state != wanted.source:
        raise WrongState(
            gettext(
                "Langkah “%(step)s” hanya untuk daftar yang berstatus “%(source)s”; "
                "daftar ini berstatus “%(state)s”. Muat ulang halaman untuk melihat "
                "keadaan terakhir."
            )
            % {
                "step": wanted.label(),
                "source": wanted.source.label,
                "state": State(state).label,
            }
        )


def steps_from(state: str) -> list[Step]:
    """Steps that a state allows, in the order of the table."""
    return [step for step, t in TRANSITIONS.items() if t.source == state]
