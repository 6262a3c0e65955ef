"""A claim: what one programme owes on one event by one membership, and how it went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from payung.base.files.models import StoredFile
from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet
from payung.base.vault.fields import SealedTextField
from payung.programme.claims.models.events import Event
from payung.programme.membership.models import Membership


class SubmissionQuerySet(TerritoryQuerySet["Submission"]):
    area_field = "area"
    view_right = Right.VIEW_CLAIMS


class Submission(models.Model):
    """Claims sent to BPJS together, with their covering list."""

    area = CodeField(max_length=13)
    number = models.CharField(max_length=80)
    sent_on = models.DateField()
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = SubmissionQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at", internal="area number sent_on by_id by_name"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "number"], name="claim_submission_once")
        ]

    def __str__(self) -> str:
        return self.number


class ClaimQuerySet(TerritoryQuerySet["Claim"]):
    view_right = Right.VIEW_CLAIMS


class Claim(models.Model):
    """One programme's claim on one event by one membership.

    `estimate` is what `core/law` said, whole (total, parts, steps), under `law_id`; from the day
    of sending it no longer changes. `unreckoned` is the law's reason for saying nothing.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", gettext_lazy("Menunggu konfirmasi")
        GATHERING = "gathering", gettext_lazy("Berkas dikumpulkan")
        SUBMITTED = "submitted", gettext_lazy("Dikirim ke BPJS")
        ASKED = "asked", gettext_lazy("BPJS bertanya")
        APPROVED = "approved", gettext_lazy("Disetujui BPJS")
        REFUSED = "refused", gettext_lazy("Ditolak BPJS")
        APPEALED = "appealed", gettext_lazy("Diajukan keberatan")
        PAID = "paid", gettext_lazy("Dibayar BPJS")
        HANDED_OVER = "handed_over", gettext_lazy("Diterima keluarga")
        WITHDRAWN = "withdrawn", gettext_lazy("Ditarik")

    class Programme(models.TextChoices):
        JKK = "jkk", "JKK"
        JKM = "jkm", "JKM"
        JHT = "jht", "JHT"
        JP = "jp", "JP"
        JKP = "jkp", "JKP"

    event = models.ForeignKey(Event, models.PROTECT, related_name="claims")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="claims")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    programme = models.CharField(max_length=3, choices=Programme.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.GATHERING)
    estimate = models.JSONField(null=True)
    total = models.PositiveBigIntegerField(null=True, help_text="cash by law, rupiah")
    scholarship = models.PositiveBigIntegerField(null=True, help_text="most for all years, rupiah")
    law_id = models.CharField(max_length=64, blank=True)
    unreckoned = models.CharField(max_length=500, blank=True)
    reckoned_at = models.DateTimeField(null=True)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="claims"
    )
    reference = models.CharField(max_length=80, blank=True, help_text="number given by BPJS")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id created_at",
        internal="membership village programme state law_id reckoned_at submission reference",
        personal="event estimate total scholarship unreckoned",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "membership", "programme"], name="claim_once_per_event"
            ),
            models.CheckConstraint(
                condition=Q(total=None, law_id="") | (Q(total__isnull=False) & ~Q(law_id="")),
                name="claim_total_has_law",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "gathering", "withdrawn"])
                | Q(submission__isnull=False),
                name="claim_sent_has_submission",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village", "state"], name="claim_village_state")
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.event_id}"


class ClaimStep(models.Model):
    """One step of a claim: who, when, from where to where, with which words."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=12)
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)
    note = SealedTextField(blank=True)
    paper = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=40, blank=True, help_text="list that told it: batch:12")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at",
        internal="claim number step from_state to_state paper source by_id by_name",
        sealed="note",
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "number"], name="claim_step_number")
        ]


class Payment(models.Model):
    """What BPJS paid on a claim, as told by its list or by hand."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="payment")
    amount = models.PositiveBigIntegerField(help_text="rupiah")
    paid_on = models.DateField()
    payee = models.CharField(max_length=150, blank=True)
    account_tail = models.CharField(max_length=4, blank=True, help_text="last digits only")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at", internal="claim by_id by_name", personal="amount paid_on payee account_tail"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="claim_payment_positive")
        ]


class Handover(models.Model):
    """The money is in the family's hands: date, place, who was there, and the proof."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="handover")
    on = models.DateField()
    place = models.CharField(max_length=150)
    receiver = models.CharField(max_length=150)
    officials = models.CharField(max_length=300)
    amount = models.PositiveBigIntegerField(help_text="rupiah that the family says it holds")
    proof = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at",
        internal="claim proof by_id by_name officials",
        personal="on place receiver amount",
    )


class VisitQuerySet(TerritoryQuerySet["Visit"]):
    area_field = "event__village_id"
    view_right = Right.VIEW_CLAIMS


class Visit(models.Model):
    """A visit to the family months after the money: is it safe, are the children at school?"""

    event = models.ForeignKey(Event, models.CASCADE, related_name="visits")
    months_after = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    visited_on = models.DateField(null=True)
    out_of_poverty = models.CharField(max_length=3, choices=Event.Told.choices, blank=True)
    at_school = models.CharField(max_length=3, choices=Event.Told.choices, blank=True)
    note = SealedTextField(blank=True)
    by_id = models.CharField(max_length=64, blank=True)
    by_name = models.CharField(max_length=150, blank=True)

    objects = VisitQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id",
        internal="event months_after due_on by_id by_name",
        personal="visited_on out_of_poverty at_school",
        sealed="note",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "months_after"], name="claim_visit_once"),
            models.CheckConstraint(
                condition=Q(visited_on=None, by_id="")
                | (Q(visited_on__isnull=False) & ~Q(by_id="")),
                name="claim_visit_pair",
            ),
        ]
