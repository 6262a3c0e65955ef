"""What the bank says: accounts, movements, and to which bills they belong."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from payung.base.privacy import classify
from payung.base.staging.models import Batch
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import TerritoryQuerySet
from payung.base.vault.fields import SealedTextField
from payung.programme.billing.models.bills import Bill
from payung.programme.billing.models.payments import Payment


class BankAccountQuerySet(TerritoryQuerySet["BankAccount"]):
    area_field = "area"
    view_right = Right.VIEW_BUDGET


class BankAccount(models.Model):
    """The account from which a village or an office pays."""

    area = CodeField(max_length=13)
    bank = models.CharField(max_length=60)
    holder = models.CharField(max_length=120)
    number = SealedTextField()
    number_index = CodeField(max_length=32, unique=True)
    closed = models.BooleanField(default=False)

    objects = BankAccountQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id area bank holder closed", sealed="number number_index"
    )


class MovementQuerySet(TerritoryQuerySet["Movement"]):
    area_field = "area"
    view_right = Right.VIEW_BUDGET


class Movement(models.Model):
    """One line of a bank statement; `amount` is below zero when it left the account."""

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="movements")
    area = CodeField(max_length=13)
    booked_on = models.DateField()
    amount = models.BigIntegerField()
    text = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    fingerprint = CodeField(max_length=40, unique=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+")

    objects = MovementQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id account area booked_on amount text reference fingerprint batch"
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area", "booked_on"], name="movement_by_day")
        ]


class Match(models.Model):
    """Bills that a debit paid, and how that is known; taken back with a reason, never deleted."""

    class How(models.TextChoices):
        CODE = "code", gettext_lazy("Kode iuran dan jumlah sama")
        SP2D = "sp2d", gettext_lazy("Nomor SP2D dan jumlah sama")
        HAND = "hand", gettext_lazy("Ditetapkan petugas")

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="matches")
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="matches")
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="matches")
    how = models.CharField(max_length=4, choices=How.choices)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id movement bill payment how amount reason undone_at by_id by_name at"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["bill"], condition=Q(undone_at=None), name="bill_debited_once"
            ),
            models.CheckConstraint(
                condition=~Q(how="hand") | ~Q(reason=""), name="match_by_hand_has_a_reason"
            ),
        ]


class QuestionQuerySet(TerritoryQuerySet["Question"]):
    area_field = "area"
    view_right = Right.VIEW_BUDGET


class Question(models.Model):
    """A movement that did not match by itself: why, since when, and what a person answered."""

    class Reason(models.TextChoices):
        UNKNOWN_CODE = "unknown_code", gettext_lazy("Kode tidak dikenal")
        AMOUNT = "amount", gettext_lazy("Jumlah berbeda dari tagihan")
        TWICE = "twice", gettext_lazy("Tagihan itu sudah didebit")
        AMBIGUOUS = "ambiguous", gettext_lazy("Cocok dengan lebih dari satu tagihan")
        NO_CODE = "no_code", gettext_lazy("Tanpa kode; jumlahnya seperti sebuah tagihan")
        RETURNED = "returned", gettext_lazy("Uang kembali ke rekening")

    class Answer(models.TextChoices):
        OPEN = "", gettext_lazy("Belum dijawab")
        MATCHED = "matched", gettext_lazy("Dicocokkan")
        NOT_OURS = "not_ours", gettext_lazy("Bukan iuran")
        EXPLAINED = "explained", gettext_lazy("Dijelaskan")

    movement = models.OneToOneField(Movement, models.PROTECT, related_name="question")
    area = CodeField(max_length=13)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    detail = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=9, choices=Answer.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = QuestionQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id movement area reason detail answer note answered_by answered_at at"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="question_answer_is_a_pair",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["area"], condition=Q(answer=""), name="question_open")
        ]


class StatementTerms(models.Model):
    """Whose account a statement is of, where its rows do not say it."""

    batch = models.OneToOneField(Batch, models.CASCADE, related_name="statement_terms")
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, str]] = classify(internal="id batch account")
