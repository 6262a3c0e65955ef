"""Statements of the bank, accounts, and the queue of what did not match by itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.files.actions import FileRefused
from payung.base.staging import actions as staging
from payung.base.staging.finishing import finish
from payung.base.staging.mapping import ColumnsForm
from payung.base.staging.models import Batch, BatchQuerySet
from payung.base.staging.queries import problem_summary, sentence
from payung.base.staging.states import S, StateRefused
from payung.base.staging.telling import message_of
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.format import angka, bulan, rupiah, tanggal
from payung.base.ui.paging import keyset_page, sort_from
from payung.base.ui.table import Column, Table
from payung.desk.payments.forms import (
    AccountForm,
    AnswerForm,
    StatementForm,
    posted,
)
from payung.desk.payments.sections import area_of, tabs
from payung.desk.payments.tables import question_table
from payung.programme.billing.actions import (
    explain_movement,
    receive_statement,
    register_account,
    rematch,
    settle_by_hand,
)
from payung.programme.billing.kinds import KINDS
from payung.programme.billing.models import BankAccount, Bill, Question
from payung.programme.billing.queries import payable, questions
from payung.programme.billing.refusals import BillingRefused

CODES = [kind.code for kind in KINDS]


@acting(Right.VIEW_BUDGET)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """The queue, oldest first; who records the bank also sends statements here."""
    records = request.actor.may_somewhere(Right.RECORD_BANK)
    right = Right.RECORD_BANK if records else Right.VIEW_BUDGET
    here = area_of(request, request.actor, right)
    accounts = BankAccount.objects.visible_to(request.actor, Right.RECORD_BANK).in_area(here)
    form = StatementForm(posted(request), request.FILES or None, accounts=accounts)
    if request.method == "POST":
        request.actor.require(Right.RECORD_BANK, here)
        if form.is_valid() and (batch := _receive(request, form, here)) is not None:
            return redirect("payments:batch", batch.pk)
    rows = questions(request.actor, here)
    page = keyset_page(
        rows.order_by(), request.GET, sort_from(request.GET, {"lama": "id"}, "lama"), 50
    )
    waiting = list(rows.values_list("movement__amount", flat=True))
    context = {
        "tabs": tabs(request.actor, "bank"), "form": form, "records": records, "page": page,
        "table": question_table(page), "count": len(waiting), "amount": -sum(waiting),
        "accounts": accounts.count() if records else 0, "batches": _batch_table(request, here),
    }  # fmt: skip
    return render(request, "payments/bank.html", context, status=422 if form.errors else 200)


def _receive(request: ActorRequest, form: StatementForm, here: str) -> Batch | None:
    file, given = form.upload(), form.cleaned_data
    try:
        if given["kind"] == "bank_statement":
            batch = receive_statement(
                by=request.actor, area=here, content=file.read(), name=file.name or "",
                account=given["account"],
            )  # fmt: skip
        else:
            batch = staging.receive(
                by=request.actor, kind=given["kind"], area=here, content=file.read(),
                name=file.name or "",
            )  # fmt: skip
    except (BillingRefused, FileRefused) as refused:
        form.add_error("file", str(refused))
        return None
    return _go_on(request, batch)


def _go_on(request: ActorRequest, batch: Batch) -> Batch:
    """Statements are short: read and take them in at once, if nothing must be asked."""
    finish(request.actor, batch)
    if batch.state == S.PREVIEWED and not batch.counts.get("parked"):
        staging.accept(by=request.actor, batch=batch)
        finish(request.actor, batch)
        rematch(by=request.actor, area=batch.area)
    return batch


def _batches(request: ActorRequest) -> BatchQuerySet:
    rows = Batch.objects.visible_to(request.actor, Right.RECORD_BANK)
    return rows.filter(kind__in=CODES).select_related("file")


def _batch_table(request: ActorRequest, here: str) -> Table:
    return Table(
        [
            Column("at", _("Diunggah"), "time"),
            Column("file", _("Berkas"), header=True, value=lambda b: b.file.name,
                   link=lambda b: reverse("payments:batch", args=[b.pk])),
            Column("state", _("Keadaan"), value=lambda b: b.get_state_display()),
            Column("said", _("Isi"), value=lambda b: sentence(b) if b.rows_read else message_of(b)),
        ],
        _batches(request).in_area(here).order_by("-pk")[:20],
        caption=_("Berkas terakhir"), empty=_("Belum ada berkas dari bank atau Siskeudes."),
    )  # fmt: skip


@acting(Right.RECORD_BANK)
@require_http_methods(["GET", "POST"])
def batch(request: ActorRequest, pk: int) -> HttpResponse:
    """One statement: what its columns mean, what is held and why, and taking it in."""
    found = get_object_or_404(_batches(request), pk=pk)
    form = ColumnsForm(posted(request), batch=found)
    if request.method == "POST":
        try:
            if "terima" in request.POST:
                staging.accept(by=request.actor, batch=found)
                finish(request.actor, found)
            elif form.is_valid():
                staging.map_headers(by=request.actor, batch=found, mapping=form.mapping())
                _go_on(request, found)
        except StateRefused as refused:
            messages.warning(request, str(refused))
        return redirect("payments:batch", pk)
    context = {
        "batch": found, "form": form if found.accepted_at is None and found.columns else None,
        "sentence": sentence(found) if found.rows_read else message_of(found),
        "problems": problem_summary(found),
        "ready": found.state == S.PREVIEWED,
        "trail": [(_("Rekening koran"), reverse("payments:bank")), (found.file.name, "")],
    }  # fmt: skip
    return render(request, "payments/batch.html", context)


@acting(Right.RECORD_BANK)
@require_http_methods(["GET", "POST"])
def account(request: ActorRequest) -> HttpResponse:
    """Note the account of a payer."""
    areas = Area.objects.visible_to(request.actor, Right.RECORD_BANK)
    areas = areas.filter(level__in=[Area.Level.VILLAGE, Area.Level.REGENCY]).order_by("code")
    form = AccountForm(posted(request), areas=areas)
    if request.method == "POST" and form.is_valid():
        try:
            register_account(by=request.actor, **form.cleaned_data)
        except BillingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Rekening dicatat; nomornya disimpan tersandi."))
            return redirect("payments:bank")
    context = {
        "form": form, "heading": _("Rekening pembayar"), "action": _("Catat rekening"),
        "line": _("Rekening kas desa atau kas daerah yang membayar iuran."),
        "trail": [(_("Rekening koran"), reverse("payments:bank")), (_("Rekening pembayar"), "")],
    }  # fmt: skip
    return render(request, "payments/form.html", context, status=422 if form.errors else 200)


@acting(Right.RECORD_BANK)
@require_http_methods(["GET", "POST"])
def question(request: ActorRequest, pk: int) -> HttpResponse:
    """Answer for one movement: which bills it paid, or what else it is."""
    rows = Question.objects.visible_to(request.actor, Right.RECORD_BANK)
    found = get_object_or_404(rows.select_related("movement__account"), pk=pk)
    bills = {b.pk: b for b in payable(request.actor, found.area) if b.amount > 0}
    choices = [(str(b.pk), f"{b.village.title}, {bulan(b.period)}, {rupiah(b.amount)}")
               for b in bills.values()]  # fmt: skip
    form = AnswerForm(posted(request), bills=choices)
    if request.method == "POST" and form.is_valid() and _answer(request, form, found, bills):
        return redirect("payments:bank")
    movement = found.movement
    context = {
        "question": found, "form": form,
        "line": _("%(day)s, %(amount)s dari rekening %(holder)s: “%(text)s”.") % {
            "day": tanggal(movement.booked_on), "amount": rupiah(-movement.amount),
            "holder": movement.account.holder, "text": movement.text,
        },
        "bills": angka(len(bills)),
        "trail": [(_("Rekening koran"), reverse("payments:bank")),
                  (tanggal(movement.booked_on), "")],
    }  # fmt: skip
    return render(request, "payments/question.html", context, status=422 if form.errors else 200)


def _answer(
    request: ActorRequest, form: AnswerForm, found: Question, bills: dict[int, Bill]
) -> bool:
    given = form.cleaned_data
    chosen = [bills[int(pk)] for pk in given["bills"]]
    try:
        if given["answer"] == "matched":
            settle_by_hand(by=request.actor, question=found, bills=chosen, reason=given["reason"])
        else:
            explain_movement(by=request.actor, question=found, answer=given["answer"],
                             reason=given["reason"])  # fmt: skip
    except BillingRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Jawaban dicatat."))
    return True
