"""What happened, by whom, on which paper: an append-only chain of events."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from payung.base.journal.visibility import EventQuerySet
from payung.base.privacy import classify
from payung.base.territory.fields import CodeField


class Head(models.Model):
    """The end of the chain: one row, locked by each writer, so that the chain has one order."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id seq hash",
    )


class Event(models.Model):
    """One act. `hash` covers all its other fields, the hash of its row changes and `previous`."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=150)
    action = models.CharField(max_length=64, db_index=True)
    subject = models.CharField(max_length=64, help_text="table of the row acted on")
    subject_id = models.CharField(max_length=64)
    area = CodeField(max_length=13, blank=True)
    reason = models.TextField(blank=True)
    paper = models.TextField(blank=True, help_text="number and date of the paper it rests on")
    summary = models.JSONField(default=dict)
    changes_count = models.PositiveIntegerField(default=0)
    changes_hash = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="seq at subject subject_id changes_count changes_hash previous hash",
        internal="actor_id actor_name action reason paper summary",
        public="area",
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["seq"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject", "subject_id"]),
            models.Index(fields=["area", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class Change(models.Model):
    """One row changed by an event; `fields` holds {name: [old, new]} as stored (sealed: sealed)."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="changes")
    position = models.PositiveIntegerField()
    table = models.CharField(max_length=64)
    row = models.CharField(max_length=64)
    fields = models.JSONField()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id event position table row",
        personal="fields",
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["event_id", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "position"], name="journal_change_position")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["table", "row"])]
