"""Who is chosen: a village's roster under a fund, its candidates, verdicts, steps and decree."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from payung.base.files.models import StoredFile
from payung.base.months import MonthField
from payung.base.privacy import classify
from payung.base.territory.actor import Right
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet
from payung.programme.funds.models import Fund
from payung.programme.people.models import Person


class FundRule(models.Model):
    """A rule as one fund applies it from a day to a day: parameters, weight and ground."""

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="rules")
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    hard = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    regulation = models.CharField(max_length=200)
    confidence = models.CharField(max_length=6, default="high")

    privacy: ClassVar[dict[str, str]] = classify(
        public="id fund code params hard valid_from valid_until regulation confidence",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["fund", "code", "valid_from"], name="fund_rule_once"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="fund_rule_until_after_from",
            ),
            models.CheckConstraint(condition=~Q(regulation=""), name="fund_rule_needs_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"


class RosterQuerySet(TerritoryQuerySet["Roster"]):
    area_field = "village_id"
    view_right = Right.VIEW_FIGURES


class Roster(models.Model):
    """A village's list for one fund, year and segment: what is proposed and at last decreed."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Disusun operator")
        PROPOSED = "proposed", gettext_lazy("Diusulkan")
        REVIEWED = "reviewed", gettext_lazy("Ditelaah camat")
        VERIFIED = "verified", gettext_lazy("Diverifikasi DPMD")
        DECREED = "decreed", gettext_lazy("Ditetapkan")

    class Segment(models.TextChoices):
        BPU = "bpu", gettext_lazy("Pekerja bukan penerima upah")
        PU = "pu", gettext_lazy("Pekerja penerima upah")

    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="rosters")
    year = models.PositiveSmallIntegerField()
    segment = models.CharField(max_length=3, choices=Segment.choices)
    round = models.PositiveSmallIntegerField(default=1, help_text="2 and on: amending lists")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    programmes = models.CharField(max_length=30, default="jkk,jkm")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RosterQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id village fund year segment round state programmes created_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["village", "fund", "year", "segment", "round"], name="roster_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "village"])]

    def __str__(self) -> str:
        return f"{self.village_id} {self.fund_id} {self.year}/{self.round}"


class CandidateQuerySet(TerritoryQuerySet["Candidate"]):
    area_field = "roster__village_id"
    view_right = Right.VIEW_PEOPLE

    def members(self) -> CandidateQuerySet:
        """Those who are to be covered, without reserves and excluded ones."""
        return self.filter(place="member")


class Candidate(models.Model):
    """One person on a roster. `outcome` is the judgement of the rules; `place` the people's."""

    class Outcome(models.TextChoices):
        ELIGIBLE = "eligible", gettext_lazy("Memenuhi syarat")
        CHECK = "check", gettext_lazy("Perlu diperiksa")
        INELIGIBLE = "ineligible", gettext_lazy("Tidak memenuhi syarat")

    class Place(models.TextChoices):
        MEMBER = "member", gettext_lazy("Peserta")
        RESERVE = "reserve", gettext_lazy("Cadangan")
        EXCLUDED = "excluded", gettext_lazy("Tidak diusulkan")

    class Post(models.TextChoices):
        VULNERABLE = "rentan", gettext_lazy("Pekerja rentan")
        KADES = "kades", gettext_lazy("Kepala desa")
        PERANGKAT = "perangkat", gettext_lazy("Perangkat desa")
        BPD = "bpd", gettext_lazy("Anggota BPD")
        RTRW = "rtrw", gettext_lazy("Ketua RT/RW")
        LPMD = "lpmd", gettext_lazy("Pengurus LPMD")
        KADER = "kader", gettext_lazy("Kader")
        OTHER = "lain", gettext_lazy("Lainnya")

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="candidacies")
    post = models.CharField(max_length=10, choices=Post.choices, default=Post.VULNERABLE)
    base = models.PositiveBigIntegerField(help_text="wage (PU) or income (BPU), rupiah a month")
    place = models.CharField(max_length=10, choices=Place.choices, default=Place.MEMBER)
    place_reason = models.CharField(max_length=300, blank=True)
    rank = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.CHECK)
    judged_on = models.DateField(null=True)
    working_statement = models.BooleanField(default=False, help_text="signed: works and is fit")
    override_reason = models.CharField(max_length=300, blank=True, help_text="by musdes")
    decile = models.PositiveSmallIntegerField(null=True, help_text="of the family, DTSEN 1–10")
    decile_source = models.CharField(max_length=120, blank=True)

    objects = CandidateQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        personal=(
            "id roster person post base place place_reason rank outcome judged_on "
            "working_statement override_reason decile decile_source"
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["roster", "person"], name="candidate_once"),
            models.CheckConstraint(
                condition=~Q(place="excluded") | ~Q(place_reason=""),
                name="candidate_excluded_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decile=None) | Q(decile__gte=1, decile__lte=10),
                name="candidate_decile_in_range",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["roster", "place", "rank"]),
        ]

    def __str__(self) -> str:
        return f"{self.roster_id}/{self.person_id}"


class CandidateCount(models.Model):
    """How many to be covered a roster has by outcome; kept by the database.

    Rows that differ in `part` alone are added up (see `base/triggers.py`).
    """

    roster = models.ForeignKey(
        Roster, models.DO_NOTHING, related_name="counts", db_constraint=False, db_index=False
    )
    outcome = models.CharField(max_length=10)
    part = models.BigIntegerField(help_text="the transaction that counted, on PostgreSQL")
    heads = models.IntegerField()

    privacy: ClassVar[dict[str, str]] = classify(internal="id roster outcome part heads")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["roster", "outcome", "part"], name="candidate_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.heads}"


class Verdict(models.Model):
    """What one rule said of one candidate, why, and on which regulation."""

    class Result(models.TextChoices):
        PASS = "pass", gettext_lazy("Memenuhi")
        WARN = "warn", gettext_lazy("Perlu perhatian")
        UNKNOWN = "unknown", gettext_lazy("Belum diketahui")
        FAIL = "fail", gettext_lazy("Tidak memenuhi")

    # Only the pair with `rule` is ever looked up: the unique constraint is the index.
    candidate = models.ForeignKey(
        Candidate, models.CASCADE, related_name="verdicts", db_index=False
    )
    rule = models.CharField(max_length=40)
    version = models.DateField(help_text="the day from which this version of the rule holds")
    hard = models.BooleanField()
    result = models.CharField(max_length=8, choices=Result.choices)
    reason = models.CharField(max_length=300)
    reason_en = models.CharField(max_length=300)
    regulation = models.CharField(max_length=200)

    privacy: ClassVar[dict[str, str]] = classify(
        personal="id candidate rule version hard result reason reason_en regulation",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["candidate", "rule"], name="verdict_once")
        ]


class RosterStep(models.Model):
    """One step of a roster from hand to hand, in order; the row is never changed."""

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    from_state = models.CharField(max_length=10)
    to_state = models.CharField(max_length=10)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    paper = models.CharField(max_length=200, blank=True)
    paper_date = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id roster number from_state to_state by_id by_name at note paper paper_date file"
        ),
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["roster_id", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["roster", "number"], name="roster_step_number")
        ]


class DistrictDecreeQuerySet(TerritoryQuerySet["DistrictDecree"]):
    area_field = "area_id"
    view_right = Right.VIEW_FIGURES


class DistrictDecree(models.Model):
    """SK Bupati on lists that district money pays: the whole paper, an annex for each fund.

    Each list's own `Decree` is an excerpt of it.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=80)
    date = models.DateField()
    signer_name = models.CharField(max_length=150)
    signer_post = models.CharField(max_length=80)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = DistrictDecreeQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id area year number date signer_name signer_post pdf xlsx by_id by_name at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(number=""), name="district_decree_has_number")
        ]

    def __str__(self) -> str:
        return self.number


class DecreeQuerySet(TerritoryQuerySet["Decree"]):
    area_field = "roster__village_id"
    view_right = Right.VIEW_FIGURES


class Decree(models.Model):
    """SK Kepala Desa (or lurah, Bupati) that fixes a roster; its annex is frozen."""

    roster = models.OneToOneField(Roster, models.PROTECT, related_name="decree")
    number = models.CharField(max_length=80)
    date = models.DateField()
    signer_name = models.CharField(max_length=150)
    signer_post = models.CharField(max_length=80)
    legal_basis = models.JSONField(default=list)
    annex_hash = models.CharField(max_length=64, help_text="SHA-256 of the frozen annex")
    excerpt_of = models.ForeignKey(
        DistrictDecree, models.PROTECT, null=True, blank=True, related_name="excerpts"
    )
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = DecreeQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id roster number date signer_name signer_post legal_basis annex_hash excerpt_of pdf "
            "xlsx by_id by_name at"
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(number=""), name="decree_has_number")
        ]


class DecreeLine(models.Model):
    """One name of the annex, as decreed: what was true that day stays readable."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="lines")
    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="decree_line")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    address = models.CharField(max_length=300, blank=True)
    post = models.CharField(max_length=10)
    programmes = models.CharField(max_length=30)
    base = models.PositiveBigIntegerField(help_text="wage or income, rupiah, in the first month")
    month_from = MonthField()
    month_to = MonthField()
    amounts = models.JSONField(help_text="rupiah of each month, in order from month_from")
    monthly = models.PositiveBigIntegerField(help_text="rupiah in the first month")
    total = models.PositiveBigIntegerField(help_text="rupiah over all months")
    law_id = models.CharField(max_length=64)

    privacy: ClassVar[dict[str, str]] = classify(
        personal=(
            "id decree candidate position name address post programmes base month_from "
            "month_to amounts monthly total law_id"
        ),
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["decree_id", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decree", "position"], name="decree_line_position")
        ]
