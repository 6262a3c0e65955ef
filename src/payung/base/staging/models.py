"""An uploaded table on its way in: every row is kept, whatever becomes of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy

from payung.base.files.models import StoredFile
from payung.base.jobs.models import Job
from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import TerritoryQuerySet


class BatchQuerySet(TerritoryQuerySet["Batch"]):
    area_field = "area"
    view_right = Right.VIEW_PEOPLE


class Batch(models.Model):
    """One uploaded table of one kind for one region, from upload to accepted or undone."""

    class State(models.TextChoices):
        RECEIVED = "received", gettext_lazy("Diterima")
        NEEDS_MAPPING = "needs_mapping", gettext_lazy("Perlu dipetakan")
        UNREADABLE = "unreadable", gettext_lazy("Tidak dapat dibaca")
        READING = "reading", gettext_lazy("Sedang dibaca")
        PREVIEWED = "previewed", gettext_lazy("Siap diperiksa")
        ACCEPTING = "accepting", gettext_lazy("Sedang dimasukkan")
        ACCEPTED = "accepted", gettext_lazy("Sudah masuk")
        UNDOING = "undoing", gettext_lazy("Sedang dibatalkan")
        UNDONE = "undone", gettext_lazy("Dibatalkan")

    kind = models.CharField(max_length=32, help_text="residents, bpjs_answer, bpjs_posting …")
    file = models.ForeignKey(StoredFile, models.PROTECT)
    area = CodeField(max_length=13)
    state = models.CharField(max_length=16, choices=State.choices, default=State.RECEIVED)
    format = models.CharField(max_length=32, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField(null=True)
    columns = models.JSONField(default=list, help_text="headers as written, with their field")
    mapping = models.JSONField(default=dict, help_text="header → field, given by hand")
    rows_read = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="rows by verdict")
    problem_counts = models.JSONField(default=dict, help_text="rows by problem code")
    notes = models.JSONField(default=list, help_text="problems of the table as a whole")
    message = models.TextField(blank=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id kind file area state format sheet header_row columns mapping "
            "rows_read counts problem_counts notes message job by_id by_name at accepted_at "
            "undone_at"
        ),
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["area", "kind", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RowQuerySet(models.QuerySet["Row"]):
    def of_visible(self, batches: BatchQuerySet) -> RowQuerySet:
        """Rows of batches that the actor may see."""
        return self.filter(batch__in=batches)


class Row(models.Model):
    """One row of the sheet. `payload` is sealed JSON: values, raw text, normalisations."""

    class Verdict(models.TextChoices):
        NEW = "new", gettext_lazy("Baru")
        CHANGED = "changed", gettext_lazy("Berubah")
        UNCHANGED = "unchanged", gettext_lazy("Sama")
        REJECTED = "rejected", gettext_lazy("Perlu diperbaiki")
        PARKED = "parked", gettext_lazy("Ditahan untuk diperiksa")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField(help_text="row in the sheet, from 1")
    content_hash = models.CharField(
        max_length=32, help_text="keyed fingerprint of the row's values"
    )
    key_index = CodeField(
        max_length=32, blank=True, help_text="blind index of the value that stands once in a file"
    )
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    problems = models.JSONField(default=list, help_text="without identity: values are masked")
    codes = models.CharField(max_length=200, blank=True, help_text="problem codes, ' a b '")
    payload = models.BinaryField()
    subject_id = models.BigIntegerField(null=True, help_text="row of the register it met or made")
    applied = models.BooleanField(default=False)
    decision = models.CharField(
        max_length=24, blank=True, help_text="of a held row: same (as subject_id), other, or ''"
    )

    objects = RowQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id batch applied decision",
        internal="number content_hash verdict codes subject_id",
        personal="problems",
        sealed="payload key_index",
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["batch_id", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "number"], name="staging_row_number")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["batch", "verdict", "number"]),
        ]


class Pack(models.Model):
    """Clean rows of one verdict, sealed together: nothing is to be said of any of them.

    A row is in a pack or it is a `Row`, never both. `hashes` and `keys_index` are what a `Row`
    calls `content_hash` and `key_index`, 32 digits a row, in the order of the rows.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="packs")
    verdict = models.CharField(max_length=10, choices=Row.Verdict.choices)
    first = models.PositiveIntegerField(help_text="lowest number of a row in it")
    last = models.PositiveIntegerField(help_text="highest number of a row in it")
    count = models.PositiveIntegerField()
    hashes = models.TextField()
    keys_index = models.TextField()
    payload = models.BinaryField()
    applied = models.BooleanField(default=False)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id batch applied",
        internal="verdict first last count hashes",
        sealed="keys_index payload",
    )


class RememberedMapping(models.Model):
    """Header → field as a person once mapped it, for the same sender and the same headers."""

    kind = models.CharField(max_length=32)
    area = CodeField(max_length=13, help_text="the sender: its region")
    header = models.CharField(max_length=200, help_text="folded: lower case, single spaces")
    field = models.CharField(max_length=64, blank=True, help_text="'' = ignore this column")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now=True)

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id kind area header field by_name at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "area", "header"], name="mapping_per_sender")
        ]
