"""Reading lists: what waits for whom, and what a list costs."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.territory.visibility import within
from payung.programme.funds.models import Fund
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.states import FORWARD, TRANSITIONS, Step


def with_counts(rosters: QuerySet[Roster]) -> QuerySet[Roster]:
    """Rosters with `members`, `reserves`, `ineligible` and `to_check`; one statement."""
    member = Q(candidates__place=Candidate.Place.MEMBER)
    outcome = Candidate.Outcome
    return rosters.select_related("fund", "village").annotate(
        members=Count("candidates", filter=member),
        reserves=Count("candidates", filter=Q(candidates__place=Candidate.Place.RESERVE)),
        ineligible=Count("candidates", filter=member & Q(candidates__outcome=outcome.INELIGIBLE)),
        to_check=Count("candidates", filter=member & Q(candidates__outcome=outcome.CHECK)),
    )


BY_REGENT = Q(fund__payer_level=Area.Level.REGENCY) & ~Q(fund__kind=Fund.Kind.DAU)
"""Lists that the regent decrees, as `Fund.by_regent`."""


def waiting_for(actor: Actor) -> QuerySet[Roster]:
    """Rosters whose next forward step is one of this actor's rights; one WHERE.

    Lists on which the same person already acted are among them; the page says so.
    """
    turn = Q(pk__in=[])
    for step in FORWARD:
        transition = TRANSITIONS[step]
        areas = actor.areas(transition.right)
        if areas:
            own = ~BY_REGENT if step == Step.DECREE else Q()
            turn |= Q(state=transition.source) & within("village_id", areas) & own
    return Roster.objects.filter(turn | _regents(actor))


def for_regent(actor: Actor) -> QuerySet[Roster]:
    """Verified lists that district money pays, where this actor is the regent; one WHERE."""
    return Roster.objects.filter(_regents(actor)).select_related("fund", "village")


def _regents(actor: Actor) -> Q:
    areas = actor.areas(Right.DECREE_DISTRICT)
    verified = Q(state=TRANSITIONS[Step.DECREE].source)
    return verified & within("village_id", areas) & BY_REGENT


def latest_roster(village: str, fund: int, year: int, segment: str = "bpu") -> Roster | None:
    """The last round of a list."""
    return (
        Roster.objects.filter(village=village, fund=fund, year=year, segment=segment)
        .select_related("fund", "village")
        .order_by("-round")
        .first()
    )
