"""What an export needs first: NPP, work location, layout."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.policy import actions as policy
from payung.base.policy.queries import in_force
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.core.sipp import example_layout
from payung.desk.enrolment.forms import EmployerForm, LayoutForm, SettingForm, posted
from payung.desk.enrolment.sections import area_of
from payung.programme.membership.actions import MembershipRefused, register_employer
from payung.programme.membership.models import Employer


@acting(Right.ENROL)
@require_http_methods(["GET", "POST"])
def employer(request: ActorRequest) -> HttpResponse:
    """Note the NPP of a village or of a wadah."""
    here = area_of(request, request.actor, Right.ENROL)
    areas = Area.objects.visible_to(request.actor, Right.ENROL).in_area(here)
    form = EmployerForm(posted(request), areas=areas)
    if request.method == "POST" and form.is_valid():
        try:
            row = register_employer(by=request.actor, **form.cleaned_data)
        except MembershipRefused as refused:
            form.add_error("npp", str(refused))
        else:
            return redirect("enrolment:export_employer", row.pk)
    context = {
        "form": form, "heading": _("Catat NPP"), "action": _("Simpan NPP"),
        "trail": [(_("Ekspor ke BPJS"), reverse("enrolment:export")), (_("Catat NPP"), "")],
        "line": _(
            "NPP adalah nomor pemberi kerja pada BPJS Ketenagakerjaan; ada pada sertifikat "
            "kepesertaan desa."
        ),
    }  # fmt: skip
    return render(request, "enrolment/setup.html", context, status=422 if form.errors else 200)


@acting(Right.SET_POLICY)
@require_http_methods(["GET", "POST"])
def location(request: ActorRequest, pk: int) -> HttpResponse:
    """Set the code of the work location of one NPP."""
    rows = Employer.objects.visible_to(request.actor, Right.SET_POLICY)
    found = get_object_or_404(rows, pk=pk)
    now = in_force(
        "sipp_work_location", area=found.area_id, on=timezone.localdate(), scope=found.npp
    )
    form = SettingForm(
        posted(request), initial={"value": now.value, "valid_from": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        policy.decide(
            by=request.actor, code="sipp_work_location", area=found.area_id, scope=found.npp,
            **form.cleaned_data,
        )  # fmt: skip
        messages.success(request, _("Kode lokasi disimpan dan dicatat dalam jurnal."))
        return redirect("enrolment:export_employer", pk)
    back = reverse("enrolment:export_employer", args=[pk])
    context = {
        "form": form, "heading": _("Kode lokasi pekerjaan"), "action": _("Simpan kode"),
        "trail": [
            (_("Ekspor ke BPJS"), reverse("enrolment:export")), (found.name, back),
            (_("Kode lokasi"), ""),
        ],
        "line": _(
            "Kode ini ada pada lembar LOKASI_PEKERJAAN dalam templat yang Anda unduh dari SIPP "
            "Online NPP %(npp)s."
        ) % {"npp": found.npp},
    }  # fmt: skip
    return render(request, "enrolment/setup.html", context, status=422 if form.errors else 200)


@acting(Right.SET_POLICY)
@require_http_methods(["GET", "POST"])
def layout(request: ActorRequest, area: str) -> HttpResponse:
    """Set the layout of the BPU upload file of a region."""
    place = get_object_or_404(Area.objects.visible_to(request.actor, Right.SET_POLICY), code=area)
    now = in_force("bpu_layout", area=place.code, on=timezone.localdate())
    initial = {"value": now.value or example_layout(), "valid_from": timezone.localdate()}
    form = LayoutForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        policy.decide(by=request.actor, code="bpu_layout", area=place.code, **form.cleaned_data)
        messages.success(request, _("Tata letak disimpan dan dicatat dalam jurnal."))
        return redirect("enrolment:export_bpu", place.code)
    context = {
        "form": form, "heading": _("Tata letak berkas BPU"), "action": _("Simpan tata letak"),
        "trail": [
            (_("Ekspor ke BPJS"), reverse("enrolment:export")), (_("Tata letak BPU"), ""),
        ],
        "line": _(
            "BPJS tidak menerbitkan tata letak ini untuk umum. Mintalah pada cabang atau wadah, "
            "lalu sesuaikan contoh di bawah."
        ),
    }  # fmt: skip
    return render(request, "enrolment/setup.html", context, status=422 if form.errors else 200)
