"""How often the matcher was right, by what people decided, and the table of points."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.format import angka, percent
from payung.base.ui.table import Cell, Column, Table
from payung.desk.matching import actions
from payung.desk.matching.actions.points import LEAST
from payung.desk.matching.page import tabs
from payung.desk.matching.queries import Precision, precision, tables
from payung.desk.matching.refusals import MatchingRefused
from payung.programme.people.points import points_in_force


@acting(Right.VIEW_IDENTITY)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Precision with its counts; fitted tables; fitting and choosing for who sets policy."""
    if request.method == "POST":
        return _act(request)
    found = precision(request.actor)
    points = points_in_force()
    fitted = list(tables()[:20])
    context = {
        "tabs": tabs(request, "quality"),
        "table": _table(found),
        "decided": sum(each.decided for each in found),
        "sure": [each for each in found if each.low is not None and each.low >= points.match],
        "points": points,
        "fitted_on": date.fromisoformat(points.fitted_on),
        "shipped": not any(table.in_force for table in fitted),
        "fitted": fitted,
        "may": request.actor.may_somewhere(Right.SET_POLICY),
        "least": LEAST,
    }
    context["same"] = sum(each.same for each in context["sure"])  # type: ignore[attr-defined]
    context["of"] = sum(each.decided for each in context["sure"])  # type: ignore[attr-defined]
    return render(request, "matching/quality.html", context)


def _table(found: list[Precision]) -> Table:
    return Table(
        [
            Column("range", _("Poin kecocokan"), header=True, value=_range),
            Column("same", _("Orang yang sama"), "number"),
            Column("different", _("Orang lain"), "number"),
            Column("share", _("Tepat"), value=_share),
        ],
        found, caption=_("Ketepatan menurut keputusan petugas"), cards=True,
    )  # fmt: skip


def _range(row: Precision) -> str:
    if row.high is None:
        return _("%(low)s ke atas") % {"low": angka(row.low)}
    if row.low is None:
        return _("di bawah %(high)s") % {"high": angka(row.high)}
    return _("%(low)s sampai %(high)s") % {"low": angka(row.low), "high": angka(row.high)}


def _share(row: Precision) -> Cell:
    if row.interval is None:
        return Cell(_("belum ada keputusan"))
    low, high = row.interval
    note = _("selang 95 %%: %(low)s–%(high)s, dari %(n)s keputusan") % {
        "low": percent(low), "high": percent(high), "n": angka(row.decided),
    }  # fmt: skip
    return Cell(percent(row.share), None, note)


def _act(request: ActorRequest) -> HttpResponse:
    try:
        if request.POST.get("langkah") == "sesuaikan":
            row = actions.refit(by=request.actor)
            told = _("Tabel %(version)s lolos uji.") if row.passed else _(
                "Tabel %(version)s tidak lolos uji dan tidak dipakai."
            )  # fmt: skip
            messages.info(request, told % {"version": row.version})
        else:
            chosen = tables().filter(pk=request.POST.get("tabel") or 0).first()
            actions.use_points(by=request.actor, table=chosen)
            messages.success(request, _("Tabel poin yang dipakai sudah diganti."))
    except MatchingRefused as refused:
        messages.warning(request, str(refused))
    return redirect("matching:quality")
