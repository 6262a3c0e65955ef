"""The views of this room as tabs, the region, and the month that a page is about."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor, Right
from payung.base.ui import standing
from payung.core.calendar import Month

Tab = tuple[str, str, bool, None]


def tabs(actor: Actor, current: str) -> list[Tab]:
    """Tabs that the actor may open; `current` names the one shown."""
    listed = [
        ("home", _("Papan bulan"), Right.VIEW_FIGURES),
        ("payments", _("Pembayaran"), Right.VIEW_BUDGET),
        ("bank", _("Rekening koran"), Right.VIEW_BUDGET),
        ("reconcile", _("Rekonsiliasi"), Right.VIEW_FIGURES),
    ]
    return [
        (label, reverse(f"payments:{name}"), name == current, None)
        for name, label, right in listed
        if actor.may_somewhere(right)
    ]


def area_of(request: HttpRequest, actor: Actor, right: Right) -> str:
    """The region in which the person stands, if the right is held there; else the widest one."""
    asked = request.GET.get("wilayah", "")
    if asked and actor.may(right, asked):
        return asked
    place = standing.current(request)
    if place is not None and actor.may(right, place.code):
        return place.code
    reach = actor.areas(right)
    return reach[0] if reach else ""


def month_of(request: HttpRequest) -> Month:
    """The month in the address (`?bulan=2026-07`), else the current one."""
    try:
        return Month.parse(request.GET.get("bulan", "") or request.POST.get("bulan", ""))
    except ValueError:
        return Month.of(timezone.localdate())


def year_of(request: HttpRequest) -> int:
    """The year in the address (`?tahun=2026`), else the current one."""
    text = request.GET.get("tahun", "")
    known = text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100
    return int(text) if known else timezone.localdate().year
