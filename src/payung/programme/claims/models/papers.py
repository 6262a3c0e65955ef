"""Papers that came in for an event, and what people said of the signals on it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from payung.base.files.models import StoredFile
from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.visibility import TerritoryQuerySet
from payung.programme.claims.models.events import Event


class EventPaperQuerySet(TerritoryQuerySet["EventPaper"]):
    area_field = "event__village_id"
    view_right = Right.VIEW_CLAIMS


class EventPaper(models.Model):
    """One file for one line of the checklist. The bytes are sealed in `base/files`."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="papers")
    code = models.CharField(max_length=24)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    number = models.CharField(max_length=100, blank=True, help_text="number written on the paper")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = EventPaperQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at",
        internal="event code file number by_id by_name withdrawn_at withdrawn_reason",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_reason="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="claim_paper_withdrawn_with_reason",
            )
        ]


class SignalReview(models.Model):
    """What a named person found about one signal; the claim goes on whatever a signal says."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="reviews")
    code = models.CharField(max_length=24)
    finding = models.CharField(max_length=300)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at", internal="event code finding by_id by_name"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "code"], name="claim_signal_reviewed_once")
        ]
