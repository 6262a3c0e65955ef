"""Bills: what a payer owes BPJS for a month, line by line; written once, never edited."""

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
from payung.programme.funds.models import Fund
from payung.programme.membership.models import Employer, Membership


class Price(models.Model):
    """The price of a month by law, once for everybody who is alike.

    `parts` are rupiah by programme; `total` = `employer` (or the fund of a BPU) + `worker`.
    """

    key = CodeField(primary_key=True, max_length=16)
    segment = models.CharField(max_length=3)
    programmes = models.CharField(max_length=30)
    month = MonthField()
    base = models.PositiveBigIntegerField(help_text="wage or income, rupiah")
    law_fund = models.CharField(max_length=10, help_text="the fund as the law of reliefs is asked")
    sector = models.CharField(max_length=10)
    parts = models.JSONField()
    total = models.PositiveBigIntegerField()
    borne = models.PositiveBigIntegerField()
    withheld = models.PositiveBigIntegerField()
    law_id = models.CharField(max_length=64)

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "key segment programmes month base law_fund sector parts total borne withheld law_id"
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(total=F("borne") + F("withheld")), name="price_shares_make_the_total"
            )
        ]


class BillQuerySet(TerritoryQuerySet["Bill"]):
    area_field = "village_id"
    view_right = Right.VIEW_FIGURES


class Bill(models.Model):
    """One payer's bill for one membership kind in one booking month (`period`).

    A later change is a further bill (`round`), with lines of joiners, leavers and corrections;
    its amount may be below zero: a credit for the next payment. `borne` is the fund's share,
    `withheld` what is kept back from pay; `remitter` says who transfers the whole.
    """

    class Kind(models.TextChoices):
        REGULAR = "regular", gettext_lazy("Bulan berjalan")
        DECEMBER = "december", gettext_lazy("PU Desember (jatuh tempo Januari)")
        CORRECTION = "correction", gettext_lazy("Perhitungan bulan lalu")
        ARREARS = "arrears", gettext_lazy("Tunggakan tahun lalu")

    class Remitter(models.TextChoices):
        VILLAGE = "village", gettext_lazy("Bendahara desa")
        DISTRICT = "district", gettext_lazy("Bendahara daerah (SP2D)")
        SPONSOR = "sponsor", gettext_lazy("Penyandang dana")

    number = CodeField(max_length=80, unique=True)
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    segment = models.CharField(max_length=3, choices=Membership.Segment.choices)
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, related_name="+")
    npp = CodeField(max_length=20, blank=True, help_text="the employer's, for PU")
    period = MonthField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    round = models.PositiveSmallIntegerField(default=1)
    remitter = models.CharField(max_length=8, choices=Remitter.choices)
    heads = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    borne = models.BigIntegerField()
    withheld = models.BigIntegerField()
    due_on = models.DateField()
    due_reference = models.CharField(max_length=200)
    law_id = models.CharField(max_length=64)
    lines_hash = models.CharField(max_length=64)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = BillQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id number village fund segment employer npp period kind round remitter heads amount "
            "borne withheld due_on due_reference law_id lines_hash by_id by_name at"
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["village", "fund", "segment", "npp", "period", "kind", "round"],
                name="bill_round_once",
            ),
            models.CheckConstraint(
                condition=Q(amount=F("borne") + F("withheld")), name="bill_shares_make_the_total"
            ),
            models.CheckConstraint(
                condition=Q(segment="bpu") | ~Q(npp=""), name="bill_pu_has_an_employer"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["period", "village"], name="bill_board"),
        ]

    def __str__(self) -> str:
        return self.number


class Line(models.Model):
    """One member's month on a bill; `n` counts what was ever billed for that month.

    `n` = 1 is the first asking; each later line only adds the difference, so that the sum of the
    lines is what the law asks for, and nobody is asked for twice.
    """

    class Kind(models.TextChoices):
        REGULAR = "regular", gettext_lazy("Tetap")
        JOINER = "joiner", gettext_lazy("Peserta baru")
        LEAVER = "leaver", gettext_lazy("Keluar")
        CORRECTION = "correction", gettext_lazy("Koreksi")

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="lines")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    month = MonthField()
    n = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    price = models.ForeignKey(Price, models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField()
    borne = models.BigIntegerField()
    withheld = models.BigIntegerField()

    privacy: ClassVar[dict[str, str]] = classify(
        personal="id bill membership month n kind price amount borne withheld",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["membership", "month", "n"], name="bill_line_once"),
            models.CheckConstraint(
                condition=Q(amount=F("borne") + F("withheld")) & ~Q(amount=0),
                name="bill_line_shares_make_the_total",
            ),
        ]


class ContributionCodeQuerySet(TerritoryQuerySet["ContributionCode"]):
    area_field = "bill__village_id"
    view_right = Right.VIEW_FIGURES


class ContributionCode(models.Model):
    """BPJS's code (kode iuran) under which a bill is to be paid, with what it says itself."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="codes")
    code = CodeField(max_length=40, db_index=True)
    amount = models.PositiveBigIntegerField(help_text="rupiah, as BPJS tells")
    heads = models.PositiveIntegerField(null=True)
    expires_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = ContributionCodeQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id bill code amount heads expires_on withdrawn_at withdrawn_reason by_id by_name at"
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["bill"], condition=Q(withdrawn_at=None), name="bill_one_code"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="code_withdrawn_with_a_reason",
            ),
        ]


class ClosedMonthQuerySet(TerritoryQuerySet["ClosedMonth"]):
    area_field = "area"
    view_right = Right.VIEW_FIGURES


class ClosedMonth(models.Model):
    """A booking month that is closed for a region: the database takes nothing more for it."""

    area = CodeField(max_length=13)
    month = MonthField()
    paper = models.CharField(max_length=200)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = ClosedMonthQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(internal="id area month paper by_id by_name at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["month", "area"], name="month_closed_once"),
            models.CheckConstraint(condition=~Q(paper=""), name="closing_needs_a_paper"),
        ]
