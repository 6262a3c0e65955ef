"""The reconciliation of a month: what each source says, and every difference until it is gone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from payung.base.files.models import StoredFile
from payung.base.months import MonthField
from payung.base.privacy import classify
from payung.base.staging.models import Batch
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet
from payung.base.vault.fields import SealedTextField
from payung.programme.funds.models import Fund
from payung.programme.membership.models import Membership


class RealisationQuerySet(TerritoryQuerySet["Realisation"]):
    area_field = "village_id"
    view_right = Right.VIEW_BUDGET


class Realisation(models.Model):
    """What Siskeudes says a village spent on contributions: one row of its realisation report."""

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    account_code = CodeField(max_length=32, blank=True)
    activity_code = CodeField(max_length=32, blank=True)
    paid_on = models.DateField(null=True)
    reference = models.CharField(max_length=80, blank=True)
    amount = models.BigIntegerField()
    fingerprint = CodeField(max_length=40, unique=True)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")

    objects = RealisationQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id village month account_code activity_code paid_on reference amount fingerprint batch"
        )
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village", "month"], name="realisation_month")
        ]


class ReconciliationQuerySet(TerritoryQuerySet["Reconciliation"]):
    area_field = "area"
    view_right = Right.VIEW_FIGURES


class Reconciliation(models.Model):
    """One comparison of a region's month with one file of BPJS; the same again is the same row."""

    area = CodeField(max_length=13)
    month = MonthField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    counts = models.JSONField(default=dict, help_text="lines and differences by class")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = ReconciliationQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id area month file sha256 lines counts by_id by_name at"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "month", "sha256"], name="reconciled_once")
        ]


class CellQuerySet(TerritoryQuerySet["Cell"]):
    area_field = "village_id"
    view_right = Right.VIEW_FIGURES


class Cell(models.Model):
    """A village × payer × month as its sources tell it: heads and rupiah, latest comparison."""

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    decreed = models.PositiveIntegerField(default=0)
    members = models.PositiveIntegerField(default=0)
    billed = models.BigIntegerField(default=0)
    coded = models.BigIntegerField(null=True)
    code_heads = models.PositiveIntegerField(null=True)
    debited = models.BigIntegerField(null=True, help_text="null: no statement of the month")
    realised = models.BigIntegerField(null=True)
    posted_heads = models.PositiveIntegerField(default=0)
    posted = models.BigIntegerField(default=0)
    reconciliation = models.ForeignKey(Reconciliation, models.PROTECT, related_name="cells")

    objects = CellQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id village fund month decreed members billed coded code_heads debited realised "
            "posted_heads posted reconciliation"
        )
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["month", "village", "fund"], name="cell_once")
        ]


class DifferenceQuerySet(TerritoryQuerySet["Difference"]):
    area_field = "area"
    view_right = Right.VIEW_FIGURES


class Difference(models.Model):
    """One difference of a month: open until a later comparison misses it, or it is explained.

    `effect` is rupiah: above zero was paid or asked too much, below zero too little. What a row of
    BPJS said of somebody who is no member is kept sealed.
    """

    class Class(models.TextChoices):
        NOT_IN_BPJS = "not_in_bpjs", gettext_lazy("Ada dalam SK, tidak ada di BPJS")
        NOT_IN_DECREE = "not_in_decree", gettext_lazy("Ada di BPJS, tidak ada dalam SK")
        PAID_NOT_BILLED = "amount", gettext_lazy("Dibayar tidak sama dengan ditagih")
        HEADS = "heads", gettext_lazy("Jumlah orang tidak sama dengan daftar")
        IDENTITY = "identity", gettext_lazy("Identitas berbeda")
        INACTIVE = "inactive", gettext_lazy("Tidak aktif di BPJS")
        GONE = "gone", gettext_lazy("Meninggal, pindah, atau ASN masih ditagih")
        TWICE = "twice", gettext_lazy("Dibayar dua kali")
        UNREADABLE = "unreadable", gettext_lazy("Baris tidak dapat dibaca")

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("Terbuka")
        EXPLAINED = "explained", gettext_lazy("Dijelaskan")
        MENDED = "mended", gettext_lazy("Sudah diperbaiki")

    area = CodeField(max_length=13, help_text="the village, or the region if none is known")
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, related_name="+")
    month = MonthField()
    kind = models.CharField(max_length=13, choices=Class.choices)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    row = models.PositiveIntegerField(null=True, help_text="row of BPJS's file")
    said = SealedTextField(blank=True, help_text="JSON: what the row said of the person")
    effect = models.BigIntegerField()
    detail = models.JSONField(default=dict)
    key = CodeField(max_length=40)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    settled_by = models.CharField(max_length=150, blank=True)
    settled_at = models.DateTimeField(null=True)
    first = models.ForeignKey(Reconciliation, models.PROTECT, related_name="found")
    at = models.DateTimeField()

    objects = DifferenceQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id area fund month kind row effect detail key state reason settled_by settled_at "
            "first at"
        ),
        personal="membership",
        sealed="said",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["month", "key"], name="difference_once"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None)
                | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="difference_settled_is_a_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state="explained") | ~Q(reason=""), name="difference_explained_why"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["month", "area", "state"], name="difference_board")
        ]
