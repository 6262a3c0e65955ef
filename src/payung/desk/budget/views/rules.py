"""The rules of a fund, dated: what each asks, how it stands, and another version of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.base.policy.queries import all_in_force
from payung.base.territory.actor import Right
from payung.core.sheets.codes import OCCUPATION
from payung.desk.budget.forms import RuleForm
from payung.desk.budget.views.funds import fund_of, trail_of
from payung.programme.funds.models import Fund
from payung.programme.selection.actions import RuleTerms, set_rule
from payung.programme.selection.models import FundRule
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.rules.registry import RULES
from payung.programme.selection.rules.verdict import Rule


@acting(Right.VIEW_BUDGET)
def all_rules(request: ActorRequest, pk: int) -> HttpResponse:
    """Every rule with its state in this fund."""
    fund = fund_of(request.actor, pk)
    newest = {row.code: row for row in fund.rules.order_by("valid_from")}
    lang, today = get_language() or "id", timezone.localdate()
    rows = []
    for code, rule in RULES.items():
        row = newest.get(code)
        used = row is not None and (row.valid_until is None or row.valid_until > today)
        rows.append(
            {
                "code": code,
                "title": rule.title(lang),
                "description": rule.description(lang),
                "row": row if used else None,
                "values": _values(fund, rule, row) if used else [],
            }
        )
    context = {
        "fund": fund,
        "rows": rows,
        "used": sum(1 for r in rows if r["row"]),
        "hard": sum(1 for r in rows if r["row"] is not None and _hard(r["row"])),
        "trail": _trail(fund, _("Aturan seleksi")),
    }
    return render(request, "budget/rules.html", context)


def _hard(row: Any) -> bool:
    return bool(row.hard)


@acting(Right.VIEW_BUDGET)
def one(request: ActorRequest, pk: int, code: str) -> HttpResponse:
    """One rule of a fund: its versions, and a form for who manages the fund."""
    fund = fund_of(request.actor, pk)
    if code not in RULES:
        raise Http404
    rule = RULES[code]
    versions = list(fund.rules.filter(code=code).order_by("-valid_from"))
    may = request.actor.may(Right.MANAGE_FUNDS, fund.area)
    form = RuleForm(rule, request.POST or None, initial=_initial(rule, versions)) if may else None
    if request.method == "POST":
        request.actor.require(Right.MANAGE_FUNDS, fund.area)
        if form is not None and form.is_valid() and _saved(request, fund, code, form):
            return redirect("budget:rules", pk)
    lang = get_language() or "id"
    context = {
        "fund": fund,
        "rule": rule,
        "title": rule.title(lang),
        "description": rule.description(lang),
        "versions": [(v, _values(fund, rule, v)) for v in versions],
        "form": form,
        "trail": [
            *_trail(fund, "")[:-1],
            (_("Aturan seleksi"), f"/anggaran/dana/{pk}/aturan/"),
            (rule.title(lang), ""),
        ],
    }
    return render(request, "budget/rule.html", context)


def _saved(request: ActorRequest, fund: Fund, code: str, form: RuleForm) -> bool:
    data = form.cleaned_data
    terms = RuleTerms(
        code, data["valid_from"], data["regulation"], hard=data["hard"], params=form.params(),
        confidence=data["confidence"], active=data["active"],
    )  # fmt: skip
    try:
        set_rule(by=request.actor, fund=fund, terms=terms)
    except SelectionRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Versi baru aturan disimpan dan dicatat dalam jurnal."))
    return True


def _initial(rule: Rule, versions: list[FundRule]) -> dict[str, Any]:
    row = versions[0] if versions else None
    held = {**rule.params, **(row.params if row else {})}
    shown = {f"param_{name}": value for name, value in held.items()}
    hard = row.hard if row else rule.default_hard
    return {
        "hard": "1" if hard else "0",
        "active": True,
        "valid_from": timezone.localdate(),
        "regulation": row.regulation if row else rule.regulation,
        "confidence": row.confidence if row else rule.confidence,
        **shown,
    }


def _values(fund: Fund, rule: Rule, row: FundRule | None) -> list[tuple[object, str]]:
    """Label and value of each parameter as it holds, with the setting where the fund is silent."""
    held = row.params if row else {}
    found: list[tuple[object, str]] = []
    for name in (*rule.params, *rule.policy):
        value = held.get(name, rule.params.get(name))
        if value is None and name in rule.policy:
            code = rule.policy[name]
            value = all_in_force([code], area=fund.area, on=timezone.localdate())[code].value
        shown = _occupations(value) if isinstance(value, list) else str(value)
        found.append((RuleForm.LABELS.get(name, name), shown))
    return found


def _occupations(codes: list[int]) -> str:
    return ", ".join(OCCUPATION.labels.get(str(code), str(code)).lower() for code in codes)


def _trail(fund: Fund, last: str) -> list[tuple[str, str]]:
    return [*trail_of(fund)[:-1], (fund.name, f"/anggaran/dana/{fund.pk}/"), (last, "")]
