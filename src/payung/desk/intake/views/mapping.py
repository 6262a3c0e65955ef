"""Telling what the columns of an unknown list mean."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.base.staging.peeking import Peek, peek
from payung.base.staging.states import S, StateRefused
from payung.base.staging.telling import message_of
from payung.base.territory.actor import Right
from payung.core.sheets.errors import Unreadable
from payung.desk.intake.forms import HeaderRowForm, MappingForm
from payung.desk.intake.queries import import_or_404


@acting(Right.IMPORT_RESIDENTS)
@require_http_methods(["GET", "POST"])
def columns(request: ActorRequest, pk: int) -> HttpResponse:
    """One choice for each column, beside the first rows of the list."""
    found = import_or_404(request.actor, pk)
    request.actor.require(Right.IMPORT_RESIDENTS, found.area)
    if found.state not in {S.NEEDS_MAPPING, S.PREVIEWED} or found.accepted_at:
        return redirect("intake:batch", pk)
    wanted = _row(request, found)
    seen = _seen(found, wanted)
    message = message_of(found)
    found.columns = seen.columns
    form = MappingForm(request.POST or None, batch=found)
    if request.method == "POST" and form.is_valid():
        try:
            staging.map_headers(
                by=request.actor, batch=found, mapping=form.mapping(), header_row=seen.header_row
            )
        except StateRefused as reason:
            messages.warning(request, str(reason))
        return redirect("intake:batch", pk)
    return render(
        request, "intake/mapping.html", _context(found, form, seen, message),
        status=422 if form.errors else 200,
    )  # fmt: skip


def _seen(found: Batch, wanted: int | None) -> Peek:
    try:
        return peek(found, wanted)
    except (FileRefused, Unreadable) as refused:
        raise Http404(str(refused)) from refused


def _row(request: ActorRequest, found: Batch) -> int | None:
    asked = HeaderRowForm(request.GET) if "header_row" in request.GET else None
    if asked is not None and asked.is_valid():
        return int(asked.cleaned_data["header_row"])
    return found.header_row


def _context(found: Batch, form: MappingForm, seen: Peek, message: str) -> dict[str, object]:
    return {
        "batch": found,
        "message": message,
        "form": form,
        "peek": seen,
        "header_form": HeaderRowForm(initial={"header_row": seen.header_row}),
        "columns": [
            {
                "field": form[f"kolom_{c['index']}"],
                "header": c["header"] or _("(tanpa judul)"),
                "letter": c["letter"],
                "samples": [row[c["place"]] for row in seen.samples if c["place"] < len(row)],
            }
            for c in seen.columns
        ],
    }
