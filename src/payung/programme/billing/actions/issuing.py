"""Issuing bills: the lines that are missing, and nothing else; set-based."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.base.territory.visibility import within
from payung.base.ui.format import bulan
from payung.core.calendar import Month
from payung.core.law import current_law
from payung.core.law.duties import Deadline, contribution_due
from payung.programme.billing.actions.posting import Draft, post_entries
from payung.programme.billing.comparing import PU, Change, Compared, Payer, compare
from payung.programme.billing.models import Account, Bill, ClosedMonth, Line, Price
from payung.programme.billing.pricing import PRICE_COLUMNS, new_rows
from payung.programme.billing.refusals import BillingRefused
from payung.programme.funds.models import Fund

BILL_COLUMNS = (
    "id", "number", "village_id", "fund_id", "segment", "employer_id", "npp", "period", "kind",
    "round", "remitter", "heads", "amount", "borne", "withheld", "due_on", "due_reference",
    "law_id", "lines_hash", "by_id", "by_name", "at",
)  # fmt: skip
LINE_COLUMNS = (
    "bill_id", "membership_id", "month", "n", "kind", "price_id", "amount", "borne", "withheld",
)  # fmt: skip
SPONSORS = {Fund.Kind.CSR, Fund.Kind.ASN, Fund.Kind.SELF}
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Issued:
    """Bills written now for one month; `held` are heads that have no line, by village and reason.

    `unchanged` member-months were billed rightly before.
    """

    month: Month
    booked: Month
    bills: tuple[Bill, ...]
    heads: int
    amount: int
    unchanged: int
    held: tuple[tuple[str, str, int], ...]


@transaction.atomic
def issue_bills(
    *, by: Actor, area: str, month: Month, book_in: Month | None = None
) -> Issued:  # fmt: skip
    """Bill every planned member of a region for a month; once more without changes: nothing.

    A change since the last time becomes a further bill with joiners, leavers and corrections.
    `book_in` is the month whose books take it, for a month that is closed already. Raises
    NotAllowed, BillingRefused. About twenty statements, whatever the number of members.
    """
    by.require(Right.BILL, area)
    booked = book_in or month
    if booked < month:
        raise BillingRefused(
            gettext("Bulan pembukuan %(booked)s tidak boleh sebelum bulan iuran %(month)s.")
            % {"booked": bulan(booked), "month": bulan(month)}
        )
    bulk.one_writer("billing")
    found = compare(area, month)
    if found.changes:
        _refuse_closed(found, booked)
    bills, lines = _drafted(by, area, found, booked)
    if bills:
        _write(by, area, found, bills, lines)
    return Issued(
        month, booked, tuple(bills), sum(bill.heads for bill in bills),
        sum(bill.amount for bill in bills), found.unchanged,
        tuple(sorted((v, why, n) for (v, why), n in found.held.items())),
    )  # fmt: skip


def _refuse_closed(found: Compared, booked: Month) -> None:
    areas = ClosedMonth.objects.filter(month=booked).values_list("area", flat=True)
    closed = [a for a in areas if any(p.village.startswith(a) for p in found.changes)]
    if closed:
        raise BillingRefused(
            gettext(
                "Pembukuan %(month)s sudah ditutup untuk wilayah %(area)s. Bukukan "
                "perubahan ini pada bulan yang masih terbuka (--book-in)."
            )
            % {"month": bulan(booked), "area": ", ".join(closed)}
        )


def kind_of(segment: str, month: Month, booked: Month) -> Bill.Kind:
    """Which budget line a month's bill stands on, booked in a month.

    >>> kind_of("bpu", Month(2026, 3), Month(2026, 5)).value
    'correction'
    >>> kind_of("pu", Month(2025, 12), Month(2025, 12)).value
    'december'
    """
    if month.year < booked.year:
        return Bill.Kind.ARREARS
    if month < booked:
        return Bill.Kind.CORRECTION
    return Bill.Kind.DECEMBER if (segment, month.number) == (PU, DECEMBER) else Bill.Kind.REGULAR


def remitter_of(fund: Fund, village: Area) -> Bill.Remitter:
    """Who transfers: the village's treasurer, the district's (also for a kelurahan), or a sponsor.

    Who bears the contribution is another question: the fund's kind and the worker's share.
    """
    if fund.kind in SPONSORS:
        return Bill.Remitter.SPONSOR
    desa = village.kind == Area.Kind.DESA
    own = fund.payer_level == Area.Level.VILLAGE
    return Bill.Remitter.VILLAGE if desa and own else Bill.Remitter.DISTRICT


def lines_hash(month: Month, changes: Sequence[Change]) -> str:
    """SHA-256 over the lines of a bill in the order of their members."""
    digest = hashlib.sha256()
    for one in sorted(changes):
        digest.update(f"{month}|{'|'.join(map(str, one))}\n".encode())
    return digest.hexdigest()


def _drafted(
    by: Actor, area: str, found: Compared, booked: Month
) -> tuple[list[Bill], dict[Payer, list[Change]]]:
    """Bills of the changes, with numbers and rounds; five statements."""
    if not found.changes:
        return [], {}
    payers = sorted(found.changes, key=lambda p: (p.village, p.fund, p.segment, p.npp))
    villages = Area.objects.in_bulk({p.village for p in payers})
    funds = Fund.objects.in_bulk({p.fund for p in payers})
    rounds = _rounds(area, booked)
    now, law = timezone.now(), current_law().law_id
    due: dict[str, Deadline] = {}
    bills = []
    for payer, pk in zip(payers, bulk.take_ids(Bill, len(payers)), strict=True):
        if payer.segment not in due:
            due[payer.segment] = contribution_due(payer.segment, found.month.first_day)
        kind = kind_of(payer.segment, found.month, booked)
        turn = rounds.get((payer.village, payer.fund, payer.segment, payer.npp, kind), 0) + 1
        if turn > 1 or found.month < booked:
            found.changes[payer] = [_joining(change) for change in found.changes[payer]]
        bills.append(
            _bill(by, payer, found, booked, pk, turn, kind, funds[payer.fund],
                  villages[payer.village], due[payer.segment], law, now)
        )  # fmt: skip
    return bills, {payer: found.changes[payer] for payer in payers}


def _bill(
    by: Actor, payer: Payer, found: Compared, booked: Month, pk: int, turn: int, kind: Bill.Kind,
    fund: Fund, village: Area, due: Deadline, law: str, now: datetime,
) -> Bill:  # fmt: skip
    changes = found.changes[payer]
    who = f"{payer.segment}-{payer.npp}" if payer.npp else payer.segment
    tail = "" if kind == Bill.Kind.REGULAR else f"-{kind.value}"
    return Bill(
        id=pk, number=f"{booked}/{payer.village}/{fund.code}/{who}{tail}/{turn}"[:80],
        village_id=payer.village, fund_id=payer.fund, segment=payer.segment,
        employer_id=payer.employer, npp=payer.npp, period=booked, kind=kind, round=turn,
        remitter=remitter_of(fund, village), heads=len({c.membership for c in changes}),
        amount=sum(c.amount for c in changes), borne=sum(c.borne for c in changes),
        withheld=sum(c.withheld for c in changes), due_on=due.day,
        due_reference=due.reference[:200], law_id=law,
        lines_hash=lines_hash(found.month, changes), by_id=by.id, by_name=by.name, at=now,
    )  # fmt: skip


def _rounds(area: str, booked: Month) -> dict[tuple[Any, ...], int]:
    rows = Bill.objects.filter(within("village_id", (area,)), period=booked)
    found = rows.values_list("village_id", "fund_id", "segment", "npp", "kind").annotate(
        last=Max("round")
    )
    return {tuple(key): last for *key, last in found.order_by()}


def _write(
    by: Actor, area: str, found: Compared, bills: Sequence[Bill],
    lines: dict[Payer, list[Change]],
) -> None:  # fmt: skip
    used = {c.price for changes in lines.values() for c in changes}
    prices = [found.prices[key] for key in used if key in found.prices]
    bulk.insert(Price._meta.db_table, PRICE_COLUMNS, new_rows(prices))
    bulk.insert(Bill._meta.db_table, BILL_COLUMNS, [_row(bill) for bill in bills])
    month = str(found.month)
    bulk.insert(
        Line._meta.db_table, LINE_COLUMNS,
        (
            (bill.pk, c.membership, month, c.n, c.kind, c.price, c.amount,
             c.borne, c.withheld)
            for bill, changes in zip(bills, lines.values(), strict=True) for c in changes
        ),
    )  # fmt: skip
    entries = post_entries(by, [draft for bill in bills for draft in issue_entries(bill)])
    table = Bill._meta.db_table
    told = [
        RowChange(table, str(b.pk), {"number": [None, b.number], "amount": [None, b.amount],
                                     "heads": [None, b.heads], "lines": [None, b.lines_hash]})
        for b in bills
    ]  # fmt: skip
    journal.record(
        by=by, action="billing.issued", subject=(table, ""), area=area,
        summary={
            "month": month, "booked": str(bills[0].period), "bills": len(bills),
            "heads": sum(b.heads for b in bills), "amount": sum(b.amount for b in bills),
        },
        changes=[*told, *entries],
    )  # fmt: skip


def _joining(change: Change) -> Change:
    """A first line on a later bill is a joiner's."""
    first = change.kind == Line.Kind.REGULAR
    return change._replace(kind=Line.Kind.JOINER.value) if first else change


def _row(bill: Bill) -> tuple[Any, ...]:
    values = {name: getattr(bill, name) for name in BILL_COLUMNS}
    values |= {"period": str(bill.period), "kind": str(bill.kind), "remitter": str(bill.remitter)}
    return tuple({**values, "at": bulk.moment(bill.at)}.values())


def issue_entries(bill: Bill) -> list[Draft]:
    """What a bill is in the books: the fund's share and the worker's, owed to BPJS.

    A credit stands the other way round.
    """
    drafts = []
    for account, amount in ((Account.FUND, bill.borne), (Account.WORKER, bill.withheld)):
        if amount:
            pair = (account, Account.DUE) if amount > 0 else (Account.DUE, account)
            key = f"issue:{bill.pk}:{account.value}"
            drafts.append(Draft(key, bill, *pair, abs(amount), bill.period))
    return drafts
