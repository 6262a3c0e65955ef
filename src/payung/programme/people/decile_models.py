"""What the social registry says of a family: its decile, by family card, list after list."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from payung.base.privacy import classify
from payung.base.staging.models import Batch
from payung.base.territory.fields import CodeField


class FamilyDecile(models.Model):
    """The decile of one family card in one list; of several lists the latest day holds."""

    kk_index = CodeField(max_length=32)
    decile = models.PositiveSmallIntegerField(help_text="DTSEN 1–10, the poorest is 1")
    on = models.DateField(help_text="day of the list")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, str]] = classify(
        system="id", internal="on batch", personal="decile", sealed="kk_index"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kk_index", "batch"], name="family_decile_once"),
            models.CheckConstraint(
                condition=Q(decile__gte=1, decile__lte=10), name="family_decile_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decile} {self.on}"
