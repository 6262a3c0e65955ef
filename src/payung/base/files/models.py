"""Uploads and papers: stored once by content, encrypted, never under a public address."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import TerritoryQuerySet


class StoredFileQuerySet(TerritoryQuerySet["StoredFile"]):
    area_field = "area"
    view_right = Right.VIEW_IDENTITY


class StoredFile(models.Model):
    """One file as it came in or went out. The bytes lie in the data directory under `sha256`."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    purpose = models.CharField(max_length=32, help_text="resident_list, decree, sipp_export …")
    area = CodeField(max_length=13, blank=True)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id sha256 name size purpose area by_id by_name at",
    )

    def __str__(self) -> str:
        return self.name


class PartialFile(models.Model):
    """A file on its way in: `received` of `size` bytes, sealed in parts under `token`.

    `mark` is the CRC-32 of the whole; with the size and the person it knows the same file again.
    """

    token = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    mark = models.CharField(max_length=8)
    received = models.PositiveBigIntegerField(default=0)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    begun_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id token begun_at", internal="name size mark received by_id by_name"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by_id", "size", "mark"], name="partial_file_once"),
            models.CheckConstraint(
                condition=models.Q(received__lte=models.F("size")), name="partial_file_within_size"
            ),
        ]

    def __str__(self) -> str:
        return self.name
