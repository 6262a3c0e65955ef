"""Trying a contribution: one person or contract, one month."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.desk.law.cases import try_contribution
from payung.desk.law.forms import ContributionForm, first_contribution
from payung.desk.law.page import language, law_of, tabs
from payung.desk.law.words import PAYERS, SHORT


@acting()
def contribution(request: ActorRequest) -> HttpResponse:
    """The form, and below it what the law says to it. Stores nothing."""
    asked = "segment" in request.GET
    form = ContributionForm(request.GET if asked else None, initial=first_contribution())
    answer = (
        try_contribution(form.cleaned_data, language(), law_of(request.actor))
        if form.is_valid()
        else None
    )
    context: dict[str, Any] = {"form": form, "answer": answer, "tabs": tabs("contribution")}
    if answer:
        context["source"] = _("versi hukum %(id)s") % {"id": answer.law_id}
        context["parts"] = [(SHORT[name], value) for name, value in answer.parts]
        context["payers"] = [(PAYERS[name], value) for name, value in answer.payers]
    return render(request, "law_room/contribution.html", context)
