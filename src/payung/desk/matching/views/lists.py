"""Lists from outside: sending, reading, what they would ask, taking in, taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.staging import actions as staging
from payung.base.staging import pages
from payung.base.staging.mapping import ColumnsForm
from payung.base.staging.models import Batch
from payung.base.staging.pages import WORKING, state_cell
from payung.base.staging.queries import problem_summary, ready, shown
from payung.base.staging.registry import kind_of
from payung.base.staging.states import S, StateRefused
from payung.base.staging.telling import message_of
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.format import angka
from payung.base.ui.paging import Page, keyset_page, sort_from
from payung.base.ui.progress import Progress
from payung.base.ui.table import Column, Table
from payung.base.ui.tags.text import nik_html
from payung.desk.matching import actions
from payung.desk.matching.forms import ListForm, ReasonForm, posted
from payung.desk.matching.page import tabs, trail
from payung.desk.matching.queries import batches_of, findings_by_batch, kinds_of, reaches_of

VIEWS = {
    "kena": ("new", "changed"), "salah": ("rejected",), "tahan": ("parked",),
    "lewat": ("unchanged",),
}  # fmt: skip


@acting()
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Send a list; the lists so far below."""
    kinds = kinds_of(request.actor)
    if not kinds:
        request.actor.require(Right.RECORD_DEATHS, "")
    codes = {area for kind in kinds for area in request.actor.areas(kind.right)}
    areas = Area.objects.visible_to(request.actor, Right.VIEW_PEOPLE).filter(code__in=codes)
    form = ListForm(posted(request), request.FILES or None, kinds=kinds, areas=areas)
    if request.method == "POST" and form.is_valid():
        file = form.upload()
        try:
            batch = staging.receive(
                by=request.actor, kind=form.cleaned_data["kind"], area=form.cleaned_data["area"],
                content=file.read(), name=file.name or "",
            )  # fmt: skip
        except FileRefused as reason:
            form.add_error("file", str(reason))
        else:
            return redirect("matching:list", batch.pk)
    rows = batches_of(request.actor)
    page = keyset_page(rows, request.GET, sort_from(request.GET, {"baru": "id"}, "-baru"), 20)
    context = {
        "tabs": tabs(request, "lists"), "form": form, "page": page, "table": _table(page),
        "kinds": kinds, "reaches": reaches_of(request.actor),
    }  # fmt: skip
    return render(request, "matching/lists.html", context, status=422 if form.errors else 200)


@acting()
@require_POST
def again(request: ActorRequest) -> HttpResponse:
    """Let the lists of a region meet who came since they were taken in."""
    if actions.meet_again(by=request.actor, area=request.POST.get("wilayah", "")) is None:
        messages.info(request, _("Semua warga dan calon sudah dicocokkan dengan daftar ini."))
    else:
        messages.success(request, _("Daftar dicocokkan lagi; temuannya muncul di tab Temuan."))
    return redirect("matching:lists")


def _table(page: Page[Batch]) -> Table:
    return Table(
        [
            Column("at", _("Diunggah"), "time"),
            Column("file", _("Berkas"), header=True, value=lambda b: b.file.name,
                   link=lambda b: reverse("matching:list", args=[b.pk])),
            Column("kind", _("Jenis"), value=lambda b: kind_of(b.kind).title),
            Column("state", _("Keadaan"),
                   value=state_cell),
            Column("said", _("Isi"), value=said),
        ],
        page, caption=_("Daftar dari luar"), cards=True,
        empty=_("Kantor Anda belum mengunggah daftar."),
    )  # fmt: skip


def said(batch: Batch) -> str:
    """“312 baris dibaca: 9 menyangkut warga terdata, 301 tidak, 2 perlu diperbaiki.”"""
    if not batch.rows_read:
        return message_of(batch)
    counts = batch.counts
    parts = [
        (ready(batch), _("menyangkut warga terdata")),
        (counts.get("unchanged", 0), _("tidak menyangkut register atau sudah diketahui")),
        (counts.get("rejected", 0), _("tidak terbaca")),
        (counts.get("parked", 0), _("ditahan")),
    ]
    rows = ngettext("%(n)s baris dibaca", "%(n)s baris dibaca", batch.rows_read)
    told_ = ", ".join(f"{angka(n)} {word}" for n, word in parts if n)
    return f"{rows % {'n': angka(batch.rows_read)}}: {told_}."


def batch_or_404(request: ActorRequest, pk: int) -> Batch:
    return get_object_or_404(batches_of(request.actor), pk=pk)


@acting()
@require_GET
def one(request: ActorRequest, pk: int) -> HttpResponse:
    """One list as it stands: progress, why not, or its rows."""
    found = batch_or_404(request, pk)
    if found.state == S.NEEDS_MAPPING and found.columns:
        return redirect("matching:mapping", pk)
    context: dict[str, Any] = {
        "batch": found,
        "kind": kind_of(found.kind),
        "tabs": tabs(request, "lists"),
        "trail": trail(found.file.name, "lists", _("Daftar dari luar")),
    }
    if found.state in WORKING:
        context["progress"] = progress_of(found)
        return render(request, "matching/working.html", context)
    view = _chosen(found, request.GET.get("lihat", ""))
    rows = found.rows.filter(verdict__in=VIEWS[view])
    page = keyset_page(rows, request.GET, sort_from(request.GET, {"baris": "number"}, "baris"), 50)
    identity = request.actor.may(Right.VIEW_IDENTITY, found.area)
    context |= {
        "readable": found.state not in {S.UNREADABLE, S.NEEDS_MAPPING},
        "sentence": said(found),
        "message": message_of(found),
        "views": _views(found, view),
        "page": page,
        "table": _rows(found, page, identity=identity),
        "problems": problem_summary(found),
        "ready": ready(found) if found.state == S.PREVIEWED else 0,
        "done": found.state == S.ACCEPTED,
        "findings": findings_by_batch(found),
    }
    return render(request, "matching/list.html", context)


def _chosen(batch: Batch, asked: str) -> str:
    if asked in VIEWS:
        return asked
    return next((v for v, verdicts in VIEWS.items() if _count(batch, verdicts)), "kena")


def _count(batch: Batch, verdicts: tuple[str, ...]) -> int:
    return sum(batch.counts.get(verdict, 0) for verdict in verdicts)


def _views(batch: Batch, current: str) -> list[tuple[str, str, bool, int]]:
    words = {
        "kena": _("Menyangkut warga terdata"), "salah": _("Tidak terbaca"), "tahan": _("Ditahan"),
        "lewat": _("Tidak menyangkut"),
    }  # fmt: skip
    return [
        (words[view], f"?lihat={view}", view == current, count)
        for view, verdicts in VIEWS.items()
        if (count := _count(batch, verdicts)) or view == current
    ]


DAY = {
    "dukcapil_deaths": "tanggal_meninggal", "dukcapil_moves": "tanggal_pindah", "bkpsdm_asn": "tmt",
}  # fmt: skip


def _rows(batch: Batch, page: Page[Any], *, identity: bool) -> Table:
    columns = [
        Column("number", _("Baris"), "number"),
        Column("nama", _("Nama"), header=True, value=lambda r: r.values.get("nama", "")),
        Column("said", _("Keterangan"), value=lambda r: "; ".join(p.message for p in r.problems)),
        Column("nik", "NIK", value=lambda r: nik_html(r.values.get("nik"), not identity)),
    ]
    if day := DAY.get(batch.kind):
        label = kind_of(batch.kind).schema.by_name[day].label["id"]
        columns.append(Column("day", label, value=lambda r: r.values.get(day, "")))
    if batch.kind == "dinsos_dtsen":
        columns.append(
            Column("desil", _("Desil"), "number", value=lambda r: r.values.get("desil_nasional"))
        )
    return Table(
        columns, shown(batch, page), caption=_("Baris daftar"), empty=_("Tidak ada baris.")
    )


def progress_of(found: Batch) -> Progress:
    titles = {
        S.READING: _("Membaca dan mencocokkan %(file)s"),
        S.ACCEPTING: _("Mencatat temuan dari %(file)s"),
        S.UNDOING: _("Membatalkan %(file)s"),
    }
    here = [found.pk]
    return pages.progress_of(
        found, titles, reverse("matching:list_progress", args=here),
        reverse("matching:list", args=here),
    )  # fmt: skip


@acting()
@require_GET
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    """The fragment that the page asks for every two seconds."""
    found = batch_or_404(request, pk)
    return render(request, "ui/progress.html", {"progress": progress_of(found)})


@acting()
@require_http_methods(["GET", "POST"])
def mapping(request: ActorRequest, pk: int) -> HttpResponse:
    """Say what unknown columns mean; remembered for this sender."""
    found = batch_or_404(request, pk)
    if found.accepted_at is not None or found.state not in {S.NEEDS_MAPPING, S.PREVIEWED}:
        return redirect("matching:list", pk)
    form = ColumnsForm(posted(request), batch=found)
    if request.method == "POST" and form.is_valid():
        try:
            staging.map_headers(by=request.actor, batch=found, mapping=form.mapping())
        except StateRefused as reason:
            messages.warning(request, str(reason))
        return redirect("matching:list", pk)
    context = {
        "form": form, "batch": found, "tabs": tabs(request, "lists"),
        "line": message_of(found) or _("Pilih arti tiap kolom; pilihan diingat untuk wilayah ini."),
        "trail": trail(found.file.name, "lists", _("Daftar dari luar")),
    }  # fmt: skip
    return render(request, "matching/mapping.html", context, status=422 if form.errors else 200)


@acting()
@require_POST
def accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Write the findings down; they wait for people."""
    found = batch_or_404(request, pk)
    try:
        staging.accept(by=request.actor, batch=found)
    except StateRefused as reason:
        messages.warning(request, str(reason))
    return redirect("matching:list", pk)


@acting()
@require_http_methods(["GET", "POST"])
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a whole list back, unless somebody acted on it."""
    found = batch_or_404(request, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            staging.undo(by=request.actor, batch=found, reason=form.cleaned_data["reason"])
        except StateRefused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("matching:list", pk)
    confirm = {
        "question": _("Batalkan seluruh daftar %(file)s?") % {"file": found.file.name},
        "lines": [
            _("Temuan dari daftar ini ditarik kembali; yang sudah dibenarkan menahannya."),
            _("Berkas dan riwayatnya tetap tersimpan."),
        ],
        "action": _("Batalkan daftar ini"),
        "kind": "warning",
        "cancel_url": reverse("matching:list", args=[pk]),
    }
    request.nav_key = "pendataan"  # type: ignore[attr-defined]
    context = {"confirm": confirm, "form": form}
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)
