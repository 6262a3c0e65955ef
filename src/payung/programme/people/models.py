"""Residents: what is known of a person now, and which source said it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from payung.base.privacy import classify
from payung.base.staging.models import Batch
from payung.base.territory.actor import Actor, Right
from payung.base.territory.fields import CodeField
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet, within
from payung.base.vault.fields import SealedTextField
from payung.programme.people.given_field import GivenField

VILLAGE_LENGTH = 13


class Unindexed(models.Func):
    """A column that SQLite shall test row by row, to walk the index of the order instead."""

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra)


class PersonQuerySet(TerritoryQuerySet["Person"]):
    area_field = "village_id"

    def listed_for(
        self, actor: Actor, right: Right | None = None, area: str = "", *, by_name: bool = True
    ) -> Self:
        """`visible_to`, for lists in the order of names or found by number.

        One village is an equality, so that (village, name) gives the order; wider reaches walk the
        names (or the number's index) and pass over what lies outside, instead of sorting a
        district.
        """
        areas = actor.areas(right or self.view_right)
        if area:
            areas = tuple(a for a in (area,) if actor.may(right or self.view_right, a))
        if by_name and len(areas) == 1 and len(areas[0]) == VILLAGE_LENGTH:
            return self.filter(village_id=areas[0])
        place = Unindexed(F("village_id"), output_field=CodeField())
        return self.alias(place=place).filter(within("place", areas))

    def active(self) -> PersonQuerySet:
        """Persons of the register, without those whose import was undone."""
        return self.filter(withdrawn_at=None)


class Person(models.Model):
    """One resident of one village.

    NIK and KK are sealed; `nik_index`, `nik_tail` (last four digits) and `kk_index` are blind
    indexes for equality search. A NIK is not unique; that of an active, verified person is.
    """

    class Sex(models.TextChoices):
        MALE = "L", gettext_lazy("Laki-laki")
        FEMALE = "P", gettext_lazy("Perempuan")

    class NikState(models.TextChoices):
        GIVEN = "given", gettext_lazy("Menurut berkas")
        VERIFIED = "verified", gettext_lazy("Terverifikasi")
        TEMPORARY = "temporary", gettext_lazy("Sementara")
        MISSING = "missing", gettext_lazy("Belum ada")

    class LifeStatus(models.TextChoices):
        ALIVE = "alive", gettext_lazy("Hidup")
        DEAD = "dead", gettext_lazy("Meninggal")
        MOVED = "moved", gettext_lazy("Pindah")
        MISSING = "missing", gettext_lazy("Hilang")
        AWAY = "away", gettext_lazy("Pergi")
        INVALID = "invalid", gettext_lazy("Tidak valid")

    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=150)
    name_key = CodeField(max_length=150, help_text="folded for search: upper case, no marks")
    sex = models.CharField(max_length=1, choices=Sex.choices)
    birth_place = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    nik = SealedTextField(blank=True)
    nik_index = CodeField(max_length=32, blank=True)
    nik_tail = CodeField(max_length=32, blank=True)
    nik_state = models.CharField(max_length=10, choices=NikState.choices, default=NikState.GIVEN)
    kk = SealedTextField(blank=True)
    kk_index = CodeField(max_length=32, blank=True, db_index=True)
    mother_name = SealedTextField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    hamlet = models.CharField(max_length=100, blank=True, help_text="dusun")
    rt = models.CharField(max_length=10, blank=True)
    rw = models.CharField(max_length=10, blank=True)
    family_relation = models.PositiveSmallIntegerField(null=True, help_text="Dukcapil SHDK code")
    marital_status = models.PositiveSmallIntegerField(null=True, help_text="Dukcapil code")
    citizenship = models.PositiveSmallIntegerField(default=1, help_text="1 WNI, 2 WNA, 3 dua")
    occupation = models.PositiveSmallIntegerField(null=True, help_text="Dukcapil code 1–89")
    occupation_text = models.CharField(max_length=100, blank=True)
    phone = SealedTextField(blank=True)
    life_status = models.CharField(
        max_length=10, choices=LifeStatus.choices, default=LifeStatus.ALIVE
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+", db_index=False,
        help_text="of a withdrawn record: the person it turned out to be",
    )  # fmt: skip

    origin = models.ForeignKey(
        Batch, models.PROTECT, null=True, editable=False, related_name="+", db_index=False,
        help_text="the list that named this person first, at `created_at`",
    )  # fmt: skip
    origin_row = models.PositiveIntegerField(null=True, editable=False)
    origin_content = CodeField(
        max_length=32, blank=True, editable=False, help_text="keyed fingerprint of that row"
    )
    origin_fields = GivenField(default=list, editable=False, help_text="values that row gave")

    objects = PersonQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id created_at updated_at withdrawn_at",
        internal=(
            "village nik_state withdrawn_reason merged_into origin origin_row origin_content "
            "origin_fields"
        ),
        personal=(
            "name name_key sex birth_place birth_date address hamlet rt rw "
            "family_relation marital_status citizenship occupation occupation_text "
            "life_status"
        ),
        sealed="nik nik_index nik_tail kk kk_index mother_name phone",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["nik_index"],
                condition=Q(nik_state="verified", withdrawn_at=None),
                name="person_verified_nik_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_name"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(withdrawn_at__isnull=False),
                name="person_merged_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=~Q(nik_state__in=["given", "verified"]) | ~Q(nik_index=""),
                name="person_nik_has_index",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["nik_index"], name="person_nik"),
            models.Index(fields=["nik_tail"], name="person_nik_tail"),
            # Lists count and pass over rows in these indexes alone, without touching the table.
            models.Index(
                fields=["village", "name_key", "id", "withdrawn_at"], name="person_village_name"
            ),
            models.Index(fields=["name_key", "id", "village", "withdrawn_at"], name="person_name"),
            models.Index(
                fields=["village", "name_key"],
                name="person_without_nik",
                condition=Q(nik_state__in=["temporary", "missing"]),
            ),
            # Likely the same person: those born on a day, in one village where a day is crowded.
            models.Index(fields=["birth_date", "village"], name="person_birth"),
            models.Index(
                fields=["merged_into"], name="person_merged",
                condition=Q(merged_into__isnull=False),
            ),
            models.Index(
                fields=["origin"], name="person_origin", condition=Q(origin__isnull=False)
            ),
            # Of whom the NIK of their first row may no longer find.
            models.Index(
                fields=["origin_content"], name="person_content",
                condition=~Q(origin_content="")
                & (Q(nik_index="") | ~Q(updated_at=F("created_at"))),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Sourced(models.Model):
    """What one row of one file changed of a person: with `Person.origin`, where each value is from.

    `fields` names the values that this row set. The value that stands now came from the latest row
    that names it, else from the row that named the person first.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="sources")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", db_index=False)
    row = models.PositiveIntegerField()
    content_hash = CodeField(max_length=32)
    fields = GivenField(default=list)
    before = models.BinaryField(default=b"", help_text="sealed JSON of the values it replaced")
    at = models.DateTimeField(auto_now_add=True)
    undone = models.BooleanField(default=False, help_text="its import was taken back")

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at undone",
        internal="person batch row content_hash fields",
        sealed="before",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "row"], name="sourced_once_per_row")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["content_hash"], name="sourced_content"),
        ]


from payung.programme.people.death_models import Death  # noqa: E402
from payung.programme.people.decile_models import FamilyDecile  # noqa: E402
from payung.programme.people.merge_models import Merge, MergeMove  # noqa: E402

__all__ = [
    "Death", "FamilyDecile", "Merge", "MergeMove", "Person", "PersonQuerySet", "Sourced",
    "Unindexed",
]  # fmt: skip
