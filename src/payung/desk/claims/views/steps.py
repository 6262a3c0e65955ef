"""Steps of a claim by hand, and visits to the family."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.territory.actor import Right
from payung.base.ui.format import rupiah
from payung.desk.claims.forms import (
    HandoverForm,
    PayForm,
    StepForm,
    VisitForm,
    posted,
)
from payung.desk.claims.reach import claim_or_404, trail
from payung.desk.claims.scanning import scanned
from payung.programme.claims import actions
from payung.programme.claims.actions import Receipt
from payung.programme.claims.models import Claim, Visit
from payung.programme.claims.refusals import ClaimRefused
from payung.programme.claims.states import TRANSITIONS, Step
from payung.programme.claims.who import check_may

Act = Callable[[ActorRequest, Claim, forms.Form], object]


def _words(act: Callable[..., object], name: str, paper: str = "") -> Act:
    def do(request: ActorRequest, claim: Claim, form: forms.Form) -> object:
        given = {name: form.cleaned_data["words"]} if name else {}
        if paper:
            given[paper] = form.cleaned_data["paper"]
        return act(by=request.actor, claim=claim, **given)

    return do


def _pay(request: ActorRequest, claim: Claim, form: forms.Form) -> object:
    return actions.pay(by=request.actor, claim=claim, **form.cleaned_data)


def _hand_over(request: ActorRequest, claim: Claim, form: forms.Form) -> object:
    given = {k: v for k, v in form.cleaned_data.items() if k != "proof"}
    with scanned(form, "proof", request.actor) as (content, name):
        receipt = Receipt(**given, proof=content, proof_name=name)
        return actions.hand_over(by=request.actor, claim=claim, receipt=receipt)


ACTS: dict[Step, Act] = {
    Step.WITHDRAW: _words(actions.withdraw, "note"),
    Step.ASK: _words(actions.ask, "question"),
    Step.ANSWER: _words(actions.answer, "text"),
    Step.APPROVE: _words(actions.approve, "", "reference"),
    Step.REFUSE: _words(actions.refuse, "reason", "paper"),
    Step.APPEAL: _words(actions.appeal, "ground", "paper"),
    Step.PAY: _pay,
    Step.HAND_OVER: _hand_over,
}


@acting(Right.VIEW_CLAIMS)
@require_http_methods(["GET", "POST"])
def take(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """One step with one claim: who may and what the state allows is the table's."""
    claim = claim_or_404(request, pk)
    if step not in set(ACTS):
        raise Http404
    wanted = Step(step)
    check_may(request.actor, claim, wanted)
    form = _form(request, wanted, claim)
    if request.method == "POST" and form.is_valid():
        try:
            ACTS[wanted](request, claim, form)
        except (ClaimRefused, FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Dicatat: %(step)s.") % {
                "step": TRANSITIONS[wanted].label().lower()
            })  # fmt: skip
            return redirect("claims:event", claim.event_id)
    line = _("%(name)s, %(programme)s, perkiraan %(sum)s.") % {
        "name": claim.event.person.name, "programme": claim.get_programme_display(),
        "sum": rupiah(claim.total) if claim.total is not None else _("belum dihitung"),
    }  # fmt: skip
    context = {
        "form": form, "heading": TRANSITIONS[wanted].label(), "action": _("Catat"), "line": line,
        "trail": trail(claim.event, TRANSITIONS[wanted].label()),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)


def _form(request: ActorRequest, step: Step, claim: Claim) -> forms.Form:
    if step is Step.PAY:
        return PayForm(posted(request), initial={"amount": claim.total})
    if step is Step.HAND_OVER:
        start = {"amount": claim.payment.amount} if hasattr(claim, "payment") else {}
        return HandoverForm(posted(request), request.FILES or None, initial=start)
    labels = {
        Step.ASK: _("Pertanyaan BPJS"), Step.ANSWER: _("Jawaban"),
        Step.REFUSE: _("Alasan penolakan, kata demi kata"),
        Step.APPEAL: _("Dasar keberatan"), Step.APPROVE: _("Catatan"),
    }  # fmt: skip
    return StepForm(
        posted(request), needed=TRANSITIONS[step].needs_note, label=labels.get(step, _("Alasan"))
    )


@acting(Right.REPORT_CLAIM)
@require_http_methods(["GET", "POST"])
def visited(request: ActorRequest, pk: int) -> HttpResponse:
    """How the family stands, six and twelve months after the money."""
    rows = Visit.objects.visible_to(request.actor, Right.REPORT_CLAIM).select_related(
        "event__person", "event__village"
    )
    found = get_object_or_404(rows, pk=pk)
    form = VisitForm(posted(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.visit(by=request.actor, visit=found, **form.cleaned_data)
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kunjungan dicatat."))
            return redirect("claims:event", found.event_id)
    context = {
        "form": form, "heading": _("Kunjungan %(n)s bulan") % {"n": found.months_after},
        "line": found.event.person.name, "action": _("Catat"),
        "trail": trail(found.event, _("Kunjungan")),
    }  # fmt: skip
    return render(request, "claims_room/form.html", context, status=422 if form.errors else 200)
