"""Reporting an event in two minutes, confirming what a list told, correcting, dismissing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.asking import asked, detour
from payung.base.ui.confirm import confirm_page
from payung.base.ui.format import language
from payung.base.ui.paging import keyset_page, sort_from
from payung.base.ui.table import Column, Table
from payung.desk.claims.forms import DetailForm, EventForm, WordsForm, posted, told_of
from payung.desk.claims.meaning import meanings
from payung.desk.claims.reach import area_of, event_or_404, trail
from payung.programme.claims import actions
from payung.programme.claims.cover import covers_on, told
from payung.programme.claims.models import Event
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.membership.models import Membership
from payung.programme.membership.queries import search_members


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def choose(request: ActorRequest) -> HttpResponse:
    """Whom is it about? By name, NIK or KPJ."""
    area = area_of(request, Right.REPORT_CLAIM)
    if (elsewhere := detour(request, request.actor, "cari")) is not None:
        return elsewhere
    text = asked(request, request.actor, "cari")
    rows = search_members(actor=request.actor, area=area, text=text)
    if not text:
        rows = rows.none()
    page = keyset_page(rows, request.GET, sort_from(request.GET, {"nama": "person__name_key"},
                                                    default="nama"), 20)  # fmt: skip
    table = Table(
        [
            Column("name", _("Nama"), header=True, value=lambda m: m.person.name,
                   link=lambda m: reverse("claims:report", args=[m.pk])),
            Column("village", _("Desa"), value=lambda m: m.village.title),
            Column("born", _("Lahir"), "date", value=lambda m: m.person.birth_date),
            Column("segment", _("Segmen"), value=lambda m: m.get_segment_display()),
        ],
        page,
        caption=_("Peserta"),
        empty=_("Tidak ada peserta yang cocok. Coba sebagian nama, atau NIK 16 angka."),
    )  # fmt: skip
    context = {"table": table, "page": page, "text": text, "trail": trail(None, _("Lapor"))}
    return render(request, "claims_room/choose.html", context)


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, pk: int) -> HttpResponse:
    """The first questions, and what each answer means for the family."""
    rows = Membership.objects.visible_to(request.actor, Right.REPORT_CLAIM)
    member = get_object_or_404(rows.select_related("person", "village"), pk=pk)
    known = (
        Event.objects.visible_to(request.actor)
        .standing()
        .filter(person=member.person, kind=Event.Kind.DEATH)
    )
    if (before := known.first()) is not None and request.method == "GET":
        messages.info(request, _("Kejadian ini sudah dilaporkan."))
        return redirect("claims:event", before.pk)
    form = EventForm(posted(request), initial={"occurred_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.report(by=request.actor, person=member.person, told=form.told())
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kejadian dicatat. Tenggat sudah berjalan."))
            return redirect("claims:event", made.pk)
    covers = covers_on(member.person_id, timezone.localdate())
    context = {
        "member": member,
        "form": form,
        "covers": [told(c) for c in covers],
        "meanings": meanings(member.person, covers),
        "trail": [*trail(None, "")[:1], (_("Lapor"), reverse("claims:choose")),
                  (member.person.name, "")],
    }  # fmt: skip
    return render(request, "claims_room/report.html", context, status=422 if form.errors else 200)


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def confirm(request: ActorRequest, pk: int) -> HttpResponse:
    """A named human vouches for what a list told, with the answers that it did not have."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    start = told_of(found)
    form = EventForm(posted(request), initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm(by=request.actor, event=found, told=form.told(start))
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kejadian dibenarkan; klaim mulai dikerjakan."))
            return redirect("claims:event", pk)
    context = {
        "form": form, "heading": _("Benarkan kejadian"), "action": _("Ya, ini benar"),
        "line": _("%(source)s menyebut %(name)s. Periksa pada keluarga sebelum membenarkan.")
        % {"source": found.source, "name": found.person.name},
        "trail": trail(found, _("Benarkan")),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)


def _initial(event: Event) -> dict[str, object]:
    names = [*EventForm.base_fields, *DetailForm.base_fields]
    return {name: getattr(event, name) for name in names}


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    """All that is known of the event; benefits are reckoned anew."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    health = request.actor.may(Right.VIEW_HEALTH, found.village_id)
    if health and request.method == "GET":
        actions.look(by=request.actor, event=found, what="health:correct")
    form = DetailForm(posted(request), initial=_initial(found), health=health, lang=language())
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(by=request.actor, event=found, told=form.told(told_of(found)))
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Keterangan disimpan; hak keluarga dihitung ulang."))
            return redirect("claims:event", pk)
    context = {
        "form": form, "heading": _("Lengkapi keterangan"), "action": _("Simpan"),
        "line": _("Isi yang sudah diketahui; yang lain boleh menyusul."),
        "trail": trail(found, _("Keterangan")),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def dismiss(request: ActorRequest, pk: int) -> HttpResponse:
    """A named human says that it is not so."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    form = WordsForm(posted(request), label=_("Mengapa tidak benar?"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.dismiss(by=request.actor, event=found, reason=form.cleaned_data["words"])
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Dicatat: kejadian ini tidak benar."))
            return redirect("claims:event", pk)
    return confirm_page(
        request, form,
        question=_("Nyatakan kabar tentang %(name)s tidak benar?") % {"name": found.person.name},
        lines=[_("Klaim yang disiapkan ditarik; alasan dan nama Anda dicatat.")],
        action=_("Ya, tidak benar"), cancel_url=reverse("claims:event", args=[pk]),
    )  # fmt: skip
