"""Whose money pays: funds, and what each gives a village in a year."""

from __future__ import annotations

from datetime import date
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
from payung.core.calendar import Month, months_between


class FundQuerySet(TerritoryQuerySet["Fund"]):
    area_field = "area"
    view_right = Right.VIEW_FIGURES


class Fund(models.Model):
    """One source of money of one payer level; villages pay each from their own share of it."""

    class Kind(models.TextChoices):
        """The fund as the law of reliefs knows it."""

        SELF = "self", gettext_lazy("Mandiri")
        APBN = "apbn", gettext_lazy("APBN")
        APBD = "apbd", gettext_lazy("APBD")
        APBDES = "apbdes", gettext_lazy("APBDes")
        DANA_DESA = "dana-desa", gettext_lazy("Dana Desa")
        DAU = "dau", gettext_lazy("DAU (kelurahan)")
        DBH = "dbh", gettext_lazy("Dana bagi hasil")
        CSR = "csr", gettext_lazy("CSR perusahaan")
        ASN = "asn", gettext_lazy("Donasi ASN")

    code = CodeField(max_length=32)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.CharField(max_length=60, blank=True, help_text="ADD, PADes, DBH-CHT …")
    area = CodeField(max_length=13, help_text="region whose people it may pay for")
    payer_level = models.CharField(max_length=10, choices=Area.Level.choices)
    regulation = models.CharField(max_length=200, help_text="paper that opens the fund")
    unit = models.CharField(
        max_length=60, blank=True, help_text="OPD that manages it; only its people pay from it"
    )
    account_code = models.CharField(max_length=32, blank=True, help_text="Siskeudes or SIPD")
    activity_code = models.CharField(max_length=32, blank=True)
    income_base = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="income reported for BPU, rupiah a month; no default"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = FundQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        public=(
            "id code name kind source area payer_level regulation account_code "
            "activity_code income_base valid_from valid_until unit"
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "code"], name="fund_code_once"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="fund_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def by_regent(self) -> bool:
        """Whether the regent decrees its lists: money of the district, but for a kelurahan's."""
        return self.payer_level == Area.Level.REGENCY and self.kind != Fund.Kind.DAU

    def in_force(self, on: date) -> bool:
        """Whether the fund is open on a day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class AllotmentQuerySet(TerritoryQuerySet["Allotment"]):
    area_field = "village_id"
    view_right = Right.VIEW_FIGURES


class Allotment(models.Model):
    """What one fund gives one village for a year: a floor in heads, a ceiling in heads or rupiah.

    `target_minimum` (target minimal) and `quota` (kuota) are two numbers, never one.
    """

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="allotments")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    target_minimum = models.PositiveIntegerField(null=True, blank=True)
    quota = models.PositiveIntegerField(null=True, blank=True)
    ceiling = models.PositiveBigIntegerField(null=True, blank=True, help_text="pagu, rupiah")
    month_from = MonthField()
    month_to = MonthField()
    paper = models.CharField(max_length=200)

    objects = AllotmentQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        public=("id fund village year target_minimum quota ceiling month_from month_to paper"),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["fund", "village", "year"], name="allotment_once"),
            models.CheckConstraint(
                condition=Q(month_to__gte=F("month_from")), name="allotment_months_in_order"
            ),
            models.CheckConstraint(condition=~Q(paper=""), name="allotment_needs_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.village_id} {self.year}"

    @property
    def months(self) -> tuple[Month, ...]:
        """The months that this share pays, in order."""
        return tuple(months_between(self.month_from, self.month_to))


from payung.programme.funds.promises import Agreement, PlanStage  # noqa: E402
from payung.programme.funds.sponsorship import Pledge, Sponsor  # noqa: E402

__all__ = ["Agreement", "Allotment", "Fund", "PlanStage", "Pledge", "Sponsor"]
