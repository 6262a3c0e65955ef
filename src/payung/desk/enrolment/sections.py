"""The views of this room as tabs: the same on every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor, Right
from payung.base.ui import standing

Tab = tuple[str, str, bool, None]


def tabs(actor: Actor, current: str) -> list[Tab]:
    """Tabs that the actor may open; `current` names the one shown."""
    listed = [
        ("home", _("Pendaftaran"), Right.VIEW_PEOPLE),
        ("members", _("Peserta"), Right.VIEW_PEOPLE),
        ("export", _("Ekspor ke BPJS"), Right.EXPORT_BPJS),
        ("incoming", _("Berkas dari BPJS"), Right.RECORD_BPJS),
        ("receipts", _("Bukti terima"), Right.RECORD_BPJS),
    ]
    shown = [
        (label, reverse(f"enrolment:{name}"), name == current, None)
        for name, label, right in listed
        if actor.may_somewhere(right)
    ]
    # Another room's page, by its address alone: the money of the same months.
    return [*shown, (_("Tagihan dan pembayaran"), reverse("payments:home"), False, None)]


def area_of(request: HttpRequest, actor: Actor, right: Right) -> str:
    """The region in which the person stands, if the right is held there; else the widest one."""
    place = standing.current(request)
    if place is not None and actor.may(right, place.code):
        return place.code
    reach = actor.areas(right)
    return reach[0] if reach else ""
