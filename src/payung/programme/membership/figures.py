"""The figures of a region: one row per village, a fixed number of statements whatever its size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.coverage import Funnel
from payung.programme.funds.models import Allotment
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.membership.thresholds import Thresholds, rules_of
from payung.programme.selection.models import Candidate, DecreeLine, Roster

HANDED_OVER = [s for s in Roster.State.values if s != Roster.State.DRAFT]
THIRTY_DAYS = dt.timedelta(days=30)


@dataclass(slots=True)
class VillageFigures:
    """Heads by step of one village in a year, and who stands covered on a day."""

    code: str
    name: str
    kind: str
    district: str
    target: int = 0
    quota: int = 0
    ceiling: int = 0
    proposed: int = 0
    valid: int = 0
    decreed: int = 0
    decreed_rupiah: int = 0
    active: int = 0
    in_thirty_days: int = 0

    @property
    def funnel(self) -> Funnel:
        return Funnel(self.quota, self.proposed, self.valid, self.decreed, self.active)

    @property
    def lapsing(self) -> int:
        """Members who lose cover within thirty days if nothing more is paid."""
        return self.active - self.in_thirty_days

    @property
    def below_target(self) -> bool:
        return self.active < self.target

    @property
    def of_target(self) -> float | None:
        """Active members per hundred of the target; None where no target is set."""
        return 100 * self.active / self.target if self.target else None


@dataclass(slots=True)
class RegionFigures:
    """A region on a day: its villages and their sums."""

    area: Area
    year: int
    on: dt.date
    villages: list[VillageFigures] = field(default_factory=list)

    def total(self, name: str) -> int:
        return sum(getattr(v, name) for v in self.villages)

    @property
    def funnel(self) -> Funnel:
        return Funnel.total(v.funnel for v in self.villages)

    @property
    def below_target(self) -> list[VillageFigures]:
        return [v for v in self.villages if v.below_target]

    @property
    def lapsing(self) -> int:
        return self.total("lapsing")


def region_figures(actor: Actor, area: Area, *, year: int, on: dt.date) -> RegionFigures:
    """Funnel and cover of every village of a region that the actor may see: six statements.

    The heaviest reads the last paid month of each
    membership through the index (membership, month).
    """
    rows = _villages(actor, area)
    _add_allotments(rows, actor, area.code, year)
    _add_candidates(rows, actor, area.code, year)
    _add_decreed(rows, area.code, year)
    _add_active(rows, actor, area.code, on)
    return RegionFigures(area, year, on, list(rows.values()))


def _villages(actor: Actor, area: Area) -> dict[str, VillageFigures]:
    seen = Area.objects.visible_to(actor).in_area(area.code).filter(level=Area.Level.VILLAGE)
    return {
        a.code: VillageFigures(a.code, a.name, a.kind, a.parent.name if a.parent else "")
        for a in seen.select_related("parent")
    }


def _add_allotments(rows: dict[str, VillageFigures], actor: Actor, code: str, year: int) -> None:
    found = Allotment.objects.visible_to(actor).in_area(code).filter(year=year)
    sums = found.values_list("village_id").annotate(
        a=Sum("target_minimum"), b=Sum("quota"), c=Sum("ceiling")
    )
    for village, target, quota, ceiling in sums.order_by():
        if row := rows.get(village):
            row.target, row.quota, row.ceiling = target or 0, quota or 0, ceiling or 0


def _add_candidates(rows: dict[str, VillageFigures], actor: Actor, code: str, year: int) -> None:
    rosters = Roster.objects.visible_to(actor).in_area(code).filter(year=year)
    proposed = Candidate.objects.filter(
        roster__in=rosters, roster__state__in=HANDED_OVER, place=Candidate.Place.MEMBER
    )
    sums = proposed.values_list("roster__village_id").annotate(
        heads=Count("pk"), valid=Count("pk", filter=Q(outcome=Candidate.Outcome.ELIGIBLE))
    )
    for village, heads, valid in sums.order_by():
        if row := rows.get(village):
            row.proposed, row.valid = heads, valid


def _add_decreed(rows: dict[str, VillageFigures], code: str, year: int) -> None:
    lines = DecreeLine.objects.filter(
        decree__roster__year=year,
        decree__roster__village_id__gte=code,
        decree__roster__village_id__lt=code + "/",
    )
    sums = lines.values_list("decree__roster__village_id").annotate(
        heads=Count("pk"), rupiah=Sum("total")
    )
    for village, heads, rupiah in sums.order_by():
        if row := rows.get(village):
            row.decreed, row.decreed_rupiah = heads, rupiah or 0


def last_paid_month(on: dt.date) -> Subquery:
    """The last month of a membership that was posted by a day, for annotating Membership."""
    paid = CoverMonth.objects.filter(
        membership=OuterRef("pk"), posting__isnull=False, posting__paid_on__lte=on
    ).order_by()
    return Subquery(paid.values("membership").annotate(m=Max("month")).values("m"))


def _add_active(rows: dict[str, VillageFigures], actor: Actor, code: str, on: dt.date) -> None:
    rules = rules_of(code, on)
    now, later = Thresholds.on(on, rules), Thresholds.on(on + THIRTY_DAYS, rules)
    open_ones = (
        Membership.objects.visible_to(actor, Right.VIEW_FIGURES)
        .in_area(code)
        .filter(Q(ended_on=None) | Q(ended_on__gte=on))
        .annotate(last_paid=last_paid_month(on))
    )
    groups = open_ones.values_list("village_id", "segment", "last_paid").annotate(n=Count("pk"))
    for village, segment, last_paid, heads in groups.order_by():
        if row := rows.get(village):
            row.active += heads if now.hold(segment, last_paid) else 0
            row.in_thirty_days += heads if later.hold(segment, last_paid) else 0


def ranked(villages: Iterable[VillageFigures]) -> list[VillageFigures]:
    """Villages by coverage of their target, the furthest from it first; without target last."""
    return sorted(
        villages, key=lambda v: (v.of_target is None, v.of_target or 0.0, -v.target, v.name)
    )
