"""Reading questions and findings: what is open, how often the matcher was right, who waits."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from payung.base.jobs.models import Job
from payung.base.staging.models import Batch, BatchQuerySet, Row
from payung.base.staging.payloads import unpack
from payung.base.staging.registry import ListKind
from payung.base.territory.actor import Actor, Right, widest
from payung.base.territory.models import Area
from payung.base.territory.visibility import within
from payung.base.worded import worded_once
from payung.desk.matching.lists.again import AGAIN
from payung.desk.matching.lists.kinds import KINDS
from payung.desk.matching.lists.reach import is_due, reached
from payung.desk.matching.lists.reading import segment_of
from payung.desk.matching.models import (
    Finding,
    FindingQuerySet,
    Pair,
    PairQuerySet,
    PointsTable,
)
from payung.desk.matching.scanning import SCAN
from payung.programme.claims.models import Event
from payung.programme.membership.elsewhere import ActiveAtBpjs
from payung.programme.membership.models import Membership
from payung.programme.people.merge_models import MergeQuerySet
from payung.programme.people.merge_plan import DECIDES
from payung.programme.people.models import Merge

#: What happens to a family if a finding is left lying; the order of the queue.
HARM: dict[str, int] = {
    Finding.Kind.DIED: 90, Finding.Kind.MOVED: 70, Finding.Kind.ASN: 60, Finding.Kind.PPPK: 60,
    Finding.Kind.ACTIVE: 50, Finding.Kind.PPPK_PART: 40, Finding.Kind.FAMILY_ASN: 30,
    Finding.Kind.DECILE: 20,
}  # fmt: skip
RANGES = ((6.0, None), (4.0, 6.0), (2.0, 4.0), (0.0, 2.0), (None, 0.0))


def table_in_force() -> str | None:
    """The JSON of the table that a district put in force; None: the one that ships."""
    return PointsTable.objects.filter(in_force=True).values_list("table", flat=True).first()


def active_news(people: Collection[int]) -> dict[int, ActiveAtBpjs]:
    """What the lists of BPJS say of persons, unless somebody said it is not so; one statement.

    What was confirmed comes before what waits, later news before earlier.
    """
    return {
        row.person_id: ActiveAtBpjs(
            segment_of(row.detail),
            row.state == Finding.State.CONFIRMED,
            f"{row.batch.file.name}: {row.row}",
            timezone.localtime(row.batch.at).date(),
        )
        for row in _told_active(list(people))
    }


@worded_once
def _told_active(people: list[int]) -> QuerySet[Finding]:
    told = Finding.objects.filter(
        person__among=people, kind=Finding.Kind.ACTIVE,
        state__in=[Finding.State.OPEN, Finding.State.CONFIRMED],
    ).select_related("batch__file")  # fmt: skip
    return told.order_by(Case(When(state="confirmed", then=1), default=0), "pk")


def acts_somewhere(actor: Actor) -> bool:
    """Whether the actor decides questions anywhere."""
    return any(actor.may_somewhere(right) for right in DECIDES)


def findings_of(actor: Actor) -> FindingQuerySet:
    """Findings within reach of somebody who may know what they say of whom."""
    return Finding.objects.visible_to(actor, Right.VIEW_IDENTITY)


def members_among(rows: Iterable[Finding]) -> set[int]:
    """Persons of these findings who have a running membership; one statement."""
    people = {row.person_id for row in rows}
    running = Membership.objects.filter(person__in=people, ended_on=None)
    return set(running.values_list("person_id", flat=True))


def member_exists() -> Exists:
    """A running membership of a finding's person."""
    return Exists(Membership.objects.filter(person=OuterRef("person"), ended_on=None))


def ever_member() -> Exists:
    """Any membership of a finding's person."""
    return Exists(Membership.objects.filter(person=OuterRef("person")))


def deaths_of_members(actor: Actor) -> FindingQuerySet:
    """Deaths told of people who are or were members, that nobody dismissed."""
    told = findings_of(actor).filter(kind=Finding.Kind.DIED)
    return told.filter(ever_member(), state__in=[Finding.State.OPEN, Finding.State.CONFIRMED])


def waiting_merges(actor: Actor) -> int:
    """Proposed merges that this actor did not propose; one statement."""
    if not any(actor.may_somewhere(right) for right in DECIDES):
        return 0
    waiting = Merge.objects.visible_to(actor).filter(state=Merge.State.PROPOSED)
    return waiting.exclude(proposed_by_id=actor.id).count()


@dataclass(frozen=True, slots=True)
class Precision:
    """What people said of the questions of one range of weights."""

    low: float | None
    high: float | None
    same: int
    different: int

    @property
    def decided(self) -> int:
        return self.same + self.different

    @property
    def share(self) -> float | None:
        """Percent that were one person; None while nobody decided."""
        return 100 * self.same / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of that share (Wilson), percent."""
        if not self.decided:
            return None
        z, n, p = 1.96, self.decided, self.same / self.decided
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def precision(actor: Actor) -> list[Precision]:
    """How often "one person" was right, by weight, from the decisions in reach; one statement."""
    counts = {}
    for n, (low, high) in enumerate(RANGES):
        inside = Q()
        inside &= Q(weight__gte=low) if low is not None else Q()
        inside &= Q(weight__lt=high) if high is not None else Q()
        counts[f"same_{n}"] = Count("pk", filter=inside & Q(decision="same"))
        counts[f"different_{n}"] = Count("pk", filter=inside & Q(decision="different"))
    found = Pair.objects.visible_to(actor).aggregate(**counts)
    return [
        Precision(low, high, found[f"same_{n}"], found[f"different_{n}"])
        for n, (low, high) in enumerate(RANGES)
    ]


def pairs_of(actor: Actor) -> PairQuerySet:
    """Questions in the actor's reach, with what a page tells of both records."""
    return Pair.objects.visible_to(actor).select_related("left__village", "right__village", "merge")


def neighbours(actor: Actor, pair: Pair) -> tuple[int | None, int | None]:
    """The open questions before and after one, in the order of the queue; two statements."""
    rows = Pair.objects.visible_to(actor).open().exclude(pk=pair.pk)
    after = rows.filter(Q(weight__lt=pair.weight) | Q(weight=pair.weight, pk__gt=pair.pk))
    before = rows.filter(Q(weight__gt=pair.weight) | Q(weight=pair.weight, pk__lt=pair.pk))
    return (
        before.order_by("weight", "-pk").values_list("pk", flat=True).first(),
        after.order_by("-weight", "pk").values_list("pk", flat=True).first(),
    )


def elsewhere(actor: Actor) -> int:
    """Open questions of which the actor sees one side only."""
    return Pair.objects.half_visible_to(actor).open().count()


def merges_of(actor: Actor) -> MergeQuerySet:
    """Merges in reach, newest first."""
    return (
        Merge.objects.visible_to(actor)
        .select_related("kept__village", "gone__village")
        .order_by("-pk")
    )


def last_scan(area: str) -> Job | None:
    """The latest search of a region."""
    return Job.objects.filter(kind=SCAN, area=area).order_by("-pk").first()


def kinds_of(actor: Actor) -> list[ListKind]:
    """The lists that this actor may send."""
    return [kind for kind in KINDS if actor.may_somewhere(kind.right)]


def batches_of(actor: Actor) -> BatchQuerySet:
    """Lists that the actor may send, as sent by whoever may."""
    reach = Q(pk__in=[])
    for kind in kinds_of(actor):
        reach |= Q(kind=kind.code) & within("area", actor.areas(kind.right))
    return Batch.objects.filter(reach).select_related("file", "job")


@dataclass(frozen=True, slots=True)
class Met:
    """How far the lists of one region have met the register; `due`: somebody came since."""

    area: str
    at: datetime
    due: bool
    working: bool


def reaches_of(actor: Actor) -> list[Met]:
    """For each region whose lists the actor sends; five statements a region."""
    taken = batches_of(actor).filter(state=Batch.State.ACCEPTED).order_by()
    found = []
    for area in sorted(set(taken.values_list("area", flat=True))):
        reach = reached(area)
        last = Job.objects.filter(kind=AGAIN, area=area).order_by("-pk").first()
        found.append(Met(area, reach.at, is_due(reach), last is not None and last.is_open))
    return found


def findings_by_batch(batch: Batch) -> dict[str, int]:
    """Findings of one list by state; one statement."""
    rows = Finding.objects.filter(batch=batch).order_by().values_list("state")
    return dict(rows.annotate(n=Count("pk")))


def staged_values(finding: Finding) -> dict[str, Any]:
    """What the row of the list said, opened."""
    row = Row.objects.filter(batch=finding.batch_id, number=finding.row).first()
    return unpack(bytes(row.payload))[0] if row else {}


def events_of(people: Iterable[int]) -> dict[int, Event]:
    """The standing death events of persons, with their claims; two statements."""
    rows = (
        Event.objects.standing()
        .filter(person__in=list(people), kind=Event.Kind.DEATH)
        .prefetch_related("claims")
    )
    return {row.person_id: row for row in rows}


def regions_to_scan(actor: Actor) -> list[Area]:
    """The widest regions whose register the actor may search."""
    codes = widest(area for right in DECIDES for area in actor.areas(right))
    return list(Area.objects.filter(code__in=codes).order_by("code"))


def tables() -> QuerySet[PointsTable]:
    """Fitted tables, newest first."""
    return PointsTable.objects.order_by("-pk")


def kind_counts(found: FindingQuerySet) -> dict[str, tuple[int, int]]:
    """By kind: all findings, and those of people with a running membership; one statement."""
    rows = found.alias(runs=member_exists()).order_by().values_list("kind")
    counted = rows.annotate(n=Count("pk"), m=Count("pk", filter=Q(runs=True)))
    return {kind: (n, m) for kind, n, m in counted}


def by_harm(found: FindingQuerySet) -> FindingQuerySet:
    """Findings with their harm as a number to sort by."""
    cases = [When(kind=kind, then=Value(harm)) for kind, harm in HARM.items()]
    return found.annotate(harm=Case(*cases, default=Value(0), output_field=IntegerField()))
