"""Trying a claim: what the law pays, and the scholarship that can follow."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from payung.base.accounts.web import ActorRequest, acting
from payung.desk.law.cases import try_benefit
from payung.desk.law.forms import BenefitForm, first_benefit
from payung.desk.law.page import language, law_of, tabs
from payung.desk.law.words import LEVELS, PARTS


@acting()
def benefit(request: ActorRequest) -> HttpResponse:
    """The form, and below it what the law says to it. Stores nothing."""
    asked, lang = "programme" in request.GET, language()
    form = BenefitForm(lang, request.GET if asked else None, initial=first_benefit())
    answer = (
        try_benefit(form.cleaned_data, lang, law_of(request.actor)) if form.is_valid() else None
    )
    context: dict[str, Any] = {
        "form": form,
        "answer": answer,
        "tabs": tabs("benefit"),
        "levels": list(LEVELS.values()),
    }
    if answer:
        context["source"] = _("versi hukum %(id)s") % {"id": answer.law_id}
        context["parts"] = [(PARTS[name], value) for name, value in answer.parts]
    return render(request, "law_room/benefit.html", context)
