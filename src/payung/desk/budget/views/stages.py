"""Stages of the budget and agreements: read by who sees the budget, written on a paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import NotAllowed, Right
from payung.base.territory.models import Area
from payung.desk.budget import agreements, stages
from payung.desk.budget.forms import AgreementForm, StageForm
from payung.desk.budget.views.sheets import year_of
from payung.programme.funds.actions import (
    Figures,
    FundRefused,
    Promise,
    record_agreement,
    record_stage,
)
from payung.programme.funds.models import Agreement, PlanStage
from payung.programme.funds.queries import for_village, readable_by


@acting(Right.VIEW_BUDGET)
def region(request: ActorRequest, code: str) -> HttpResponse:
    """Need, stages and receipts of every village of a region."""
    area = _area(request, code)
    year = year_of(request)
    rows = stages.compared(request.actor, area, year)
    context = {
        "area": area, "year": year, "line": stages.sentence(area, year, rows),
        "table": stages.table(rows, year), "trail": _trail(area, _("Tahap anggaran")),
    }  # fmt: skip
    return render(request, "budget/stages.html", context)


@acting(Right.VIEW_BUDGET)
def stage(request: ActorRequest, code: str) -> HttpResponse:
    """One village's stages, and the form for who may write them."""
    village = _area(request, code)
    year = year_of(request)
    may_write = request.actor.may(Right.MANAGE_FUNDS, village.code) or request.actor.may(
        Right.MAKE_PAYMENT, village.code
    )
    form = StageForm(request.POST or None)
    form.fields["fund"].queryset = for_village(village.code).order_by("code")  # type: ignore[attr-defined]
    if request.method == "POST":
        if not may_write:
            raise NotAllowed(_("Anda tidak berwenang mencatat anggaran desa ini."))
        if form.is_valid() and _recorded(request, form, village, year):
            return redirect(reverse("budget:stage", args=[village.code]) + f"?tahun={year}")
    rows = [r for r in stages.compared(request.actor, village, year) if r.village == village]
    context = {
        "area": village, "year": year, "line": stages.sentence(village, year, rows),
        "table": stages.table(rows, year), "form": form if may_write else None,
        "trail": _trail(village, _("Tahap anggaran")),
    }  # fmt: skip
    return render(request, "budget/stages.html", context)


def _recorded(request: ActorRequest, form: StageForm, village: Area, year: int) -> bool:
    data = dict(form.cleaned_data)
    fund, named = data.pop("fund"), PlanStage.Stage(data.pop("stage"))
    try:
        record_stage(
            by=request.actor, fund=fund, village=village, year=year, stage=named,
            figures=Figures(**data),
        )  # fmt: skip
    except FundRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Tahap anggaran dicatat."))
    return True


@acting(Right.VIEW_BUDGET)
def promises(request: ActorRequest) -> HttpResponse:
    """Agreements in reach, what each promises and what has come of it."""
    rows = agreements.kept(request.actor, timezone.localdate())
    context = {
        "line": agreements.sentence(rows), "table": agreements.table(rows),
        "may_manage": request.actor.may_somewhere(Right.MANAGE_FUNDS),
        "trail": [(_("Anggaran"), "/anggaran/"), (_("Kesepakatan"), "")],
    }  # fmt: skip
    return render(request, "budget/agreements.html", context)


@acting(Right.MANAGE_FUNDS)
def promise(request: ActorRequest) -> HttpResponse:
    """Write down a signed agreement."""
    form = AgreementForm(request.POST or None)
    managed = request.actor.areas(Right.MANAGE_FUNDS)
    areas = Area.objects.visible_to(request.actor, Right.MANAGE_FUNDS).filter(code__in=managed)
    form.fields["area"].choices = [(a.code, a.title) for a in areas]  # type: ignore[attr-defined]
    form.fields["fund"].queryset = readable_by(request.actor).order_by("code")  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = dict(form.cleaned_data)
        data["kind"] = Agreement.Kind(data["kind"])
        try:
            record_agreement(by=request.actor, promise=Promise(**data))
        except FundRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kesepakatan dicatat."))
            return redirect("budget:agreements")
    trail = [(_("Anggaran"), "/anggaran/"), (_("Kesepakatan"), "/anggaran/kesepakatan/"),
             (_("Catat"), "")]  # fmt: skip
    return render(request, "budget/agreement.html", {"form": form, "trail": trail})


def _area(request: ActorRequest, code: str) -> Area:
    return get_object_or_404(Area.objects.visible_to(request.actor, Right.VIEW_BUDGET), code=code)


def _trail(area: Area, title: str) -> list[tuple[str, str]]:
    return [
        (_("Anggaran"), "/anggaran/"),
        (area.title, reverse("budget:region", args=[area.code])),
        (title, ""),
    ]
