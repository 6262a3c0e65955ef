"""Who lapses and what mends it; reminders; hand-over between funds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.base.accounts.web import ActorRequest, acting
from payung.base.policy import actions as policy
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui import standing
from payung.core.papers import claim_sheet
from payung.desk.lapse import tables
from payung.desk.lapse.bridge import bridge
from payung.desk.lapse.forms import BridgeForm, HandoverForm, TrancheForm
from payung.desk.lapse.handover import Outcome, handover, last_month
from payung.desk.lapse.letters import STEPS, letter
from payung.desk.lapse.radar import MOST_DAYS, radar
from payung.desk.lapse.timetable import timetable
from payung.desk.lapse.words import of_bridge, of_calendar, of_handover, of_radar
from payung.programme.funds.queries import readable_by
from payung.programme.funds.tranches import SETTING as TRANCHE
from payung.programme.funds.tranches import scope_of

CHOICES = (7, 14, 30, 60)


@acting(Right.VIEW_FIGURES)
def home(request: ActorRequest) -> HttpResponse:
    """The region in which the person stands."""
    place = standing.current(request)
    if place is None:
        raise Http404
    return redirect("lapse:region", place.code)


@acting(Right.VIEW_FIGURES)
def region(request: ActorRequest, code: str) -> HttpResponse:
    """Who lapses within some days, what is owed by which fund, and whom to call."""
    area = _area(request, code, Right.VIEW_FIGURES)
    days = _days(request)
    found = radar(request.actor, area, on=timezone.localdate(), within=days)
    context = {
        "area": area, "found": found, "line": of_radar(found), "days": days,
        "tabs": [
            (ngettext("%(n)s hari", "%(n)s hari", n) % {"n": n}, f"?dalam={n}", n == days,
             found.lapsing_in(n) if n <= days else None)
            for n in CHOICES
        ],
        "table": tables.falling_table(found), "ageing": tables.ageing_table(found),
        "picture": tables.picture(found),
        "sees_names": request.actor.may(Right.VIEW_PEOPLE, area.code),
        "trail": [(_("Iuran"), "/iuran/"), (_("Tetap terlindungi"), ""), (area.title, "")],
    }  # fmt: skip
    return render(request, "lapse/region.html", context)


@acting(Right.VIEW_PEOPLE)
def reminder(request: ActorRequest, code: str, step: int) -> HttpResponse:
    """The letter of a step to one village as PDF."""
    village = _area(request, code)
    if village.level != Area.Level.VILLAGE or step not in STEPS:
        raise Http404
    found = radar(request.actor, village, on=timezone.localdate(), within=MOST_DAYS)
    url = request.build_absolute_uri(f"/iuran/tetap-terlindungi/{village.code}/")
    try:
        form = letter(found, village, step=step, url=url)
    except KeyError as missing:
        raise Http404 from missing
    return HttpResponse(
        claim_sheet(form),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{STEPS[step]} {village.name}.pdf"'},
    )


@acting(Right.VIEW_PEOPLE)
def passing(request: ActorRequest, code: str) -> HttpResponse:
    """Outgoing and incoming lists of a fund that ends, side by side."""
    area = _area(request, code)
    today = timezone.localdate()
    asked = {"dana": request.GET.get("dana"), "tahun": request.GET.get("tahun", today.year)}
    form = HandoverForm(asked if "dana" in request.GET else None, initial={"tahun": today.year})
    form.fields["dana"].queryset = readable_by(request.actor).order_by("name", "pk")  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "area": area, "form": form,
        "trail": [
            (_("Iuran"), "/iuran/"),
            (_("Tetap terlindungi"), f"/iuran/tetap-terlindungi/{area.code}/"),
            (_("Alih dana"), ""),
        ],
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        fund, year = form.cleaned_data["dana"], form.cleaned_data["tahun"]
        last = last_month(request.actor, area, fund, year)
        context["none"] = last is None
        if last is not None:
            found = handover(request.actor, area, fund, last)
            context |= {
                "found": found, "line": of_handover(found),
                "falls": tables.passing_table(found, Outcome.FALLS),
                "gaps": tables.passing_table(found, Outcome.GAP),
                "over": tables.passing_table(found, Outcome.GOES_OVER),
            }  # fmt: skip
    return render(request, "lapse/handover.html", context)


@acting(Right.VIEW_PEOPLE)
def spanning(request: ActorRequest, code: str) -> HttpResponse:
    """Who lapses before the first tranche of a year comes, and what could carry them."""
    area = _area(request, code)
    form = BridgeForm(
        request.GET if "tahun" in request.GET else None,
        initial={"tahun": timezone.localdate().year + 1},
    )
    context: dict[str, Any] = {
        "area": area, "form": form,
        "trail": [
            (_("Iuran"), "/iuran/"),
            (_("Tetap terlindungi"), f"/iuran/tetap-terlindungi/{area.code}/"),
            (_("Jembatan Januari–April"), ""),
        ],
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        year, day = form.cleaned_data["tahun"], form.cleaned_data["cair"]
        found = bridge(request.actor, area, year, day, for_all=form.cleaned_data["semua"])
        context |= {
            "line": of_bridge(area, year, day, found), "table": tables.bridge_table(found.spans),
            "unknown": found.unknown,
        }  # fmt: skip
    return render(request, "lapse/bridge.html", context)


@acting(Right.VIEW_PEOPLE)
def tranches(request: ActorRequest, code: str) -> HttpResponse:
    """When each village's money comes in a year, and who lapses before it; a new day on a paper."""
    area = _area(request, code)
    year = _year(request)
    may = request.actor.may(Right.SET_POLICY, area.code)
    form = TrancheForm(request.POST or None, initial={"tahun": year})
    if request.method == "POST":
        request.actor.require(Right.SET_POLICY, area.code)
        if form.is_valid():
            given = form.cleaned_data
            policy.decide(
                by=request.actor, code=TRANCHE, area=area.code, value=given["cair"].isoformat(),
                scope=scope_of(given["tahun"], given["dana"], given["tahap"]),
                valid_from=timezone.localdate(), paper=given["paper"],
            )  # fmt: skip
            messages.success(request, _("Hari cair disimpan dan dicatat dalam jurnal."))
            path = reverse("lapse:calendar", args=[area.code])
            return redirect(f"{path}?tahun={given['tahun']}")
    rows = timetable(request.actor, area, year)
    context = {
        "area": area, "year": year, "line": of_calendar(area, year, rows),
        "table": tables.calendar_table(rows), "form": form if may else None,
        "before": year - 1, "after": year + 1,
        "trail": [
            (_("Iuran"), "/iuran/"),
            (_("Tetap terlindungi"), f"/iuran/tetap-terlindungi/{area.code}/"),
            (_("Kalender tahap"), ""),
        ],
    }  # fmt: skip
    return render(request, "lapse/calendar.html", context)


def _year(request: ActorRequest) -> int:
    text = request.GET.get("tahun", "")
    good = text.isdecimal() and len(text) == 4 and 2000 <= int(text) <= 2100
    return int(text) if good else timezone.localdate().year


def _area(request: ActorRequest, code: str, right: Right = Right.VIEW_PEOPLE) -> Area:
    areas = Area.objects.visible_to(request.actor, right)
    return get_object_or_404(areas.select_related("parent__parent__parent"), code=code)


def _days(request: ActorRequest) -> int:
    text = request.GET.get("dalam", "30")
    return min(int(text), MOST_DAYS) if text.isdecimal() and len(text) < 5 else 30
