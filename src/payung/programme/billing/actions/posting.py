"""The only writer of the books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from payung.base import bulk
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor
from payung.core.calendar import Month
from payung.programme.billing.models import Account, Bill, Entry

COLUMNS = (
    "id", "key", "village_id", "fund_id", "month", "booked", "debit", "credit", "amount",
    "bill_id", "reference", "reverses_id", "by_id", "by_name", "at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be written: `amount` rupiah into `debit` out of `credit`, for a bill."""

    key: str
    bill: Bill
    debit: Account
    credit: Account
    amount: int
    booked: Month
    reference: str = ""
    reverses: int | None = None


def post_entries(by: Actor, drafts: Sequence[Draft]) -> list[RowChange]:
    """Write entries in the caller's transaction; returns their changes for its journal event."""
    if not drafts:
        return []
    now = bulk.moment(timezone.now())
    table = Entry._meta.db_table
    rows = [
        (pk, d.key, d.bill.village_id, d.bill.fund_id, str(d.bill.period), str(d.booked),
         d.debit.value, d.credit.value, d.amount, d.bill.pk, d.reference, d.reverses, by.id,
         by.name, now)
        for pk, d in zip(bulk.take_ids(Entry, len(drafts)), drafts, strict=True)
    ]  # fmt: skip
    bulk.insert(table, COLUMNS, rows)
    return [
        RowChange(table, str(row[0]), {"entry": [None, fingerprint(*row[1:12])]}) for row in rows
    ]


def fingerprint(*values: object) -> str:
    """An entry as one text, as the journal keeps it: every column but by whom and when."""
    return "|".join("" if value is None else str(value) for value in values)


def reversal(entry: Entry, booked: Month, reference: str = "") -> Draft:
    """The counter-entry: the same amount back."""
    return Draft(
        f"reverse:{entry.pk}", entry.bill, Account(entry.credit), Account(entry.debit),
        entry.amount, booked, reference, entry.pk,
    )  # fmt: skip
