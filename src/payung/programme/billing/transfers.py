"""The transfers of a payment, one per contribution code."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from payung.base.territory.models import Area
from payung.base.ui.format import bulan
from payung.core.bank import Transfer
from payung.programme.billing.models import BankAccount, ContributionCode, Payment
from payung.programme.billing.refusals import BillingRefused


def transfers_of(payment: Payment, on: date) -> list[Transfer]:
    """One transfer per code, from the account of the payer; credits lower the first codes.

    Raises BillingRefused without an account or a code. The sum is the payment's.
    """
    account = BankAccount.objects.filter(area=payment.area, closed=False).order_by("pk").first()
    if account is None:
        raise BillingRefused(
            gettext("Rekening pembayar belum dicatat. Catat pada halaman Rekening koran.")
        )
    items = list(payment.items.filter(released=False).select_related("bill").order_by("bill_id"))
    codes = ContributionCode.objects.filter(bill__in=[i.bill_id for i in items], withdrawn_at=None)
    told = dict(codes.values_list("bill_id", "code"))
    credit = -sum(i.amount for i in items if i.amount < 0)
    payer = Area.objects.get(code=payment.area).title
    sums: dict[str, tuple[int, str]] = {}
    for item in items:
        if item.amount <= 0:
            continue
        if item.bill_id not in told:
            raise BillingRefused(
                gettext("Tagihan %(number)s belum berkode iuran.") % {"number": item.bill.number}
            )
        left = max(0, item.amount - credit)
        credit -= item.amount - left
        before, months = sums.get(told[item.bill_id], (0, ""))
        label = months or gettext("Iuran BPJS %(month)s") % {"month": bulan(item.bill.period)}
        sums[told[item.bill_id]] = (before + left, label)
    return [
        Transfer(account.number, code, amount, f"{memo} {code}", payment.number or str(payment.pk),
                 on, payer)
        for code, (amount, memo) in sums.items() if amount
    ]  # fmt: skip
