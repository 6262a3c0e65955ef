"""The page before an act that is hard to take back: the question, what follows, a form."""

from __future__ import annotations

from collections.abc import Sequence

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def confirm_page(
    request: HttpRequest,
    form: Form,
    *,
    question: str,
    lines: Sequence[str],
    action: str,
    cancel_url: str,
) -> HttpResponse:
    """Ask; with status 422 where the form that came back has faults."""
    confirm = {
        "question": question,
        "lines": list(lines),
        "action": action,
        "kind": "warning",
        "cancel_url": cancel_url,
    }
    context = {"confirm": confirm, "form": form}
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)
