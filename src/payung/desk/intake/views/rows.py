"""One row of an import: mending it, leaving it out, and taking all bad rows home."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.staging.fixing import alike, drop_row, fix_alike, fix_row, raw_text
from payung.base.staging.models import Batch, Row
from payung.base.staging.payloads import unpack
from payung.base.staging.queries import said
from payung.base.staging.states import StateRefused
from payung.base.staging.workbook import error_workbook_of
from payung.base.territory.actor import Right
from payung.desk.intake.forms import RowForm
from payung.desk.intake.queries import import_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _row_or_404(request: ActorRequest, pk: int, number: int) -> tuple[Batch, Row]:
    batch = import_or_404(request.actor, pk)
    request.actor.require(Right.IMPORT_RESIDENTS, batch.area)
    row = batch.rows.filter(number=number).first()
    if row is None:
        raise Http404
    return batch, row


@acting(Right.IMPORT_RESIDENTS)
@require_http_methods(["GET", "POST"])
def fix(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    """The row's cells as they came; new texts are checked at once, for all alike if wanted."""
    batch, row = _row_or_404(request, pk, number)
    form = _form(request, batch, row)
    if request.method == "POST" and form.is_valid():
        try:
            again = _save(request, batch, row, form)
        except StateRefused as reason:
            messages.warning(request, str(reason))
            return redirect("intake:batch", pk)
        if again.verdict != Row.Verdict.REJECTED:
            messages.success(request, _("Baris %(n)s sudah baik.") % {"n": number})
            return _next(batch, number)
        row, form = again, _form(request, batch, again, fresh=True)
    return render(request, "intake/row.html", _context(batch, row, form))


def _form(request: ActorRequest, batch: Batch, row: Row, *, fresh: bool = False) -> RowForm:
    cells = unpack(bytes(row.payload))[1]
    problems = [said(batch, p) for p in row.problems]
    data = None if fresh else request.POST or None
    return RowForm(data, batch=batch, cells=cells, problems=problems)


def _save(request: ActorRequest, batch: Batch, row: Row, form: RowForm) -> Row:
    cells = unpack(bytes(row.payload))[1]
    texts = form.texts()
    mended = 0
    for name, text in texts.items():
        if request.POST.get(f"semua_{name}"):
            mended += fix_alike(
                by=request.actor, batch=batch, field=name,
                was=raw_text(batch, cells, name), now=text,
            )  # fmt: skip
    if mended:
        said_so = ngettext("%(n)s baris diperbaiki.", "%(n)s baris diperbaiki.", mended)
        messages.success(request, said_so % {"n": mended})
    return fix_row(by=request.actor, batch=batch, number=row.number, texts=texts)


def _next(batch: Batch, number: int) -> HttpResponse:
    """On to the next row that needs a hand, else back to the preview."""
    rejected = batch.rows.filter(verdict=Row.Verdict.REJECTED).exclude(codes=" row_dropped ")
    after = rejected.filter(number__gt=number).order_by("number").first()
    if after is None:
        return redirect("intake:batch", batch.pk)
    return redirect("intake:row", batch.pk, after.number)


def _context(batch: Batch, row: Row, form: RowForm) -> dict[str, Any]:
    return {
        "batch": batch,
        "row": row,
        "form": form,
        "problems": row.problems,
        "general": [p for p in (said(batch, p) for p in row.problems) if p.column not in form.told],
        "troubled": [
            {"field": bound, "alike": alike(batch, row, bound.name, form.told[bound.name][0].code)}
            for bound in form.troubled
        ],
        "others": form.others,
        "rejected": row.verdict == Row.Verdict.REJECTED,
    }


@acting(Right.IMPORT_RESIDENTS)
@require_POST
def drop(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    """Leave a row out for good."""
    batch, row = _row_or_404(request, pk, number)
    try:
        drop_row(by=request.actor, batch=batch, number=row.number)
    except StateRefused as reason:
        messages.warning(request, str(reason))
        return redirect("intake:batch", pk)
    return _next(batch, number)


@acting(Right.IMPORT_RESIDENTS)
@require_GET
def errors(request: ActorRequest, pk: int) -> HttpResponse:
    """The rejected rows as a workbook in the sender's own columns."""
    batch = import_or_404(request.actor, pk)
    request.actor.require(Right.IMPORT_RESIDENTS, batch.area)
    content = error_workbook_of(batch)
    stem = batch.file.name.rpartition(".")[0] or batch.file.name
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="perlu-diperbaiki-{_ascii(stem)}.xlsx"'
    return response


def _ascii(text: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in text)[:80]
