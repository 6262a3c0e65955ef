"""Recording what BPJS received: a planned month becomes cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch
from payung.base.territory.actor import Actor, Right, held_by
from payung.base.ui.format import bulan, rupiah
from payung.base.worded import worded_once
from payung.core.calendar import Month
from payung.programme.membership.actions.enrolling import MembershipRefused
from payung.programme.membership.histories import extend, rebuild
from payung.programme.membership.models import CoverMonth, Membership, Posting


class PlannedMonth(Protocol):
    """What posting needs of a planned month: a `CoverMonth`, or its columns alone."""

    @property
    def pk(self) -> int: ...
    @property
    def membership_id(self) -> int: ...
    @property
    def month(self) -> Month: ...


class Columns(NamedTuple):
    """A planned month as it is read for a whole village: no model for each of its members."""

    pk: int
    membership_id: int
    month: Month
    amount: int
    posting_id: int | None


@dataclass(frozen=True, slots=True)
class Received:
    """BPJS has the whole contribution of one planned month. `amount` in rupiah, if told."""

    cover: PlannedMonth
    village: str
    paid_on: date
    reference: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """Heads of one posting: newly covered, already recorded so."""

    posting: Posting
    covered: int
    unchanged: int


@transaction.atomic
def record_posting(
    *, by: Actor, village: str, month: Month, paid_on: date, reference: str,
    memberships: Iterable[int] | None = None, amount: int | None = None,
) -> Recorded:  # fmt: skip
    """Record a receipt for all planned members of a village in a month, or for some of them.

    The same reference again changes nothing. Raises MembershipRefused when nobody is planned for
    that month, or when the sum is less than what those members owe: cover needs payment in full.
    """
    by.require(Right.RECORD_BPJS, village)
    told = reference.strip()
    _check(paid_on, told)
    everybody = _members(village)
    chosen = everybody if memberships is None else sorted({*everybody} & {*memberships})
    rows = _planned(chosen, month)
    planned = [Columns(pk, member, month, owed, held) for pk, member, owed, held in rows]
    if not planned:
        raise MembershipRefused(
            gettext(
                "Tidak ada peserta yang direncanakan untuk %(month)s di desa ini. "
                "Daftarkan dahulu dari keputusan desa."
            )
            % {"month": bulan(month)}
        )
    open_ = [row for row in planned if row.posting_id is None]
    held = {row.posting_id for row in planned if row.posting_id is not None}
    ours: set[int] = set()
    if held:
        known = Posting.objects.filter(pk__in=held, reference=told)
        ours = set(known.values_list("pk", flat=True))
    same = [row for row in planned if row.posting_id in ours]
    if not open_ and not same:
        raise MembershipRefused(
            gettext(
                "Iuran %(month)s sudah tercatat dengan bukti lain. Bila dibayar dua "
                "kali, laporkan kepada BPJS agar diperhitungkan."
            )
            % {"month": bulan(month)}
        )
    if open_ and amount is not None and amount < (owed := sum(row.amount for row in open_)):
        raise MembershipRefused(
            gettext(
                "Jumlah %(amount)s kurang dari iuran %(n)s orang, %(owed)s. Pilih "
                "hanya orang yang iurannya lunas."
            )
            % {"amount": rupiah(amount), "n": len(open_), "owed": rupiah(owed)}
        )
    received = [Received(row, village, paid_on, told) for row in open_]
    post(by=by, received=received)
    (posting,) = _recorded(village, month, told)
    if open_ and amount is not None:
        Posting.objects.filter(pk=posting.pk).update(amount=amount)
        posting.amount = amount
    return Recorded(posting, len(open_), len(same))


@worded_once
def _planned(
    memberships: list[int], month: Month
) -> QuerySet[CoverMonth, tuple[int, int, int, int | None]]:
    """Planned months of memberships, held until the transaction ends."""
    rows = CoverMonth.objects.filter(membership__among=memberships, month=month)
    return rows.select_for_update().values_list("pk", "membership_id", "amount", "posting_id")


@worded_once
def _members(village: str) -> QuerySet[Membership, int]:
    """Asked first: by the month alone a database would read the whole district's."""
    return Membership.objects.filter(village=village).values_list("pk", flat=True)


@worded_once
def _recorded(village: str, month: Month, reference: str) -> QuerySet[Posting]:
    return Posting.objects.filter(area=village, month=month, reference=reference)


def _check(paid_on: date, reference: str) -> None:
    if not reference:
        raise MembershipRefused(gettext("Isi kode iuran atau nomor bukti penerimaan dari BPJS."))
    if paid_on > timezone.localdate():
        raise MembershipRefused(gettext("Tanggal terima tidak boleh di masa depan."))


def post(*, by: Actor, received: Sequence[Received], batch: Batch | None = None) -> list[RowChange]:
    """Write receipts, grouped by village, month and reference; must run in a transaction.

    Rights and duplicates are the caller's. One event per call; returns its row changes.
    """
    groups: dict[tuple[str, Month, str], list[Received]] = defaultdict(list)
    for one in received:
        groups[(one.village, one.cover.month, one.reference)].append(one)
    changes: list[RowChange] = []
    for (village, month, reference), members in sorted(groups.items(), key=lambda g: str(g[0])):
        posting = _posting(by, village, month, reference, members, batch)
        ids = [one.cover.pk for one in members]
        done = bulk.set_among(CoverMonth._meta.db_table, "posting_id", posting.pk, ids, empty=True)
        table, told = CoverMonth._meta.db_table, {"posting": [None, posting.pk]}
        changes += [RowChange(table, str(pk), told) for pk in ids]
        memberships = [one.cover.membership_id for one in members]
        if done == len(ids):
            extend(memberships, month, posting.paid_on)
        else:  # some had a receipt already: their histories hold the month
            rebuild(memberships)
    if changes and batch is None:
        area = held_by({village for village, _month, _reference in groups})
        journal.record(
            by=by, action="membership.posted", subject=("membership_posting", ""), area=area,
            summary={
                "heads": len(changes),
                "postings": [[v, str(m), r] for v, m, r in sorted(groups, key=str)],
            },
            changes=changes,
        )  # fmt: skip
    return changes


def _posting(
    by: Actor, village: str, month: Month, reference: str, members: Sequence[Received],
    batch: Batch | None,
) -> Posting:  # fmt: skip
    told = [one.amount for one in members if one.amount is not None]
    known = _recorded(village, month, reference)
    if not known:
        paid_on = max(one.paid_on for one in members)
        made = _made(by, village, month, reference, paid_on, sum(told) if told else None, batch)
        if made is not None:
            return made
        known = _recorded(village, month, reference)
    posting = known[0]
    if told:
        Posting.objects.filter(pk=posting.pk).update(amount=(posting.amount or 0) + sum(told))
    return posting


def _made(
    by: Actor, village: str, month: Month, reference: str, paid_on: date, amount: int | None,
    batch: Batch | None,
) -> Posting | None:  # fmt: skip
    """A new receipt; None if somebody else wrote it at the same moment."""
    values = {
        "id": bulk.take_ids(Posting, 1)[0], "area": village, "month": str(month),
        "paid_on": paid_on, "reference": reference, "amount": amount,
        "batch_id": batch.pk if batch else None, "by_id": by.id, "by_name": by.name,
        "at": bulk.moment(timezone.now()),
    }  # fmt: skip
    try:
        with transaction.atomic():
            bulk.insert_one(Posting._meta.db_table, values)
    except IntegrityError:
        return None
    return Posting(**{**values, "month": month})


@transaction.atomic
def retract_posting(*, by: Actor, posting: Posting, reason: str) -> int:
    """Take back a posting that was recorded by mistake; its months are planned again.

    Returns the number of months. The journal keeps what it was.
    """
    by.require(Right.RECORD_BPJS, posting.area)
    if not reason.strip():
        raise MembershipRefused(gettext("Tulis alasan mengapa bukti ini ditarik."))
    held = CoverMonth.objects.filter(posting=posting).values_list("pk", "membership_id")
    months, members = zip(*held, strict=True) if held else ((), ())
    CoverMonth.objects.filter(posting=posting).update(posting=None)
    rebuild(members)
    table = CoverMonth._meta.db_table
    journal.record(
        by=by, action="membership.posting_retracted", subject=posting, area=posting.area,
        reason=reason.strip(),
        summary={
            "month": str(posting.month), "reference": posting.reference,
            "paid_on": posting.paid_on, "amount": posting.amount,
        },
        changes=[RowChange(table, str(pk), {"posting": [posting.pk, None]}) for pk in months],
    )  # fmt: skip
    posting.delete()
    return len(months)
