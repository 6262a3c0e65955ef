"""The family: who inherits, who disputes, which children go to school and until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from payung.base.files.models import StoredFile
from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.visibility import TerritoryQuerySet
from payung.base.vault.fields import SealedTextField
from payung.programme.claims.models.claims import Claim
from payung.programme.claims.models.events import Event
from payung.programme.people.models import Person


class Heir(models.Model):
    """Somebody who may inherit; the rank follows from `relation` by the law's order."""

    class Relation(models.TextChoices):
        SPOUSE = "spouse", gettext_lazy("Janda/duda")
        CHILD = "child", gettext_lazy("Anak")
        PARENT = "parent", gettext_lazy("Orang tua")
        GRANDPARENT = "grandparent", gettext_lazy("Kakek/nenek")
        GRANDCHILD = "grandchild", gettext_lazy("Cucu")
        SIBLING = "sibling", gettext_lazy("Saudara kandung")
        PARENT_IN_LAW = "parent_in_law", gettext_lazy("Mertua")
        WILL = "will", gettext_lazy("Ditunjuk dalam wasiat")

    class Source(models.TextChoices):
        FAMILY_CARD = "family_card", gettext_lazy("Kartu keluarga")
        STATEMENT = "statement", gettext_lazy("Keterangan keluarga")
        MARRIAGE = "marriage", gettext_lazy("Buku nikah")
        WILL = "will", gettext_lazy("Akta wasiat notaris")
        COURT = "court", gettext_lazy("Penetapan pengadilan")

    event = models.ForeignKey(Event, models.CASCADE, related_name="heirs")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=150)
    nik = SealedTextField(blank=True)
    relation = models.CharField(max_length=13, choices=Relation.choices)
    birth_date = models.DateField(null=True, blank=True)
    alive = models.BooleanField(default=True)
    source = models.CharField(max_length=11, choices=Source.choices)
    source_paper = models.CharField(max_length=150, blank=True)
    payee = models.BooleanField(default=False)
    power_paper = models.CharField(
        max_length=150, blank=True, help_text="power of attorney given to the payee"
    )
    guardian = models.CharField(max_length=150, blank=True)
    guardian_paper = models.CharField(max_length=150, blank=True)
    account = SealedTextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at",
        internal="event person source source_paper power_paper guardian_paper by_id by_name",
        personal="name relation birth_date alive payee guardian",
        sealed="nik account",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(payee=True), name="claim_heirs_one_payee"
            ),
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(person__isnull=False),
                name="claim_heir_once",
            ),
            models.CheckConstraint(
                condition=Q(alive=True) | Q(payee=False), name="claim_payee_lives"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Dispute(models.Model):
    """Heirs disagree: until it is settled on a paper, nothing is sent and nothing is paid."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="disputes")
    reason = SealedTextField()
    opened_by_id = models.CharField(max_length=64)
    opened_by_name = models.CharField(max_length=150)
    opened_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.CharField(max_length=64, blank=True)
    settled_by_name = models.CharField(max_length=150, blank=True)
    settled_paper = models.CharField(max_length=200, blank=True)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id opened_at",
        internal="event opened_by_id opened_by_name settled_at settled_by_id settled_by_name "
        "settled_paper",
        sealed="reason",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(settled_at=None), name="claim_one_open_dispute"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by_id="", settled_paper="")
                | (Q(settled_at__isnull=False) & ~Q(settled_by_id="") & ~Q(settled_paper="")),
                name="claim_dispute_settled_on_paper",
            ),
        ]


class ChildQuerySet(TerritoryQuerySet["Child"]):
    area_field = "claim__village_id"
    view_right = Right.VIEW_CLAIMS


class Child(models.Model):
    """A child who may claim the scholarship each school year until 23, marriage or work."""

    class End(models.TextChoices):
        MARRIED = "married", gettext_lazy("Menikah")
        WORKS = "works", gettext_lazy("Bekerja")
        FINISHED = "finished", gettext_lazy("Selesai sekolah")
        DIED = "died", gettext_lazy("Meninggal")

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="children")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=150)
    birth_date = models.DateField()
    ahead = models.CharField(max_length=40, help_text="school years ahead at the event: sma:2+pt:5")
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=8, choices=End.choices, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)

    objects = ChildQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at",
        internal="claim person by_id by_name",
        personal="name birth_date ahead ended_on end_reason",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["claim", "name", "birth_date"], name="claim_child_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="claim_child_end_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SchoolYearQuerySet(TerritoryQuerySet["SchoolYear"]):
    area_field = "child__claim__village_id"
    view_right = Right.VIEW_CLAIMS


class SchoolYear(models.Model):
    """One school year of one child: level, proof, claimed, paid. `year` is that of its July."""

    class Level(models.TextChoices):
        SD = "sd", gettext_lazy("TK–SD")
        SMP = "smp", gettext_lazy("SMP")
        SMA = "sma", gettext_lazy("SMA")
        PT = "pt", gettext_lazy("Kuliah")

    child = models.ForeignKey(Child, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=3, choices=Level.choices)
    school = models.CharField(max_length=150, blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    claimed_on = models.DateField(null=True)
    amount = models.PositiveBigIntegerField(help_text="by law for that level, rupiah")
    law_id = models.CharField(max_length=64)
    paid_on = models.DateField(null=True)
    paid = models.PositiveBigIntegerField(null=True, help_text="rupiah")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)

    objects = SchoolYearQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id",
        internal="child law_id proof by_id by_name",
        personal="year level school claimed_on amount paid_on paid",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["child", "year"], name="claim_school_year_once"),
            models.CheckConstraint(
                condition=Q(paid_on=None, paid=None) | Q(paid_on__isnull=False, paid__isnull=False),
                name="claim_school_paid_pair",
            ),
        ]
