"""Files for BPJS: what can go, who is held back and why, and the frozen files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files import actions as files
from payung.base.files.web import attachment
from payung.base.staging.queries import language
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.confirm import confirm_page
from payung.base.ui.table import Cell, Column, Table
from payung.core.sipp import ExportBlocked, Held
from payung.desk.enrolment.forms import ReasonForm, posted
from payung.desk.enrolment.sections import area_of, tabs
from payung.programme.membership import actions
from payung.programme.membership.models import Employer, Export, Membership
from payung.programme.membership.queries import (
    employers_with_waiting,
    exports_with_answers,
    waiting_for_export,
)
from payung.programme.membership.sending import SIPP, Form

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@acting(Right.EXPORT_BPJS)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Who waits to be sent: BPU of the region, officials by NPP; and the files so far."""
    area = area_of(request, request.actor, Right.EXPORT_BPJS)
    bpu = waiting_for_export(request.actor, segment=Membership.Segment.BPU, area=area)
    employers: list[Any] = list(employers_with_waiting(request.actor, area))
    exports = list(exports_with_answers(request.actor, area)[:100])
    context = {
        "tabs": tabs(request.actor, "export"),
        "area": Area.objects.get(code=area),
        "bpu": bpu.count(),
        "blocked": actions.why_blocked(Membership.Segment.BPU, area, None),
        "officials": sum(e.waiting for e in employers),
        "employers": _employer_table(employers),
        "exports": _export_table(exports),
        "has_exports": bool(exports),
    }
    return render(request, "enrolment/export.html", context)


def _employer_table(rows: list[Any]) -> Table:
    return Table(
        [
            Column("name", _("Pemberi kerja"), header=True,
                   link=lambda e: reverse("enrolment:export_employer", args=[e.pk])),
            Column("npp", "NPP", "code"),
            Column("area", _("Desa"), value=lambda e: e.area.title),
            Column("waiting", _("Pekerja baru"), "number"),
            Column("known", _("Sudah punya KPJ"), "number", value=_to_send("known", Form.EXISTING)),
            Column("left", _("Berhenti"), "number", value=_to_send("left", Form.LEFT)),
        ],
        rows,
        caption=_("Perangkat desa dan pekerja penerima upah, per NPP"),
        empty=_("Belum ada NPP yang dicatat."),
    )  # fmt: skip


def _to_send(name: str, form: str) -> Callable[[Any], Cell]:
    """How many, leading to their own file."""

    def read(row: Any) -> Cell:
        count = getattr(row, name)
        if not count:
            return Cell(0)
        return Cell(
            count, href=f"{reverse('enrolment:export_employer', args=[row.pk])}?berkas={form}"
        )

    return read


def _export_table(rows: list[Export]) -> Table:
    return Table(
        [
            Column("at", _("Ditulis"), "time"),
            Column("file", _("Berkas"), header=True, value=lambda e: e.file.name,
                   link=lambda e: reverse("enrolment:download", args=[e.pk])),
            Column("form", _("Isi"), value=lambda e: Form(e.layout).label),
            Column("npp", "NPP", "code", value=lambda e: e.employer.npp if e.employer else None),
            Column("rows", _("Orang"), "number"),
            Column("valid", _("Diterima"), "number"),
            Column("invalid", _("Ditolak"), "number", value=_invalid),
            Column("waiting", _("Menunggu"), "number", value=_waiting),
            Column("hash", "SHA-256", "code", value=lambda e: e.file.sha256[:12]),
        ],
        rows,
        caption=_("Berkas yang sudah ditulis"),
        wide=True,
    )  # fmt: skip


def _invalid(row: Export) -> Cell:
    count = row.invalid  # type: ignore[attr-defined]
    return Cell(count, "danger" if count else None)


def _waiting(row: Export) -> Cell:
    count = row.waiting  # type: ignore[attr-defined]
    if not count:
        return Cell(0)
    return Cell(count, "warning", _("tarik berkas"), reverse("enrolment:withdraw", args=[row.pk]))


@acting(Right.EXPORT_BPJS)
@require_http_methods(["GET", "POST"])
def bpu(request: ActorRequest, area: str) -> HttpResponse:
    """The BPU file of a region."""
    place = get_object_or_404(Area.objects.visible_to(request.actor, Right.EXPORT_BPJS), code=area)
    return _one(request, Membership.Segment.BPU, place, None)


@acting(Right.EXPORT_BPJS)
@require_http_methods(["GET", "POST"])
def employer(request: ActorRequest, pk: int) -> HttpResponse:
    """The SIPP file of one employer."""
    rows = Employer.objects.visible_to(request.actor, Right.EXPORT_BPJS).select_related("area")
    found = get_object_or_404(rows, pk=pk)
    asked = request.GET.get("berkas", "")
    form = asked if asked in SIPP else Form.NEW
    return _one(request, Membership.Segment.PU, found.area, found, form)


def _one(
    request: ActorRequest, segment: str, area: Area, employer: Employer | None,
    form: str = Form.BPU,
) -> HttpResponse:  # fmt: skip
    if request.method == "POST":
        return _write(request, segment, area, employer, form)
    blocked, prepared = "", None
    try:
        prepared = actions.preview(
            by=request.actor, segment=segment, area=area.code, employer=employer, form=form
        )
    except ExportBlocked as reason:
        blocked = actions.why_blocked(segment, area.code, employer, form) or str(reason)
    held = prepared.held if prepared else ()
    context = {
        "area": area,
        "employer": employer,
        "segment": segment,
        "forms": _forms(employer, form) if employer else [],
        "leavers": form == Form.LEFT,
        "blocked": blocked,
        "rows": len(prepared.rows) if prepared else 0,
        "held": len(held),
        "file_name": prepared.layout.file_name if prepared else "",
        "table": _held_table(held),
        "may_set": request.actor.may(Right.SET_POLICY, area.code),
        "trail": [
            (_("Ekspor ke BPJS"), reverse("enrolment:export")),
            (employer.name if employer else _("BPU %(area)s") % {"area": area.title}, ""),
        ],
    }
    return render(request, "enrolment/export_one.html", context)


def _forms(employer: Employer, chosen: str) -> list[tuple[str, str, bool, None]]:
    """The three files of an employer, as tabs."""
    url = reverse("enrolment:export_employer", args=[employer.pk])
    return [(str(Form(f).label), f"{url}?berkas={f}", f == chosen, None) for f in SIPP]


def _write(
    request: ActorRequest, segment: str, area: Area, employer: Employer | None, form: str
) -> HttpResponse:
    try:
        done = actions.export(
            by=request.actor, segment=segment, area=area.code, employer=employer, form=form
        )
    except ExportBlocked as reason:
        messages.warning(request, str(reason))
    except files.FileRefused as reason:
        messages.error(request, str(reason))
    else:
        told = ngettext("%(n)s berkas ditulis.", "%(n)s berkas ditulis.", len(done.exports))
        messages.success(request, told % {"n": len(done.exports)})
    return redirect("enrolment:export")


def _held_table(held: tuple[Held, ...]) -> Table:
    names = {
        str(m.pk): m
        for m in Membership.objects.filter(pk__in=[int(h.ref) for h in held]).select_related(
            "person", "village"
        )
    }
    return Table(
        [
            Column("name", _("Nama"), header=True, value=lambda h: names[h.ref].person.name,
                   link=lambda h: reverse("enrolment:member", args=[h.ref])),
            Column("village", _("Desa"), value=lambda h: names[h.ref].village.title),
            Column("why", _("Mengapa ditahan, dan apa yang dapat dilakukan"),
                   value=lambda h: " ".join(hold.text(language()) for hold in h.holds)),
        ],
        held,
        caption=_("Ditahan"),
    )  # fmt: skip


def _export_or_404(request: ActorRequest, pk: int) -> Export:
    rows = Export.objects.visible_to(request.actor, Right.EXPORT_BPJS).select_related("file")
    return get_object_or_404(rows, pk=pk)


@acting(Right.EXPORT_BPJS)
@require_GET
def download(request: ActorRequest, pk: int) -> HttpResponse:
    """The frozen file, under the one name that BPJS accepts."""
    found = _export_or_404(request, pk)
    return attachment(found.file, XLSX)


@acting(Right.EXPORT_BPJS)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Say that a file was never uploaded."""
    found = _export_or_404(request, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.withdraw_export(
                by=request.actor, export=found, reason=form.cleaned_data["reason"]
            )
        except actions.MembershipRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(n)s orang akan masuk berkas berikutnya.") % {"n": count})
            return redirect("enrolment:export")
    return confirm_page(
        request,
        form,
        question=_("Tarik berkas %(file)s?") % {"file": found.file.name},
        lines=[
            _("Lakukan hanya bila berkas ini tidak jadi diunggah ke BPJS."),
            _("Orang yang masih menunggu jawaban masuk berkas berikutnya; berkas ini disimpan."),
        ],
        action=_("Tarik berkas"),
        cancel_url=reverse("enrolment:export"),
    )
