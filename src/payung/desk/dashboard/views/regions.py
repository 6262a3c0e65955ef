"""Province, regency, kecamatan and village at a glance."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui import standing
from payung.base.ui.format import tanggal
from payung.base.ui.version import version_of
from payung.desk.dashboard import lists, pictures, sentences, tables
from payung.desk.dashboard.memo import figures_of
from payung.desk.dashboard.places import Place, place_or_404
from payung.desk.dashboard.years import Period, period_of
from payung.programme.membership.figures import RegionFigures, VillageFigures


@acting(Right.VIEW_FIGURES)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """The region in which the person stands."""
    place = standing.current(request)
    if place is None or not request.actor.may(Right.VIEW_FIGURES, place.code):
        raise Http404
    return redirect("dashboard:region", place.code)


@acting(Right.VIEW_FIGURES)
@require_GET
def region(request: ActorRequest, code: str) -> HttpResponse:
    """One region: a sentence, the map and the funnel, then what it holds."""
    place, period = place_or_404(request.actor, code), period_of(request)
    figures = figures_of(
        request.actor, place, year=period.year, on=period.on, version=version_of(request)
    )
    context = _frame(request, place, period, figures)
    if place.area.level == Area.Level.VILLAGE:
        context |= _village(request, place, period, figures.villages[0])
        return render(request, "dashboard/village.html", context)
    if place.area.level == Area.Level.PROVINCE:
        context |= {
            "line": sentences.of_province(figures),
            "table": tables.regency_table(figures),
        }
        return render(request, "dashboard/province.html", context)
    context |= {
        "line": sentences.of_region(figures),
        "map": pictures.map_of(figures),
        "table": tables.village_table(figures, request.GET),
    }
    return render(request, "dashboard/region.html", context)


def _frame(
    request: ActorRequest, place: Place, period: Period, figures: RegionFigures
) -> dict[str, Any]:
    return {
        "area": place.area,
        "figures": figures,
        "period": period,
        "year": period.year,
        "trail": place.trail(request.actor),
        "lapsing": sentences.of_lapsing(figures) if period.is_now else "",
        "shares": sentences.of_shares(figures),
        "funnel": pictures.funnel_of(figures),
        "source": _("Sumber: Payung, keadaan %(day)s.") % {"day": tanggal(period.on)},
    }


def _village(
    request: ActorRequest, place: Place, period: Period, own: VillageFigures
) -> dict[str, Any]:
    code = place.area.code
    found = lists.of_village(request.actor, code, period.year)
    return {
        "village": own,
        "line": sentences.of_village(
            own, place.area.title, lists.settled_until(request.actor, code, period)
        ),
        "to_check": lists.to_check(request.actor, code, period.year),
        "steps": tables.step_table(own, period, names=request.actor.may(Right.VIEW_PEOPLE, code)),
        "lists": tables.list_table(found),
        "sees_names": request.actor.may(Right.VIEW_PEOPLE, code),
        "sees_identity": request.actor.may(Right.VIEW_IDENTITY, code),
        "sees_budget": request.actor.may(Right.VIEW_BUDGET, code),
    }
