"""A village's lists of a year, and what they say of its payments."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse

from payung.base.territory.actor import Actor, Right
from payung.core.calendar import Month
from payung.desk.dashboard.years import Period
from payung.programme.membership.figures import running
from payung.programme.membership.models import CoverMonth
from payung.programme.selection.models import Candidate, Roster


def of_village(actor: Actor, code: str, year: int) -> QuerySet[Roster]:
    """Lists of a village with their members counted and their decrees; one statement."""
    return (
        Roster.objects.visible_to(actor)
        .in_area(code)
        .filter(year=year)
        .select_related("fund", "decree")
        .annotate(members=Count("candidates", filter=Q(candidates__place=Candidate.Place.MEMBER)))
        .order_by("fund__name", "round")
    )


def links_of(roster: Roster) -> dict[str, Any]:
    """Addresses of a list and its decree."""
    decree = getattr(roster, "decree", None)
    return {
        "list": reverse("roster:one", args=[roster.pk]),
        "decree": reverse("roster:decree", args=[decree.pk]) if decree else None,
        "number": decree.number if decree else "",
        "date": decree.date if decree else None,
    }


def settled_until(actor: Actor, code: str, period: Period) -> Month | None:
    """The last month of the year that every planned member has paid; None if there is none."""
    members = running(actor, code, period.on, Right.VIEW_FIGURES)
    months = CoverMonth.objects.filter(
        membership__in=members, month__gte=Month(period.year, 1), month__lte=Month(period.year, 12)
    ).aggregate(
        first=Min("month"),
        last=Max("month"),
        owed=Min("month", filter=Q(posting=None) | Q(posting__paid_on__gt=period.on)),
    )
    if months["first"] is None:
        return None
    owed = months["owed"]
    last: Month = months["last"] if owed is None else owed - 1
    return last if last >= months["first"] else None


def to_check(actor: Actor, code: str, year: int) -> int:
    """Names on open lists that the rules could not decide, for who can."""
    if not actor.may(Right.PROPOSE, code):
        return 0
    open_lists = Roster.objects.visible_to(actor).in_area(code).filter(
        year=year, state=Roster.State.DRAFT
    )  # fmt: skip
    return Candidate.objects.filter(
        roster__in=open_lists, place=Candidate.Place.MEMBER, outcome=Candidate.Outcome.CHECK
    ).count()
