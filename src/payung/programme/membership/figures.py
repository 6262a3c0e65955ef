"""The figures of a region: one row per village, a fixed number of statements whatever its size."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.coverage import Funnel, Share
from payung.programme.funds.models import Allotment
from payung.programme.membership.histories import holds, texts_of
from payung.programme.membership.models import Membership
from payung.programme.membership.rules_in_force import RulesInForce
from payung.programme.selection.models import Candidate, Roster

HANDED_OVER = [s for s in Roster.State.values if s != Roster.State.DRAFT]
THIRTY_DAYS = dt.timedelta(days=30)
PU = Membership.Segment.PU


@dataclass(slots=True)
class VillageFigures:
    """One village in a year, and who stands covered on a day.

    `proposed`, `valid` and `decreed` count names on lists: somebody on the lists of two funds
    counts twice, as in the quotas. `active` and `lapsing` count persons.
    """

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
    active: int = 0
    lapsing: int = 0
    active_bpu: int = 0
    active_pu: int = 0

    @property
    def funnel(self) -> Funnel:
        return Funnel(self.quota, self.proposed, self.valid, self.decreed, self.active)

    @property
    def missing(self) -> int:
        """How many vulnerable workers (BPU) the target still lacks: officials do not fill it."""
        return max(0, self.target - self.active_bpu)

    @property
    def below_target(self) -> bool:
        return self.missing > 0

    @property
    def of_target(self) -> float | None:
        """Active vulnerable workers (BPU) per hundred of the target; None without a target."""
        return 100 * self.active_bpu / self.target if self.target else None


@dataclass(slots=True)
class RegionFigures:
    """A region on a day: its villages and their sums."""

    area: Area
    year: int
    on: dt.date
    villages: list[VillageFigures]
    rules: RulesInForce

    @property
    def shares(self) -> list[Share]:
        """Universal coverage by segment, where the region's own denominators are set (UCJ).

        Only from the regency upwards: statistics of workers stop there.
        """
        if self.area.level not in (Area.Level.REGENCY, Area.Level.PROVINCE):
            return []
        counted = {"bpu": self.total("active_bpu"), "pu": self.total("active_pu")}
        found = [self.rules.share(self.area.code, s, n) for s, n in counted.items()]
        return [share for share in found if share is not None]

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
        """Persons who lose all their cover within thirty days if nothing more is paid."""
        return self.total("lapsing")


def region_figures(
    actor: Actor, area: Area, *, year: int, on: dt.date, places: Sequence[Area] | None = None
) -> RegionFigures:
    """Funnel and cover of every village of a region that the actor may see.

    With `places` (a region's regencies, say) their sums instead; they must lie in the region, on
    one level. Six statements: villages (none with `places`), shares, lists, settings, members,
    members with two memberships; one more for histories that this process has not met.
    """
    if places is None:
        seen = Area.objects.visible_to(actor).in_area(area.code)
        places = list(seen.filter(level=Area.Level.VILLAGE).select_related("parent"))
    rows = {
        a.code: VillageFigures(a.code, a.name, a.kind, a.parent.name if a.parent else "")
        for a in places
    }
    length = len(places[0].code) if places else 0
    counted = RegionFigures(area, year, on, list(rows.values()), RulesInForce(area.code, on))
    gathered = _Rows(rows, length)
    _add_allotments(gathered, actor, area.code, year)
    _add_lists(gathered, actor, area.code, year)
    _add_active(gathered, actor, area.code, on, counted.rules)
    return counted


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows by code; a village adds to the row of the place that holds it."""

    by_code: dict[str, VillageFigures]
    length: int

    def get(self, village: str) -> VillageFigures | None:
        return self.by_code.get(village[: self.length])


def _add_allotments(rows: _Rows, actor: Actor, code: str, year: int) -> None:
    found = Allotment.objects.visible_to(actor).in_area(code).filter(year=year)
    sums = found.values_list("village_id").annotate(
        a=Sum("target_minimum"), b=Sum("quota"), c=Sum("ceiling")
    )
    for village, target, quota, ceiling in sums.order_by():
        if row := rows.get(village):
            row.target += target or 0
            row.quota += quota or 0
            row.ceiling += ceiling or 0


def listed(actor: Actor, code: str, year: int, right: Right) -> QuerySet[Candidate]:
    """Names on lists that have left the operator's hand; reserves and excluded are not among them.

    Every name of a list becomes a line of its decree and the list is closed then, so the names of
    decreed lists are the decreed names.
    """
    rosters = Roster.objects.visible_to(actor, right).in_area(code).filter(year=year)
    return Candidate.objects.filter(
        roster__in=rosters.filter(state__in=HANDED_OVER), place=Candidate.Place.MEMBER
    )


PASSED = (Roster.State.VERIFIED, Roster.State.DECREED)
VALID = Q(outcome=Candidate.Outcome.ELIGIBLE) | (
    Q(roster__state__in=PASSED) & ~Q(outcome=Candidate.Outcome.INELIGIBLE)
)
"""Passed every rule, or was accepted by people where a rule could not decide."""
DECREED = Q(roster__state=Roster.State.DECREED)


def _add_lists(rows: _Rows, actor: Actor, code: str, year: int) -> None:
    """Count by list and outcome: ranges of one index, without sorting a single name."""
    lists = Roster.objects.visible_to(actor).in_area(code).filter(
        year=year, state__in=HANDED_OVER
    )  # fmt: skip
    outcomes = {outcome: _heads(outcome=outcome) for outcome in Candidate.Outcome.values}
    columns = lists.annotate(**outcomes).values_list("village_id", "state", *outcomes)
    for village, state, *counts in columns.order_by():
        if row := rows.get(village):
            found = dict(zip(outcomes, counts, strict=True))
            row.proposed += sum(found.values())
            row.valid += sum(n for outcome, n in found.items() if _is_valid(state, outcome))
            row.decreed += sum(found.values()) if state == Roster.State.DECREED else 0


def _heads(**chosen: str) -> Coalesce:
    """Members of a list with an outcome, for annotating Roster."""
    names = Candidate.objects.filter(
        roster=OuterRef("pk"), place=Candidate.Place.MEMBER, **chosen
    ).order_by()  # fmt: skip
    return Coalesce(Subquery(names.values("roster").annotate(n=Count("*")).values("n")), 0)


def _is_valid(state: str, outcome: str) -> bool:
    """The same as `VALID`, for a group."""
    return outcome == Candidate.Outcome.ELIGIBLE or (
        state in PASSED and outcome != Candidate.Outcome.INELIGIBLE
    )


def running(actor: Actor, code: str, on: dt.date, right: Right) -> QuerySet[Membership]:
    """Memberships of a region that have not ended before a day."""
    seen = Membership.objects.visible_to(actor, right).in_area(code)
    return seen.filter(Q(ended_on=None) | Q(ended_on__gte=on))


def _add_active(rows: _Rows, actor: Actor, code: str, on: dt.date, rules: RulesInForce) -> None:
    """Count memberships that stand, by history; then take back who was counted twice."""
    members = running(actor, code, on, Right.VIEW_FIGURES).filter(history__isnull=False)
    groups = list(
        members.values_list("village_id", "segment", "history_id").annotate(n=Count("*")).order_by()
    )
    asked = Question(rules, on, (key for _v, _s, key, _n in groups))
    for village, segment, key, heads in groups:
        row = rows.get(village)
        if row is None or not asked.stands(village, segment, key):
            continue
        row.active += heads
        row.lapsing += 0 if asked.lasts(village, segment, key) else heads
        if segment == PU:
            row.active_pu += heads
        else:
            row.active_bpu += heads
    _count_once(rows, members, asked)


def _count_once(rows: _Rows, members: QuerySet[Membership], asked: Question) -> None:
    """Somebody with two standing memberships in a village is one person; one statement."""
    found = members.filter(double=True).values_list(
        "village_id", "person_id", "segment", "history_id"
    )
    pairs: dict[tuple[str, int], list[tuple[str, bool]]] = defaultdict(list)
    for village, person, segment, key in found.order_by():
        if asked.stands(village, segment, key):
            pairs[village, person].append((segment, asked.lasts(village, segment, key)))
    for (village, _person), held in pairs.items():
        if row := rows.get(village):
            _one_person(row, held)


def _one_person(row: VillageFigures, held: Sequence[tuple[str, bool]]) -> None:
    """Of several memberships, a person lapses once, and only if none of them lasts."""
    ending = sum(not lasts for _segment, lasts in held)
    row.active -= len(held) - 1
    row.lapsing -= ending - (1 if ending == len(held) else 0)
    wage_earner = sum(segment == PU for segment, _lasts in held)
    row.active_pu -= max(0, wage_earner - 1)
    row.active_bpu -= max(0, len(held) - wage_earner - 1)


class Question:
    """Which histories stand on a day, and thirty days later if nothing more is paid."""

    def __init__(self, rules: RulesInForce, on: dt.date, keys: Iterable[str]) -> None:
        self.rules, self.on = rules, on
        self.texts = texts_of(keys)

    def stands(self, village: str, segment: str, key: str) -> bool:
        return holds(self.texts[key], segment, self.rules.cover(village), self.on, self.on)

    def lasts(self, village: str, segment: str, key: str) -> bool:
        later = self.on + THIRTY_DAYS
        return holds(self.texts[key], segment, self.rules.cover(village), later, self.on)


def standing_members(
    members: QuerySet[Membership], village: str, on: dt.date
) -> tuple[QuerySet[Membership], QuerySet[Membership]]:
    """Of a village's running memberships, those that stand on a day, and those of them that
    still stand thirty days later if nothing more is paid. Two or three statements."""
    kinds = members.filter(history__isnull=False).order_by()
    found = list(kinds.values_list("segment", "history_id").distinct())
    asked = Question(RulesInForce(village, on), on, (key for _segment, key in found))
    now, later = Q(pk__in=[]), Q(pk__in=[])
    for segment in Membership.Segment.values:
        stand = [k for s, k in found if s == segment and asked.stands(village, s, k)]
        last = [k for k in stand if asked.lasts(village, segment, k)]
        now |= Q(segment=segment, history__in=stand)
        later |= Q(segment=segment, history__in=last)
    return members.filter(now), members.filter(later)


def ranked(villages: Iterable[VillageFigures]) -> list[VillageFigures]:
    """Villages by coverage of their target, the furthest from it first; without target last."""
    return sorted(
        villages, key=lambda v: (v.of_target is None, v.of_target or 0.0, -v.target, v.name)
    )
