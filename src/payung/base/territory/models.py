"""Regions from the province to the village, by the codes of the Ministry of Home Affairs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy

from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import TerritoryQuerySet


class AreaQuerySet(TerritoryQuerySet["Area"]):
    area_field = "code"
    view_right = Right.VIEW_FIGURES


class Area(models.Model):
    """One region. `code` (53.04.01.2001) orders and nests: a region is a range of codes."""

    class Level(models.TextChoices):
        PROVINCE = "province", gettext_lazy("Provinsi")
        REGENCY = "regency", gettext_lazy("Kabupaten/Kota")
        DISTRICT = "district", gettext_lazy("Kecamatan")
        VILLAGE = "village", gettext_lazy("Desa/Kelurahan")

    class Kind(models.TextChoices):
        PROVINSI = "provinsi", "Provinsi"
        KABUPATEN = "kabupaten", "Kabupaten"
        KOTA = "kota", "Kota"
        KECAMATAN = "kecamatan", "Kecamatan"
        DESA = "desa", "Desa"
        KELURAHAN = "kelurahan", "Kelurahan"

    code = CodeField(primary_key=True, max_length=13)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    postal_code = models.CharField(max_length=5, blank=True)

    objects = AreaQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        public="code name level kind parent postal_code",
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["level", "code"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Name with its kind: Desa Kewar, Kecamatan Lamaknen, Kabupaten Belu."""
        prefix = Area.Kind(self.kind).label
        return self.name if self.name.startswith(prefix) else f"{prefix} {self.name}"
