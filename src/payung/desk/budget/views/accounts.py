"""Accounts of a district: what each post is booked on, and a new decision on a paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.base.policy import actions as policy
from payung.base.territory.actor import NotAllowed, Right
from payung.base.territory.models import Area
from payung.desk.budget import accounts
from payung.desk.budget.account_forms import AccountForm
from payung.programme.funds.accounts import SETTING, mapping_of


@acting(Right.VIEW_BUDGET)
def page(request: ActorRequest, code: str) -> HttpResponse:
    """The mapping as it reaches a region; who sets the district's policy decides it."""
    areas = Area.objects.visible_to(request.actor, Right.VIEW_BUDGET)
    area = get_object_or_404(areas, code=code)
    may = request.actor.may(Right.SET_POLICY, area.code) and area.level == Area.Level.REGENCY
    today = timezone.localdate()
    form = AccountForm(request.POST or None, initial={"valid_from": today, "chart": "desa"})
    if request.method == "POST":
        if not may:
            raise NotAllowed(_("Kode rekening ditetapkan DPMD untuk seluruh kabupaten."))
        if form.is_valid():
            given = form.cleaned_data
            policy.decide(
                by=request.actor, code=SETTING, area=area.code, scope=form.scope,
                value=given["value"], valid_from=given["valid_from"], paper=given["paper"],
            )  # fmt: skip
            messages.success(request, _("Kode rekening disimpan dan dicatat dalam jurnal."))
            return redirect("budget:accounts", area.code)
    rows = accounts.mapped(mapping_of(area.code), today)
    context = {
        "area": area, "line": accounts.sentence(rows), "table": accounts.table(rows),
        "form": form if may else None,
        "trail": [(_("Anggaran"), "/anggaran/"), (area.title, f"/anggaran/{area.code}/"),
                  (_("Rekening"), "")],
    }  # fmt: skip
    return render(request, "budget/accounts.html", context)
