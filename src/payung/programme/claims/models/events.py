"""What happened to a member: a death, an accident, the end of working life."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet
from payung.base.vault.fields import SealedTextField
from payung.programme.people.models import Person


class EventQuerySet(TerritoryQuerySet["Event"]):
    view_right = Right.VIEW_CLAIMS

    def standing(self) -> EventQuerySet:
        """Events that nobody has dismissed."""
        return self.filter(dismissed_at=None)


class Event(models.Model):
    """One event in the life of a member, reported by a person or prepared by a match.

    A prepared event (`confirmed_at` empty) waits for a named human. What happened to the body is
    sealed; `part`, `percent` and `days` are what the law asks of it.
    """

    class Kind(models.TextChoices):
        DEATH = "death", gettext_lazy("Meninggal")
        ACCIDENT = "accident", gettext_lazy("Kecelakaan kerja")
        ILLNESS = "illness", gettext_lazy("Penyakit akibat kerja")
        DISABILITY = "disability", gettext_lazy("Cacat total tetap (bukan karena kerja)")
        OLD_AGE = "old_age", gettext_lazy("Usia pensiun")
        TERM_ENDED = "term_ended", gettext_lazy("Masa jabatan berakhir")
        WITHDRAWAL = "withdrawal", gettext_lazy("Pengambilan sebagian JHT")
        JOB_LOSS = "job_loss", gettext_lazy("Kehilangan pekerjaan")

    class Outcome(models.TextChoices):
        UNKNOWN = "", gettext_lazy("Belum diketahui")
        INABILITY = "temporary-inability", gettext_lazy("Sementara tidak mampu bekerja")
        PARTIAL = "partial-disability", gettext_lazy("Cacat sebagian")
        TOTAL = "total-disability", gettext_lazy("Cacat total tetap")

    class Told(models.TextChoices):
        UNKNOWN = "", gettext_lazy("Belum diketahui")
        YES = "yes", gettext_lazy("Ya")
        NO = "no", gettext_lazy("Tidak")

    class Reporter(models.TextChoices):
        VILLAGE = "village", gettext_lazy("Pemerintah desa/kelurahan")
        FAMILY = "family", gettext_lazy("Keluarga, melalui desa")
        CAMAT = "camat", gettext_lazy("Camat")
        DPMD = "dpmd", gettext_lazy("Dinas PMD")
        CLINIC = "clinic", gettext_lazy("Fasilitas kesehatan atau wadah")
        MATCH = "match", gettext_lazy("Pencocokan dengan daftar")

    person = models.ForeignKey(Person, models.PROTECT, related_name="claim_events")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    occurred_on = models.DateField()
    occurred_at = models.TimeField(null=True, blank=True)
    at_work = models.CharField(max_length=3, choices=Told.choices, blank=True)
    collapsed = models.CharField(
        max_length=3, choices=Told.choices, blank=True,
        help_text="fell ill at work and died within 24 hours",
    )  # fmt: skip
    commuting = models.CharField(max_length=3, choices=Told.choices, blank=True)
    road = models.CharField(max_length=3, choices=Told.choices, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    part = models.CharField(max_length=30, blank=True, help_text="class of jkk_disability")
    percent = models.CharField(max_length=6, blank=True, help_text="percent, as the doctor wrote")
    days = models.PositiveIntegerField(null=True, help_text="days unable to work")
    balance = models.PositiveBigIntegerField(null=True, help_text="JHT/JP balance, rupiah")
    average_wage = models.PositiveBigIntegerField(null=True, help_text="for JP, rupiah a month")
    purpose = models.CharField(max_length=8, blank=True, help_text="housing or other (JHT)")
    place = models.CharField(max_length=150, blank=True)
    story = SealedTextField(blank=True)
    doctor = SealedTextField(blank=True)
    doctor_index = CodeField(max_length=32, blank=True, db_index=True)
    reporter = models.CharField(max_length=8, choices=Reporter.choices)
    reporter_name = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="list, row or paper it is from")
    notified_at = models.DateTimeField(null=True, help_text="when BPJS was told (2 × 24 hours)")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.CharField(max_length=64, blank=True)
    confirmed_by_name = models.CharField(max_length=150, blank=True)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by_id = models.CharField(max_length=64, blank=True)
    dismissed_by_name = models.CharField(max_length=150, blank=True)
    dismissed_reason = models.CharField(max_length=300, blank=True)

    objects = EventQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at",
        internal="village reporter source notified_at by_id by_name confirmed_at confirmed_by_id "
        "confirmed_by_name dismissed_at dismissed_by_id dismissed_by_name dismissed_reason",
        personal="person kind occurred_on occurred_at at_work collapsed commuting road outcome "
        "part percent days balance average_wage purpose place reporter_name",
        sealed="story doctor doctor_index",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind="death", dismissed_at=None),
                name="claim_event_one_death",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "occurred_on"],
                condition=Q(dismissed_at=None),
                name="claim_event_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by_id="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by_id="")),
                name="claim_event_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at=None, dismissed_by_id="", dismissed_reason="")
                | (
                    Q(dismissed_at__isnull=False) & ~Q(dismissed_by_id="") & ~Q(dismissed_reason="")
                ),
                name="claim_event_dismissed_with_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village", "occurred_on"], name="claim_event_village")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_on}"

    @property
    def waiting(self) -> bool:
        """Whether it still waits for a named human."""
        return self.confirmed_at is None and self.dismissed_at is None

    @property
    def fatal(self) -> bool:
        """Whether heirs, not the member, receive."""
        return self.kind == self.Kind.DEATH
