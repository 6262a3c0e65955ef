"""Who may do a step: the right in the village, and four different persons on the way."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext

from payung.base.territory.actor import Actor, NotAllowed
from payung.base.worded import worded_once
from payung.programme.selection.models import Roster, RosterStep
from payung.programme.selection.states import EDITOR, FORWARD, TRANSITIONS, Step, right_for

OWN_STEP = frozenset({Step.WITHDRAW})
"""Steps that undo one's own hand, so that having acted before is no bar."""


def check_right(actor: Actor, roster: Roster, step: Step) -> None:
    """Raise NotAllowed, with a sentence, unless the role covers the step in this village."""
    actor.require(right_for(step, roster.fund), roster.village_id)


def check_distinct(actor: Actor, step: Step, taken: Iterable[RosterStep]) -> None:
    """Raise NotAllowed, with a sentence, if this person already had a hand in the list.

    `taken` are the steps since the list last was a draft.
    """
    if step in OWN_STEP:
        return
    for before in taken:
        if before.by_id == actor.id:
            raise NotAllowed(
                gettext(
                    "Anda (%(actor)s) sudah bertindak pada daftar ini sebagai pengusul, "
                    "penelaah, atau pemverifikasi. Langkah ini harus dilakukan orang "
                    "lain."
                )
                % {"actor": actor.name}
            )


def check_editor(actor: Actor, roster: Roster) -> None:
    """Raise NotAllowed unless it is this person's turn to change the places of candidates."""
    right = EDITOR.get(Roster.State(roster.state))
    if right is None:
        raise NotAllowed(
            gettext(
                "Daftar ini sudah diverifikasi atau ditetapkan; nama tidak dapat diubah "
                "lagi. Kepala desa dapat mengembalikannya, atau buat daftar perubahan."
            )
        )
    actor.require(right, roster.village_id)


def current_pass(roster: Roster) -> list[RosterStep]:
    """The steps since the list last was a draft, oldest first; one statement."""
    taken: list[RosterStep] = []
    for step in _steps(roster.pk):
        taken = [] if step.to_state == Roster.State.DRAFT else [*taken, step]
    return taken


@worded_once
def _steps(roster: int) -> QuerySet[RosterStep]:
    return RosterStep.objects.filter(roster=roster).order_by("number")


def steps_taken(roster: Roster) -> int:
    """How many steps the list has behind it, back and forth; one statement."""
    return len(_steps(roster.pk))


def next_step(roster: Roster) -> Step | None:
    """The forward step that the list waits for; None once it is decreed."""
    return next((s for s in FORWARD if TRANSITIONS[s].source == roster.state), None)
