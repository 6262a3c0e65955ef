"""Figures of claims: by programme and village, what was paid, how long it took, the loss ratio."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Sum

from payung.base.territory.actor import Actor, Right
from payung.base.territory.visibility import within
from payung.programme.claims.models import Aggregate, Claim
from payung.programme.membership.models import CoverMonth

S = Claim.State


@dataclass(slots=True)
class Count:
    """Claims on events of a period: how many, how many paid or refused, rupiah paid."""

    events: int = 0
    open: int = 0
    refused: int = 0
    paid: int = 0
    amount: int = 0
    days: list[int] = field(default_factory=list)

    @property
    def median_days(self) -> int | None:
        """Days from the event to the money, the middle one."""
        return round(median(self.days)) if self.days else None


@dataclass(frozen=True, slots=True)
class LossRatio:
    """Benefits paid over contributions received for one set of programmes in one period."""

    programmes: str
    benefits: int
    contributions: int

    @property
    def percent(self) -> float | None:
        """Percentage points; None when nothing was received."""
        return 100 * self.benefits / self.contributions if self.contributions else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything of a region and a period."""

    total: Count
    by_programme: dict[str, Count]
    by_village: dict[str, Count]
    ratios: list[LossRatio]


def figures(actor: Actor, area: str, first: dt.date, last: dt.date) -> Figures:
    """Claims on events from `first` to `last`, payments and contributions of those days.

    Four statements. The figures are those of names that one may open, but need no right on names.
    """
    rows = (
        Claim.objects.visible_to(actor, Right.VIEW_FIGURES)
        .in_area(area)
        .exclude(state=S.WITHDRAWN)
        .filter(event__occurred_on__gte=first, event__occurred_on__lte=last)
        .values_list(
            "programme", "village__name", "state", "payment__amount", "payment__paid_on",
            "event__occurred_on",
        )
    )  # fmt: skip
    total = Count()
    programmes: dict[str, Count] = defaultdict(Count)
    villages: dict[str, Count] = defaultdict(Count)
    for programme, village, state, amount, paid_on, happened in rows:
        for count in (total, programmes[programme], villages[village]):
            _add(count, state, amount, paid_on, happened)
    return Figures(
        total, dict(sorted(programmes.items())), dict(sorted(villages.items())),
        loss_ratios(actor, area, first, last),
    )  # fmt: skip


def _add(
    count: Count, state: str, amount: int | None, paid_on: dt.date | None, happened: dt.date
) -> None:
    count.events += 1
    if amount is not None and paid_on is not None:
        count.paid += 1
        count.amount += amount
        count.days.append((paid_on - happened).days)
    elif state == S.REFUSED:
        count.refused += 1
    else:
        count.open += 1


def loss_ratios(actor: Actor, area: str, first: dt.date, last: dt.date) -> list[LossRatio]:
    """One ratio for each set of programmes that was paid for; two statements.

    Money in: contributions that BPJS received in the period. Money out: what BPJS paid in it on
    claims of members whose contributions were for that set. A set names its programmes, so that
    no ratio of JHT hides in one of deaths.
    """
    reach = within("membership__village_id", actor.areas(Right.VIEW_FIGURES))
    here = within("membership__village_id", (area,))
    received = (
        CoverMonth.objects.filter(
            reach & here, posting__paid_on__gte=first, posting__paid_on__lte=last
        )
        .values_list("programmes")
        .annotate(sum=Sum("amount"))
    )
    paid = (
        Claim.objects.visible_to(actor, Right.VIEW_FIGURES)
        .in_area(area)
        .filter(payment__paid_on__gte=first, payment__paid_on__lte=last)
        .values_list("membership_id", "programme", "payment__amount")
    )
    listed = list(paid)
    sets: dict[int, str] = dict(
        CoverMonth.objects.filter(membership__in={m for m, _p, _a in listed})
        .order_by("month")
        .values_list("membership_id", "programmes")
    )
    out: dict[str, int] = defaultdict(int)
    for membership, programme, amount in listed:
        out[sets.get(membership, programme)] += amount
    incoming = dict(received)
    return [
        LossRatio(programmes.upper().replace(",", "+"), out[programmes], incoming[programmes] or 0)
        for programmes in sorted(incoming)
    ]


def received(actor: Actor) -> list[Aggregate]:
    """Aggregates received from others, newest period first; two statements."""
    rows = Aggregate.objects.visible_to(actor).prefetch_related("lines")
    return list(rows.order_by("-last_day", "pk"))


def received_ratio(aggregate: Aggregate) -> float | None:
    """Benefits over contributions where a document tells both in rupiah, else None."""
    lines = {line.label.casefold(): line for line in aggregate.lines.all()}
    benefits = next((v for k, v in lines.items() if k.startswith("santunan")), None)
    paid_in = next((v for k, v in lines.items() if k.startswith("iuran")), None)
    if benefits is None or paid_in is None or not paid_in.value:
        return None
    return 100 * benefits.value / paid_in.value
