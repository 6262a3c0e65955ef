"""What should be billed for a month, what was billed so far, and the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Max, Sum

from payung.base.territory.visibility import within
from payung.core.calendar import Month
from payung.programme.billing.models import Line, Price
from payung.programme.billing.pricing import Asked, Prices
from payung.programme.funds.models import Fund
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Person
from payung.programme.selection.pricing import TRANSPORT
from payung.programme.selection.refusals import NoPrice

PU = Membership.Segment.PU
DEAD = Person.LifeStatus.DEAD
PLANNED = (
    "membership_id", "fund_id", "programmes", "base", "posting_id", "decree_line__post",
    "membership__village_id", "membership__segment", "membership__employer_id",
    "membership__employer__npp", "membership__person__occupation",
    "membership__person__life_status", "correction__post", "correction__base",
)  # fmt: skip


class Payer(NamedTuple):
    """Who is billed: a village's share of a fund, for one membership kind."""

    village: str
    fund: int
    segment: str
    npp: str
    employer: int | None


class Change(NamedTuple):
    """One line to be written: the difference of a member's month."""

    membership: int
    n: int
    kind: str
    price: str
    amount: int
    borne: int
    withheld: int


class Before(NamedTuple):
    """What was billed so far for a member's month by one payer."""

    amount: int
    borne: int
    withheld: int


@dataclass(slots=True)
class Compared:
    """The lines that are missing, by payer; the prices they use; who is held back and why."""

    month: Month
    changes: dict[Payer, list[Change]] = field(default_factory=dict)
    prices: dict[str, Price] = field(default_factory=dict)
    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Village and reason → heads that are not billed."""
    unchanged: int = 0


def compare(area: str, month: Month) -> Compared:
    """The difference between plan and bills of a region's month; five statements.

    Planned months that BPJS posted before anything was billed are left alone: they are paid.
    Somebody known as dead is not billed anew until the membership is ended on its day.
    """
    funds = Fund.objects.in_bulk()
    prices = Prices(area, month, funds)
    before, last, used = _billed(area, month)
    found = Compared(month)
    for row in _planned(area, month):
        _judge(row, prices, before, last, found)
    _take_back(before, last, used, found)
    found.prices = prices.rows
    return found


def _planned(area: str, month: Month) -> Iterator[tuple[Any, ...]]:
    rows = CoverMonth.objects.filter(within("membership__village_id", (area,)), month=month)
    return rows.values_list(*PLANNED).order_by().iterator(chunk_size=20_000)


Billed = dict[int, dict[Payer, Before]]


def _billed(area: str, month: Month) -> tuple[Billed, dict[int, int], dict[int, str]]:
    """Sums by membership and payer, the last line's number, and a price of each; two statements."""
    rows = Line.objects.filter(
        within("bill__village_id", (area,)), bill__period__gte=month, month=month
    )
    sums = rows.values_list(
        "membership_id",
        "bill__village_id",
        "bill__fund_id",
        "bill__segment",
        "bill__npp",
        "bill__employer_id",
    ).annotate(a=Sum("amount"), b=Sum("borne"), w=Sum("withheld"), last=Max("n"), p=Max("price_id"))
    before: Billed = {}
    last: dict[int, int] = {}
    used: dict[int, str] = {}
    for pk, village, fund, segment, npp, employer, a, b, w, n, price in sums.order_by():
        payer = Payer(village, fund, segment, npp, employer)
        before.setdefault(pk, {})[payer] = Before(a, b, w)
        last[pk] = max(n, last.get(pk, 0))
        used[pk] = price
    return before, last, used


def _judge(
    row: tuple[Any, ...], prices: Prices, before: Billed, last: dict[int, int], found: Compared
) -> None:
    (pk, fund, programmes, base, posting, post, village, segment, employer, npp, job, life,
     mended, own) = row  # fmt: skip
    known = before.get(pk)
    post = mended or post
    if own is not None:  # this person's own wage: above that of the post
        post, base = "", own
    if known is None and posting is not None:
        return
    payer = Payer(village, fund, segment, (npp or "") if segment == PU else "",
                  employer if segment == PU else None)  # fmt: skip
    if known is None and life == DEAD:
        found.held[village, "dead"] += 1
        return
    asked = Asked(village, fund, segment, programmes, base, post or "", job in TRANSPORT)
    try:
        price = prices.of(asked)
    except NoPrice as refusal:
        found.held[village, str(refusal)] += 1
        if known is not None:
            before.pop(pk)  # no price now: what was billed stays as it is
        return
    sofar = known.pop(payer, None) if known is not None else None
    if sofar is None:
        kind = (Line.Kind.CORRECTION if pk in last else Line.Kind.REGULAR).value
        _add(found, payer, pk, last, kind, price.key, (price.total, price.borne, price.withheld))
        return
    gap = (price.total - sofar.amount, price.borne - sofar.borne, price.withheld - sofar.withheld)
    if gap == (0, 0, 0):
        found.unchanged += 1
        return
    _add(found, payer, pk, last, Line.Kind.CORRECTION.value, price.key, gap)


def _take_back(before: Billed, last: dict[int, int], used: dict[int, str], found: Compared) -> None:
    """What was billed and is planned no longer, or by another payer now."""
    for pk, payers in before.items():
        for payer, sofar in payers.items():
            if sofar != (0, 0, 0):
                gone = (-sofar.amount, -sofar.borne, -sofar.withheld)
                _add(found, payer, pk, last, Line.Kind.LEAVER.value, used[pk], gone)


def _add(
    found: Compared, payer: Payer, pk: int, last: dict[int, int], kind: str, price: str,
    sums: tuple[int, int, int],
) -> None:  # fmt: skip
    """One line, or several where the amount is zero but the shares are not (never in one)."""
    if sums[0] == 0 and sums != (0, 0, 0):
        for part in ((sums[1], sums[1], 0), (sums[2], 0, sums[2])):
            _add(found, payer, pk, last, kind, price, part)
        return
    if sums == (0, 0, 0):
        return
    last[pk] = n = last.get(pk, 0) + 1
    found.changes.setdefault(payer, []).append(Change(pk, n, kind, price, *sums))
