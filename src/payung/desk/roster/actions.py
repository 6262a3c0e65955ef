"""The workflow as people and programs drive it: selection's actions with membership's facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.desk.roster.facts import outside_of, released_heads
from payung.desk.roster.fetch import regency_of
from payung.desk.roster.papers import addressed, forms_of, forms_together
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import DecreePaper, JudgeSummary, Minutes, Ready
from payung.programme.selection.models import Candidate, Decree, DistrictDecree, Roster, RosterStep
from payung.programme.selection.setting import set_ahead
from payung.programme.selection.states import Step

NO_PAPER = Minutes()


@transaction.atomic
def assess(*, by: Actor, roster: Roster, on: date | None = None) -> JudgeSummary:
    """Judge every candidate of a list on a day (today)."""
    return selection.judge(by=by, roster=roster, outside=outside_of(roster), on=on or _today())


@transaction.atomic
def rank(*, by: Actor, roster: Roster, heads: int, on: date | None = None) -> int:
    """Choose `heads` members in the order of need, the others as reserves; all judged."""
    return selection.choose_by_rank(
        by=by, roster=roster, heads=heads, outside=outside_of(roster), on=on or _today()
    )


@transaction.atomic
def propose(*, by: Actor, roster: Roster, minutes: Minutes, on: date | None = None) -> RosterStep:
    """The operator hands in the list on the minutes of the village meeting."""
    return _forward(by, roster, Step.PROPOSE, minutes, on)


@transaction.atomic
def review(
    *, by: Actor, roster: Roster, paper: Minutes = NO_PAPER, on: date | None = None
) -> RosterStep:
    """The camat has looked the list through."""
    return _forward(by, roster, Step.REVIEW, paper, on)


@transaction.atomic
def verify(
    *, by: Actor, roster: Roster, paper: Minutes = NO_PAPER, on: date | None = None
) -> RosterStep:
    """DPMD verifies the list and the NIKs that one person alone carries."""
    return _forward(by, roster, Step.VERIFY, paper, on)


@transaction.atomic
def send_back(*, by: Actor, roster: Roster, step: Step, note: str) -> RosterStep:
    """Return (or withdraw) the list to the operator with the reason."""
    return selection.step_back(by=by, roster=roster, step=step, note=note)


def decree(
    *, by: Actor, roster: Roster, paper: DecreePaper, on: date | None = None,
    ready: Ready | None = None,
) -> Decree:  # fmt: skip
    """The village head fixes the list; its lines, PDF and XLSX are frozen.

    The papers are set first, with nothing locked; then the list is decreed in one transaction.
    A list that district money pays is the regent's: his paper then holds this list alone.
    """
    told = addressed(roster, paper)
    if roster.fund.by_regent:
        regency, rosters = regency_of(roster), [roster]
        decree_together(by=by, regency=regency, rosters=rosters, paper=told, on=on, ready=ready)
        return Decree.objects.select_related("pdf", "xlsx").get(roster=roster)
    held = ready or set_ahead(forms_of(by, roster, told))
    with transaction.atomic():
        return selection.decree(
            by=by, roster=roster, paper=told, outside=outside_of(roster),
            on=on or _today(), released=released_heads(roster), ready=held,
        )  # fmt: skip


def decree_together(
    *, by: Actor, regency: Area, rosters: Sequence[Roster], paper: DecreePaper,
    on: date | None = None, ready: Ready | None = None,
) -> DistrictDecree:  # fmt: skip
    """The regent fixes lists that district money pays with one paper; all of them, or none.

    Its papers too are set before anything is locked.
    """
    held = ready or set_ahead(forms_together(by, regency, rosters, paper))
    with transaction.atomic():
        return selection.decree_together(
            by=by, regency=regency, rosters=rosters, paper=paper,
            outside={roster.pk: outside_of(roster) for roster in rosters}, on=on or _today(),
            released={roster.pk: released_heads(roster) for roster in rosters}, ready=held,
        )  # fmt: skip


@transaction.atomic
def exclude_ineligible(*, by: Actor, roster: Roster) -> int:
    """Take out every member that a hard rule bars, each with the rule's own sentence."""
    barred = roster.candidates.filter(
        place=Candidate.Place.MEMBER, outcome=Candidate.Outcome.INELIGIBLE
    ).prefetch_related("verdicts")
    by_reason: dict[str, list[int]] = {}
    for candidate in barred:
        by_reason.setdefault(_why(candidate), []).append(candidate.pk)
    return sum(_out(by, roster, ids, why) for why, ids in by_reason.items())


def _why(candidate: Candidate) -> str:
    said = [v.reason for v in candidate.verdicts.all() if v.hard and v.result == "fail"]
    return " ".join(said)[:300]


def _out(by: Actor, roster: Roster, ids: Iterable[int], why: str) -> int:
    return selection.place(
        by=by, roster=roster, ids=ids, place=Candidate.Place.EXCLUDED, reason=why
    )


def _forward(by: Actor, roster: Roster, step: Step, paper: Minutes, on: date | None) -> RosterStep:
    return selection.step_forward(
        by=by, roster=roster, step=step, paper=paper, outside=outside_of(roster),
        on=on or _today(), released=released_heads(roster),
    )  # fmt: skip


def _today() -> date:
    return timezone.localdate()
