"""Civil servants who each pay for named workers: who they are, and what they pledged."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from payung.base.months import MonthField
from payung.base.privacy import classify
from payung.base.territory.fields import CodeField
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet
from payung.base.vault.fields import SealedTextField
from payung.core.calendar import Month, months_between
from payung.programme.people.models import Person


class SponsorQuerySet(TerritoryQuerySet["Sponsor"]):
    area_field = "area"


class Sponsor(models.Model):
    """A civil servant (ASN) who pays for neighbours. The NIP holds a birth date: it is sealed."""

    area = CodeField(max_length=13, help_text="regency that he serves")
    name = models.CharField(max_length=150)
    nip = SealedTextField()
    nip_index = CodeField(max_length=32)
    unit = models.CharField(max_length=120, help_text="office (OPD) whose treasurer withholds it")
    since = models.DateTimeField(auto_now_add=True)

    objects = SponsorQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id since", internal="area name unit", sealed="nip nip_index"
    )

    class Meta:
        app_label = "funds"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["nip_index"], name="sponsor_nip_once"),
            models.CheckConstraint(condition=~Q(name=""), name="sponsor_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PledgeQuerySet(TerritoryQuerySet["Pledge"]):
    area_field = "village_id"


class Pledge(models.Model):
    """One civil servant's promise for one worker: rupiah a month, from a month to a month.

    The months it pays are planned months of the worker's BPU membership under the pledge's fund;
    a stop shortens it to `stopped_after` and leaves the promise as it was written.
    """

    class Stop(models.TextChoices):
        WITHDRAWN = "withdrawn", gettext_lazy("Ditarik penyandang")
        RETIRED = "retired", gettext_lazy("Penyandang pensiun")
        MOVED = "moved", gettext_lazy("Penyandang pindah tugas")
        TAKEN_OVER = "taken_over", gettext_lazy("Diambil alih dana lain")
        WORKER_LEFT = "worker_left", gettext_lazy("Pekerja tidak lagi berhak")
        OTHER = "other", gettext_lazy("Lainnya")

    sponsor = models.ForeignKey(Sponsor, models.PROTECT, related_name="pledges")
    fund = models.ForeignKey("funds.Fund", models.PROTECT, related_name="pledges")
    person = models.ForeignKey(Person, models.PROTECT, related_name="pledges")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    monthly = models.PositiveBigIntegerField(help_text="rupiah a month, as promised")
    month_from = MonthField()
    month_to = MonthField()
    paper = models.CharField(max_length=200, help_text="signed statement of the sponsor")
    made_on = models.DateField()
    stopped_after = MonthField(null=True)
    stopped_on = models.DateField(null=True)
    stop_reason = models.CharField(max_length=12, choices=Stop.choices, blank=True)
    stop_paper = models.CharField(max_length=200, blank=True)

    objects = PledgeQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id",
        internal="sponsor fund village paper made_on stopped_on stop_reason stop_paper",
        personal="person monthly month_from month_to stopped_after",
    )

    class Meta:
        app_label = "funds"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(month_to__gte=F("month_from")), name="pledge_months_in_order"
            ),
            models.CheckConstraint(condition=~Q(paper=""), name="pledge_needs_a_paper"),
            models.CheckConstraint(
                condition=Q(stopped_on=None, stop_reason="", stop_paper="", stopped_after=None)
                | (Q(stopped_on__isnull=False, stopped_after__isnull=False)
                   & ~Q(stop_reason="") & ~Q(stop_paper="")),
                name="pledge_stop_is_whole",
            ),
            models.UniqueConstraint(
                fields=["person", "month_from"], condition=Q(stopped_on=None),
                name="pledge_once_a_month",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sponsor_id} → {self.person_id}"

    @property
    def last(self) -> Month:
        """The last month that it pays; before `month_from` when it was stopped before it began."""
        last: Month = self.stopped_after or self.month_to
        return last

    @property
    def months(self) -> tuple[Month, ...]:
        """The months that it pays, in order; none when it was stopped before it began."""
        if self.last < self.month_from:
            return ()
        return tuple(months_between(self.month_from, self.last))
