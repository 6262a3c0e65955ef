"""The books: each entry moves an amount from one account to another, so that it is balanced."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from payung.base.months import MonthField
from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet
from payung.programme.billing.models.bills import Bill
from payung.programme.funds.models import Fund


class Account(models.TextChoices):
    """Where rupiah stand."""

    FUND = "fund", gettext_lazy("Beban dana")
    WORKER = "worker", gettext_lazy("Potongan pekerja")
    DUE = "due", gettext_lazy("Iuran terutang kepada BPJS")
    BANK = "bank", gettext_lazy("Rekening pembayar")
    TRANSIT = "transit", gettext_lazy("Keluar dari bank, belum diterima BPJS")


class EntryQuerySet(TerritoryQuerySet["Entry"]):
    area_field = "village_id"
    view_right = Right.VIEW_FIGURES


class Entry(models.Model):
    """`amount` rupiah into `debit` out of `credit`, for a payer (village × fund) and a month.

    `booked` is the open month in which it was written. A mistake is mended by a counter-entry
    (`reverses`), never by a change. `key` names what it stands for, so that it is posted once.
    """

    key = CodeField(max_length=80, unique=True)
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    booked = MonthField()
    debit = models.CharField(max_length=8, choices=Account.choices)
    credit = models.CharField(max_length=8, choices=Account.choices)
    amount = models.PositiveBigIntegerField()
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="entries")
    reference = models.CharField(max_length=120, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id key village fund month booked debit credit amount bill reference reverses by_id "
            "by_name at"
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="entry_two_accounts"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="entry_above_zero"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village", "fund", "month"], name="entry_payer_month"),
        ]
