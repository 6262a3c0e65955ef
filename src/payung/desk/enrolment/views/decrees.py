"""Decrees and who of them is enrolled: the list, and one decree name by name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.staging.queries import language
from payung.base.territory.actor import Right
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import months_between, runs_label
from payung.desk.enrolment.sections import area_of, tabs
from payung.programme.membership.actions import MembershipRefused, enrol
from payung.programme.membership.planning import Planned, plan
from payung.programme.membership.queries import decrees_to_enrol
from payung.programme.selection.models import Decree


@acting(Right.VIEW_PEOPLE)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Every decree in reach: heads, enrolled, still to enrol."""
    area = area_of(request, request.actor, Right.VIEW_PEOPLE)
    rows: list[Any] = list(decrees_to_enrol(request.actor, area))
    context = {
        "tabs": tabs(request.actor, "home"),
        "heads": sum(row.heads for row in rows),
        "enrolled": sum(row.enrolled for row in rows),
        "waiting": [row for row in rows if row.waiting],
        "decrees": rows,
        "table": _decree_table(rows),
    }
    return render(request, "enrolment/home.html", context)


def _decree_table(rows: list[Any]) -> Table:
    return Table(
        [
            Column(
                "village", _("Desa"), header=True, value=lambda d: d.roster.village.title,
                link=lambda d: reverse("enrolment:decree", args=[d.pk]),
            ),
            Column("number", _("Keputusan")),
            Column("date", _("Tanggal"), "date"),
            Column("fund", _("Dana"), value=lambda d: d.roster.fund.name),
            Column("heads", _("Ditetapkan"), "number"),
            Column("enrolled", _("Terdaftar"), "number"),
            Column("rest", _("Belum"), "number", value=_rest),
        ],
        rows,
        caption=_("Keputusan dan pendaftarannya"),
        sums={"heads": sum(r.heads for r in rows), "enrolled": sum(r.enrolled for r in rows),
              "rest": sum(r.heads - r.enrolled for r in rows)},
        empty=_("Belum ada daftar yang ditetapkan."),
    )  # fmt: skip


def _rest(decree: Decree) -> Cell:
    rest = decree.heads - decree.enrolled  # type: ignore[attr-defined]
    return Cell(rest, "warning" if rest else None)


@acting(Right.VIEW_PEOPLE)
@require_http_methods(["GET", "POST"])
def decree(request: ActorRequest, pk: int) -> HttpResponse:
    """One decree name by name, with the reasons of those held back; POST enrols."""
    rows = Decree.objects.visible_to(request.actor, Right.VIEW_PEOPLE).select_related(
        "roster__village", "roster__fund"
    )
    found = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return _enrol(request, found)
    lines = plan(found)
    village = found.roster.village
    context = {
        "decree": found,
        "village": village,
        "may_enrol": request.actor.may(Right.ENROL, village.code),
        "new": [line for line in lines if line.verdict == "new"],
        "enrolled": sum(line.verdict == "enrolled" for line in lines),
        "held": [line for line in lines if line.verdict == "held"],
        "rupiah": sum(m.amount for line in lines for m in line.months),
        "table": _line_table(lines),
        "trail": [(_("Pendaftaran"), reverse("enrolment:home")), (village.title, "")],
        "title": _("%(village)s, keputusan %(number)s")
        % {"village": village.title, "number": found.number},
    }
    return render(request, "enrolment/decree.html", context)


def _enrol(request: ActorRequest, found: Decree) -> HttpResponse:
    request.actor.require(Right.ENROL, found.roster.village_id)
    try:
        done = enrol(by=request.actor, decree=found)
    except MembershipRefused as refused:
        messages.warning(request, str(refused))
    else:
        told = ngettext("%(n)s orang didaftarkan.", "%(n)s orang didaftarkan.", len(done.added))
        messages.success(request, told % {"n": len(done.added)})
    return redirect("enrolment:decree", found.pk)


def _line_table(lines: list[Planned]) -> Table:
    return Table(
        [
            Column("position", _("No."), "number", value=lambda p: p.line.position),
            Column("name", _("Nama"), header=True, value=lambda p: p.line.name, link=_member_url),
            Column("state", _("Keadaan"), value=_state),
            Column("months", _("Bulan"), value=_months),
            Column("monthly", _("Iuran sebulan"), "rupiah", value=lambda p: p.line.monthly),
            Column("address", _("Alamat"), value=lambda p: p.line.address),
        ],
        sorted(lines, key=lambda p: (p.verdict != "held", not p.holds, p.line.position)),
        caption=_("Nama dalam keputusan"),
        cards=True,
    )


def _member_url(planned: Planned) -> str | None:
    if planned.membership is None:
        return None
    return reverse("enrolment:member", args=[planned.membership.pk])


def _months(planned: Planned) -> str:
    line = planned.line
    return runs_label(months_between(line.month_from, line.month_to), language())


def _state(planned: Planned) -> Cell:
    reasons = " ".join(hold.text(language()) for hold in planned.holds)
    if planned.verdict == "held":
        return Cell(_("Ditahan"), "danger", reasons)
    if planned.verdict == "new":
        return Cell(_("Siap didaftarkan"), "warning" if reasons else None, reasons or None)
    return Cell(_("Terdaftar"), "success", reasons or None)
