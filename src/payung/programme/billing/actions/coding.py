"""BPJS's contribution code of a bill."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.programme.billing.models import Bill, ContributionCode
from payung.programme.billing.refusals import BillingRefused

CODE = re.compile(r"[0-9A-Z]{6,40}")


@transaction.atomic
def attach_code(
    *, by: Actor, bill: Bill, code: str, amount: int, heads: int | None = None,
    expires_on: date | None = None,
) -> ContributionCode:  # fmt: skip
    """Keep the code of a bill with the sum and heads that BPJS tells; the same again: unchanged.

    A sum that differs from the bill is kept and shown as a difference. Raises NotAllowed,
    BillingRefused.
    """
    by.require(Right.RECORD_BPJS, bill.village_id)
    number = re.sub(r"[\s.-]", "", code).upper()
    if not CODE.fullmatch(number):
        raise BillingRefused(
            gettext("Kode iuran terdiri dari 6 sampai 40 huruf dan angka. Periksa pada BPJS.")
        )
    if amount <= 0:
        raise BillingRefused(gettext("Isi jumlah rupiah menurut kode iuran."))
    Bill.objects.select_for_update().get(pk=bill.pk)
    before = ContributionCode.objects.filter(bill=bill, withdrawn_at=None).first()
    if before is not None:
        if (before.code, before.amount) == (number, amount):
            return before
        raise BillingRefused(
            gettext("Tagihan ini sudah berkode %(code)s. Tarik dahulu kode itu bila diganti BPJS.")
            % {"code": before.code}
        )
    other = ContributionCode.objects.filter(code=number, withdrawn_at=None).exclude(
        bill__village=bill.village_id, bill__fund=bill.fund_id
    )
    if other.exists():
        raise BillingRefused(gettext("Kode iuran ini sudah dipakai tagihan pembayar lain."))
    row = ContributionCode.objects.create(
        bill=bill, code=number, amount=amount, heads=heads, expires_on=expires_on, by_id=by.id,
        by_name=by.name,
    )  # fmt: skip
    journal.record(
        by=by, action="billing.code_attached", subject=row, area=bill.village_id,
        summary={"bill": bill.number, "code": number, "amount": amount, "heads": heads},
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw_code(*, by: Actor, code: ContributionCode, reason: str) -> ContributionCode:
    """Say that a code is void; it stays readable. Raises NotAllowed, BillingRefused."""
    by.require(Right.RECORD_BPJS, code.bill.village_id)
    if not reason.strip():
        raise BillingRefused(gettext("Tulis alasan kode ini ditarik."))
    change = journal.changed(code, withdrawn_reason=reason.strip()[:200])
    code.withdrawn_at = timezone.now()
    code.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    journal.record(
        by=by, action="billing.code_withdrawn", subject=code, area=code.bill.village_id,
        reason=reason.strip(), changes=[change],
    )  # fmt: skip
    return code
