"""Members: one membership per person and payer relation, and its months."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from payung.base.files.models import StoredFile
from payung.base.months import MonthField
from payung.base.privacy import classify
from payung.base.staging.models import Batch
from payung.base.territory.actor import Right
from payung.base.territory.fields import CodeField
from payung.base.territory.models import Area
from payung.base.territory.visibility import TerritoryQuerySet
from payung.base.vault.fields import SealedTextField
from payung.programme.funds.models import Fund
from payung.programme.people.models import Person
from payung.programme.selection.models import DecreeLine


class EmployerQuerySet(TerritoryQuerySet["Employer"]):
    area_field = "area_id"
    view_right = Right.VIEW_PEOPLE


class Employer(models.Model):
    """A registration at BPJS: an employer (PU) or a wadah/mitra (BPU), known by its NPP."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer", gettext_lazy("Pemberi kerja")
        GROUP = "group", gettext_lazy("Wadah/mitra BPU")

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    npp = CodeField(max_length=20)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=Kind.choices)

    objects = EmployerQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id area npp name kind",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["npp"], name="employer_npp_once")
        ]

    def __str__(self) -> str:
        return self.name


class PaidHistory(models.Model):
    """Months paid with their days of receipt; one row for all members who share it.

    `key` is made of `text`, so that a row never changes its meaning (see `histories.py`).
    """

    key = CodeField(primary_key=True, max_length=16)
    text = models.TextField(help_text="2026-01:20260105 2026-02:20260209 …")

    privacy: ClassVar[dict[str, str]] = classify(internal="key text")

    def __str__(self) -> str:
        return self.key


class MembershipQuerySet(TerritoryQuerySet["Membership"]):
    area_field = "village_id"


class Membership(models.Model):
    """One insurance relation of a person: PU with one employer, or the one BPU membership."""

    class Segment(models.TextChoices):
        BPU = "bpu", gettext_lazy("BPU")
        PU = "pu", gettext_lazy("PU")

    class EndReason(models.TextChoices):
        DIED = "died", gettext_lazy("Meninggal")
        MOVED = "moved", gettext_lazy("Pindah")
        ASN = "asn", gettext_lazy("Menjadi ASN/PPPK")
        WAGE_EARNER = "wage_earner", gettext_lazy("Menjadi pekerja penerima upah")
        DOUBLE = "double", gettext_lazy("Terdaftar ganda")
        RESIGNED = "resigned", gettext_lazy("Mengundurkan diri")
        TERM_ENDED = "term_ended", gettext_lazy("Masa jabatan berakhir")
        FUND_ENDED = "fund_ended", gettext_lazy("Dana berakhir")
        OTHER = "other", gettext_lazy("Lainnya")

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    segment = models.CharField(max_length=3, choices=Segment.choices)
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, blank=True)
    kpj = SealedTextField(blank=True)
    kpj_index = CodeField(max_length=32, blank=True, db_index=True)
    kpj_at = models.DateTimeField(null=True)
    since = models.DateField(help_text="first day of the first planned month")
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)
    end_paper = models.CharField(max_length=200, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    history = models.ForeignKey(
        PaidHistory, models.PROTECT, null=True, editable=False, related_name="+", db_index=False,
        help_text="what was paid so far, kept beside the months by every receipt",
    )  # fmt: skip
    double = models.BooleanField(
        default=False, editable=False,
        help_text="its person has another membership in the village; marked by the receipts",
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        system="id created_at",
        internal="person village segment employer kpj_at end_paper replaces history double",
        sealed="kpj kpj_index",
        personal="since ended_on end_reason",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(segment="bpu", ended_on=None),
                name="membership_one_bpu",
            ),
            models.UniqueConstraint(
                fields=["person", "employer"],
                condition=Q(segment="pu", ended_on=None),
                name="membership_one_per_employer",
            ),
            models.CheckConstraint(
                condition=Q(segment="bpu") | Q(employer__isnull=False),
                name="membership_pu_has_employer",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="")
                | (~Q(end_reason="") & Q(ended_on__isnull=False)),
                name="membership_end_is_a_pair",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["village"], condition=Q(double=True), name="membership_double"),
            models.Index(
                fields=["village"], condition=Q(kpj_index="", ended_on=None),
                name="membership_without_kpj",
            ),
        ]  # fmt: skip


class MemberCountQuerySet(TerritoryQuerySet["MemberCount"]):
    area_field = "village"
    view_right = Right.VIEW_FIGURES


class MemberCount(models.Model):
    """How many memberships of a village have a history and end on a day; kept by the database.

    Only for who has a receipt. Rows that differ in `part` alone are added up (see `triggers.py`).
    """

    village = CodeField(max_length=13)
    segment = models.CharField(max_length=3)
    history = models.ForeignKey(
        PaidHistory, models.DO_NOTHING, related_name="+", db_column="history",
        db_constraint=False, db_index=False,
    )  # fmt: skip
    until = models.DateField(help_text="last day; 9999-12-31 while no end is known")
    part = models.BigIntegerField(help_text="the transaction that counted, on PostgreSQL")
    heads = models.IntegerField()

    objects = MemberCountQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id village segment history until part heads",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["village", "segment", "history", "until", "part"], name="member_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.heads}"


class CoverMonth(models.Model):
    """One month of one membership: planned by a decree; cover once a posting is recorded.

    The unique key person's membership × month is what keeps a second funder out.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="months")
    month = MonthField()
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    decree_line = models.ForeignKey(DecreeLine, models.PROTECT, null=True, related_name="months")
    programmes = models.CharField(max_length=30)
    base = models.PositiveBigIntegerField(help_text="wage or income, rupiah")
    amount = models.PositiveBigIntegerField(help_text="contribution, rupiah")
    law_id = models.CharField(max_length=64)
    posting = models.ForeignKey("Posting", models.PROTECT, null=True, related_name="months")
    correction = models.ForeignKey(
        "Correction", models.PROTECT, null=True, related_name="months", db_index=False,
        help_text="the last one that mended its wage or post",
    )  # fmt: skip

    privacy: ClassVar[dict[str, str]] = classify(
        personal=(
            "id membership month fund decree_line programmes base amount law_id posting correction"
        ),
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["membership", "month"], name="cover_month_one_funder")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["month", "fund"])]


class Correction(models.Model):
    """What was right in earlier months: a wage or income, a post, or a fund; on a paper.

    `base` and `post` stand above the decree's for the months that point here.
    """

    class What(models.TextChoices):
        WAGE = "wage", gettext_lazy("Upah atau penghasilan")
        POST = "post", gettext_lazy("Jabatan")
        FUND = "fund", gettext_lazy("Dana")

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="corrections")
    what = models.CharField(max_length=4, choices=What.choices)
    month_from = MonthField()
    month_to = MonthField()
    base = models.PositiveBigIntegerField(null=True, help_text="rupiah a month, of this person")
    post = models.CharField(max_length=10, blank=True)
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, related_name="+")
    paper = models.CharField(max_length=200)
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, str]] = classify(
        system="id at", internal="what fund paper by_id by_name",
        personal="membership month_from month_to base post",
    )  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(month_to__gte=F("month_from")), name="correction_months_in_order"
            ),
            models.CheckConstraint(condition=~Q(paper=""), name="correction_needs_a_paper"),
            models.CheckConstraint(
                condition=Q(base__isnull=False) | ~Q(post="") | Q(fund__isnull=False),
                name="correction_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.what}"


class PostingQuerySet(TerritoryQuerySet["Posting"]):
    area_field = "area"
    view_right = Right.VIEW_PEOPLE


class Posting(models.Model):
    """A receipt or posting of BPJS that turns planned months into cover."""

    area = CodeField(max_length=13)
    month = MonthField()
    paid_on = models.DateField(help_text="day on which BPJS had the money in full")
    reference = models.CharField(max_length=80, help_text="kode iuran, receipt or file row")
    amount = models.PositiveBigIntegerField(null=True, help_text="rupiah as posted, if told")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+")
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = PostingQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id area month paid_on reference amount batch by_id by_name at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area", "month", "reference"], name="posting_reference_once"
            )
        ]


class ExportQuerySet(TerritoryQuerySet["Export"]):
    area_field = "area"
    view_right = Right.VIEW_PEOPLE


class Export(models.Model):
    """A file written for BPJS, frozen with its hash."""

    area = CodeField(max_length=13)
    layout = models.CharField(max_length=32, help_text="sipp_new, sipp_existing, bpu …")
    employer = models.ForeignKey(Employer, models.PROTECT, null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    by_id = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = ExportQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id area layout employer file rows by_id by_name at",
    )


class ExportLine(models.Model):
    """One membership in an export, and what BPJS answered."""

    class Answer(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Menunggu jawaban")
        VALID = "valid", gettext_lazy("Diterima BPJS")
        INVALID = "invalid", gettext_lazy("Ditolak BPJS")

    export = models.ForeignKey(Export, models.CASCADE, related_name="lines")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="exports")
    position = models.PositiveIntegerField()
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING)
    answer_reason = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)

    privacy: ClassVar[dict[str, str]] = classify(
        internal="id export membership position answer answer_reason answered_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["export", "membership"], name="export_line_once")
        ]


class PostingTerms(models.Model):
    """What the sender of a posting list says of the whole file, where its rows do not say it."""

    batch = models.OneToOneField(Batch, models.CASCADE, related_name="posting_terms")
    month = MonthField(blank=True)
    paid_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=80, blank=True)

    privacy: ClassVar[dict[str, str]] = classify(internal="id batch month paid_on reference")
