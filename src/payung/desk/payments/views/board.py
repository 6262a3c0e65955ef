"""The month board: who has paid for which month, readable from three metres."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.core.calendar import Month, months_of_year
from payung.desk.payments.pictures import board_picture
from payung.desk.payments.sections import area_of, month_of, tabs, year_of
from payung.desk.payments.tables import village_table
from payung.programme.billing.queries import board


@acting(Right.VIEW_FIGURES)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """A region's year; five statements whatever its size."""
    year, today = year_of(request), timezone.localdate()
    here = area_of(request, request.actor, Right.VIEW_FIGURES)
    seen = Area.objects.visible_to(request.actor).in_area(here)
    found = board(request.actor, here, year, today)
    months = months_of_year(year)
    planned = {code for code, _month in found.cells}
    villages = [
        village
        for village in seen.filter(level=Area.Level.VILLAGE).order_by("code")
        if village.code in planned
    ]
    states = {(v.code, m): found.at(v.code, m).state(m, today) for v in villages for m in months}
    late = {v for (v, _m), state in states.items() if state == "late"}
    transit = {v for (v, _m), state in states.items() if state == "transit"}
    context = {
        "tabs": tabs(request.actor, "home"),
        "here": here,
        "year": year,
        "years": (year - 1, year + 1),
        "picture": board_picture(villages, found, today),
        "table": village_table(villages, found, today),
        "villages": len(villages),
        "clear": len(villages) - len(late | transit),
        "late": len(late),
        "owed": sum(found.at(*key).overdue for key, s in states.items() if s == "late"),
        "transit": sum(
            found.at(*key).transit for key, state in states.items() if state == "transit"
        ),
        "stuck": len(transit),
        "may_bill": request.actor.may(Right.BILL, here),
        "bulan": month_of(request) if "bulan" in request.GET else Month.of(today),
    }  # fmt: skip
    return render(request, "payments/home.html", context)
