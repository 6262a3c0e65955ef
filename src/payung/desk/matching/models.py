"""Questions for people: two records that may be one person, and what lists from outside say."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from payung.base.privacy import classify
from payung.base.staging.models import Batch
from payung.base.territory.actor import Actor, Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import TerritoryQuerySet, within
from payung.programme.people.models import Merge, Person


class Band(models.TextChoices):
    MATCH = "match", gettext_lazy("Hampir pasti sama")
    REVIEW = "review", gettext_lazy("Perlu diperiksa")


class PairQuerySet(models.QuerySet["Pair"]):
    def visible_to(self, actor: Actor, right: Right = Right.VIEW_IDENTITY) -> Self:
        """Pairs whose two records both lie where the actor sees identities."""
        areas = actor.areas(right)
        return self.filter(within("left__village_id", areas), within("right__village_id", areas))

    def half_visible_to(self, actor: Actor) -> Self:
        """Pairs of which the actor sees one record only: that there is one is all they learn."""
        areas = actor.areas(Right.VIEW_IDENTITY)
        left, right = within("left__village_id", areas), within("right__village_id", areas)
        return self.filter((left & ~right) | (right & ~left))

    def open(self) -> Self:
        """Pairs that nobody decided, of records that still stand."""
        return self.filter(decision="", left__withdrawn_at=None, right__withdrawn_at=None)


class Pair(models.Model):
    """Two records that may be one person, asked once: `left` is the older record.

    `weight` is the log-odds at the time of asking, by the table `points_version`.
    """

    class Decision(models.TextChoices):
        SAME = "same", gettext_lazy("Orang yang sama")
        DIFFERENT = "different", gettext_lazy("Orang lain")
        UNSURE = "unsure", gettext_lazy("Belum pasti")

    left = models.ForeignKey(Person, models.PROTECT, related_name="+")
    right = models.ForeignKey(Person, models.PROTECT, related_name="+")
    weight = models.FloatField()
    band = models.CharField(max_length=6, choices=Band.choices)
    hard_review = models.CharField(max_length=24, blank=True)
    reasons = models.JSONField(default=list, help_text="[code, points, Indonesian, English]")
    points_version = models.CharField(max_length=40)
    decision = models.CharField(max_length=9, choices=Decision.choices, blank=True)
    decided_by_id = models.CharField(max_length=64, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    assigned_to_id = models.CharField(max_length=64, blank=True)
    assigned_to_name = models.CharField(max_length=150, blank=True)
    merge = models.ForeignKey(Merge, models.PROTECT, null=True, related_name="pairs")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PairQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id left right weight band hard_review reasons points_version decision decided_by_id "
            "decided_by_name decided_at note assigned_to_id assigned_to_name merge created_at"
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["left", "right"], name="pair_asked_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pair_in_order"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="pair_decision_is_a_pair",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["decision", "-weight", "id"], name="pair_queue")
        ]

    def __str__(self) -> str:
        return f"{self.left_id}/{self.right_id}"


class FindingQuerySet(TerritoryQuerySet["Finding"]):
    area_field = "person__village_id"
    view_right = Right.VIEW_PEOPLE

    def open(self) -> FindingQuerySet:
        return self.filter(state=Finding.State.OPEN)


class Finding(models.Model):
    """What a list from outside says of one registered person, until a named human acts on it.

    `fact` tells the same news from new news: a fact is asked of a person once. `on` is the day
    that the list names. Nothing happens to a cover by the finding itself.
    """

    class Kind(models.TextChoices):
        DIED = "died", gettext_lazy("Meninggal")
        MOVED = "moved", gettext_lazy("Pindah")
        ASN = "asn", gettext_lazy("Menjadi PNS")
        PPPK = "pppk", gettext_lazy("Menjadi PPPK")
        PPPK_PART = "pppk_part", gettext_lazy("PPPK paruh waktu")
        FAMILY_ASN = "family_asn", gettext_lazy("Keluarga ASN/PPPK")
        DECILE = "decile", gettext_lazy("Desil di atas batas")
        ACTIVE = "active", gettext_lazy("Aktif di BPJS")

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("Menunggu")
        CONFIRMED = "confirmed", gettext_lazy("Dibenarkan")
        DISMISSED = "dismissed", gettext_lazy("Bukan orangnya atau tidak benar")
        WITHDRAWN = "withdrawn", gettext_lazy("Daftarnya dibatalkan")

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    fact = models.CharField(max_length=64)
    on = models.DateField(null=True)
    detail = models.CharField(max_length=200, blank=True, help_text="without identity numbers")
    weight = models.FloatField()
    band = models.CharField(max_length=6, choices=Band.choices)
    hard_review = models.CharField(max_length=24, blank=True)
    reasons = models.JSONField(default=list, help_text="[code, points, Indonesian, English]")
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    decided_by_id = models.CharField(max_length=64, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    paper = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict, help_text="what of the register it changed, old values")
    visited_on = models.DateField(null=True)
    visited_by_name = models.CharField(max_length=150, blank=True)
    visit_note = models.CharField(max_length=300, blank=True)

    objects = FindingQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id batch row person weight band hard_review reasons state decided_by_id "
            "decided_by_name decided_at reason paper visited_on visited_by_name"
        ),
        personal="kind fact on detail before visit_note",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "kind", "fact"], condition=~Q(state="withdrawn"),
                name="finding_fact_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"]) | Q(decided_at__isnull=False),
                name="finding_decision_is_a_pair",
            ),
        ]  # fmt: skip
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "kind", "id"], name="finding_queue"),
            models.Index(fields=["batch", "row"], name="finding_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class Reach(models.Model):
    """How far the lists that one region's offices sent have met the register.

    Persons above `person` and rows that the journal changed after `event` have not met them yet.
    """

    area = CodeField(max_length=13, unique=True)
    event = models.BigIntegerField(help_text="journal")
    person = models.BigIntegerField()
    at = models.DateTimeField()

    privacy: ClassVar[dict[str, str]] = classify(internal="id area event person at")

    def __str__(self) -> str:
        return f"{self.area} {self.event}"


class PointsTable(models.Model):
    """A table of points fitted on decisions: dated, and in force only if the gate let it through.

    `figures` are those of old and new table on the labelled set that decides.
    """

    version = models.CharField(max_length=40, unique=True)
    table = models.TextField(help_text="JSON, as core/linkage reads it")
    labels = models.PositiveIntegerField(help_text="decisions it was fitted on")
    figures = models.JSONField(default=dict)
    passed = models.BooleanField(help_text="the gate: no worse than the table before it")
    in_force = models.BooleanField(default=False)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id version table labels figures passed in_force by_id by_name at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(in_force=False) | Q(passed=True), name="points_in_force_passed"
            ),
            models.UniqueConstraint(
                fields=["in_force"], condition=Q(in_force=True), name="points_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.version
