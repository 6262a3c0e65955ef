"""The names behind a number."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.desk.dashboard import names, sentences, tables
from payung.desk.dashboard.places import address, place_or_404
from payung.desk.dashboard.years import period_of


@acting(Right.VIEW_PEOPLE)
@require_GET
def names_of(request: ActorRequest, code: str, stage: str) -> HttpResponse:
    """The names of a village at one stage of the funnel."""
    place, period = place_or_404(request.actor, code), period_of(request)
    if place.area.level != Area.Level.VILLAGE or stage not in names.STAGES:
        raise Http404
    request.actor.require(Right.VIEW_PEOPLE, code)
    found = names.names_at(request.actor, code, stage, request.GET, year=period.year, on=period.on)
    title = names.title_of(stage)
    trail = place.trail(request.actor)[:-1]
    context = {
        "area": place.area,
        "page": found.page,
        "table": tables.name_table(found.rows, stage in names.ON_LISTS),
        "stage": title,
        "year": period.year,
        "line": sentences.of_names(
            stage, found.page.count, found.page.capped, period.year, period.on
        ),
        "identity": request.actor.may(Right.VIEW_IDENTITY, code),
        "trail": [*trail, (place.area.title, address(code)), (title, "")],
    }
    return render(request, "dashboard/names.html", context)
