"""Reports as they were when they were made: figures, denominators and papers, frozen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from payung.base.files.models import StoredFile
from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet


class SnapshotQuerySet(TerritoryQuerySet["Snapshot"]):
    area_field = "area_id"
    view_right = Right.VIEW_FIGURES


class Snapshot(models.Model):
    """One frozen report of a region for a period. Holds sums by village, no names."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    period = models.CharField(max_length=7, help_text="2026, 2026-Q2 or 2026-06")
    day = models.DateField(help_text="the day whose cover is counted")
    content = models.JSONField(help_text="villages, denominators, sources, sentence")
    content_hash = models.CharField(max_length=64)
    journal_seq = models.BigIntegerField(help_text="the journal's end when it was frozen")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = SnapshotQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=("id area period day content content_hash journal_seq pdf xlsx by_id by_name at")
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area", "period", "content_hash"], name="snapshot_content_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.period}"

    @property
    def number(self) -> str:
        """How papers name it: L-53.04-2026-06-1024, with the journal's end."""
        return f"L-{self.area_id}-{self.period}-{self.journal_seq}"
