"""The names behind each number of the funnel: as many as the number says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from payung.base.territory.actor import Actor, Right
from payung.base.ui.paging import Page, keyset_page, sort_from
from payung.base.ui.tags.text import nik_html
from payung.programme.membership.figures import (
    DECREED,
    VALID,
    listed,
    running,
    standing_members,
)
from payung.programme.people.models import Person
from payung.programme.selection.annex import address_of as address_text
from payung.programme.selection.models import Candidate

STAGES = {
    "usul": gettext_noop("Diusulkan"),
    "layak": gettext_noop("Memenuhi syarat"),
    "tetap": gettext_noop("Ditetapkan"),
    "aktif": gettext_noop("Aktif"),
    "gugur": gettext_noop("Gugur ≤ 30 hari"),
}
ON_LISTS = ("usul", "layak", "tetap")
PAGE, MOST = 100, 50_000


@dataclass(frozen=True, slots=True)
class Names:
    """One page of names as rows for the table."""

    page: Page[Any]
    rows: list[dict[str, Any]]


def names_at(
    actor: Actor, code: str, stage: str, params: QueryDict, *, year: int, on: dt.date
) -> Names:
    """A page of the names of a village at a stage; two to seven statements."""
    masked = not actor.may(Right.VIEW_IDENTITY, code)
    if stage in ON_LISTS:
        sort = sort_from(params, {"nama": "person__name_key"}, default="nama")
        page = keyset_page(
            candidates_at(actor, code, stage, year), params, sort, size=PAGE, cap=MOST
        )
        return Names(page, [_row(c.person, masked, c.roster.fund.name) for c in page])
    sort = sort_from(params, {"nama": "name_key"}, default="nama")
    people = keyset_page(members_at(actor, code, stage, on), params, sort, size=PAGE, cap=MOST)
    return Names(people, [_row(person, masked, "") for person in people])


def candidates_at(actor: Actor, code: str, stage: str, year: int) -> QuerySet[Candidate]:
    """Names on the lists of a village; one row per list, as in the funnel."""
    found = listed(actor, code, year, Right.VIEW_PEOPLE).select_related("person", "roster__fund")
    chosen = {"layak": VALID, "tetap": DECREED}.get(stage)
    return found.filter(chosen) if chosen is not None else found


def members_at(actor: Actor, code: str, stage: str, on: dt.date) -> QuerySet[Person]:
    """Persons with a membership of the village that stands; for `gugur`, none of which lasts.

    They are found through their memberships: somebody who has moved is still this village's
    member.
    """
    members = running(actor, code, on, Right.VIEW_PEOPLE)
    now, later = standing_members(members, code, on)
    found = Person.objects.filter(pk__in=now.values("person_id"))
    return found.exclude(pk__in=later.values("person_id")) if stage == "gugur" else found


def _row(person: Person, masked: bool, fund: str) -> dict[str, Any]:
    return {
        "name": person.name,
        "href": address_of(person),
        "nik": nik_html(person.nik, masked=masked),
        "address": address_text(person),
        "fund": fund,
    }


def address_of(person: Person) -> str | None:
    """The person's page, where the room of intake offers one."""
    try:
        return reverse("intake:person", args=[person.pk])
    except NoReverseMatch:
        return None


def title_of(stage: str) -> str:
    """The stage as people call it."""
    return _(STAGES[stage])
