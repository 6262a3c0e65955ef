"""The budget sheet of a village, the totals of a region, and both on paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from payung.base.accounts.web import ActorRequest, acting
from payung.base.policy.queries import Timeline
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui import standing
from payung.core.calendar import Month
from payung.core.papers import budget_sheet, budget_workbook
from payung.desk.budget import pictures, tables, words
from payung.desk.budget.accounts import account_of
from payung.desk.budget.need import Guess, needs
from payung.desk.budget.paper import budget_form
from payung.desk.budget.why import reasons, relief_warning
from payung.programme.funds.accounts import mapping_of

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST = 1_000_000
YEARS_BACK = 4


@acting(Right.VIEW_BUDGET)
def home(request: ActorRequest) -> HttpResponse:
    """The region in which the person stands."""
    place = standing.current(request)
    if place is None:
        raise Http404
    return redirect("budget:region", place.code)


@acting(Right.VIEW_BUDGET)
def region(request: ActorRequest, code: str) -> HttpResponse:
    """Need beside ceiling: the sheet of a village, or a row for each village of a region."""
    area = _area(request, code)
    year, guesses = year_of(request), guesses_of(request)
    found = needs(area, year, guesses)
    today = timezone.localdate()
    context: dict[str, Any] = {
        "area": area,
        "year": year,
        "years": range(today.year + 1, today.year - YEARS_BACK, -1),
        "line": words.of_region(area, year, found),
        "found": found,
        "months": tables.month_table(found, year) if found else None,
        "query": request.GET.urlencode(),
        "guessed": bool(guesses),
        "trail": _trail(request, area),
    }
    if area.level == Area.Level.VILLAGE:
        accounts = mapping_of(area.code)
        context["shares"] = [
            _share(need, year, area, accounts) for village in found for need in village.shares
        ]
        template = "budget/sheet_part.html" if _is_part(request) else "budget/village.html"
        return render(request, template, context)
    regency = area.level == Area.Level.REGENCY
    context["table"] = tables.village_table(found)
    context["picture"] = pictures.heads_of(found, by_district=regency) if found else ""
    context["districts"] = tables.district_table(found) if regency and found else None
    return render(request, "budget/region.html", context)


@acting(Right.VIEW_BUDGET)
def paper(request: ActorRequest, code: str, kind: str) -> HttpResponse:
    """The sheet as PDF or XLSX, with what was typed if something was."""
    area = _area(request, code)
    if kind not in TYPES:
        raise Http404
    year, guesses = year_of(request), guesses_of(request)
    url = request.build_absolute_uri(f"/anggaran/{area.code}/?tahun={year}")
    with override("id"):
        form = budget_form(area, year, needs(area, year, guesses), url=url, guessed=bool(guesses))
    content = budget_sheet(form) if kind == "pdf" else budget_workbook(form)
    name = f"Anggaran {area.name} {year}.{kind}"
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _area(request: ActorRequest, code: str) -> Area:
    areas = Area.objects.visible_to(request.actor, Right.VIEW_BUDGET)
    return get_object_or_404(areas.select_related("parent__parent"), code=code)


def _share(need: Any, year: int, village: Area, accounts: Timeline) -> dict[str, Any]:
    return {
        "need": need,
        "basis": {p.key: words.basis_word(p.basis) for p in need.positions},
        "rows": [
            tables.sheet_row(
                p, account_of(accounts, village, need.share.fund, p.post, Month(year, 1))
            )
            for p in need.positions
        ],
        "notices": words.of_share(need),
        "relief": relief_warning(need),
        "reasons": reasons([need]),
        "year": year,
    }


def year_of(request: ActorRequest) -> int:
    """The year asked for, else this one."""
    text = request.GET.get("tahun", "")
    return (
        int(text)
        if text.isdecimal() and len(text) == 4 and 2000 <= int(text) <= 2100
        else timezone.localdate().year
    )


def guesses_of(request: ActorRequest) -> dict[str, Guess]:
    """What was typed: `orang-KEY` and `bulan-KEY`; anything that is no number is left aside."""
    found: dict[str, Guess] = {}
    for name, text in request.GET.items():
        what, _dash, key = name.partition("-")
        number = str(text).replace(".", "").strip()
        if what not in {"orang", "bulan"} or not number.isdecimal() or len(number) > 7:
            continue
        old = found.get(key, Guess())
        value = min(int(number), MOST if what == "orang" else 12)
        found[key] = Guess(value, old.months) if what == "orang" else Guess(old.heads, value)
    return found


def _is_part(request: ActorRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted")


def _trail(request: ActorRequest, area: Area) -> list[tuple[str, str]]:
    above, here = [], area.parent
    while here is not None and here.level != Area.Level.PROVINCE:
        if request.actor.may(Right.VIEW_BUDGET, here.code):
            above.append((here.title, f"/anggaran/{here.code}/"))
        here = here.parent
    return [(_("Anggaran"), "/anggaran/"), *reversed(above), (area.title, "")]
