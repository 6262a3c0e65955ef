"""BPJS's receipt of a bill: its months become cover, by membership's own action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Sum, When
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.core.calendar import Month
from payung.programme.billing.actions.banking import open_month
from payung.programme.billing.actions.posting import Draft, post_entries
from payung.programme.billing.models import Account, Bill, Entry, Line
from payung.programme.billing.models.bills import BillQuerySet
from payung.programme.billing.refusals import BillingRefused
from payung.programme.membership.actions import record_posting
from payung.programme.membership.models import CoverMonth


@transaction.atomic
def record_receipt(*, by: Actor, bill: Bill, paid_on: date, reference: str) -> int:
    """Record that BPJS has the whole of a bill; returns the months that became cover.

    The same again changes nothing. Raises NotAllowed, BillingRefused, MembershipRefused.
    """
    by.require(Right.RECORD_BPJS, bill.village_id)
    if bill.amount <= 0:
        raise BillingRefused(
            gettext("Tagihan ini kelebihan bayar; tidak ada yang diterima BPJS atasnya.")
        )
    months: dict[Month, list[int]] = defaultdict(list)
    for membership, month in bill.lines.filter(amount__gt=0).values_list("membership_id", "month"):
        months[month].append(membership)
    count = 0
    for month, members in sorted(months.items()):
        waiting = CoverMonth.objects.filter(membership__in=members, month=month, posting=None)
        if not waiting.exists():
            continue
        done = record_posting(
            by=by, village=bill.village_id, month=month, paid_on=paid_on, reference=reference,
            memberships=members,
        )  # fmt: skip
        count += done.covered
    book_receipts(by=by, bills=Bill.objects.filter(pk=bill.pk))
    return count


@transaction.atomic
def book_receipts(*, by: Actor, bills: BillQuerySet) -> int:
    """Carry into the books what BPJS posted for the lines of bills; returns the entries written.

    Whatever path a posting came by (form, list, reconciliation) it is booked once; a posting that
    was taken back is booked back. Four statements when nothing is new.
    """
    bulk.one_writer("billing")
    received = _received(bills)
    booked = _booked(bills)
    wrong = {
        pk: received.get(pk, 0) - booked.get(pk, 0)
        for pk in received.keys() | booked.keys()
        if received.get(pk, 0) != booked.get(pk, 0)
    }
    if not wrong:
        return 0
    rows = Bill.objects.in_bulk(wrong)
    counts = dict(
        Entry.objects.filter(bill__in=wrong, key__startswith="receipt:")
        .values_list("bill_id").annotate(n=Count("pk")).order_by()
    )  # fmt: skip
    now = Month.of(timezone.localdate())
    drafts = []
    for pk, amount in sorted(wrong.items()):
        pair = (Account.DUE, Account.TRANSIT) if amount > 0 else (Account.TRANSIT, Account.DUE)
        key = f"receipt:{pk}:{counts.get(pk, 0) + 1}"
        booked_in = open_month(rows[pk].village_id, max(now, rows[pk].period))
        drafts.append(Draft(key, rows[pk], *pair, abs(amount), booked_in))
    changes: list[RowChange] = post_entries(by, drafts)
    areas = {bill.village_id for bill in rows.values()}
    journal.record(
        by=by, action="billing.receipts_booked", subject=(Entry._meta.db_table, ""),
        area=_common(areas), summary={"bills": len(wrong), "amount": sum(wrong.values())},
        changes=changes,
    )  # fmt: skip
    return len(drafts)


def _received(bills: BillQuerySet) -> dict[int, int]:
    """Rupiah of lines whose month BPJS posted; of a credit, all of it once its debit is matched."""
    posted = Exists(
        CoverMonth.objects.filter(
            membership=OuterRef("membership"), month=OuterRef("month"), posting__isnull=False
        )
    )
    lines = Line.objects.filter(bill__in=bills.filter(amount__gt=0), amount__gt=0).filter(posted)
    sums = lines.values_list("bill_id").annotate(s=Sum("amount")).order_by()
    found = {pk: amount for pk, amount in sums if amount}
    credit = bills.filter(amount__lt=0, matches__undone_at=None, matches__isnull=False)
    return found | dict(credit.values_list("pk", "amount"))


def _booked(bills: BillQuerySet) -> dict[int, int]:
    way = Case(
        When(debit=Account.DUE, then=F("amount")), default=-F("amount"),
        output_field=BigIntegerField(),
    )  # fmt: skip
    rows = Entry.objects.filter(bill__in=bills, key__startswith="receipt:")
    sums = rows.values_list("bill_id").annotate(s=Sum(way)).order_by()
    return {pk: amount for pk, amount in sums if amount}


def _common(areas: Iterable[str]) -> str:
    """The narrowest region that holds all of them."""
    parts = [area.split(".") for area in areas]
    shared = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return ".".join(shared)
