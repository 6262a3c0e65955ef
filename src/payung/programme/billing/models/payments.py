"""A payment of bills on its way from hand to hand to the bank."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from payung.base.files.models import StoredFile
from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import TerritoryQuerySet
from payung.programme.billing.models.bills import Bill
from payung.programme.funds.models import Fund


class PaymentQuerySet(TerritoryQuerySet["Payment"]):
    area_field = "area"
    view_right = Right.VIEW_BUDGET


class Payment(models.Model):
    """A request to pay bills of one fund in one region; its sum stands once it is filed."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Disusun")
        FILED = "filed", gettext_lazy("Diajukan")
        CHECKED = "checked", gettext_lazy("Diperiksa")
        APPROVED = "approved", gettext_lazy("Disetujui")
        SENT = "sent", gettext_lazy("Dikirim ke bank")
        DEBITED = "debited", gettext_lazy("Didebit bank")
        CANCELLED = "cancelled", gettext_lazy("Dibatalkan")

    class Chain(models.TextChoices):
        VILLAGE = "village", gettext_lazy("Desa: Kaur Keuangan, Sekdes, Kades")
        DISTRICT = "district", gettext_lazy("Daerah: SPP, SPM, SP2D")
        SPONSOR = "sponsor", gettext_lazy("Penyandang dana")

    area = CodeField(max_length=13)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    chain = models.CharField(max_length=8, choices=Chain.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    amount = models.PositiveBigIntegerField()
    number = models.CharField(max_length=80, blank=True, help_text="SPP number")
    sp2d = CodeField(max_length=80, blank=True)
    transfer_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = PaymentQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id area fund chain state amount number sp2d transfer_file at",
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "area"], name="payment_waiting")
        ]

    def __str__(self) -> str:
        return self.number or f"{self.pk}"


class PaymentItem(models.Model):
    """One bill in a payment, with the budget line on which it stands there."""

    class Category(models.TextChoices):
        CURRENT = "current", gettext_lazy("Bulan berjalan")
        AHEAD = "ahead", gettext_lazy("Dibayar di muka")
        DECEMBER = "december", gettext_lazy("PU Desember")
        ARREARS = "arrears", gettext_lazy("Tunggakan tahun berjalan")
        PAST_YEARS = "past_years", gettext_lazy("Tunggakan tahun lalu")
        CREDIT = "credit", gettext_lazy("Kelebihan bayar diperhitungkan")

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="items")
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="items")
    category = models.CharField(max_length=10, choices=Category.choices)
    amount = models.BigIntegerField()
    released = models.BooleanField(default=False, help_text="its payment was cancelled")

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id payment bill category amount released"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["bill"], condition=Q(released=False), name="bill_paid_once"
            )
        ]


class PaymentStep(models.Model):
    """One step of a payment: who, when, from which state to which, and why if it went back."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=16)
    source = models.CharField(max_length=9, choices=Payment.State.choices)
    target = models.CharField(max_length=9, choices=Payment.State.choices)
    note = models.CharField(max_length=300, blank=True)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id payment step source target note by_id by_name at"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]


class Proof(models.Model):
    """A proof of payment: a PDF or photo as it came, known by its checksum."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="proofs")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    content_type = models.CharField(max_length=20)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id payment file content_type by_id by_name at"
    )
