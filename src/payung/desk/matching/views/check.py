"""Is somebody in the register already? Asked while a clerk types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.desk.matching.forms import CheckForm, posted
from payung.desk.matching.page import tabs
from payung.desk.matching.scores import waterfall
from payung.programme.people.likely import Likely, Wanted, likely
from payung.programme.people.models import Person

LEAST = 0.0
MOST_VILLAGES = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A likely person as the clerk may see it."""

    person: Person
    probability: int
    reasons: list[str]


@acting(Right.VIEW_IDENTITY)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """The form; below it who it may be. htmx asks for the lower part while one types."""
    villages = Area.objects.visible_to(request.actor, Right.VIEW_IDENTITY).filter(
        level=Area.Level.VILLAGE
    )
    listed = list(villages.order_by("code")[:MOST_VILLAGES])
    form = CheckForm(posted(request), villages=listed)
    context: dict[str, Any] = {"form": form, "tabs": tabs(request, "check")}
    if request.method == "POST" and form.is_valid():
        context |= search(request, form)
    part = request.headers.get("HX-Request") == "true"
    return render(request, "matching/check_part.html" if part else "matching/check.html", context)


def search(request: ActorRequest, form: CheckForm) -> dict[str, Any]:
    """Likely persons: those in reach with the reasons, of the others only how many."""
    columns = form.columns()
    if not (columns.get("name") or columns.get("nik")):
        return {"asked": False}
    village = form.cleaned_data.get("village") or ""
    found = likely([Wanted(0, columns, village)], least=LEAST, limit=8).get(0, [])
    seen = [one for one in found if request.actor.may(Right.VIEW_IDENTITY, one.village)]
    people = {
        person.pk: person
        for person in Person.objects.visible_to(request.actor, Right.VIEW_IDENTITY)
        .select_related("village")
        .filter(pk__in=[one.person for one in seen])
    }
    return {
        "asked": True,
        "hits": [_hit(one, people[one.person]) for one in seen if one.person in people],
        "elsewhere": len(found) - len(seen),
    }


def _hit(one: Likely, person: Person) -> Hit:
    told = [[r.code, r.points, r.id, r.en] for r in one.scored.reasons[1:]]
    said = [step.text for step in waterfall(told) if not step.down]
    chance = round(100 * one.scored.probability)
    return Hit(person, min(99, chance), said)
