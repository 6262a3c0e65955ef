"""Two records that are one person: who said so, what moved, and how to put it back."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from payung.base.privacy import classify
from payung.base.territory.actor import Actor, Right
from payung.base.territory.fields import CodeField
from payung.base.territory.visibility import within


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, actor: Actor, right: Right = Right.VIEW_IDENTITY) -> Self:
        """Merges whose two records both lie where the actor sees identities."""
        areas = actor.areas(right)
        return self.filter(within("kept_area", areas), within("gone_area", areas))


class Merge(models.Model):
    """`gone` is the same person as `kept`: proposed, done, refused, or undone.

    Where money moves (a membership, a bill, a claim) another person must approve. `before` are the
    sealed values of `kept` that were replaced; `own` the rows that were its own before.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", gettext_lazy("Menunggu persetujuan")
        DONE = "done", gettext_lazy("Digabung")
        REFUSED = "refused", gettext_lazy("Ditolak")
        UNDONE = "undone", gettext_lazy("Dipisahkan kembali")

    kept = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    gone = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kept_area = CodeField(max_length=13)
    gone_area = CodeField(max_length=13)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    money = models.BooleanField(help_text="a membership, bill or claim moves with it")
    reason = models.CharField(max_length=300)
    paper = models.CharField(max_length=200, blank=True)
    taken = models.JSONField(default=list, help_text="columns whose value comes from `gone`")
    decisions = models.JSONField(default=dict, help_text="conflict → what a person decided of it")
    before = models.BinaryField(default=b"", help_text="sealed JSON of the values replaced")
    own = models.JSONField(default=dict, help_text="relation → rows of `kept` before the merge")
    proposed_by_id = models.CharField(max_length=64)
    proposed_by_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by_id = models.CharField(max_length=64, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    undone_by_id = models.CharField(max_length=64, blank=True)
    undone_by_name = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.CharField(max_length=300, blank=True)

    objects = MergeQuerySet.as_manager()

    privacy: ClassVar[dict[str, str]] = classify(
        internal=(
            "id kept gone kept_area gone_area state money reason paper taken decisions own "
            "proposed_by_id proposed_by_name proposed_at decided_by_id decided_by_name decided_at "
            "undone_by_id undone_by_name undone_at undo_reason"
        ),
        sealed="before",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(state__in=["proposed", "done"]), name="merge_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="done", money=True) | ~Q(decided_by_id=F("proposed_by_id")),
                name="merge_money_needs_second_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="merge_decision_is_a_pair",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "kept_area"])]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class MergeMove(models.Model):
    """One row that changed hands by a merge, or stays with the old record (`stays`)."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moves")
    model = models.CharField(max_length=80)
    field = models.CharField(max_length=40)
    row = models.BigIntegerField()
    stays = models.BooleanField(default=False)

    privacy: ClassVar[dict[str, str]] = classify(internal="id merge model field row stays")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["merge", "model", "field", "row"], name="merge_move_once"
            )
        ]
