"""Figures received from others: never summed with our own cases, always with their source."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from payung.base.files.models import StoredFile
from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import TerritoryQuerySet


class AggregateQuerySet(TerritoryQuerySet["Aggregate"]):
    area_field = "area"
    view_right = Right.VIEW_FIGURES


class Aggregate(models.Model):
    """A published or sent aggregate: whose, of which territory, over which days, in which paper.

    `area` only says who may read it; `territory` says in words what it is of.
    """

    area = CodeField(max_length=13)
    title = models.CharField(max_length=200)
    giver = models.CharField(max_length=150)
    territory = models.CharField(max_length=300)
    first_day = models.DateField()
    last_day = models.DateField()
    document = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = AggregateQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        public="area title giver territory first_day last_day document note",
        system="id at", internal="file by_id by_name",
    )  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area", "title", "first_day", "last_day"], name="claim_aggregate_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="claim_aggregate_period"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AggregateLine(models.Model):
    """One figure of an aggregate: a count of claims, a sum of rupiah, or heads."""

    class Unit(models.TextChoices):
        CLAIMS = "claims", "klaim"
        RUPIAH = "rupiah", "rupiah"
        HEADS = "heads", "orang"

    aggregate = models.ForeignKey(Aggregate, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=150)
    value = models.BigIntegerField()
    unit = models.CharField(max_length=6, choices=Unit.choices)
    programmes = models.CharField(
        max_length=30, blank=True, help_text="that the document names; empty if it names none"
    )

    privacy: ClassVar[dict[str, str]] = classify(
        system="id", public="aggregate position label value unit programmes"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["aggregate", "position"], name="claim_aggregate_line_position"
            )
        ]
