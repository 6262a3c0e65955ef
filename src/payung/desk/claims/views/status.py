"""BPJS's list of claims: sent, looked through, recorded."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.jobs.models import Job
from payung.base.jobs.words import told
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch, BatchQuerySet
from payung.base.staging.queries import Shown, ready, sentence, shown
from payung.base.staging.states import S, StateRefused
from payung.base.staging.telling import message_of
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.confirm import confirm_page
from payung.base.ui.paging import keyset_page, sort_from
from payung.base.ui.progress import Progress
from payung.base.ui.table import Cell, Column, Table
from payung.desk.claims.forms import StatusFileForm, WordsForm, content_of, posted
from payung.desk.claims.reach import area_of, tabs, trail
from payung.programme.claims.status_list import KIND

WORKING = (S.READING, S.ACCEPTING, S.UNDOING)


def _batches(request: ActorRequest) -> BatchQuerySet:
    rows = Batch.objects.visible_to(request.actor, Right.RECORD_BPJS)
    return rows.filter(kind=KIND).select_related("file", "job")


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Send a list; the lists so far below."""
    here = area_of(request, Right.RECORD_BPJS)
    areas = Area.objects.visible_to(request.actor, Right.RECORD_BPJS).in_area(here)
    choices = [(a.code, a.title) for a in areas.exclude(level=Area.Level.VILLAGE)]
    form = StatusFileForm(
        posted(request), request.FILES or None, areas=choices, initial={"area": here}
    )
    if request.method == "POST" and form.is_valid():
        content, name = content_of(form, "file")
        try:
            made = staging.receive(
                by=request.actor, kind=KIND, area=form.cleaned_data["area"], content=content,
                name=name,
            )  # fmt: skip
        except FileRefused as reason:
            form.add_error("file", str(reason))
        else:
            return redirect("claims:status_batch", made.pk)
    page = keyset_page(
        _batches(request).in_area(here), request.GET,
        sort_from(request.GET, {"baru": "id"}, "-baru"), 20,
    )  # fmt: skip
    table = Table(
        [
            Column("at", _("Diunggah"), "time"),
            Column("file", _("Berkas"), header=True, value=lambda b: b.file.name,
                   link=lambda b: reverse("claims:status_batch", args=[b.pk])),
            Column("state", _("Keadaan"), value=lambda b: b.get_state_display()),
            Column("said", _("Isi"), value=lambda b: sentence(b) if b.rows_read else message_of(b)),
        ],
        page,
        caption=_("Daftar status klaim"),
        empty=_("Belum ada daftar dari BPJS."),
    )  # fmt: skip
    context = {"tabs": tabs(request.actor, "status"), "form": form, "page": page, "table": table}
    return render(request, "claims_room/status.html", context, status=422 if form.errors else 200)


@acting(Right.RECORD_BPJS)
@require_GET
def batch(request: ActorRequest, pk: int) -> HttpResponse:
    """One list as it stands: progress, why not, or its rows."""
    found = get_object_or_404(_batches(request), pk=pk)
    context: dict[str, object] = {"batch": found, "trail": trail(None, found.file.name)}
    if found.state in WORKING:
        context["progress"] = _progress(found)
        return render(request, "claims_room/status_batch.html", context)
    page = keyset_page(
        found.rows.all(), request.GET, sort_from(request.GET, {"baris": "number"}, "baris"), 50
    )
    context |= {
        "readable": found.state not in {S.UNREADABLE, S.NEEDS_MAPPING},
        "sentence": sentence(found), "message": message_of(found), "page": page,
        "ready": ready(found) if found.state == S.PREVIEWED else 0,
        "undoable": found.state == S.ACCEPTED,
        "table": _table(found, list(page)),
    }  # fmt: skip
    return render(request, "claims_room/status_batch.html", context)


def _table(found: Batch, rows: list[object]) -> Table:
    def said(row: Shown) -> Cell:
        words = " ".join(f"{p.message} {p.way_out}".strip() for p in row.problems)
        if row.verdict in {"parked", "rejected"}:
            return Cell(words or _("Ditahan"), "warning")
        if row.verdict == "unchanged":
            return Cell(_("Sama dengan yang sudah tercatat."))
        return Cell(_("Dicatat") if row.applied else _("Siap dicatat"), "success")

    names = (("nama", _("Nama")), ("program", _("Program")), ("status", _("Status")))
    return Table(
        [
            Column("number", _("Baris"), "number"),
            *(
                Column(name, title, header=name == "nama",
                       value=_reader(name))
                for name, title in names
            ),
            Column("jumlah", _("Jumlah"), "rupiah", value=lambda r: r.values.get("jumlah")),
            Column("said", _("Keterangan"), value=said),
        ],
        shown(found, rows),  # type: ignore[arg-type]
        caption=_("Baris daftar"),
        empty=_("Tidak ada baris."),
    )  # fmt: skip


def _reader(name: str) -> Callable[[Shown], object]:
    return lambda row: row.values.get(name)


def _progress(found: Batch) -> Progress:
    job, finished = found.job, S(found.state) not in WORKING
    stopped = not finished and job is not None and not job.is_open
    return Progress(
        _("Membaca %(file)s") % {"file": found.file.name},
        job.done if job else 0,
        (job.total or None) if job else None,
        reverse("claims:status_progress", args=[found.pk]),
        finished=finished,
        message=_("Menunggu giliran.") if job and job.state == Job.State.QUEUED else "",
        failed=(told(job.message) or _("Terhenti.")) if stopped and job else "",
        result=reverse("claims:status_batch", args=[found.pk]),
        result_label=_("Lihat hasilnya"),
    )


@acting(Right.RECORD_BPJS)
@require_GET
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for every two seconds."""
    found = get_object_or_404(_batches(request), pk=pk)
    return render(request, "ui/progress.html", {"progress": _progress(found)})


@acting(Right.RECORD_BPJS)
@require_POST
def accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Record the rows that can be."""
    found = get_object_or_404(_batches(request), pk=pk)
    try:
        staging.accept(by=request.actor, batch=found)
    except StateRefused as reason:
        messages.warning(request, str(reason))
    return redirect("claims:status_batch", pk)


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a wrong list back, as long as nothing was done after it."""
    found = get_object_or_404(_batches(request), pk=pk)
    form = WordsForm(posted(request), label=_("Mengapa dibatalkan?"))
    if request.method == "POST" and form.is_valid():
        try:
            staging.undo(by=request.actor, batch=found, reason=form.cleaned_data["words"])
        except StateRefused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("claims:status_batch", pk)
    return confirm_page(
        request, form,
        question=_("Batalkan seluruh daftar %(file)s?") % {"file": found.file.name},
        lines=[
            _("Tiap klaim kembali ke keadaannya sebelum daftar ini; pembayarannya ditarik."),
            _("Daftar dan riwayat klaim tetap tersimpan."),
        ],
        action=_("Batalkan daftar ini"), cancel_url=reverse("claims:status_batch", args=[pk]),
    )  # fmt: skip
