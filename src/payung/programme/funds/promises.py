"""What was planned and promised: stages of a village's budget, and agreements."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet


class PlanStageQuerySet(TerritoryQuerySet["PlanStage"]):
    area_field = "village_id"
    view_right = Right.VIEW_BUDGET


class PlanStage(models.Model):
    """What a village put down for a fund at one stage of its budget; rupiah of the whole year."""

    class Stage(models.TextChoices):
        WORK_PLAN = "rkpdes", gettext_lazy("RKPDes / RKPD")
        ORIGINAL = "apbdes", gettext_lazy("APBDes / APBD")
        CHANGE = "change", gettext_lazy("Perubahan")

    fund = models.ForeignKey("funds.Fund", models.PROTECT, related_name="stages")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=8, choices=Stage.choices)
    heads = models.PositiveIntegerField()
    rupiah = models.PositiveBigIntegerField()
    paper = models.CharField(max_length=200)
    paper_date = models.DateField()

    objects = PlanStageQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        public="id fund village year stage heads rupiah paper paper_date",
    )

    class Meta:
        app_label = "funds"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["fund", "village", "year", "stage"], name="plan_stage_once"
            ),
            models.CheckConstraint(condition=~Q(paper=""), name="plan_stage_needs_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.year} {self.stage}"


class AgreementQuerySet(TerritoryQuerySet["Agreement"]):
    area_field = "area"
    view_right = Right.VIEW_BUDGET


class Agreement(models.Model):
    """A signed promise (MoU, PKS, komitmen): between whom, from when to when, for how many."""

    class Kind(models.TextChoices):
        MOU = "mou", gettext_lazy("Nota kesepahaman (MoU)")
        PKS = "pks", gettext_lazy("Perjanjian kerja sama (PKS)")
        COMMITMENT = "commitment", gettext_lazy("Komitmen tertulis")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    parties = models.CharField(max_length=300)
    area = CodeField(max_length=13)
    fund = models.ForeignKey("funds.Fund", models.PROTECT, null=True, related_name="agreements")
    signed_on = models.DateField()
    valid_from = models.DateField()
    valid_until = models.DateField()
    promised_heads = models.PositiveIntegerField(null=True)
    promised_rupiah = models.PositiveBigIntegerField(null=True)

    objects = AgreementQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        public=(
            "id kind number subject parties area fund signed_on valid_from valid_until "
            "promised_heads promised_rupiah"
        ),
    )

    class Meta:
        app_label = "funds"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "number"], name="agreement_number_once"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="agreement_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.number
