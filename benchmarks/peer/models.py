"""The table that django-import-export fills: twenty columns, the NIK as its key."""

from __future__ import annotations

from benchmarks.resident_list import HEADERS
from django.db import models
from import_export import resources
from import_export.fields import Field

NAMES = [header.lower().replace(" ", "_") for header in HEADERS]


class Resident(models.Model):
    """One row of the file."""

    for name in NAMES:
        locals()[name] = models.CharField(max_length=200, unique=name == "nik")
    del name

    class Meta:
        app_label = "peer"


class ResidentResource(resources.ModelResource):
    """All columns by their headers."""

    for header, name in zip(HEADERS, NAMES, strict=True):
        locals()[name] = Field(attribute=name, column_name=header)
    del header, name

    class Meta:
        model = Resident
        import_id_fields = ("nik",)
        fields = tuple(NAMES)
