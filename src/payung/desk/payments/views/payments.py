"""Payments from hand to hand: draft, file, check, approve, send; proofs, papers, bank files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.files.web import attachment
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.format import rupiah
from payung.base.ui.paging import keyset_page, sort_from
from payung.core.papers import payment_request
from payung.desk.payments.forms import FileForm, StepForm, posted
from payung.desk.payments.papers import payment_form
from payung.desk.payments.sections import area_of, tabs
from payung.desk.payments.tables import payment_table
from payung.programme.billing.actions import add_proof, make_payment, move, write_transfer_file
from payung.programme.billing.actions.paying import why_no_transfer
from payung.programme.billing.models import Bill, Payment
from payung.programme.billing.models.payments import Proof
from payung.programme.billing.refusals import BillingRefused
from payung.programme.billing.states import HANDS, Step, steps_from, transition
from payung.programme.funds.reach import require_for_fund

ORDER = (Payment.State.DRAFT, Payment.State.FILED, Payment.State.CHECKED, Payment.State.APPROVED,
         Payment.State.SENT, Payment.State.DEBITED)  # fmt: skip


@acting(Right.VIEW_BUDGET)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """The payments of a region; posting gathers the chosen bills of a village into a new one."""
    if request.method == "POST":
        return _make(request)
    here = area_of(request, request.actor, Right.VIEW_BUDGET)
    rows = Payment.objects.visible_to(request.actor).in_area(here).select_related("fund")
    page = keyset_page(rows, request.GET, sort_from(request.GET, {"baru": "id"}, "-baru"), 30)
    areas = Area.objects.visible_to(request.actor, Right.VIEW_BUDGET)
    names = {a.code: a.title for a in areas.filter(code__in={p.area for p in page})}
    open_ = rows.exclude(state__in=[Payment.State.DEBITED, Payment.State.CANCELLED])
    amounts = list(open_.values_list("amount", flat=True))
    context = {
        "tabs": tabs(request.actor, "payments"), "page": page,
        "table": payment_table(page, names), "open": len(amounts), "amount": sum(amounts),
    }  # fmt: skip
    return render(request, "payments/payments.html", context)


def _make(request: ActorRequest) -> HttpResponse:
    area = request.POST.get("area", "")
    chosen = [int(pk) for pk in request.POST.getlist("tagihan") if pk.isdigit()]
    seen = Bill.objects.visible_to(request.actor, Right.VIEW_BUDGET)
    bills = list(seen.in_area(area or "-").filter(pk__in=chosen))
    try:
        made = make_payment(by=request.actor, area=area, bills=bills)
    except BillingRefused as refused:
        messages.warning(request, str(refused))
        back = reverse("payments:village", args=[area]) if len(area) == 13 else ""
        return redirect(back or "payments:payments")
    return redirect("payments:payment", made.pk)


def _payment(request: ActorRequest, pk: int) -> Payment:
    rows = Payment.objects.visible_to(request.actor).select_related("fund", "transfer_file")
    return get_object_or_404(rows, pk=pk)


@acting(Right.VIEW_BUDGET)
@require_GET
def payment(request: ActorRequest, pk: int) -> HttpResponse:
    """One payment: what it pays, where it stands, what this person may do with it."""
    found = _payment(request, pk)
    may = [
        (step, transition(found.chain, step))
        for step in steps_from(found)
        if _may(request, found, step)
    ]
    makes = _may(request, found, Step.FILE)
    wait = next((transition(found.chain, s) for s in (*HANDS, Step.SEND)
                 if transition(found.chain, s).source == found.state), None)  # fmt: skip
    place = Area.objects.visible_to(request.actor).filter(code=found.area).first()
    labels = [str(Payment.State(state).label) for state in ORDER]
    context = {
        "payment": found, "place": place.title if place else found.area,
        "items": found.items.select_related("bill__village").order_by("pk"),
        "steps": found.steps.all(), "may": may, "wait": wait,
        "labels": labels,
        "at": ORDER.index(Payment.State(found.state)) + 1 if found.state in ORDER else 0,
        "proofs": found.proofs.select_related("file"), "makes": makes,
        "proof_form": FileForm(),
        "no_transfer": why_no_transfer(found) if makes else "",
        "trail": [(_("Pembayaran"), reverse("payments:payments")), (rupiah(found.amount), "")],
    }  # fmt: skip
    return render(request, "payments/payment.html", context)


@acting(Right.VIEW_BUDGET)
@require_http_methods(["GET", "POST"])
def step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Take one step, after a look at what it means."""
    found = _payment(request, pk)
    if step not in {known.value for known in Step}:
        raise Http404(_("Langkah ini tidak dikenal."))
    wanted = transition(found.chain, Step(step))
    require_for_fund(request.actor, wanted.right, found.area, found.fund)
    form = StepForm(posted(request), initial={"number": found.number})
    if request.method == "POST" and form.is_valid():
        try:
            move(by=request.actor, payment=found, step=Step(step), **form.cleaned_data)
        except BillingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Langkah dicatat: %(step)s.") % {"step": wanted.label})
            return redirect("payments:payment", pk)
    context = {
        "form": form, "heading": wanted.label, "action": wanted.label,
        "line": _("%(fund)s, %(amount)s. Nomor SPP saat mengajukan, SP2D saat BUD menerbitkan.")
        % {"fund": found.fund.name, "amount": rupiah(found.amount)},
        "trail": [(_("Pembayaran"), reverse("payments:payments")),
                  (rupiah(found.amount), reverse("payments:payment", args=[pk])),
                  (wanted.label, "")],
    }  # fmt: skip
    return render(request, "payments/form.html", context, status=422 if form.errors else 200)


@acting(Right.VIEW_BUDGET)
@require_POST
def proof(request: ActorRequest, pk: int) -> HttpResponse:
    """Add a proof: PDF or photo."""
    found = _payment(request, pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.upload()
        try:
            add_proof(by=request.actor, payment=found, content=file.read(), name=file.name or "")
        except (BillingRefused, FileRefused) as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Bukti disimpan."))
    else:
        _require(request, found, Step.FILE)
        messages.warning(request, _("Pilih berkas yang akan diunggah."))
    return redirect("payments:payment", pk)


@acting(Right.VIEW_BUDGET)
@require_GET
def proof_file(request: ActorRequest, pk: int) -> HttpResponse:
    """A proof as it came."""
    seen = Payment.objects.visible_to(request.actor)
    found = get_object_or_404(Proof.objects.filter(payment__in=seen).select_related("file"), pk=pk)
    return attachment(found.file, found.content_type)


@acting(Right.VIEW_BUDGET)
@require_http_methods(["GET", "POST"])
def transfer(request: ActorRequest, pk: int) -> HttpResponse:
    """Write the bank's bulk file (POST), or download it."""
    found = _payment(request, pk)
    _require(request, found, Step.SEND)
    if request.method == "POST":
        try:
            write_transfer_file(by=request.actor, payment=found)
        except (BillingRefused, FileRefused) as refused:
            messages.warning(request, str(refused))
        return redirect("payments:payment", pk)
    if found.transfer_file is None:
        raise Http404(_("Berkas CMS belum dibuat."))
    return attachment(found.transfer_file, "application/octet-stream")


@acting(Right.VIEW_BUDGET)
@require_GET
def sheet(request: ActorRequest, pk: int) -> HttpResponse:
    """The payment request as PDF."""
    found = _payment(request, pk)
    url = request.build_absolute_uri(reverse("payments:payment", args=[pk]))
    content = payment_request(payment_form(found, url=url))
    headers = {"Content-Disposition": f'attachment; filename="permintaan-pembayaran-{pk}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _may(request: ActorRequest, payment: Payment, step: Step) -> bool:
    """Whether the step is this person's, over the region and for this fund's money."""
    right = transition(payment.chain, step).right
    return request.actor.may_for(right, payment.area, payment.fund.unit)


def _require(request: ActorRequest, payment: Payment, step: Step) -> None:
    right = transition(payment.chain, step).right
    require_for_fund(request.actor, right, payment.area, payment.fund)
