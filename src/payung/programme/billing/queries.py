"""Reading bills, payments and differences; every one begins with what the actor may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    When,
)

from payung.base.territory.actor import Actor, Right
from payung.core.calendar import Month
from payung.programme.billing.models import (
    Account,
    Bill,
    Cell,
    Difference,
    Entry,
    Match,
    Payment,
    PaymentItem,
    Question,
)
from payung.programme.membership.models import CoverMonth, Membership


def differences(actor: Actor, area: str, month: Month | None = None) -> QuerySet[Difference]:
    """Differences of a region, gravest first; one statement."""
    rows = Difference.objects.visible_to(actor).in_area(area).select_related("fund")
    if month is not None:
        rows = rows.filter(month=month)
    return rows.order_by("area", "kind", "pk")


def cells(actor: Actor, area: str, month: Month) -> QuerySet[Cell]:
    """The latest comparison of a region's month; one statement."""
    rows = Cell.objects.visible_to(actor).in_area(area).filter(month=month)
    return rows.select_related("village", "fund").order_by("village_id", "fund_id")


def questions(actor: Actor, area: str = "") -> QuerySet[Question]:
    """Movements that wait for a person, oldest first."""
    rows = Question.objects.visible_to(actor).in_area(area).filter(answer="")
    return rows.select_related("movement__account").order_by("movement__booked_on", "pk")


def waiting_payments(actor: Actor, right: Right) -> QuerySet[Payment]:
    """Payments within the actor's reach by a right."""
    return Payment.objects.visible_to(actor, right).select_related("fund").order_by("at")


def standing_of(bills: Iterable[int]) -> dict[int, dict[str, int]]:
    """Balance of each account of bills; one statement."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Account.values, 0))
    rows = Entry.objects.filter(bill__in=list(bills))
    for bill, debit, credit, amount in rows.values_list("bill_id", "debit", "credit", "amount"):
        found[bill][debit] += amount
        found[bill][credit] -= amount
    return dict(found)


@dataclass(slots=True)
class MonthCell:
    """What the board shows of a village's month: rupiah by where they stand.

    `overdue` is what bills ask whose day has passed; `planned` and `covered` are heads.
    """

    asked: int = 0
    received: int = 0
    transit: int = 0
    paying: int = 0
    overdue: int = 0
    planned: int = 0
    covered: int = 0

    def state(self, month: Month, today: date) -> str:
        """none, unbilled, future, open, paying, transit, late or received.

        Cover that BPJS posted counts as received, billed here or not.
        """
        if not self.planned and not self.asked:
            return "none"
        if self.planned and self.covered >= self.planned and self.transit <= 0:
            return "received"
        if self.transit > 0:
            return "transit"
        if self.paying:
            return "paying"
        if self.overdue > 0:
            return "late"
        if self.asked:
            return "open"
        return "future" if month > Month.of(today) else "unbilled"


@dataclass(slots=True)
class Board:
    """Villages × months of a year."""

    year: int
    cells: dict[tuple[str, Month], MonthCell] = field(default_factory=dict)

    def at(self, village: str, month: Month) -> MonthCell:
        return self.cells.setdefault((village, month), MonthCell())


def board(actor: Actor, area: str, year: int, today: date) -> Board:
    """Every village's months of a year; four statements, grouped by the database."""
    found = Board(year)
    first, last = Month(year, 1), Month(year, 12)
    bills = Bill.objects.visible_to(actor).in_area(area)
    bills = bills.filter(period__gte=first, period__lte=last)
    sums = bills.values_list("village_id", "period").annotate(s=Sum("amount")).order_by()
    for village, month, asked in sums:
        found.at(village, month).asked = asked
    _books(found, actor, area, (first, last), today)
    items = PaymentItem.objects.filter(bill__in=bills, released=False).exclude(
        payment__state__in=[Payment.State.DEBITED, Payment.State.CANCELLED]
    )
    for village, month in items.values_list("bill__village_id", "bill__period").distinct():
        found.at(village, month).paying = 1
    _cover(found, actor, area, first, last)
    return found


def _way(account: Account) -> Case:
    return Case(
        When(debit=account, then=F("amount")), When(credit=account, then=-F("amount")),
        default=0, output_field=BigIntegerField(),
    )  # fmt: skip


def _books(found: Board, actor: Actor, area: str, span: tuple[Month, Month], today: date) -> None:
    rows = Entry.objects.visible_to(actor).in_area(area)
    rows = rows.filter(month__gte=span[0], month__lte=span[1])
    sums = rows.values_list("village_id", "month").annotate(
        due=Sum(_way(Account.DUE)), transit=Sum(_way(Account.TRANSIT)),
        late=Sum(_way(Account.DUE), filter=Q(bill__due_on__lt=today)),
    )  # fmt: skip
    for village, month, due, transit, late in sums.order_by():
        cell = found.at(village, month)
        cell.received, cell.transit, cell.overdue = cell.asked + due, transit, -(late or 0)


def _cover(found: Board, actor: Actor, area: str, first: Month, last: Month) -> None:
    seen = Membership.objects.visible_to(actor, Right.VIEW_FIGURES).in_area(area)
    rows = seen.filter(months__month__gte=first, months__month__lte=last)
    counts = rows.values_list("village_id", "months__month").annotate(
        planned=Count("months"), covered=Count("months__posting")
    )
    for village, month, planned, covered in counts.order_by():
        cell = found.at(village, month)
        cell.planned, cell.covered = planned, covered


def bills_with_standing(actor: Actor, area: str, month: Month | None = None) -> QuerySet[Bill]:
    """Bills of a region with whether they are in a payment, debited, and received."""
    rows = Bill.objects.visible_to(actor).in_area(area)
    if month is not None:
        rows = rows.filter(period=month)
    items = PaymentItem.objects.filter(bill=OuterRef("pk"), released=False)
    matches = Match.objects.filter(bill=OuterRef("pk"), undone_at=None)
    return (
        rows.select_related("village", "fund", "employer")
        .annotate(in_payment=Exists(items), is_debited=Exists(matches))
        .order_by("village_id", "period", "fund_id", "segment", "kind", "round")
    )


def payable(actor: Actor, area: str) -> QuerySet[Bill]:
    """Bills and credits that stand in no payment, are not debited, and not received otherwise."""
    items = PaymentItem.objects.filter(bill=OuterRef("pk"), released=False)
    matches = Match.objects.filter(bill=OuterRef("pk"), undone_at=None)
    rows = bills_with_standing(actor, area).filter(~Exists(items), ~Exists(matches))
    unpaid = CoverMonth.objects.filter(
        membership=OuterRef("lines__membership"), month=OuterRef("lines__month"), posting=None
    )
    return rows.filter(Q(amount__lt=0) | Exists(unpaid)).distinct()
