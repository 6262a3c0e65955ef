"""The question for `core/planning`: groups with prices, purses with what is left, floors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Count
from django.utils.translation import gettext

from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.core.calendar import Month, months_between
from payung.core.coverage.benefit import jkm_amounts
from payung.core.law import price_line
from payung.core.law.scenarios import Scenario
from payung.core.planning import Group, Purse, Question
from payung.desk.budget.allocation.people import Kind, alike, asked
from payung.desk.budget.lists import Listed
from payung.desk.budget.prices import PriceBook
from payung.desk.budget.why import language
from payung.programme.funds.funding import Answer, may_pay
from payung.programme.funds.models import Allotment
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.selection.pricing import RISK
from payung.programme.selection.refusals import NoPrice
from payung.programme.selection.rules.registry import RULES

Prices = Mapping[Month, int]


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody wants planned: a region, the months of a year, and how short a year may be."""

    area: Area
    year: int
    first: Month
    least_months: int
    joins: frozenset[Month] = frozenset()
    scenario: Scenario | None = None

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(months_between(self.first, Month(self.year, 12)))


@dataclass(frozen=True)
class Posed:
    """The question, with what its keys stand for."""

    question: Question
    asking: Asking
    shares: Mapping[str, Allotment]
    villages: Mapping[str, Area]


def pose(actor: Actor, asking: Asking, on: date) -> Posed:
    """Everybody on the year's lists and everybody covered on a day, before the year's funds.

    A fixed number of statements whatever the size of the region. Prices are what the fund bears,
    by the law of each month; where there is none (no wage base, no income) the fund may not pay,
    and the reason is told.
    """
    shares = list(
        Allotment.objects.visible_to(actor, Right.VIEW_BUDGET)
        .in_area(asking.area.code)
        .filter(year=asking.year)
        .select_related("fund", "village__parent")
        .order_by("village_id", "fund__code")
    )
    used = _used(asking) if asking.first.number > 1 else {}
    purses = tuple(purse for share in shares if (purse := _purse(share, asking, used)) is not None)
    open_purses = {purse.key for purse in purses}
    making = _Groups(asking, {
        (share.village_id, share.fund_id): share for share in shares if str(share.pk) in open_purses
    })  # fmt: skip
    amounts = jkm_amounts(on)
    stake = amounts.stakes.full if amounts else 0
    kinds = alike(asked(actor, asking.area.code, asking.year, on))
    groups = tuple(
        making.group(number, kind, heads, stake) for number, (kind, heads) in enumerate(kinds)
    )
    floors: dict[str, int] = defaultdict(int)
    for share in shares:
        floors[share.village_id] += share.target_minimum or 0
    question = Question(
        asking.months, groups, purses, min(asking.least_months, len(asking.months)),
        floors={village: floor for village, floor in floors.items() if floor},
        joins=asking.joins,
    )  # fmt: skip
    return Posed(
        question,
        asking,
        {str(share.pk): share for share in shares},
        {share.village_id: share.village for share in shares},
    )


def _purse(share: Allotment, asking: Asking, used: Mapping[tuple[int, str], int]) -> Purse | None:
    months = frozenset(share.months) & set(asking.months)
    if not months:
        return None
    ceiling = share.ceiling
    if ceiling is not None:
        ceiling = max(0, ceiling - used.get((share.fund_id, share.village_id), 0))
    return Purse(str(share.pk), share.fund.name, months, ceiling, share.quota)


def _used(asking: Asking) -> dict[tuple[int, str], int]:
    """Rupiah that funds bore for earlier months of the year, as posted, by fund and village."""
    rows = (
        CoverMonth.objects.filter(
            membership__in=Membership.objects.in_area(asking.area.code),
            month__gte=Month(asking.year, 1),
            month__lt=asking.first,
            posting__isnull=False,
        )
        .values_list("fund_id", "membership__village_id", "membership__segment", "programmes",
                     "base", "month", "amount")
        .annotate(heads=Count("pk"))
        .order_by()
    )  # fmt: skip
    used: dict[tuple[int, str], int] = defaultdict(int)
    for fund, village, segment, programmes, base, month, amount, heads in rows:
        each = amount if segment == "bpu" else _borne(programmes, base, month)
        used[fund, village] += each * heads
    return used


@cache
def _borne(programmes: str, base: int, month: Month) -> int:
    line = price_line("pu", tuple(programmes.split(",")), month.first_day, base, risk=RISK)
    return line.employer


class _Groups:
    """Turns kinds of people into groups, pricing each kind once under each share."""

    def __init__(self, asking: Asking, shares: Mapping[tuple[str, int], Allotment]) -> None:
        self.asking = asking
        self.shares = shares
        self.book = PriceBook(asking.area.code, asking.scenario)
        self._priced: dict[tuple[object, ...], Prices | str] = {}

    def group(self, number: int, kind: Kind, heads: int, stake: int) -> Group:
        prices: dict[str, Prices] = {}
        refused = {
            str(share.pk): rule_title(rule)
            for fund, rule in kind.refused
            if (share := self.shares.get((kind.village, fund))) is not None
        }
        for fund in kind.funds:
            if (share := self.shares.get((kind.village, fund))) is None:
                continue
            ruling = may_pay(share.fund.kind, kind.post, self.asking.first.first_day)
            if ruling.answer is Answer.PROHIBITED:
                refused[str(share.pk)] = f"{ruling.text(language())} ({ruling.reference})"
                continue
            found = self._prices(share, kind)
            if isinstance(found, str):
                refused[str(share.pk)] = found
            else:
                prices[str(share.pk)] = found
        payer = self.shares.get((kind.village, kind.payer))
        return Group(
            f"{kind.village}-{number}", kind.village, heads, kind.rank, prices, kind.covered,
            str(payer.pk) if payer else "", stake, refused,
        )  # fmt: skip

    def _prices(self, share: Allotment, kind: Kind) -> Prices | str:
        shape = (
            share.pk, kind.segment, kind.post, kind.base, kind.transport, kind.programmes,
        )  # fmt: skip
        if shape not in self._priced:
            self._priced[shape] = _prices(self.book, share, kind, self.asking)
        return self._priced[shape]


def _prices(book: PriceBook, share: Allotment, kind: Kind, asking: Asking) -> Prices | str:
    listed = Listed(
        kind.segment, kind.post, kind.base, kind.transport, kind.programmes, 1, "list", None
    )
    pricer = book.pricer(share, listed)
    prices = {}
    try:
        for month in share.months:
            if month in asking.months:
                terms = pricer.terms(
                    post=listed.post, base=listed.base, occupation=listed.occupation, month=month
                )
                _billed, prices[month] = pricer.month(terms, month)
    except NoPrice as refused:
        return str(refused)
    return {month: price for month, price in prices.items() if price > 0}


def rule_title(code: str) -> str:
    """What a rule is called, in the reader's language."""
    if code not in RULES:
        return gettext("tidak memenuhi aturan dana")
    return RULES[code].title(language())
