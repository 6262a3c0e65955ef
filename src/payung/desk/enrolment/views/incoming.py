"""Files of BPJS: sending, preview with what is held and why, recording, taking back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.staging import actions as staging
from payung.base.staging.mapping import ColumnsForm
from payung.base.staging.models import Batch, BatchQuerySet
from payung.base.staging.pages import WORKING, state_cell
from payung.base.staging.queries import problem_summary, ready, sentence
from payung.base.staging.registry import kind_of
from payung.base.staging.states import S, StateRefused
from payung.base.staging.telling import message_of
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.confirm import confirm_page
from payung.base.ui.paging import Page, keyset_page, sort_from
from payung.base.ui.table import Column, Table
from payung.desk.enrolment import grid
from payung.desk.enrolment.forms import BpjsFileForm, ReasonForm, posted
from payung.desk.enrolment.sections import area_of, tabs
from payung.programme.membership.actions import receive_from_bpjs
from payung.programme.membership.kinds import KINDS

CODES = [kind.code for kind in KINDS]


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Send a file; the files so far below."""
    here = area_of(request, request.actor, Right.RECORD_BPJS)
    areas = Area.objects.visible_to(request.actor, Right.RECORD_BPJS).in_area(here)
    form = BpjsFileForm(posted(request), request.FILES or None, areas=areas, initial={"area": here})
    if request.method == "POST" and form.is_valid():
        try:
            batch = _receive(request, form)
        except FileRefused as reason:
            form.add_error("file", str(reason))
        else:
            return redirect("enrolment:batch", batch.pk)
    rows = _batches(request).in_area(here)
    page = keyset_page(rows, request.GET, sort_from(request.GET, {"baru": "id"}, "-baru"), 20)
    context = {
        "tabs": tabs(request.actor, "incoming"),
        "form": form,
        "page": page,
        "table": _table(page),
    }
    return render(request, "enrolment/incoming.html", context, status=422 if form.errors else 200)


def _receive(request: ActorRequest, form: BpjsFileForm) -> Batch:
    file, given = form.upload(), form.cleaned_data
    return receive_from_bpjs(
        by=request.actor, kind=given["kind"], area=given["area"], content=file.read(),
        name=file.name or "", month=given["month"], paid_on=given["paid_on"],
        reference=given["reference"],
    )  # fmt: skip


def _batches(request: ActorRequest) -> BatchQuerySet:
    rows = Batch.objects.visible_to(request.actor, Right.RECORD_BPJS)
    return rows.filter(kind__in=CODES).select_related("file", "job")


def _batch_or_404(request: ActorRequest, pk: int) -> Batch:
    return get_object_or_404(_batches(request), pk=pk)


def _table(page: Page[Batch]) -> Table:
    return Table(
        [
            Column("at", _("Diunggah"), "time"),
            Column("file", _("Berkas"), header=True, value=lambda b: b.file.name,
                   link=lambda b: reverse("enrolment:batch", args=[b.pk])),
            Column("kind", _("Jenis"), value=lambda b: kind_of(b.kind).title),
            Column("state", _("Keadaan"), value=state_cell),
            Column("said", _("Isi"), value=lambda b: sentence(b) if b.rows_read else message_of(b)),
        ],
        page,
        caption=_("Berkas dari BPJS"),
        cards=True,
        empty=_("Belum ada berkas dari BPJS."),
    )  # fmt: skip


@acting(Right.RECORD_BPJS)
@require_GET
def batch(request: ActorRequest, pk: int) -> HttpResponse:
    """One file as it stands: progress, why not, or its rows."""
    found = _batch_or_404(request, pk)
    if found.state == S.NEEDS_MAPPING and found.columns:
        return redirect("enrolment:mapping", pk)
    context: dict[str, object] = {
        "batch": found,
        "kind": kind_of(found.kind),
        "place": Area.objects.get(code=found.area),
        "trail": [(_("Berkas dari BPJS"), reverse("enrolment:incoming")), (found.file.name, "")],
    }
    if found.state in WORKING:
        context["progress"] = grid.progress_of(found)
        return render(request, "enrolment/working.html", context)
    view = grid.chosen_view(found, request.GET)
    rows = found.rows.filter(verdict__in=grid.VIEWS[view])
    page = keyset_page(rows, request.GET, sort_from(request.GET, {"baris": "number"}, "baris"), 50)
    context |= {
        "readable": found.state not in {S.UNREADABLE, S.NEEDS_MAPPING},
        "sentence": sentence(found),
        "message": message_of(found),
        "views": grid.tabs(found, view),
        "page": page,
        "table": grid.table(
            found, page, identity=request.actor.may(Right.VIEW_IDENTITY, found.area)
        ),
        "problems": problem_summary(found),
        "ready": ready(found) if found.state == S.PREVIEWED else 0,
        "done": found.state == S.ACCEPTED,
    }
    return render(request, "enrolment/batch.html", context)


@acting(Right.RECORD_BPJS)
@require_GET
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for every two seconds."""
    found = _batch_or_404(request, pk)
    return render(request, "ui/progress.html", {"progress": grid.progress_of(found)})


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def mapping(request: ActorRequest, pk: int) -> HttpResponse:
    """Say what unknown columns mean; remembered for this region."""
    found = _batch_or_404(request, pk)
    if found.accepted_at is not None or found.state not in {S.NEEDS_MAPPING, S.PREVIEWED}:
        return redirect("enrolment:batch", pk)
    form = ColumnsForm(posted(request), batch=found)
    if request.method == "POST" and form.is_valid():
        try:
            staging.map_headers(by=request.actor, batch=found, mapping=form.mapping())
        except StateRefused as reason:
            messages.warning(request, str(reason))
        return redirect("enrolment:batch", pk)
    context = {
        "form": form, "heading": _("Arti kolom %(file)s") % {"file": found.file.name},
        "action": _("Baca ulang"),
        "line": message_of(found) or _("Pilih arti tiap kolom; pilihan diingat untuk wilayah ini."),
        "trail": [(_("Berkas dari BPJS"), reverse("enrolment:incoming")), (found.file.name, "")],
    }  # fmt: skip
    return render(request, "enrolment/setup.html", context, status=422 if form.errors else 200)


@acting(Right.RECORD_BPJS)
@require_POST
def accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Record the good rows."""
    found = _batch_or_404(request, pk)
    try:
        staging.accept(by=request.actor, batch=found)
    except StateRefused as reason:
        messages.warning(request, str(reason))
    return redirect("enrolment:batch", pk)


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a whole file back."""
    found = _batch_or_404(request, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            staging.undo(by=request.actor, batch=found, reason=form.cleaned_data["reason"])
        except StateRefused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("enrolment:batch", pk)
    return confirm_page(
        request,
        form,
        question=_("Batalkan seluruh berkas %(file)s?") % {"file": found.file.name},
        lines=[
            _("Yang dicatat dari berkas ini ditarik kembali: KPJ, penolakan, atau bulan terbayar."),
            _("Berkas dan riwayatnya tetap tersimpan."),
        ],
        action=_("Batalkan berkas ini"),
        cancel_url=reverse("enrolment:batch", args=[pk]),
    )
