"""From an upload to the register: the list of imports, sending, preview, accepting, taking back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.jobs import actions as jobs
from payung.base.jobs.models import Job
from payung.base.jobs.words import told
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.base.staging.queries import problem_summary, ready, said, sentence
from payung.base.staging.states import S, StateRefused
from payung.base.staging.telling import message_of
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui import standing
from payung.base.ui.confirm import confirm_page
from payung.base.ui.format import angka
from payung.base.ui.paging import keyset_page, sort_from
from payung.base.ui.progress import Progress
from payung.desk.intake import preview
from payung.desk.intake.forms import ReasonForm, UploadForm
from payung.desk.intake.queries import import_or_404, imports_of, villages_to_import
from payung.programme.people.kinds import CODE

OTHER_LISTS = (Right.RECORD_DEATHS, Right.RECORD_ASN, Right.RECORD_DECILES, Right.RECORD_BPJS)
WORKING = (S.READING, S.ACCEPTING, S.UNDOING)


@acting(Right.VIEW_PEOPLE)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """The imports, newest first; what is open on top of the sentence."""
    rows = imports_of(request.actor)
    page = keyset_page(rows, request.GET, sort_from(request.GET, {"baru": "id"}, "-baru"), 20)
    names = dict(Area.objects.filter(code__in={b.area for b in page}).values_list("code", "name"))
    shown = [{"batch": b, "village": names.get(b.area, b.area), "said": _line(b)} for b in page]
    context = {
        "page": page,
        "rows": shown,
        "waiting": sum(1 for b in page if b.state in {S.PREVIEWED, S.NEEDS_MAPPING}),
        "may_send": request.actor.may_somewhere(Right.IMPORT_RESIDENTS),
        "sees": request.actor.may_somewhere(Right.VIEW_IDENTITY),
        "sends": any(request.actor.may_somewhere(right) for right in OTHER_LISTS),
    }
    return render(request, "intake/home.html", context)


def _line(batch: Batch) -> str:
    return sentence(batch) if batch.rows_read else message_of(batch)


@acting(Right.IMPORT_RESIDENTS)
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest) -> HttpResponse:
    """Send a file for one of the actor's villages."""
    villages = villages_to_import(request.actor)
    place = standing.current(request)
    initial = {"village": place.code} if place else {}
    form = UploadForm(
        request.POST or None, request.FILES or None, villages=villages, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        file = form.upload()
        try:
            batch = staging.receive(
                by=request.actor, kind=CODE, area=form.cleaned_data["village"],
                content=file.read(), name=file.name or "",
            )  # fmt: skip
        except FileRefused as reason:
            form.add_error("file", str(reason))
        else:
            return redirect("intake:batch", batch.pk)
    context = {"form": form, "village": villages[0] if len(villages) == 1 else None}
    return render(request, "intake/upload.html", context, status=422 if form.errors else 200)


@acting(Right.VIEW_PEOPLE)
@require_GET
def batch(request: ActorRequest, pk: int) -> HttpResponse:
    """One import as it stands: progress, a sentence why not, or the preview."""
    found = import_or_404(request.actor, pk)
    mine = request.actor.may(Right.IMPORT_RESIDENTS, found.area)
    if found.state == S.NEEDS_MAPPING and mine:
        return redirect("intake:mapping", pk)
    context = {"batch": found, "mine": mine, "village": Area.objects.get(code=found.area)}
    if found.state in WORKING:
        context["progress"] = _progress(found)
        context["stopped"] = found.job is not None and not found.job.is_open
        return render(request, "intake/working.html", context)
    if found.state in {S.UNREADABLE, S.NEEDS_MAPPING}:
        context["message"] = message_of(found)
        return render(request, "intake/unreadable.html", context)
    return render(request, "intake/preview.html", context | _preview(request, found, mine=mine))


def _preview(request: ActorRequest, found: Batch, *, mine: bool) -> dict[str, object]:
    view = preview.chosen_view(found, request.GET)
    page = preview.page_of(found, request.GET, view)
    identity = request.actor.may(Right.VIEW_IDENTITY, found.area)
    code = request.GET.get("masalah", "")
    problems = problem_summary(found)
    return {
        "sentence": sentence(found),
        "picture": preview.picture(found),
        "tabs": preview.tabs(found, view),
        "view": view,
        "page": page,
        "table": preview.table(found, page, identity=identity, mend=mine),
        "problems": problems,
        "problem": next((p for p in problems if p[0] == code), None),
        "notes": [said(found, note) for note in found.notes],
        "unknown": [c for c in found.columns if not c["field"] and c["header"]],
        "ready": ready(found),
        "waiting": _waiting(found),
        "rejected": found.counts.get("rejected", 0),
    }


def _waiting(found: Batch) -> int:
    """Rows that would go in if accepted now."""
    if found.accepted_at is None:
        return ready(found)
    return found.rows.filter(applied=False, verdict__in=("new", "changed")).count()


def _progress(found: Batch) -> Progress:
    titles = {
        S.READING: _("Membaca %(file)s"),
        S.ACCEPTING: _("Memasukkan %(file)s ke register"),
        S.UNDOING: _("Membatalkan %(file)s"),
    }
    job = found.job
    finished = found.state not in WORKING
    failed = "" if finished or job is None or job.is_open else (told(job.message) or _("Terhenti."))
    return Progress(
        titles.get(S(found.state), "%(file)s") % {"file": found.file.name},
        job.done if job else 0,
        job.total if job else None,
        reverse("intake:progress", args=[found.pk]),
        finished=finished,
        message=_("Menunggu giliran.") if job and job.state == Job.State.QUEUED else "",
        failed=failed,
        result=reverse("intake:batch", args=[found.pk]),
        result_label=_("Lihat hasil pemeriksaan"),
    )


@acting(Right.VIEW_PEOPLE)
@require_GET
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for every two seconds."""
    found = import_or_404(request.actor, pk)
    return render(request, "ui/progress.html", {"progress": _progress(found)})


@acting(Right.IMPORT_RESIDENTS)
@require_POST
def accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Put the good rows in."""
    found = import_or_404(request.actor, pk)
    try:
        staging.accept(by=request.actor, batch=found)
    except StateRefused as reason:
        messages.warning(request, str(reason))
    return redirect("intake:batch", pk)


@acting(Right.IMPORT_RESIDENTS)
@require_POST
def resume(request: ActorRequest, pk: int) -> HttpResponse:
    """Go on with a job that stopped."""
    found = import_or_404(request.actor, pk)
    try:
        if found.job is not None:
            jobs.resume(by=request.actor, job=found.job)
    except PermissionError as reason:
        raise PermissionDenied(str(reason)) from reason
    return redirect("intake:batch", pk)


@acting(Right.IMPORT_RESIDENTS)
@require_POST
def cancel(request: ActorRequest, pk: int) -> HttpResponse:
    """Stop a job at its next step; what is in stays in."""
    found = import_or_404(request.actor, pk)
    try:
        if found.job is not None:
            jobs.cancel(by=request.actor, job=found.job)
    except PermissionError as reason:
        raise PermissionDenied(str(reason)) from reason
    return redirect("intake:batch", pk)


@acting(Right.IMPORT_RESIDENTS)
@require_http_methods(["GET", "POST"])
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a whole import back, with a reason; refused with who stands in the way."""
    found = import_or_404(request.actor, pk)
    request.actor.require(Right.IMPORT_RESIDENTS, found.area)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            staging.undo(by=request.actor, batch=found, reason=form.cleaned_data["reason"])
        except StateRefused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("intake:batch", pk)
    taken = ready(found) if found.accepted_at else 0
    return confirm_page(
        request,
        form,
        question=_("Batalkan seluruh impor %(file)s?") % {"file": found.file.name},
        lines=[
            ngettext(
                "%(n)s baris yang masuk ditarik kembali; nilai yang diganti dikembalikan.",
                "%(n)s baris yang masuk ditarik kembali; nilai yang diganti dikembalikan.",
                taken,
            )
            % {"n": angka(taken)},
            _("Berkas dan riwayatnya tetap tersimpan. Daftar yang benar dapat diunggah lagi."),
        ],
        action=_("Batalkan impor ini"),
        cancel_url=reverse("intake:batch", args=[pk]),
    )
