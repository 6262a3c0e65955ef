"""Who lapses within some days if nothing more is paid, what is owed, and what is at stake."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from payung.base.accounts.models import Assignment
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.coverage import CoverFacts, Segment, Standing, standing
from payung.core.coverage.benefit import jkm_amounts
from payung.programme.funds.tranches import ADD, DD, Tranche, calendar, next_after
from payung.programme.membership.figures import running
from payung.programme.membership.histories import read, texts_of
from payung.programme.membership.models import CoverMonth
from payung.programme.membership.rules_in_force import RulesInForce

MOST_DAYS = 366
CALLED = ("kades", "lurah", "kaur_keuangan", "sekdes", "pka")
"""Roles of a village that can get a contribution paid, the one who decides first."""
AGES = ("0", "1", "2", "3+", "lapsed")
"""Unpaid months of a member: none due, one, two, three and more, or cover lost."""

Key = tuple[str, str, str]
"""Village, segment and shared history."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What one fund owes for the members that lapse: rupiah as planned, over which months."""

    fund: str
    rupiah: int


@dataclass(slots=True)
class Falling:
    """Members of one village who lose cover on one day: how many, what mends it, the stake.

    `due` is rupiah of planned months that are not paid; `unplanned` head-months for which nobody
    has a planned month, so that their price is not in it. `stake` is rupiah of death benefit.
    """

    village: Area
    segment: str
    lapses_on: dt.date
    paid_through: Month | None
    months: tuple[Month, ...]
    heads: int = 0
    due: int = 0
    unplanned: int = 0
    stake: int = 0
    owed: list[Owed] = field(default_factory=list)

    def days_left(self, on: dt.date) -> int:
        return (self.lapses_on - on).days


@dataclass(slots=True)
class Ageing:
    """Members of one village by unpaid months."""

    village: Area
    heads: dict[str, int] = field(default_factory=lambda: dict.fromkeys(AGES, 0))


@dataclass(frozen=True)
class Radar:
    """A region on a day: who lapses within so many days, and the age of what is unpaid."""

    area: Area
    on: dt.date
    within: int
    falling: tuple[Falling, ...]
    ageing: tuple[Ageing, ...]
    called: dict[str, str]
    coming: dict[str, Tranche] = field(default_factory=dict)
    """By village, the next tranche of its own money that its calendar tells."""

    @property
    def heads(self) -> int:
        return sum(row.heads for row in self.falling)

    @property
    def due(self) -> int:
        return sum(row.due for row in self.falling)

    @property
    def stake(self) -> int:
        return sum(row.stake for row in self.falling)

    @property
    def villages(self) -> int:
        return len({row.village.code for row in self.falling})

    def lapsing_in(self, days: int) -> int:
        """Heads that lapse within fewer days than were asked for."""
        return sum(row.heads for row in self.falling if row.days_left(self.on) <= days)


def radar(actor: Actor, area: Area, *, on: dt.date, within: int) -> Radar:
    """Look ahead some days (0 to 366) from a day. Raises ValueError outside that.

    A person with two memberships that lapse counts in both: each has its own contribution.
    """
    if not 0 <= within <= MOST_DAYS:
        raise ValueError(within)
    groups = _groups(actor, area, on)
    rules = RulesInForce(area.code, on)
    texts = texts_of(key for _village, _segment, key in groups)
    stands = {
        key: standing(_facts(texts[key[2]], key[1]), rules.cover(key[0]), on) for key in groups
    }
    villages = {a.code: a for a in Area.objects.filter(code__in={key[0] for key in groups})}
    last = on + dt.timedelta(days=within)
    ending = {
        key: found
        for key, found in stands.items()
        if found.active and found.lapses_on is not None and found.lapses_on <= last
    }
    falling = _falling(actor, villages, groups, ending)
    return Radar(
        area, on, within, falling, _ageing(villages, groups, stands),
        called({row.village.code for row in falling}, on),
        _coming(area, {row.village.code for row in falling}, on),
    )  # fmt: skip


def _coming(area: Area, villages: set[str], on: dt.date) -> dict[str, Tranche]:
    """The next tranche of each village, of this year or the next; one statement."""
    if not villages:
        return {}
    held: dict[str, list[Tranche]] = defaultdict(list)
    for one in calendar(area.code, (on.year, on.year + 1), sorted(villages), on):
        held[one.village].append(one)
    found = {village: next_after(rows, on, (ADD, DD)) for village, rows in held.items()}
    return {village: one for village, one in found.items() if one is not None}


def _groups(actor: Actor, area: Area, on: dt.date) -> dict[Key, int]:
    members = running(actor, area.code, on, Right.VIEW_FIGURES).filter(history__isnull=False)
    rows = members.values_list("village_id", "segment", "history_id").annotate(n=Count("*"))
    return {(village, segment, key): heads for village, segment, key, heads in rows.order_by()}


def _facts(text: str, segment: str) -> CoverFacts:
    receipts = read(text)
    first = min((receipt.received_on for receipt in receipts), default=None)
    return CoverFacts(Segment(segment), receipts, data_complete_on=first)


def _falling(
    actor: Actor, villages: dict[str, Area], groups: dict[Key, int], ending: dict[Key, Standing]
) -> tuple[Falling, ...]:
    planned = _planned(actor, ending)
    rows: dict[tuple[object, ...], Falling] = {}
    for key, found in ending.items():
        village, segment, _history = key
        assert found.lapses_on is not None  # noqa: S101 - chosen by it
        place = (village, segment, found.lapses_on, found.unpaid)
        row = rows.setdefault(
            place,
            Falling(villages[village], segment, found.lapses_on, found.paid_through, found.unpaid),
        )
        heads = groups[key]
        row.heads += heads
        row.stake += heads * _stake(found)
        for month in found.unpaid:
            counted = planned.get((key, month), {})
            row.unplanned += heads - sum(n for n, _rupiah in counted.values())
            for fund, (_n, rupiah) in counted.items():
                row.due += rupiah
                row.owed.append(Owed(fund, rupiah))
    for row in rows.values():
        row.owed = _summed(row.owed)
    return tuple(sorted(rows.values(), key=lambda r: (r.lapses_on, r.village.code, r.segment)))


def _stake(found: Standing) -> int:
    """Rupiah of the death benefit on the last day of cover."""
    last = (found.lapses_on or found.on) - dt.timedelta(days=1)
    amounts = jkm_amounts(last)
    if amounts is None:
        return 0
    waits = found.clock is not None and not found.clock.served(last)
    return amounts.stakes.waiting if waits else amounts.stakes.full


def _summed(owed: Iterable[Owed]) -> list[Owed]:
    by_fund: dict[str, int] = defaultdict(int)
    for one in owed:
        by_fund[one.fund] += one.rupiah
    return [Owed(fund, rupiah) for fund, rupiah in sorted(by_fund.items())]


Planned = dict[tuple[Key, Month], dict[str, tuple[int, int]]]
"""Heads and rupiah by fund, of planned months that are not paid."""


def _planned(actor: Actor, ending: dict[Key, Standing]) -> Planned:
    """One statement, none when nobody lapses."""
    months = {month for found in ending.values() for month in found.unpaid}
    if not months:
        return {}
    on = max(found.on for found in ending.values())
    rows = (
        CoverMonth.objects.filter(
            membership__in=running(actor, "", on, Right.VIEW_FIGURES),
            membership__village__in={village for village, _s, _h in ending},
            membership__history__in={history for _v, _s, history in ending},
            month__gte=min(months), month__lte=max(months), posting=None,
        )
        .values_list("membership__village_id", "membership__segment", "membership__history_id",
                     "month", "fund__name")
        .annotate(n=Count("*"), rupiah=Sum("amount"))
        .order_by()
    )  # fmt: skip
    found: Planned = defaultdict(dict)
    for village, segment, history, month, fund, heads, rupiah in rows:
        found[(village, segment, history), month][fund] = (heads, rupiah)
    return found


def _ageing(
    villages: dict[str, Area], groups: dict[Key, int], stands: dict[Key, Standing]
) -> tuple[Ageing, ...]:
    rows: dict[str, Ageing] = {}
    for key, heads in groups.items():
        row = rows.setdefault(key[0], Ageing(villages[key[0]]))
        row.heads[_age(stands[key])] += heads
    return tuple(rows[code] for code in sorted(rows))


def _age(found: Standing) -> str:
    if not found.active:
        return "lapsed"
    overdue = len(found.unpaid) if found.mend == "pay_arrears" else 0
    return "3+" if overdue >= 3 else str(overdue)


def called(villages: Iterable[str], on: dt.date) -> dict[str, str]:
    """Whom to call in each village: names and posts of who can get it paid; one statement."""
    held = (
        Assignment.objects.in_force(on)
        .filter(area__in=set(villages), role__in=CALLED, user__is_active=True)
        .values_list("area_id", "role", "user__name")
    )
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for village, role, name in held:
        found[village].append((CALLED.index(role), name))
    return {
        village: ", ".join(name for _place, name in sorted(names)[:2])
        for village, names in found.items()
    }
