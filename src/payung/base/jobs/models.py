"""Long work as a row: what it is, how far it came, who holds it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import TerritoryQuerySet


class JobQuerySet(TerritoryQuerySet["Job"]):
    area_field = "area"
    view_right = Right.VIEW_FIGURES


class Job(models.Model):
    """One piece of long work.

    `checkpoint` is written in the same transaction as the work it stands for, so a killed
    process loses nothing and repeats nothing. A lease that ran out may be taken by another.
    """

    class State(models.TextChoices):
        QUEUED = "queued", gettext_lazy("Menunggu")
        RUNNING = "running", gettext_lazy("Berjalan")
        DONE = "done", gettext_lazy("Selesai")
        FAILED = "failed", gettext_lazy("Gagal")
        CANCELLED = "cancelled", gettext_lazy("Dibatalkan")

    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=128, unique=True, help_text="same key, same work: once")
    params = models.JSONField(default=dict)
    area = CodeField(max_length=13, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    actor_id = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    lease_holder = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id kind key params area created_by actor_id actor_name created_at state "
            "total done checkpoint result message attempts cancel_requested "
            "lease_holder lease_until finished_at"
        ),
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["id"], name="job_open", condition=Q(state__in=["queued", "running"])
            )
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(lease_holder="", lease_until=None)
                | (~Q(lease_holder="") & Q(lease_until__isnull=False)),
                name="job_lease_is_a_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in {Job.State.QUEUED, Job.State.RUNNING}
