"""Funds and the shares that villages get of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.desk.budget import actions, tables
from payung.desk.budget.forms import ALL_DESA, ALL_KELURAHAN, FundForm, ShareForm
from payung.desk.budget.sponsor_forms import ManagerForm
from payung.desk.budget.views.sheets import year_of
from payung.programme.funds.actions import FundRefused, FundTerms, Share, name_manager
from payung.programme.funds.models import Allotment, Fund
from payung.programme.funds.queries import readable_by


@acting(Right.VIEW_BUDGET)
def home(request: ActorRequest) -> HttpResponse:
    """All funds that pay where the person works."""
    rows = list(readable_by(request.actor).order_by("area", "code"))
    context = {
        "count": len(rows),
        "table": tables.fund_table(rows),
        "may_manage": request.actor.may_somewhere(Right.MANAGE_FUNDS),
        "trail": [(_("Anggaran"), "/anggaran/"), (_("Dana"), "")],
    }
    return render(request, "budget/funds.html", context)


@acting(Right.MANAGE_FUNDS)
def new(request: ActorRequest) -> HttpResponse:
    """Open a fund with the usual rules."""
    areas = Area.objects.filter(code__in=request.actor.areas(Right.MANAGE_FUNDS))
    form = FundForm([(a.code, a.title) for a in areas], request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fund = actions.open_fund(by=request.actor, terms=FundTerms(**form.cleaned_data))
        except FundRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Dana dibuka dengan aturan seleksi yang lazim."))
            return redirect("budget:fund", fund.pk)
    trail = [(_("Anggaran"), "/anggaran/"), (_("Dana"), "/anggaran/dana/"), (_("Dana baru"), "")]
    return render(request, "budget/new_fund.html", {"form": form, "trail": trail})


@acting(Right.VIEW_BUDGET)
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """A fund: what it is, and what each village gets of it."""
    fund = fund_of(request.actor, pk)
    year = year_of(request)
    shares = list(
        Allotment.objects.visible_to(request.actor)
        .filter(fund=fund, year=year)
        .select_related("village")
        .order_by("village_id")
    )
    context = {
        "fund": fund,
        "year": year,
        "villages": len(shares),
        "funding": tables.funding_table(fund, timezone.localdate()),
        "table": tables.share_table(shares, year),
        "rules": fund.rules.filter(valid_until=None).count(),
        "may_manage": request.actor.may(Right.MANAGE_FUNDS, fund.area),
        "trail": trail_of(fund),
    }
    return render(request, "budget/fund.html", context)


@acting(Right.MANAGE_FUNDS)
def share(request: ActorRequest, pk: int) -> HttpResponse:
    """Give one village, or all of them, a share."""
    fund = fund_of(request.actor, pk)
    request.actor.require(Right.MANAGE_FUNDS, fund.area)
    initial = {"year": timezone.localdate().year, "village": request.GET.get("desa", ALL_DESA)}
    form = ShareForm(tables.villages_of(fund.area), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        villages = _villages(fund, data.pop("village"))
        try:
            given = actions.give_shares(
                by=request.actor, fund=fund, villages=villages, share=Share(**data)
            )
        except FundRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Pagu disimpan untuk {n} desa.").format(n=len(given)))
            return redirect(f"/anggaran/dana/{pk}/?tahun={data['year']}")
    trail = [*trail_of(fund)[:-1], (fund.name, f"/anggaran/dana/{pk}/"), (_("Pagu"), "")]
    return render(request, "budget/share.html", {"form": form, "fund": fund, "trail": trail})


@acting(Right.MANAGE_FUNDS)
def manager(request: ActorRequest, pk: int) -> HttpResponse:
    """Name the OPD that manages a fund."""
    fund = fund_of(request.actor, pk)
    request.actor.require(Right.MANAGE_FUNDS, fund.area)
    form = ManagerForm(request.POST or None, initial={"unit": fund.unit})
    if request.method == "POST" and form.is_valid():
        try:
            name_manager(by=request.actor, fund=fund, **form.cleaned_data)
        except FundRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("OPD pengelola dicatat."))
            return redirect("budget:fund", pk)
    trail = [*trail_of(fund)[:-1], (fund.name, f"/anggaran/dana/{pk}/"), (_("OPD pengelola"), "")]
    line = _("Hanya petugas OPD ini yang mengajukan pembayaran dari dana ini.")
    context = {"form": form, "trail": trail, "title": _("OPD pengelola"), "line": line}
    return render(request, "budget/pledge_form.html", context)


def _villages(fund: Fund, chosen: str) -> list[Area]:
    rows = Area.objects.in_area(fund.area).filter(level=Area.Level.VILLAGE).order_by("code")
    if chosen in {ALL_DESA, ALL_KELURAHAN}:
        return list(rows.filter(kind=chosen))
    return list(rows.filter(code=chosen))


def fund_of(actor: Actor, pk: int) -> Fund:
    """A fund that the actor may read, or 404."""
    return get_object_or_404(readable_by(actor), pk=pk)


def trail_of(fund: Fund) -> list[tuple[str, str]]:
    """Where the page of a fund hangs."""
    return [(_("Anggaran"), "/anggaran/"), (_("Dana"), "/anggaran/dana/"), (fund.name, "")]
