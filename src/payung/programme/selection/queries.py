"""Reading lists: what waits for whom, and what a list costs."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from payung.base.territory.actor import Actor
from payung.base.territory.visibility import within
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.states import FORWARD, TRANSITIONS


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


def waiting_for(actor: Actor) -> QuerySet[Roster]:
    """Rosters whose next forward step is one of this actor's rights; one WHERE.

    Lists on which the same person already acted are among them; the page says so.
    """
    turn = Q(pk__in=[])
    for step in FORWARD:
        transition = TRANSITIONS[step]
        areas = actor.areas(transition.right)
        if areas:
            turn |= Q(state=transition.source) & within("village_id", areas)
    return Roster.objects.filter(turn)


def latest_roster(village: str, fund: int, year: int, segment: str = "bpu") -> Roster | None:
    """The last round of a list."""
    return (
        Roster.objects.filter(village=village, fund=fund, year=year, segment=segment)
        .select_related("fund", "village")
        .order_by("-round")
        .first()
    )
