"""Dated settings of a region, each with the paper it rests on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import TerritoryQuerySet


class SettingQuerySet(TerritoryQuerySet["Setting"]):
    area_field = "area"
    view_right = Right.VIEW_FIGURES


class Setting(models.Model):
    """A value in force in a region from a day on, until the next one of the same code."""

    code = models.CharField(max_length=64)
    scope = models.CharField(max_length=64, blank=True, help_text="role, NPP or fund, if any")
    area = CodeField(max_length=13, blank=True)
    value = models.JSONField()
    valid_from = models.DateField()
    paper = models.CharField(max_length=200)
    confidence = models.CharField(max_length=6, default="high")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = SettingQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id code scope area value valid_from paper confidence by_id by_name at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code", "scope", "area", "valid_from"], name="setting_once_a_day"
            ),
            models.CheckConstraint(condition=~Q(paper=""), name="setting_needs_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.code}={self.value}"
