"""The list of claims, and what nobody has claimed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.asking import asked, detour
from payung.base.ui.paging import keyset_page, sort_from
from payung.base.ui.table import Cell, Column, Table
from payung.desk.claims.pages import event_table
from payung.desk.claims.reach import area_of, tabs
from payung.programme.claims.actions import look_through
from payung.programme.claims.models import Claim
from payung.programme.claims.queries import events_listed, visits_due
from payung.programme.claims.states import OPEN
from payung.programme.claims.unclaimed import Unclaimed, unclaimed, why

S = Claim.State
VIEWS = {
    "gathering": (S.GATHERING,),
    "asked": (S.ASKED,),
    "sent": (S.SUBMITTED, S.APPROVED, S.APPEALED),
    "paid": (S.PAID,),
    "refused": (S.REFUSED,),
    "done": (S.HANDED_OVER,),
}


@acting(Right.VIEW_CLAIMS)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Events by number, newest first; five statements a page."""
    area = area_of(request, Right.VIEW_CLAIMS)
    if (elsewhere := detour(request, request.actor, "cari")) is not None:
        return elsewhere
    text, view = asked(request, request.actor, "cari"), request.GET.get("lihat", "")
    rows = events_listed(request.actor, area, text)
    if view in VIEWS:
        rows = rows.filter(claims__state__in=VIEWS[view]).distinct()
    elif view == "waiting":
        rows = rows.filter(confirmed_at=None, dismissed_at=None)
    elif view == "visits":
        due = visits_due(request.actor, area)
        rows = rows.filter(pk__in=due.values("event_id"))
    page = keyset_page(rows, request.GET, sort_from(request.GET, {"baru": "id"}, "-baru"), 50)
    open_ = Claim.objects.visible_to(request.actor).in_area(area).filter(state__in=OPEN)
    context = {
        "tabs": tabs(request.actor, "home"),
        "page": page,
        "text": text,
        "view": view,
        "open": open_.count(),
        "waiting": _waiting(request, area),
        "sum": sum(total or 0 for total in open_.values_list("total", flat=True)),
        "table": event_table(page),
        "views": _views(view),
        "may_report": request.actor.may_somewhere(Right.REPORT_CLAIM),
    }
    return render(request, "claims_room/home.html", context)


def _waiting(request: ActorRequest, area: str) -> int:
    rows = events_listed(request.actor, area)
    return rows.filter(confirmed_at=None, dismissed_at=None).count()


def _views(view: str) -> list[tuple[str, str, bool]]:
    words = [
        ("", _("Semua")), ("waiting", _("Menunggu konfirmasi")), ("gathering", _("Berkas")),
        ("sent", _("Di BPJS")), ("asked", _("Ditanya")), ("paid", _("Dibayar")),
        ("done", _("Diterima")), ("refused", _("Ditolak")), ("visits", _("Kunjungan")),
    ]  # fmt: skip
    return [(word, f"?lihat={code}" if code else "?", code == view) for code, word in words]


@acting(Right.VIEW_CLAIMS)
@require_GET
def unclaimed_page(request: ActorRequest) -> HttpResponse:
    """Rights that nobody has claimed, by days left; some fourteen statements."""
    area = area_of(request, Right.VIEW_CLAIMS)
    rows = unclaimed(request.actor, area)
    look_through(by=request.actor, area=area, what="unclaimed", count=len(rows))
    known = [u.total for u in rows if u.total is not None]
    context = {
        "tabs": tabs(request.actor, "unclaimed"),
        "rows": rows,
        "sum": sum(known),
        "families": len({u.membership.person_id for u in rows}),
        "unknown": len(rows) - len(known),
        "table": _unclaimed_table(rows),
        "today": timezone.localdate(),
    }
    return render(request, "claims_room/unclaimed.html", context)


def _unclaimed_table(rows: list[Unclaimed]) -> Table:
    def left(found: Unclaimed) -> Cell:
        if found.days_left is None:
            note = None if found.on else _("tanggalnya belum diketahui")
            return Cell(_("tidak diketahui"), None, note)
        state = "danger" if found.days_left < 90 else None
        return Cell(found.days_left, state)  # type: ignore[arg-type]

    return Table(
        [
            Column("village", _("Desa"), value=lambda u: u.membership.village.title),
            Column("name", _("Nama"), header=True, value=lambda u: u.membership.person.name,
                   link=lambda u: reverse("claims:report", args=[u.membership.pk])),
            Column("why", _("Sebab"), value=why),
            Column("on", _("Tanggal"), "date"),
            Column("programme", _("Program"), value=lambda u: u.programme.upper()),
            Column("total", _("Perkiraan hak"), "rupiah"),
            Column("left", _("Sisa hari"), value=left),
            Column("visitor", _("Yang mengunjungi"), value=lambda u: u.visitor or "–"),
        ],
        rows,
        caption=_("Hak yang belum diklaim"),
        cards=True,
        sums={"total": sum(u.total or 0 for u in rows)},
        empty=_("Tidak ada hak yang diketahui belum diklaim."),
    )  # fmt: skip
