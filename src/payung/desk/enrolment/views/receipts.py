"""Receipts by hand: a village's month is paid; and taking a wrong one back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.ui.confirm import confirm_page
from payung.base.ui.format import bulan
from payung.base.ui.paging import Page, keyset_page, sort_from
from payung.base.ui.table import Cell, Column, Table
from payung.desk.enrolment.forms import ReasonForm, ReceiptForm, posted
from payung.desk.enrolment.sections import area_of, tabs
from payung.programme.membership.actions import (
    MembershipRefused,
    record_posting,
    retract_posting,
)
from payung.programme.membership.models import Posting
from payung.programme.membership.queries import postings_with_heads


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Record a receipt for all planned members of a village and month; the latest below."""
    here = area_of(request, request.actor, Right.RECORD_BPJS)
    villages = Area.objects.visible_to(request.actor, Right.RECORD_BPJS).in_area(here)
    form = ReceiptForm(posted(request), villages=villages.filter(level=Area.Level.VILLAGE))
    if request.method == "POST" and form.is_valid() and _recorded(request, form):
        return redirect("enrolment:receipts")
    rows = postings_with_heads(request.actor, here)
    page = keyset_page(rows, request.GET, sort_from(request.GET, {"baru": "id"}, "-baru"), 30)
    context = {
        "tabs": tabs(request.actor, "receipts"),
        "form": form,
        "page": page,
        "table": _table(page),
    }
    return render(request, "enrolment/receipts.html", context, status=422 if form.errors else 200)


def _recorded(request: ActorRequest, form: ReceiptForm) -> bool:
    try:
        done = record_posting(by=request.actor, **form.cleaned_data)
    except MembershipRefused as refused:
        form.add_error(None, str(refused))
        return False
    told = _("%(n)s orang terlindungi pada bulan itu; %(same)s sudah tercatat sebelumnya.")
    messages.success(request, told % {"n": done.covered, "same": done.unchanged})
    return True


def _table(page: Page[Posting]) -> Table:
    names = dict(
        Area.objects.filter(code__in={row.area for row in page}).values_list("code", "name")
    )
    return Table(
        [
            Column("village", _("Desa"), header=True, value=lambda p: names.get(p.area, p.area)),
            Column("month", _("Bulan"), "month", value=lambda p: str(p.month)),
            Column("paid_on", _("Diterima BPJS"), "date"),
            Column("reference", _("Bukti"), "code"),
            Column("heads", _("Orang"), "number"),
            Column("amount", _("Jumlah"), "rupiah"),
            Column("by", _("Dicatat"), value=_by),
        ],
        page,
        caption=_("Bukti terima terbaru"),
        cards=True,
        empty=_("Belum ada bukti terima yang dicatat."),
    )


def _by(row: Posting) -> Cell:
    if row.batch_id is not None:
        return Cell(
            _("dari berkas"), None, row.by_name, reverse("enrolment:batch", args=[row.batch_id])
        )
    return Cell(_("tarik kembali"), None, row.by_name, reverse("enrolment:retract", args=[row.pk]))


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def retract(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back a receipt that was recorded by mistake."""
    rows = Posting.objects.visible_to(request.actor, Right.RECORD_BPJS)
    found = get_object_or_404(rows, pk=pk, batch=None)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        count = retract_posting(by=request.actor, posting=found, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("Bukti ditarik; %(n)s bulan kembali direncanakan.") % {"n": count}
        )
        return redirect("enrolment:receipts")
    return confirm_page(
        request,
        form,
        question=_("Tarik bukti %(reference)s untuk %(month)s?")
        % {"reference": found.reference, "month": bulan(found.month)},
        lines=[
            _("Orang yang tercakup kembali tercatat belum dibayar pada bulan itu."),
            _("Jurnal tetap menyimpan bukti yang ditarik dan alasannya."),
        ],
        action=_("Tarik bukti"),
        cancel_url=reverse("enrolment:receipts"),
    )
