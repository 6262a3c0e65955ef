"""District, kecamatan and village at a glance; names behind the numbers."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui import standing
from payung.base.ui.paging import keyset_page, sort_from
from payung.desk.dashboard import names, pictures, sentences, tables
from payung.programme.membership.figures import region_figures

YEARS_BACK = 5


@acting(Right.VIEW_FIGURES)
def home(request: ActorRequest) -> HttpResponse:
    """The region in which the person stands."""
    place = standing.current(request)
    if place is None:
        raise Http404
    return redirect("dashboard:region", place.code)


@acting(Right.VIEW_FIGURES)
def region(request: ActorRequest, code: str) -> HttpResponse:
    """One region: a sentence, the map and the funnel, the villages."""
    area = get_object_or_404(
        Area.objects.visible_to(request.actor).select_related("parent__parent"), code=code
    )
    if area.level == Area.Level.PROVINCE:
        return _province(request, area)
    year, today = _year(request), timezone.localdate()
    figures = region_figures(request.actor, area, year=year, on=_day(year, today))
    context = {
        "area": area,
        "figures": figures,
        "year": year,
        "years": range(today.year + 1, today.year - YEARS_BACK, -1),
        "trail": _trail(request, area),
        "lapsing": sentences.of_lapsing(figures),
        "funnel": pictures.funnel_of(figures.funnel, _("Dari kuota sampai aktif")),
        "may_see_names": request.actor.may(Right.VIEW_PEOPLE, code),
        "source": _source(figures.on),
    }
    if area.level == Area.Level.VILLAGE:
        own = figures.villages[0]
        context |= {"village": own, "line": sentences.of_village(own, area.title)}
        return render(request, "dashboard/village.html", context)
    context |= {
        "line": sentences.of_region(figures),
        "map": pictures.map_of(figures),
        "table": tables.village_table(figures, request.GET),
    }
    return render(request, "dashboard/region.html", context)


@acting(Right.VIEW_PEOPLE)
def names_of(request: ActorRequest, code: str, stage: str) -> HttpResponse:
    """The names of a village at one stage of the funnel."""
    area = get_object_or_404(Area.objects.visible_to(request.actor), code=code, level="village")
    if stage not in names.STAGES:
        raise Http404
    request.actor.require(Right.VIEW_PEOPLE, code)
    year, today = _year(request), timezone.localdate()
    found = names.people_at(request.actor, code, stage, year=year, on=_day(year, today))
    sort = sort_from(request.GET, {"nama": "name_key"}, default="nama")
    page = keyset_page(found, request.GET, sort, size=100)
    masked = not request.actor.may(Right.VIEW_IDENTITY, code)
    table = tables.name_table(names.as_rows(request.actor, list(page), stage), masked=masked)
    context = {
        "area": area,
        "page": page,
        "table": table,
        "stage": _(names.STAGES[stage]),
        "year": year,
        "trail": [*_trail(request, area)[:-1], (area.title, f"/monev/{code}/"), ("", "")],
    }
    return render(request, "dashboard/names.html", context)


def _province(request: ActorRequest, area: Area) -> HttpResponse:
    regencies = Area.objects.visible_to(request.actor).in_area(area.code).filter(level="regency")
    context = {"area": area, "regencies": regencies, "trail": [(area.title, "")]}
    return render(request, "dashboard/province.html", context)


def _year(request: ActorRequest) -> int:
    wanted = request.GET.get("tahun", "")
    this_year = timezone.localdate().year
    if wanted.isdecimal() and this_year - YEARS_BACK <= int(wanted) <= this_year + 1:
        return int(wanted)
    return this_year


def _day(year: int, today: dt.date) -> dt.date:
    """Today, or the last day of a year that is over."""
    return today if year >= today.year else dt.date(year, 12, 31)


def _trail(request: ActorRequest, area: Area) -> list[tuple[str, str]]:
    above: list[tuple[str, str]] = []
    step = area.parent
    while step is not None and request.actor.may(Right.VIEW_FIGURES, step.code):
        above.insert(0, (step.title, f"/monev/{step.code}/"))
        step = step.parent
    return [*above, (area.title, "")]


def _source(on: dt.date) -> str:
    return _("Sumber: Payung, keadaan %(day)s") % {"day": on.isoformat()}
