"""The names behind each number of the funnel."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from payung.base.territory.actor import Actor, Right
from payung.base.ui.tags.text import nik_html
from payung.programme.membership.figures import HANDED_OVER, THIRTY_DAYS, last_paid_month
from payung.programme.membership.models import Membership
from payung.programme.membership.thresholds import Thresholds, rules_of
from payung.programme.people.models import Person
from payung.programme.selection.models import Candidate

STAGES = {
    "usul": gettext_noop("Diusulkan"),
    "layak": gettext_noop("Memenuhi syarat"),
    "tetap": gettext_noop("Ditetapkan"),
    "aktif": gettext_noop("Aktif"),
    "gugur": gettext_noop("Gugur ≤ 30 hari"),
}


def people_at(actor: Actor, code: str, stage: str, *, year: int, on: dt.date) -> QuerySet[Person]:
    """Persons of a village at a stage, that the actor may see by name."""
    if stage in {"aktif", "gugur"}:
        chosen = Q(memberships__in=_standing(actor, code, stage, on))
    else:
        chosen = Q(candidacies__in=_candidates(code, stage, year))
    people = Person.objects.visible_to(actor).in_area(code)
    ids = people.filter(chosen).order_by().values("pk").distinct()
    return Person.objects.visible_to(actor).filter(pk__in=ids)


def _candidates(code: str, stage: str, year: int) -> QuerySet[Candidate]:
    found = Candidate.objects.filter(
        roster__village_id=code,
        roster__year=year,
        roster__state__in=HANDED_OVER,
        place=Candidate.Place.MEMBER,
    )
    if stage == "layak":
        return found.filter(outcome=Candidate.Outcome.ELIGIBLE)
    return found.filter(decree_line__isnull=False) if stage == "tetap" else found


def _standing(actor: Actor, code: str, stage: str, on: dt.date) -> QuerySet[Membership]:
    rules = rules_of(code, on)
    now = _holds(Thresholds.on(on, rules))
    later = _holds(Thresholds.on(on + THIRTY_DAYS, rules))
    return (
        Membership.objects.visible_to(actor)
        .in_area(code)
        .filter(Q(ended_on=None) | Q(ended_on__gte=on))
        .annotate(last_paid=last_paid_month(on))
        .filter(now & ~later if stage == "gugur" else now)
    )


def _holds(limit: Thresholds) -> Q:
    pu = Q(segment=Membership.Segment.PU, last_paid__gte=limit.pu)
    return pu | (~Q(segment=Membership.Segment.PU) & Q(last_paid__gte=limit.bpu))


def as_rows(actor: Actor, people: list[Person], stage: str) -> list[dict[str, Any]]:
    """Rows for the table; a NIK is open only to who may see identity there."""
    state = _(STAGES[stage])
    return [
        {
            "name": person.name,
            "href": address_of(person),
            "nik": nik_html(
                person.nik, masked=not actor.may(Right.VIEW_IDENTITY, person.village_id)
            ),
            "address": _place(person),
            "state": state,
        }
        for person in people
    ]


def address_of(person: Model) -> str | None:
    """The person's page, where the room of intake offers one."""
    try:
        return reverse("intake:person", args=[person.pk])
    except NoReverseMatch:
        return None


def _place(person: Person) -> str:
    neighbourhood = f"RT {person.rt}/RW {person.rw}" if person.rt or person.rw else ""
    return ", ".join(part for part in (person.hamlet, neighbourhood, person.address) if part)
