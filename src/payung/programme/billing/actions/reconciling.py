"""Reconciling a month: one comparison in one transaction; the same again changes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.files import actions as files
from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.base.territory.visibility import within
from payung.base.vault.crypto import seal
from payung.core.calendar import Month
from payung.programme.billing.actions.receiving import book_receipts
from payung.programme.billing.models import Bill, Cell, Difference, Reconciliation
from payung.programme.billing.reconciling import (
    FileUnreadable,
    Gap,
    Outcome,
    Receipt,
    compare_month,
    read_lines,
)
from payung.programme.billing.refusals import BillingRefused
from payung.programme.billing.sources import Cell as Compared
from payung.programme.billing.sources import read_sources
from payung.programme.membership.actions.posting import Received, post
from payung.programme.membership.models import CoverMonth

OPEN, EXPLAINED, MENDED = Difference.State.OPEN, Difference.State.EXPLAINED, Difference.State.MENDED
CHUNK = 5000
BY_COMPARISON = "perbandingan berikutnya"
COLUMNS = ("area", "fund_id", "month", "kind", "membership_id", "row", "said", "effect", "detail",
           "key", "state", "reason", "settled_by", "first_id", "at")  # fmt: skip
CELL = ("village_id", "fund_id", "month", "decreed", "members", "billed", "coded", "code_heads",
        "debited", "realised", "posted_heads", "posted", "reconciliation_id")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One comparison: lines that agree, differences found new, still there, and gone now."""

    reconciliation: Reconciliation
    lines: int
    matched: int
    new: int
    standing: int
    mended: int
    covered: int
    counts: dict[str, int]
    effect: int


@transaction.atomic
def reconcile(
    *, by: Actor, area: str, month: Month, content: bytes, name: str,
    paid_on: dt.date | None = None,
) -> Reconciled:  # fmt: skip
    """Compare a region's month with a list of BPJS (per person, or MKRO per employer).

    Lines that agree and tell a day become cover by membership's own action. A difference that is
    no longer found counts as mended; an explained one stays explained. Raises NotAllowed,
    BillingRefused for a file that cannot be read.
    """
    by.require(Right.BILL, area)
    bulk.one_writer("billing")
    bulk.one_writer("membership")
    try:
        lines = list(read_lines(content, name))
    except FileUnreadable as error:
        raise BillingRefused(str(error)) from error
    if not lines:
        raise BillingRefused(gettext("Tidak ada baris data di dalam berkas ini."))
    found = compare_month(month, read_sources(area, month), lines, paid_on)
    covered = _cover(by, month, found.receipts)
    book_receipts(by=by, bills=Bill.objects.filter(within("village_id", (area,)), period=month))
    row, fresh = _row(by, area, month, content, name, found)
    _cells(row, area, month, found)
    new, standing, gone = _differences(row, area, month, found)
    effect = sum(gap.effect for gap in found.gaps.values())
    if fresh or new or gone:
        journal.record(
            by=by, action="billing.reconciled", subject=row, area=area, paper=name,
            summary={"month": str(month), "sha256": row.sha256, "lines": found.lines,
                     "effect": effect, "covered": covered, **found.counts},
            changes=[*new, *gone],
        )  # fmt: skip
    return Reconciled(row, found.lines, found.matched, len(new), standing, len(gone), covered,
                      found.counts, effect)  # fmt: skip


def _cover(by: Actor, month: Month, receipts: Sequence[Receipt]) -> int:
    if not receipts:
        return 0
    told = {one.membership: one for one in receipts}
    pks = list(told)
    covers = {
        cover.membership_id: cover
        for start in range(0, len(pks), CHUNK)
        for cover in CoverMonth.objects.filter(
            month=month, posting=None, membership__in=pks[start : start + CHUNK]
        )
    }
    received = [
        Received(cover, told[pk].village, told[pk].paid_on, told[pk].reference, told[pk].amount)
        for pk, cover in sorted(covers.items())
    ]
    post(by=by, received=received)
    return len(received)


def _row(
    by: Actor, area: str, month: Month, content: bytes, name: str, found: Outcome
) -> tuple[Reconciliation, bool]:
    digest = hashlib.sha256(content).hexdigest()
    row = Reconciliation.objects.filter(area=area, month=month, sha256=digest).first()
    if row is not None:
        if row.counts != found.counts:
            Reconciliation.objects.filter(pk=row.pk).update(counts=found.counts)
            row.counts = found.counts
        return row, False
    file = files.store(by=by, content=content, name=name, purpose="reconciled", area=area)
    row = Reconciliation.objects.create(
        area=area, month=month, file=file, sha256=digest, lines=found.lines, counts=found.counts,
        by_id=by.id, by_name=by.name, at=timezone.now(),
    )  # fmt: skip
    return row, True


def _cells(row: Reconciliation, area: str, month: Month, found: Outcome) -> None:
    Cell.objects.filter(within("village_id", (area,)), month=month).delete()
    bulk.insert(Cell._meta.db_table, CELL, [
        (c.village, c.fund, str(month), c.decreed, c.members, c.billed, c.coded, c.code_heads,
         _told(c), c.realised, c.posted_heads, c.posted, row.pk)
        for _key, c in sorted(found.cells.items())
    ])  # fmt: skip


def _told(cell: Compared) -> int | None:
    """Rupiah debited; nothing where no statement of the month was given."""
    return cell.debited if cell.debited or cell.bank_known else None


def _differences(
    row: Reconciliation, area: str, month: Month, found: Outcome
) -> tuple[list[RowChange], int, list[RowChange]]:
    """Write what is new, reopen what came back, close what is gone."""
    here = within("area", (area,))
    columns = ("key", "pk", "state", "kind", "membership_id", "row", "detail")
    rows = Difference.objects.filter(here, month=month).values_list(*columns)
    before = {key: values for key, *values in rows}
    gaps = {key: gap._replace(area=gap.area or area) for key, gap in found.gaps.items()}
    fresh = [gap for key, gap in gaps.items() if key not in before]
    back = [before[k][0] for k in gaps if k in before and before[k][1] == MENDED]
    gone = [
        pk
        for k, (pk, state, *what) in before.items()
        if k not in gaps and state == OPEN and found.mends(*what)
    ]
    now = timezone.now()
    _insert(row, month, fresh)
    Difference.objects.filter(pk__in=back).update(
        state=OPEN, settled_at=None, settled_by="", reason=""
    )
    Difference.objects.filter(pk__in=gone).update(
        state=MENDED, settled_at=now, settled_by=BY_COMPARISON
    )
    table = Difference._meta.db_table
    new = [
        RowChange(table, gap.key, {"state": [None, OPEN.value], "kind": [None, gap.kind],
                                   "effect": [None, gap.effect]}) for gap in fresh
    ]  # fmt: skip
    new += [RowChange(table, str(pk), {"state": [MENDED.value, OPEN.value]}) for pk in back]
    closed = [RowChange(table, str(pk), {"state": [OPEN.value, MENDED.value]}) for pk in gone]
    return new, len(gaps) - len(new), closed


def _insert(row: Reconciliation, month: Month, fresh: Sequence[Gap]) -> None:
    at = bulk.moment(row.at)
    bulk.insert(Difference._meta.db_table, COLUMNS, [
        (g.area, g.fund, str(month), g.kind, g.membership, g.row,
         seal(json.dumps(g.said, ensure_ascii=False).encode()) if g.said else b"", g.effect,
         json.dumps(g.detail), g.key, OPEN.value, "", "", row.pk, at)
        for g in fresh
    ])  # fmt: skip


@transaction.atomic
def explain_difference(*, by: Actor, difference: Difference, reason: str) -> Difference:
    """Say why a difference is as it is; it no longer counts as open. Raises BillingRefused."""
    by.require(Right.BILL, difference.area)
    if len(reason.strip()) < 5:
        raise BillingRefused(gettext("Tulis penjelasannya, agar pemeriksa berikutnya mengerti."))
    row = Difference.objects.select_for_update().get(pk=difference.pk)
    if row.state != OPEN:
        raise BillingRefused(gettext("Selisih ini sudah tidak terbuka."))
    change = journal.changed(
        row, state=EXPLAINED.value, reason=reason.strip()[:300], settled_by=by.name
    )
    row.settled_at = timezone.now()
    row.save(update_fields=["state", "reason", "settled_by", "settled_at"])
    journal.record(
        by=by, action="billing.difference_explained", subject=row, area=row.area,
        reason=reason.strip(), changes=[change],
    )  # fmt: skip
    return row
