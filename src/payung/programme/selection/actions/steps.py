"""Moving a list from hand to hand: propose, review, verify, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.files.models import StoredFile
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor
from payung.base.worded import worded_once
from payung.programme.people.verification import verify_niks
from payung.programme.selection.actions.judge import judge_held
from payung.programme.selection.checks import check_content, check_step, tally
from payung.programme.selection.judging import Outside
from payung.programme.selection.models import Candidate, Roster, RosterStep
from payung.programme.selection.refusals import SelectionRefused, WrongState
from payung.programme.selection.states import TRANSITIONS, Step
from payung.programme.selection.who import steps_taken


@dataclass(frozen=True, slots=True)
class Minutes:
    """The paper on which a step rests: for a proposal the minutes of the village meeting."""

    number: str = ""
    on: date | None = None
    file: StoredFile | None = None
    note: str = ""


@transaction.atomic
def step_forward(
    *, by: Actor, roster: Roster, step: Step, paper: Minutes, outside: Mapping[int, Outside],
    on: date, released: int = 0,
) -> RosterStep:  # fmt: skip
    """Propose, review or verify a list, judging it anew on the way.

    Raises NotAllowed (right, or the same person twice), WrongState, SelectionRefused. Verifying
    also verifies the NIKs that only one person of the register carries.
    """
    if step not in {Step.PROPOSE, Step.REVIEW, Step.VERIFY}:
        raise ValueError(f"{step} is not a step forward that this action takes")
    roster = locked(roster)
    check_step(by, roster, step)
    if step == Step.PROPOSE and not (paper.number.strip() and paper.on):
        raise SelectionRefused(gettext("Isi nomor dan tanggal berita acara musyawarah desa."))
    verified = verify_niks(by=by, area=roster.village_id, people=_members(roster)) if (
        step == Step.VERIFY
    ) else 0  # fmt: skip
    judge_held(by=by, roster=roster, outside=outside, on=on)
    counted = tally(roster, released=released)
    check_content(step, counted)
    return move(
        by=by, roster=roster, step=step, paper=paper,
        summary={"members": counted.members, "reserves": counted.reserves, "niks": verified},
    )  # fmt: skip


@transaction.atomic
def step_back(*, by: Actor, roster: Roster, step: Step, note: str) -> RosterStep:
    """Return or withdraw a list to its operator, with the reason. Raises as `step_forward`."""
    if not TRANSITIONS[step].needs_note:
        raise ValueError(f"{step} is no step back")
    roster = locked(roster)
    check_step(by, roster, step)
    if not note.strip():
        raise SelectionRefused(
            gettext("Sebutkan alasan agar operator tahu apa yang perlu diperbaiki.")
        )
    return move(by=by, roster=roster, step=step, paper=Minutes(note=note.strip()), summary={})


def locked(roster: Roster) -> Roster:
    """The roster as it is now, held until the transaction ends."""
    found = _held(roster.pk)
    if not found:
        raise Roster.DoesNotExist(roster.pk)
    return found[0]


@worded_once
def _held(roster: int) -> QuerySet[Roster]:
    rows = Roster.objects.select_for_update(of=("self",)).select_related("fund", "village")
    return rows.filter(pk=roster)


def move(
    *, by: Actor, roster: Roster, step: Step, paper: Minutes, summary: Mapping[str, object]
) -> RosterStep:
    """Change the state once, write the step and the journal. Raises WrongState if too late."""
    transition = TRANSITIONS[step]
    source, target = transition.source.value, transition.target.value
    if not bulk.exchange(Roster._meta.db_table, "state", source, target, roster.pk):
        raise WrongState(
            gettext(
                "Daftar ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa lagi."
            )
        )
    roster.state = transition.target
    row = RosterStep.objects.create(
        roster=roster, number=steps_taken(roster) + 1, from_state=transition.source,
        to_state=transition.target, by_id=by.id, by_name=by.name, note=paper.note,
        paper=paper.number.strip(), paper_date=paper.on, file=paper.file,
    )  # fmt: skip
    journal.record(
        by=by, action=f"selection.roster.{step}", subject=roster, area=roster.village_id,
        reason=paper.note, paper=paper_text(paper), summary=dict(summary),
        changes=[journal.RowChange(
            roster._meta.db_table, str(roster.pk),
            {"state": [transition.source.value, transition.target.value]},
        )],
    )  # fmt: skip
    return row


def paper_text(paper: Minutes) -> str:
    """Number and date in one text."""
    number = paper.number.strip()
    return f"{number}, {paper.on.isoformat()}" if number and paper.on else number


def _members(roster: Roster) -> list[int]:
    return _member_keys(roster.pk)


@worded_once
def _member_keys(roster: int) -> QuerySet[Candidate, int]:
    return Candidate.objects.members().filter(roster=roster).values_list("person_id", flat=True)
