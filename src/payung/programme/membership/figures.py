"""The figures of a region: one row per village, a fixed number of statements whatever its size."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.territory.visibility import within
from payung.core.calendar import Month
from payung.core.coverage import Funnel, Share
from payung.programme.funds.models import Allotment
from payung.programme.membership.histories import holds, remember, texts_of
from payung.programme.membership.models import MemberCount, Membership
from payung.programme.membership.rules_in_force import RulesInForce
from payung.programme.selection.models import Candidate, Roster

HANDED_OVER = [s for s in Roster.State.values if s != Roster.State.DRAFT]
OUTCOMES = tuple(Candidate.Outcome.values)
THIRTY_DAYS = dt.timedelta(days=30)
VILLAGE_CODE = 13
MOST_ADDED_UP = 20_000
"""More lapsing members than this are counted, not added up: a page may not take a second."""
PU = Membership.Segment.PU
OF_LISTS = ("target", "quota", "ceiling", "proposed", "valid", "decreed")
OF_MEMBERS = ("active", "lapsing", "lapsing_due", "active_bpu", "active_pu")
Group = tuple[str, str, str, int]
"""Village, segment, history, and how many running memberships have it."""


@dataclass(slots=True)
class VillageFigures:
    """One village in a year, and who stands covered on a day.

    `proposed`, `valid` and `decreed` count names on lists: somebody on the lists of two funds
    counts twice, as in the quotas. `active` and `lapsing` count persons. `lapsing_due` is what is
    planned and not received for memberships that lapse within thirty days, of the last twelve
    months and this one, in rupiah; None where too many lapse to add it up for a page.
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
    lapsing_due: int | None = 0
    active_bpu: int = 0
    active_pu: int = 0
    drawn: dict[object, str] = field(default_factory=dict, compare=False, repr=False)
    """What a page made of these figures, by whatever that depends on."""

    def again(self, *, lists: bool, members: bool) -> VillageFigures:
        """The same village with the named parts to be counted anew, and what the others were."""
        kept = (() if lists else OF_LISTS) + (() if members else OF_MEMBERS)
        told = {name: getattr(self, name) for name in kept}
        return VillageFigures(self.code, self.name, self.kind, self.district, **told)

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
    groups: list[Group] = field(default_factory=list, compare=False, repr=False)
    drawn: dict[object, str] = field(default_factory=dict, compare=False, repr=False)
    """What a page made of them, see `VillageFigures`."""

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

    @property
    def lapsing_due(self) -> int | None:
        """Rupiah that would have to arrive for them, see `VillageFigures`."""
        sums = [v.lapsing_due for v in self.villages]
        return None if None in sums else sum(due for due in sums if due is not None)


def region_figures(
    actor: Actor, area: Area, *, year: int, on: dt.date, places: Sequence[Area] | None = None
) -> RegionFigures:
    """Funnel and cover of every village of a region that the actor may see.

    With `places` (a region's regencies, say) their sums instead; they must lie in the region, on
    one level. Five statements: villages (none with `places`), shares and lists, settings, members,
    members with two memberships (and what lapsing ones owe).
    """
    if places is None:
        seen = Area.objects.visible_to(actor).in_area(area.code)
        places = list(seen.filter(level=Area.Level.VILLAGE).select_related("parent"))
    rows = {
        a.code: VillageFigures(a.code, a.name, a.kind, a.parent.name if a.parent else "")
        for a in places
    }
    counted = RegionFigures(area, year, on, list(rows.values()), RulesInForce(area.code, on))
    every = Rows(rows, (area.code,))
    add_lists(every, actor, year)
    counted.groups = groups_of(every, actor, on)
    add_active(every, actor, counted)
    return counted


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by code, and the regions to read; a village adds to the row that holds it."""

    by_code: dict[str, VillageFigures]
    areas: tuple[str, ...]

    def get(self, village: str) -> VillageFigures | None:
        return self.by_code.get(village[: self.length])

    @property
    def length(self) -> int:
        return len(next(iter(self.by_code), ""))

    def within(self, field: str) -> Q:
        """Villages by their codes, which a database looks up one by one; else ranges."""
        if all(len(code) == VILLAGE_CODE for code in self.areas):
            return Q(**{f"{field}__in": self.areas})
        return within(field, self.areas)


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


def add_lists(rows: Rows, actor: Actor, year: int) -> None:
    """What funds allot and what lists hold; one statement for both."""
    places = ("village_id", "state", "a", "b", "c")
    allotted = _allotted(rows, actor, year).values_list(*places)
    for village, state, a, b, c in allotted.union(
        _listed(rows, actor, year).values_list(*places), all=True
    ):
        if (row := rows.get(village)) is None:
            continue
        if not state:
            row.target += a or 0
            row.quota += b or 0
            row.ceiling += c or 0
            continue
        heads = dict(zip(OUTCOMES, (a, b, c), strict=True))
        row.proposed += a + b + c
        row.valid += sum(n for outcome, n in heads.items() if _is_valid(state, outcome))
        row.decreed += a + b + c if state == Roster.State.DECREED else 0


def _allotted(rows: Rows, actor: Actor, year: int) -> Any:
    """Targets, quotas and ceilings by village; they have no state."""
    found = Allotment.objects.visible_to(actor).filter(rows.within("village_id"), year=year)
    return (
        found.order_by()
        .values("village_id")
        .annotate(state=Value(""), a=Sum("target_minimum"), b=Sum("quota"), c=Sum("ceiling"))
    )


def _listed(rows: Rows, actor: Actor, year: int) -> Any:
    """Names to be covered by state of their list and outcome, as the database has counted them."""
    lists = Roster.objects.visible_to(actor).filter(
        rows.within("village_id"), year=year, state__in=HANDED_OVER
    )
    heads = {
        name: Coalesce(Sum("counts__heads", filter=Q(counts__outcome=outcome)), 0)
        for name, outcome in zip("abc", OUTCOMES, strict=True)
    }
    return lists.order_by().values("village_id", "state").annotate(**heads)


def _is_valid(state: str, outcome: str) -> bool:
    """The same as `VALID`, for a group."""
    return outcome == Candidate.Outcome.ELIGIBLE or (
        state in PASSED and outcome != Candidate.Outcome.INELIGIBLE
    )


def running(actor: Actor, code: str, on: dt.date, right: Right) -> QuerySet[Membership]:
    """Memberships of a region that have not ended before a day."""
    return _running(actor, within("village_id", (code,)), on, right)


def _running(actor: Actor, where: Q, on: dt.date, right: Right) -> QuerySet[Membership]:
    seen = Membership.objects.visible_to(actor, right).filter(where)
    return seen.filter(Q(ended_on=None) | Q(ended_on__gte=on))


def groups_of(rows: Rows, actor: Actor, on: dt.date) -> list[Group]:
    """Running memberships with a receipt by village, segment and history, as the database has
    counted them; the texts of the histories come with them."""
    counts = MemberCount.objects.visible_to(actor).filter(rows.within("village"), until__gte=on)
    found: Any = counts.values_list("village", "segment", "history", "history__text").order_by()
    counted = list(found.annotate(n=Sum("heads")))
    remember({key: text for _village, _segment, key, text, _heads in counted})
    return [(v, segment, key, heads) for v, segment, key, _text, heads in counted if heads]


def add_active(rows: Rows, actor: Actor, counted: RegionFigures) -> None:
    """Count memberships that stand, by history; then take back who was counted twice."""
    groups = [group for group in counted.groups if rows.get(group[0]) is not None]
    asked = Question(counted.rules, counted.on, (key for _v, _s, key, _n in groups))
    ending: dict[tuple[str, str, str], int] = {}
    for village, segment, key, heads in groups:
        row = rows.get(village)
        if row is None or not asked.stands(village, segment, key):
            continue
        row.active += heads
        if not asked.lasts(village, segment, key):
            row.lapsing += heads
            ending[village, segment, key] = heads
        if segment == PU:
            row.active_pu += heads
        else:
            row.active_bpu += heads
    here = rows.within("village_id")
    paid = _running(actor, here, counted.on, Right.VIEW_FIGURES).filter(history__isnull=False)
    _look_closer(rows, paid, asked, ending)


def _look_closer(
    rows: Rows, members: QuerySet[Membership], asked: Question,
    ending: dict[tuple[str, str, str], int],
) -> None:  # fmt: skip
    """Who has two memberships, and what is owed for those that lapse; one statement for both."""
    keys = ("village_id", "segment", "history_id")
    found: Any = members.filter(double=True).order_by()
    found = found.annotate(n=F("person_id"), is_sum=Value(0)).values_list(*keys, "n", "is_sum")
    too_many = sum(ending.values()) > MOST_ADDED_UP
    if ending and not too_many:
        found = found.union(
            _owed(members, asked.on, ending).values_list(*keys, "n", "is_sum"), all=True
        )
    doubles: list[tuple[str, str, str, int]] = []
    for village, segment, key, number, is_sum in found:
        if not is_sum:
            doubles.append((village, segment, key, number))
        elif (village, segment, key) in ending and (row := rows.get(village)):
            row.lapsing_due = (row.lapsing_due or 0) + int(number)
    for village, _segment, _key in ending if too_many else ():
        if row := rows.get(village):
            row.lapsing_due = None
    _count_once(rows, doubles, asked)


def _owed(
    members: QuerySet[Membership], on: dt.date, ending: Iterable[tuple[str, str, str]]
) -> Any:
    """Months planned and not received, in rupiah, of memberships that may lapse."""
    villages, _segments, keys = zip(*ending, strict=True)
    last = Month.of(on)
    unpaid = members.filter(
        village_id__in=set(villages), history_id__in=set(keys), months__posting=None,
        months__month__lte=last, months__month__gte=last - 12,
    )  # fmt: skip
    return (
        unpaid.order_by()
        .values("village_id", "segment", "history_id")
        .annotate(n=Cast(Sum("months__amount"), BigIntegerField()), is_sum=Value(1))
    )


def _count_once(rows: Rows, doubles: Iterable[tuple[str, str, str, int]], asked: Question) -> None:
    """Somebody with two standing memberships in a village is one person."""
    pairs: dict[tuple[str, int], list[tuple[str, bool]]] = defaultdict(list)
    for village, segment, key, person in doubles:
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
