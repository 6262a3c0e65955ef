"""The first line of every view: the row, if this person may see it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.programme.selection.models import Candidate, Decree, Roster


def roster_of(actor: Actor, pk: int) -> Roster:
    """The list within the actor's regions, or 404."""
    rosters = Roster.objects.visible_to(actor).select_related("fund", "village__parent__parent")
    return get_object_or_404(rosters, pk=pk)


def regency_of(roster: Roster) -> Area:
    """The regency that holds the list's village: whose money pays, and whose regent decrees."""
    return Area.objects.get(code=roster.village_id[:5], level=Area.Level.REGENCY)


def candidate_of(actor: Actor, pk: int) -> Candidate:
    """The candidate within the actor's regions, or 404."""
    rows = Candidate.objects.visible_to(actor).select_related(
        "person", "roster__fund", "roster__village"
    )
    return get_object_or_404(rows, pk=pk)


def decree_of(actor: Actor, pk: int) -> Decree:
    """The decree within the actor's regions, or 404."""
    rows = Decree.objects.visible_to(actor).select_related(
        "roster__fund", "roster__village", "pdf", "xlsx"
    )
    return get_object_or_404(rows, pk=pk)
