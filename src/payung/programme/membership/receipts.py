"""Posting lists of BPJS, person by person: which planned months they turn into cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch, Row
from payung.base.staging.registry import Applied, Incoming, Outcome
from payung.base.territory.actor import Actor
from payung.base.worded import worded_once
from payung.core.calendar import Month
from payung.core.sipp import PostingLine, read_posting
from payung.programme.membership.actions.posting import Received, post
from payung.programme.membership.histories import rebuild
from payung.programme.membership.matching import Members, members
from payung.programme.membership.models import CoverMonth, Posting, PostingTerms
from payung.programme.membership.reasons import AMBIGUOUS, POSTING_REASONS

KEPT = (
    "nik", "kpj", "nama", "npp", "status", "bulan", "tanggal_bayar", "kode_iuran", "jumlah",
    "jkk", "jkm", "jht", "jp", "jkp", "jht_pemberi_kerja", "jht_pekerja", "jp_pemberi_kerja",
    "jp_pekerja",
)  # fmt: skip
MONTHS = CoverMonth._meta.db_table


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sender said of the whole file; a row's own value comes first."""

    month: Month | None
    paid_on: date | None
    reference: str


def terms_of(batch: Batch) -> Terms:
    """The terms of a file."""
    row = PostingTerms.objects.filter(batch=batch).first()
    if row is None:
        return Terms(None, None, "")
    return Terms(row.month or None, row.paid_on, row.reference)


def proof(told: str, terms: Terms, paid_on: date) -> str:
    """The reference of a receipt; where nobody tells one, its day stands for it.

    So the same list saved anew is the same receipt, not a second payment.
    """
    return told or terms.reference or f"tanpa nomor {paid_on.isoformat()}"


class Cover(NamedTuple):
    """A planned month and the reference of its receipt, if it has one."""

    pk: int
    membership_id: int
    month: Month
    amount: int
    reference: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """Members of the region and their planned months."""

    members: Members
    months: dict[tuple[int, Month], Cover]
    terms: Terms
    today: date


def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
    """What each row would do, in the order given; four statements."""
    lines = [read_posting(row.values) for row in incoming]
    terms = terms_of(batch)
    found = members(batch.area, lines)
    ids = {m.pk for line in lines for m in found.of(line)}
    wanted = {str(month) for line in lines if (month := line.month or terms.month)}
    covers = map(Cover._make, _planned(list(ids), list(wanted)))
    months = {(cover.membership_id, cover.month): cover for cover in covers}
    known = Known(found, months, terms, timezone.localdate())
    met: dict[int, str] = {}
    return [_judge(line, known, met) for line in lines]


@worded_once
def _planned(memberships: list[int], months: list[str]) -> QuerySet[CoverMonth, tuple[Any, ...]]:
    rows = CoverMonth.objects.filter(membership__among=memberships, month__among=months)
    return rows.values_list("pk", "membership_id", "month", "amount", "posting__reference")


def _judge(line: PostingLine, known: Known, met: dict[int, str]) -> Outcome:
    found = known.members.of(line)
    if fault := known.members.fault(line, found):
        return held(fault)
    month, paid_on = line.month or known.terms.month, line.paid_on or known.terms.paid_on
    if code := _incomplete(line, month, paid_on, known.today):
        return held(code)
    assert month is not None  # noqa: S101 - _incomplete() has looked
    assert paid_on is not None  # noqa: S101
    covers = [known.months[m.pk, month] for m in found if (m.pk, month) in known.months]
    if not covers:
        return held("not_planned")
    if len(covers) > 1:
        covers = [c for c in covers if c.amount == line.amount] or covers
    if len(covers) > 1:
        return held(AMBIGUOUS)
    reference = proof(line.reference, known.terms, paid_on)
    if code := _refused(covers[0], line, reference, met):
        return held(code) if code != "unchanged" else Outcome("unchanged", covers[0].pk)
    met[covers[0].pk] = reference
    village = next(m.village_id for m in found if m.pk == covers[0].membership_id)
    received = Received(covers[0], village, paid_on, reference, line.amount)
    return Outcome("new", covers[0].pk, None, received)


def _incomplete(
    line: PostingLine, month: Month | None, paid_on: date | None, today: date
) -> str | None:
    if month is None:
        return "month_missing"
    if not line.active:
        return "member_inactive"
    if paid_on is None:
        return "paid_on_missing"
    return "paid_on_future" if paid_on > today else None


def _refused(cover: Cover, line: PostingLine, reference: str, met: dict[int, str]) -> str | None:
    before = met.get(cover.pk) if cover.reference is None else cover.reference
    if before is not None:
        return "unchanged" if before == reference else "paid_twice"
    if line.amount is not None and line.amount < cover.amount:
        return "underpaid"
    return None


def held(code: str) -> Outcome:
    """A row that is kept for a person to look at."""
    return Outcome("parked", None, (code, str(POSTING_REASONS[code])))


def apply(batch: Batch, actor: Actor, planned: Sequence[tuple[Incoming, Outcome]]) -> Applied:
    """Record the receipts through the same action as the form."""
    done = [(i, o.detail) for i, o in planned if isinstance(o.detail, Received)]
    changes = post(by=actor, received=[received for _, received in done], batch=batch)
    return Applied(changes, {i.number: received.cover.pk for i, received in done})


def blockers(batch: Batch) -> list[str]:  # noqa: ARG001 - every room's signature
    """Nothing is built on a posting yet that its undoing would break."""
    return []


def undo(batch: Batch, actor: Actor) -> Iterable[Sequence[RowChange]]:  # noqa: ARG001
    """Make the months of this file planned again; its postings go when they are empty."""
    rows = Row.objects.filter(batch=batch, applied=True).order_by("number")
    for start in range(0, rows.count(), 500):
        yield take_back([row.subject_id for row in rows[start : start + 500]])
    Posting.objects.filter(batch=batch).annotate(
        heads=Count("months", filter=Q(months__isnull=False))
    ).filter(heads=0).delete()


def take_back(ids: Sequence[int | None]) -> list[RowChange]:
    """Free cover months of their posting; the posting's sum shrinks with them."""
    rows = CoverMonth.objects.filter(pk__in=[pk for pk in ids if pk], posting__isnull=False)
    changes = [
        RowChange(MONTHS, str(row.pk), {"posting": [row.posting_id, None]})
        for row in rows.order_by("pk")
    ]
    freed: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.posting_id is not None:
            freed[row.posting_id] += row.amount
    CoverMonth.objects.filter(pk__in=[row.pk for row in rows]).update(posting=None)
    rebuild(row.membership_id for row in rows)
    for posting in Posting.objects.filter(pk__in=freed, amount__isnull=False):
        left = max(0, (posting.amount or 0) - freed[posting.pk])
        Posting.objects.filter(pk=posting.pk).update(amount=left)
    return changes
