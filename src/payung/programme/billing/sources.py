"""Everything that Payung knows of a region's month, read once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from payung.base.territory.visibility import within
from payung.core.calendar import Month
from payung.programme.billing.models import (
    ContributionCode,
    Line,
    Match,
    Movement,
    Realisation,
)
from payung.programme.funds.models import Fund, Pledge
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.selection.models import DecreeLine


@dataclass(slots=True)
class Member:
    """One membership and its planned month: `fund` None if nothing is planned.

    `asked` is rupiah by the bills, else by the plan; `reference` the proof of BPJS so far.
    """

    pk: int
    village: str
    segment: str
    name: str
    life: str
    ended_on: dt.date | None
    end_reason: str
    npp: str
    fund: int | None = None
    asked: int = 0
    reference: str | None = None

    def ended_before(self, month: Month) -> bool:
        return self.ended_on is not None and self.ended_on < month.first_day


@dataclass(slots=True)
class Cell:
    """A village × payer as its sources tell it; None where a source says nothing at all."""

    village: str
    fund: int
    decreed: int = 0
    members: int = 0
    billed: int = 0
    billed_heads: int = 0
    coded: int | None = None
    code_heads: int | None = None
    debited: int = 0
    realised: int | None = None
    bank_known: bool = False
    posted_heads: int = 0
    posted: int = 0


@dataclass(slots=True)
class Sources:
    """Members by every number that a line may name, codes, and cells."""

    members: list[Member] = field(default_factory=list)
    by_kpj: dict[str, list[Member]] = field(default_factory=dict)
    by_nik: dict[str, list[Member]] = field(default_factory=dict)
    by_npp: dict[str, list[Member]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    cells: dict[tuple[str, int], Cell] = field(default_factory=dict)


def read_sources(area: str, month: Month) -> Sources:
    """Read a region's month; eleven statements whatever its size."""
    found = Sources()
    by_pk = _members(found, area)
    _plans(found, by_pk, area, month)
    _bills(found, by_pk, area, month)
    _codes(found, area, month)
    _debits(found, area, month)
    _decrees(found, area, month)
    _realised(found, area, month)
    return found


MEMBER = (
    "pk", "village_id", "segment", "person__name", "person__life_status", "ended_on",
    "end_reason", "employer__npp", "kpj_index", "person__nik_index",
)  # fmt: skip


def _members(found: Sources, area: str) -> dict[int, Member]:
    by_pk: dict[int, Member] = {}
    kpjs, niks = defaultdict(list), defaultdict(list)
    rows = Membership.objects.filter(within("village_id", (area,))).order_by("pk")
    for *values, kpj, nik in rows.values_list(*MEMBER).iterator(chunk_size=20_000):
        pk, village, segment, name, life, ended, why, npp = values
        member = by_pk[pk] = Member(pk, village, segment, name, life, ended, why, npp or "")
        if kpj:
            kpjs[kpj].append(member)
        if nik:
            niks[nik].append(member)
    found.members = list(by_pk.values())
    found.by_kpj, found.by_nik = dict(kpjs), dict(niks)
    return by_pk


def _plans(found: Sources, by_pk: dict[int, Member], area: str, month: Month) -> None:
    rows = CoverMonth.objects.filter(within("membership__village_id", (area,)), month=month)
    npps = defaultdict(list)
    columns = ("membership_id", "fund_id", "amount", "posting__reference")
    for pk, fund, amount, reference in rows.values_list(*columns).iterator(chunk_size=20_000):
        member = by_pk[pk]
        member.fund, member.asked, member.reference = fund, amount, reference
        _cell(found, member.village, fund).members += 1
        if member.npp:
            npps[member.npp].append(member)
    found.by_npp = dict(npps)


def _cell(found: Sources, village: str, fund: int) -> Cell:
    return found.cells.setdefault((village, fund), Cell(village, fund))


def _bills(found: Sources, by_pk: dict[int, Member], area: str, month: Month) -> None:
    """What was asked for the month, by whichever bill; it stands above the plan."""
    lines = Line.objects.filter(
        within("bill__village_id", (area,)), bill__period__gte=month, month=month
    )
    sums = lines.values_list("membership_id", "bill__village_id", "bill__fund_id").annotate(
        s=Sum("amount")
    )
    for pk, village, fund, amount in sums.order_by():
        cell = _cell(found, village, fund)
        cell.billed += amount
        cell.billed_heads += 1 if amount > 0 else 0
        if by_pk[pk].fund == fund:
            by_pk[pk].asked = amount


def _codes(found: Sources, area: str, month: Month) -> None:
    codes = ContributionCode.objects.filter(within("bill__village_id", (area,)), withdrawn_at=None)
    found.codes = set(codes.values_list("code", flat=True))
    sums = codes.filter(bill__period=month).values_list("bill__village_id", "bill__fund_id")
    for village, fund, amount, heads, told, rows in sums.annotate(
        a=Sum("amount"), h=Sum("heads"), told=Count("heads"), n=Count("pk")
    ).order_by():
        cell = _cell(found, village, fund)
        cell.coded = amount
        cell.code_heads = heads if told == rows else None


def _debits(found: Sources, area: str, month: Month) -> None:
    rows = Match.objects.filter(
        within("bill__village_id", (area,)), bill__period=month, undone_at=None
    )
    for village, fund, amount in (
        rows.values_list("bill__village_id", "bill__fund_id").annotate(s=Sum("amount")).order_by()
    ):
        _cell(found, village, fund).debited = amount
    told = Movement.objects.filter(
        within("area", (area,)),
        booked_on__gte=month.first_day, booked_on__lte=(month + 1).last_day,
    )  # fmt: skip
    held = set(told.values_list("area", flat=True).distinct())
    for cell in found.cells.values():
        cell.bank_known = cell.village in held


def _decrees(found: Sources, area: str, month: Month) -> None:
    rows = DecreeLine.objects.filter(
        within("decree__roster__village_id", (area,)), month_from__lte=month, month_to__gte=month
    )
    for village, fund, heads in (
        rows.values_list("decree__roster__village_id", "decree__roster__fund_id")
        .annotate(n=Count("candidate__person", distinct=True)).order_by()
    ):  # fmt: skip
        _cell(found, village, fund).decreed = heads
    _pledged(found, area, month)


def _pledged(found: Sources, area: str, month: Month) -> None:
    """Workers whom civil servants pledged for: their statement stands where a decree would."""
    rows = Pledge.objects.filter(
        within("village_id", (area,)), Q(stopped_after=None) | Q(stopped_after__gte=month),
        month_from__lte=month, month_to__gte=month,
    )  # fmt: skip
    for village, fund, heads in (
        rows.values_list("village_id", "fund_id").annotate(n=Count("person", distinct=True))
        .order_by()
    ):  # fmt: skip
        _cell(found, village, fund).decreed += heads


def _realised(found: Sources, area: str, month: Month) -> None:
    """Siskeudes's sums by account; of several funds with one account, shared by what was billed."""
    rows = Realisation.objects.filter(within("village_id", (area,)), month=month)
    sums = rows.values_list("village_id", "account_code").annotate(s=Sum("amount")).order_by()
    accounts = dict(Fund.objects.exclude(account_code="").values_list("pk", "account_code"))
    for village, account, amount in sums:
        cells = [c for (v, _f), c in found.cells.items() if v == village]
        own = [c for c in cells if account and account.startswith(accounts.get(c.fund, "\0"))]
        for cell in (own or cells)[:1]:
            cell.realised = (cell.realised or 0) + amount
