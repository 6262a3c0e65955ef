"""A village's bills, one bill with its why, and issuing a month."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import NotAllowed, Right
from payung.base.territory.models import Area
from payung.base.ui.format import angka, bulan, rupiah
from payung.base.ui.paging import keyset_page, sort_from
from payung.desk.payments.forms import CodeForm, ReceiptForm, posted
from payung.desk.payments.pictures import board_picture
from payung.desk.payments.sections import area_of, month_of, tabs, year_of
from payung.desk.payments.tables import bill_state, bill_table, line_table
from payung.desk.payments.why import reasons
from payung.programme.billing.actions import attach_code, issue_bills, record_receipt
from payung.programme.billing.models import Bill, ContributionCode, Price
from payung.programme.billing.queries import bills_with_standing, board, payable, standing_of
from payung.programme.billing.refusals import BillingRefused
from payung.programme.billing.states import Chain, Step, transition
from payung.programme.billing.wording import held_reason
from payung.programme.membership.actions import MembershipRefused


@acting(Right.BILL)
@require_POST
def issue(request: ActorRequest) -> HttpResponse:
    """Issue the bills of a month; once more changes nothing."""
    here, month = area_of(request, request.actor, Right.BILL), month_of(request)
    try:
        done = issue_bills(by=request.actor, area=here, month=month)
    except BillingRefused as refused:
        messages.warning(request, str(refused))
        return redirect("payments:home")
    told = _("%(month)s: %(n)s tagihan terbit untuk %(heads)s orang, %(amount)s.") % {
        "month": bulan(month), "n": angka(len(done.bills)), "heads": angka(done.heads),
        "amount": rupiah(done.amount),
    }  # fmt: skip
    messages.success(request, told if done.bills else _("Tidak ada yang baru untuk ditagih."))
    for village, why, heads in done.held:
        messages.warning(request, f"{village}: {angka(heads)} ditahan. {held_reason(why)}")
    return redirect(f"{reverse('payments:home')}?tahun={month.year}")


@acting(Right.VIEW_FIGURES)
@require_GET
def village(request: ActorRequest, code: str) -> HttpResponse:
    """One village's year, and the bills that can be gathered into a payment."""
    area = get_object_or_404(Area.objects.visible_to(request.actor), code=code, level="village")
    year, today = year_of(request), timezone.localdate()
    rows = bills_with_standing(request.actor, code).filter(
        period__gte=f"{year}-01", period__lte=f"{year}-12"
    )
    bills = list(rows)
    balance = standing_of(b.pk for b in bills)
    found = board(request.actor, code, year, today)
    owed = [b for b in bills if b.amount > 0 and balance.get(b.pk, {}).get("due", 0) < 0]
    makes = {str(chain): transition(chain, Step.FILE).right for chain in Chain}
    ready = [
        b for b in payable(request.actor, code).select_related("fund")
        if request.actor.may_for(makes[b.remitter], code, b.fund.unit)
    ]  # fmt: skip
    context = {
        "trail": [(_("Papan bulan"), reverse("payments:home")), (area.title, "")],
        "area": area, "year": year,
        "picture": board_picture([area], found, today),
        "table": bill_table(bills, balance),
        "owed": sum(-balance[b.pk]["due"] for b in owed),
        "late": sum(-balance[b.pk]["due"] for b in owed if b.due_on < today),
        "transit": sum(balance.get(b.pk, {}).get("transit", 0) for b in bills),
        "count": len(bills), "ready": ready,
    }  # fmt: skip
    return render(request, "payments/village.html", context)


@acting(Right.VIEW_FIGURES)
@require_GET
def bill(request: ActorRequest, pk: int) -> HttpResponse:
    """One bill: who bears, who transfers, what is withheld; its law, books, code and names."""
    found = get_object_or_404(bills_with_standing(request.actor, ""), pk=pk)
    names = request.actor.may(Right.VIEW_PEOPLE, found.village_id)
    balance = standing_of([pk]).get(pk, {})
    counted = found.lines.values_list("price_id").annotate(n=Count("pk")).order_by()
    prices = Price.objects.in_bulk([key for key, _n in counted])
    sealed = [f"membership__person__{name}" for name in ("nik", "kk", "mother_name", "phone")]
    lines = found.lines.select_related("membership__person").defer("membership__kpj", *sealed)
    page = keyset_page(lines, request.GET, sort_from(request.GET, {"baris": "id"}, "baris"), 50)
    code = ContributionCode.objects.visible_to(request.actor).filter(bill=pk, withdrawn_at=None)
    context = {
        "bill": found, "state": bill_state(found, balance), "balance": balance,
        "why": reasons((prices[key], n) for key, n in counted),
        "code": code.first(),
        "entries": found.entries.order_by("pk"),
        "page": page if names else None, "table": line_table(page, names=True) if names else None,
        "may_record": request.actor.may(Right.RECORD_BPJS, found.village_id) and found.amount > 0,
        "trail": [
            (_("Papan bulan"), reverse("payments:home")),
            (found.village.title, reverse("payments:village", args=[found.village_id])),
            (bulan(found.period), ""),
        ],
    }  # fmt: skip
    return render(request, "payments/bill.html", context)


def _bill(request: ActorRequest, pk: int) -> Bill:
    """The bill for who records BPJS's answers over its village."""
    rows = Bill.objects.visible_to(request.actor, Right.RECORD_BPJS)
    return get_object_or_404(rows.select_related("village"), pk=pk)


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def code(request: ActorRequest, pk: int) -> HttpResponse:
    """Note BPJS's contribution code."""
    found = _bill(request, pk)
    form = CodeForm(posted(request), initial={"amount": found.amount, "heads": found.heads})
    if request.method == "POST" and form.is_valid():
        try:
            attach_code(by=request.actor, bill=found, **form.cleaned_data)
        except BillingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kode iuran dicatat pada tagihan ini."))
            return redirect("payments:bill", pk)
    return _form(request, form, found, _("Kode iuran dari BPJS"), _("Catat kode iuran"))


@acting(Right.RECORD_BPJS)
@require_http_methods(["GET", "POST"])
def receipt(request: ActorRequest, pk: int) -> HttpResponse:
    """Note that BPJS has the whole of a bill: its months become cover."""
    found = _bill(request, pk)
    form = ReceiptForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = record_receipt(by=request.actor, bill=found, **form.cleaned_data)
        except (BillingRefused, MembershipRefused, NotAllowed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(n)s orang terlindungi pada bulan itu.")
                             % {"n": angka(count)})  # fmt: skip
            return redirect("payments:bill", pk)
    return _form(request, form, found, _("BPJS menerima tagihan ini"), _("Catat penerimaan"))


def _form(
    request: ActorRequest, form: CodeForm | ReceiptForm, found: Bill, heading: str, action: str
) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "action": action,
        "line": _("%(village)s, %(month)s, %(amount)s untuk %(heads)s orang.") % {
            "village": found.village.title, "month": bulan(found.period),
            "amount": rupiah(found.amount), "heads": angka(found.heads),
        },
        "trail": [(found.village.title, reverse("payments:village", args=[found.village_id])),
                  (bulan(found.period), reverse("payments:bill", args=[found.pk])), (heading, "")],
        "tabs": tabs(request.actor, ""),
    }  # fmt: skip
    return render(request, "payments/form.html", context, status=422 if form.errors else 200)
