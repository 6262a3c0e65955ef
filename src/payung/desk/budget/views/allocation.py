"""Which fund could pay for whom: the best plan, what a share would cost, what a cut would take."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.planning import PlanRefused
from payung.desk.budget.allocation import answers, pages
from payung.desk.budget.allocation.planning import Session, Wanted, sentence, session
from payung.desk.budget.allocation.question import Asking
from payung.desk.budget.views.sheets import year_of

TOWARDS = (Fraction(90, 100), Fraction(95, 100), Fraction(1))


class AskForm(forms.Form):
    """How short a new member's year may be, and by how much the ceilings are cut."""

    bulan = forms.IntegerField(
        label=gettext_lazy("Peserta baru paling sedikit berapa bulan?"),
        help_text=gettext_lazy(
            "12 berarti setahun penuh. Dengan 3 bulan (masa tunggu JKM) lebih banyak orang "
            "dijangkau, tetapi baru menjelang akhir tahun."
        ),
        min_value=1, max_value=12, initial=12,
    )  # fmt: skip
    potong = forms.IntegerField(
        label=gettext_lazy("Bila pagu dipotong berapa persen?"),
        min_value=0, max_value=100, initial=0, required=False,
    )  # fmt: skip


@acting(Right.VIEW_BUDGET)
def page(request: ActorRequest, code: str) -> HttpResponse:
    """The plan of a region; nothing is stored."""
    areas = Area.objects.visible_to(request.actor, Right.VIEW_BUDGET)
    area = get_object_or_404(areas.select_related("parent"), code=code)
    year = year_of(request)
    form = AskForm(
        {"bulan": request.GET.get("bulan", "12"), "potong": request.GET.get("potong", "0")}
    )
    context: dict[str, Any] = {
        "area": area, "year": year, "form": form,
        "trail": [
            (_("Anggaran"), "/anggaran/"),
            (area.title, reverse("budget:region", args=[area.code]) + f"?tahun={year}"),
            (_("Siapa dibayar dana mana"), ""),
        ],
    }  # fmt: skip
    if not form.is_valid():
        return render(request, "budget/allocation.html", context, status=400)
    least = form.cleaned_data["bulan"]
    asking = Asking(area, year, Month(year, 1), least, _joins(year, least))
    cut = Fraction(form.cleaned_data["potong"] or 0, 100)
    try:
        made = session(request.actor, asking, Wanted(TOWARDS, cut or None))
    except PlanRefused as refused:
        return render(request, "budget/allocation.html", {**context, "refused": str(refused)})
    return render(request, "budget/allocation.html", {**context, **_shown(made)})


def _joins(year: int, least: int) -> frozenset[Month]:
    """The quarters, and the last month in which a shorter year can still begin."""
    return frozenset(Month(year, number) for number in (4, 7, 10, 13 - least))


def _shown(made: Session) -> dict[str, Any]:
    posed, plan = made.posed, made.plan
    return {
        "line": sentence(posed.asking.area, posed.asking.year, plan),
        "funds": pages.fund_table(answers.by_fund(posed, plan)),
        "picture": pages.picture(answers.by_fund(posed, plan)),
        "towards": pages.reach_table(made),
        "villages": pages.village_table(answers.by_village(posed, plan)),
        "cut": answers.of_cut(posed, made.cut) if made.cut else None,
        "lapses": pages.lapse_table(answers.of_cut(posed, made.cut)) if made.cut else None,
        "proof": pages.proof(plan),
        "asked": plan.question.heads,
    }
