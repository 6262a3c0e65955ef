"""A row that was held because the register may know the person: the two side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.staging.deciding import decide_row, may_decide
from payung.base.staging.models import Batch, Row
from payung.base.staging.payloads import unpack
from payung.base.staging.queries import said
from payung.base.staging.states import StateRefused
from payung.base.territory.actor import Right
from payung.base.ui import format as fmt
from payung.base.ui.table import Cell, Column, Table
from payung.base.ui.tags.text import nik_html
from payung.desk.intake.forms import ReasonForm
from payung.desk.intake.queries import import_or_404
from payung.programme.people.columns import LABELS, columns_of
from payung.programme.people.models import Person
from payung.programme.people.queries import word_of


@acting(Right.VIEW_PEOPLE)
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, pk: int, number: int) -> HttpResponse:
    """Same person or somebody else; without sight of both, only that it waits for who has it."""
    batch = import_or_404(request.actor, pk)
    row = batch.rows.filter(number=number).first()
    if row is None:
        raise Http404
    person = Person.objects.select_related("village").filter(pk=row.subject_id or 0).first()
    area = person.village_id if person else batch.area
    allowed = may_decide(request.actor, batch, area)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("Dasar keputusan, misalnya KTP-el atau surat pindah")
    if request.method == "POST":
        request.actor.require(Right.VIEW_IDENTITY, batch.area)
        if form.is_valid() and _decided(request, batch, number, area, form):
            return redirect("intake:batch", pk)
    context = {
        "batch": batch,
        "row": row,
        "form": form,
        "allowed": allowed,
        "open": row.verdict == Row.Verdict.PARKED,
        "said": [said(batch, p) for p in row.problems],
        "person": person if allowed else None,
        "moves": allowed and area != batch.area,
        "table": _table(row, person) if allowed else None,
    }
    return render(request, "intake/held.html", context, status=422 if form.errors else 200)


def _decided(request: ActorRequest, batch: Batch, number: int, area: str, form: ReasonForm) -> bool:
    same = request.POST.get("keputusan") == "sama"
    try:
        decide_row(
            by=request.actor, batch=batch, number=number, other_area=area, same=same,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
    except StateRefused as reason:
        form.add_error(None, str(reason))
        return False
    messages.success(request, _("Keputusan dicatat; baris ini ikut pada penerimaan berikutnya."))
    return True


def _table(row: Row, person: Person | None) -> Table:
    columns = columns_of(unpack(row.payload)[0])
    known = {name: getattr(person, name) for name in LABELS} if person else {}
    rows = [
        {"label": _(label), "file": _cell(name, columns, known), "known": _shown(name, known)}
        for name, label in LABELS.items()
        if columns.get(name) or known.get(name)
    ]
    heads = [
        Column("label", _("Keterangan"), header=True),
        Column("file", _("Menurut berkas")),
        Column("known", _("Menurut register")),
    ]
    return Table(heads, rows, caption=_("Dua keterangan berdampingan"))


def _cell(name: str, columns: dict[str, Any], known: dict[str, Any]) -> Cell:
    differs = bool(columns.get(name)) and str(columns[name]) != str(known.get(name) or "")
    return Cell(_shown(name, columns), "warning" if differs and known else None)


def _shown(name: str, values: dict[str, Any]) -> Any:
    value = values.get(name)
    if not value:
        return ""
    if name in {"nik", "kk"}:
        return nik_html(value, masked=False)
    if name == "birth_date":
        return fmt.tanggal(date.fromisoformat(str(value)))
    return word_of(name, value) or value
