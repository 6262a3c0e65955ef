"""The family: heirs from the card or by hand, the payee, disputes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.confirm import confirm_page
from payung.desk.claims import pages
from payung.desk.claims.forms import HeirForm, PayeeForm, WordsForm, posted
from payung.desk.claims.reach import event_or_404, trail
from payung.programme.claims import actions
from payung.programme.claims.actions import NewHeir
from payung.programme.claims.heirs import on_the_card, open_dispute
from payung.programme.claims.models import Heir
from payung.programme.claims.queries import sheet_of
from payung.programme.claims.refusals import ClaimRefused


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def heirs(request: ActorRequest, pk: int) -> HttpResponse:
    """Heirs by the order of the law; those on the family card are offered."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    card = on_the_card(found)
    form = HeirForm(posted(request) if "card" not in request.POST else None)
    if request.method == "POST" and "card" in request.POST:
        for person, relation in card:
            if str(person.pk) == request.POST["card"]:
                heir = NewHeir(
                    person.name, relation, Heir.Source.FAMILY_CARD, person, person.nik,
                    person.birth_date,
                )  # fmt: skip
                _add(request, found.pk, heir)
        return redirect("claims:heirs", pk)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"alive": form.cleaned_data["alive"] == "yes"}
        try:
            actions.add_heir(by=request.actor, event=found, heir=NewHeir(**given))
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("claims:heirs", pk)
    if request.method == "GET":
        actions.look(by=request.actor, event=found, what="heirs")
    sheet = sheet_of(found, with_signals=False)
    relations = dict(Heir.Relation.choices)
    context = {
        "event": found,
        "sheet": sheet,
        "table": pages.heir_table(sheet),
        "card": [(person, relations[relation]) for person, relation in card],
        "form": form,
        "dispute": sheet.dispute,
        "may_sign": request.actor.may(Right.SIGN_HEIRS, found.village_id),
        "trail": trail(found, _("Ahli waris")),
    }
    return render(request, "claims_room/heirs.html", context, status=422 if form.errors else 200)


def _add(request: ActorRequest, pk: int, heir: NewHeir) -> None:
    event = event_or_404(request, pk)
    try:
        actions.add_heir(by=request.actor, event=event, heir=heir)
    except ClaimRefused as refused:
        messages.warning(request, str(refused))


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def payee(request: ActorRequest, pk: int, heir: int) -> HttpResponse:
    """Choose the one who receives."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    row = get_object_or_404(found.heirs, pk=heir)
    if request.method == "GET":
        actions.look(by=request.actor, event=found, what="payee")
    form = PayeeForm(posted(request), initial={
        "power_paper": row.power_paper, "account": row.account, "guardian": row.guardian,
        "guardian_paper": row.guardian_paper,
    })  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_payee(by=request.actor, heir=row, **form.cleaned_data)
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s menjadi penerima.") % {"name": row.name})
            return redirect("claims:heirs", pk)
    context = {
        "form": form, "heading": row.name, "action": _("Jadikan penerima"),
        "line": _("Satu orang menerima atas nama semua ahli waris; yang lain memberi kuasa."),
        "trail": trail(found, row.name),
        "remove": reverse("claims:heir_remove", args=[pk, heir]),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def remove(request: ActorRequest, pk: int, heir: int) -> HttpResponse:
    """Take back a wrong note."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    row = get_object_or_404(found.heirs, pk=heir)
    form = WordsForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.remove_heir(by=request.actor, heir=row, reason=form.cleaned_data["words"])
        return redirect("claims:heirs", pk)
    return confirm_page(
        request, form, question=_("Hapus %(name)s dari ahli waris?") % {"name": row.name},
        lines=[_("Alasan dan nama Anda dicatat.")], action=_("Hapus"),
        cancel_url=reverse("claims:heirs", args=[pk]),
    )  # fmt: skip


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def dispute(request: ActorRequest, pk: int) -> HttpResponse:
    """Open a dispute, or settle the open one on a paper."""
    found = event_or_404(request, pk, Right.REPORT_CLAIM)
    running = open_dispute(found)
    label = _("Surat kesepakatan atau penetapan pengadilan") if running else _("Apa sengketanya?")
    form = WordsForm(posted(request), label=label)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            if running is None:
                actions.open_dispute(by=request.actor, event=found, reason=words)
            else:
                actions.settle_dispute(by=request.actor, dispute=running, paper=words)
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("claims:heirs", pk)
    context = {
        "form": form,
        "heading": _("Selesaikan sengketa") if running else _("Catat sengketa"),
        "action": _("Simpan"),
        "line": _("Selama ada sengketa, klaim tidak dikirim dan uang tidak dibayarkan."),
        "trail": trail(found, _("Sengketa")),
    }
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)
