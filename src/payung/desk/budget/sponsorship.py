"""Pledges of civil servants: who pays for whom, who falls when one stops, what a month asks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.base.territory.actor import Actor
from payung.base.ui.format import angka, bulan, rupiah, tanggal
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Month
from payung.core.papers import Provenance
from payung.core.papers.workbook import Book
from payung.programme.billing.models import Line
from payung.programme.funds.models import Fund, Pledge
from payung.programme.funds.reach import manages
from payung.programme.membership.models import CoverMonth, Membership

NOTICE_DAYS = 45
"""How long before its end somebody should have said who pays next."""
SEALED = ("person__nik", "person__kk", "person__mother_name", "person__phone", "sponsor__nip")


@dataclass(frozen=True, slots=True)
class Kept:
    """One pledge beside what comes after it: the first month that anybody pays later."""

    pledge: Pledge
    next: Month | None
    today: dt.date

    @property
    def running(self) -> bool:
        return bool(self.pledge.month_from <= Month.of(self.today) <= self.pledge.last)

    @property
    def settle_by(self) -> dt.date:
        """45 days before the first month without a payer."""
        return (self.pledge.last + 1).first_day - dt.timedelta(days=NOTICE_DAYS)

    @property
    def late(self) -> bool:
        """The day to have settled it by is over."""
        return self.settle_by < self.today

    @property
    def falls(self) -> bool:
        """It has ended, or ends within 45 days, and the next month has no payer."""
        return self.settle_by <= self.today and (
            self.next is None or self.next - self.pledge.last > 1
        )


def kept(actor: Actor, today: dt.date) -> list[Kept]:
    """Pledges in reach of this year and later, the soonest to end first; two statements."""
    rows = list(
        Pledge.objects.visible_to(actor)
        .filter(month_to__gte=f"{today.year}-01")
        .select_related("sponsor", "person", "village", "fund")
        .defer(*SEALED)
        .order_by("month_to", "sponsor__name", "person__name_key", "pk")
    )
    return with_next(rows, today)


def with_next(rows: Sequence[Pledge], today: dt.date) -> list[Kept]:
    """Each pledge with the first month that is planned after it; one statement."""
    first = min((row.last for row in rows), default=None)
    later: dict[int, list[Month]] = {}
    if first is not None:
        found = CoverMonth.objects.filter(
            membership__person__in={row.person_id for row in rows},
            membership__segment=Membership.Segment.BPU, membership__ended_on=None,
            month__gt=first,
        )  # fmt: skip
        for person, month in found.values_list("membership__person_id", "month").order_by("month"):
            later.setdefault(person, []).append(month)
    return [
        Kept(row, next((m for m in later.get(row.person_id, ()) if m > row.last), None), today)
        for row in rows
    ]


def sentence(rows: Sequence[Kept]) -> str:
    """“12 ASN menanggung 17 pekerja; 2 pekerja belum punya pembayar sesudahnya.”"""
    now = [row for row in rows if row.running]
    said = _("{sponsors} ASN menanggung {workers} pekerja bulan ini, {rupiah} sebulan.").format(
        sponsors=angka(len({row.pledge.sponsor_id for row in now})), workers=angka(len(now)),
        rupiah=rupiah(sum(row.pledge.monthly for row in now)),
    )  # fmt: skip
    falls = sum(row.falls for row in rows)
    if not falls:
        return said
    return said + " " + ngettext(
        "{n} pekerja tidak punya pembayar sesudah donasinya berakhir.",
        "{n} pekerja tidak punya pembayar sesudah donasinya berakhir.", falls,
    ).format(n=angka(falls))  # fmt: skip


def table(rows: Sequence[Kept], *, may: frozenset[int], names: bool) -> Table:
    """A row for each pledge; `may` are funds whose pledges the reader may stop."""

    def after(row: Kept) -> Cell:
        if row.falls:
            return Cell(_("belum ada pembayar"), "danger")
        return Cell(bulan(row.next) if row.next else "–", None)

    def last(row: Kept) -> Cell:
        stopped = row.pledge.stopped_on is not None
        kind = row.pledge.get_stop_reason_display() if stopped else ""
        return Cell(bulan(row.pledge.last), "warning" if stopped else None, kind)

    return Table(
        [
            Column("sponsor", _("ASN"), header=True,
                   value=lambda r: Cell(r.pledge.sponsor.name, None, r.pledge.sponsor.unit)),
            Column("worker", _("Pekerja"),
                   value=lambda r: r.pledge.person.name if names else "–"),
            Column("village", _("Desa"), value=lambda r: r.pledge.village.title),
            Column("monthly", _("Janji sebulan"), "rupiah", value=lambda r: r.pledge.monthly),
            Column("first", _("Sejak"), value=lambda r: bulan(r.pledge.month_from)),
            Column("last", _("Sampai"), value=last),
            Column("next", _("Sesudahnya dibayar mulai"), value=after),
            Column("stop", _("Tindakan"),
                   value=lambda r: _("Hentikan") if _stops(r, may) else "–",
                   link=lambda r: reverse("budget:stop_pledge", args=[r.pledge.pk])
                   if _stops(r, may) else None),
        ],
        rows, caption=_("Janji donasi ASN"), empty=_("Belum ada ASN yang menanggung pekerja."),
        wide=True,
    )  # fmt: skip


def _stops(row: Kept, may: frozenset[int]) -> bool:
    return row.pledge.fund_id in may and row.pledge.stopped_on is None


@dataclass(frozen=True, slots=True)
class Asked:
    """What one pledge is asked for in a month: rupiah billed (None: no bill yet), and received."""

    pledge: Pledge
    planned: int
    billed: int | None
    received: bool


def month_sheet(actor: Actor, month: Month) -> list[Asked]:
    """Every pledge that pays a month with its bill line; three statements."""
    rows = list(
        Pledge.objects.visible_to(actor)
        .filter(month_from__lte=month, month_to__gte=month)
        .select_related("sponsor", "person", "village", "fund")
        .defer(*SEALED)
        .order_by("sponsor__unit", "sponsor__name", "person__name_key", "pk")
    )
    rows = [row for row in rows if row.last >= month]
    where = {"membership__person__in": [r.person_id for r in rows],
             "membership__segment": Membership.Segment.BPU, "month": month}  # fmt: skip
    planned = {
        (person, fund): (amount, posting is not None)
        for person, fund, amount, posting in CoverMonth.objects.filter(**where).values_list(
            "membership__person_id", "fund_id", "amount", "posting_id"
        )
    }
    billed = {
        (person, fund): amount
        for person, fund, amount in Line.objects.filter(**where)
        .values_list("membership__person_id", "bill__fund_id")
        .annotate(s=Sum("amount"))
        .order_by()
    }
    found = []
    for row in rows:
        amount, received = planned.get((row.person_id, row.fund_id), (0, False))
        found.append(Asked(row, amount, billed.get((row.person_id, row.fund_id)), received))
    return found


def month_sentence(month: Month, rows: Sequence[Asked]) -> str:
    """What the sponsors' treasurers withhold this month, and what has reached BPJS."""
    units = Counter(row.pledge.sponsor.unit for row in rows)
    return _(
        "{month}: {sponsors} ASN dari {units} OPD diminta {asked} untuk {workers} pekerja; "
        "{received} sudah diterima BPJS."
    ).format(
        month=bulan(month), sponsors=angka(len({r.pledge.sponsor_id for r in rows})),
        units=angka(len(units)), workers=angka(len(rows)),
        asked=rupiah(sum(r.planned if r.billed is None else r.billed for r in rows)),
        received=rupiah(sum(r.planned for r in rows if r.received)),
    )  # fmt: skip


def month_table(rows: Sequence[Asked], *, names: bool) -> Table:
    """A line for each sponsor and worker of a month: what is billed and what has arrived."""

    return Table(
        [
            Column("unit", _("OPD"), value=lambda r: r.pledge.sponsor.unit),
            Column("sponsor", _("ASN"), header=True, value=lambda r: r.pledge.sponsor.name),
            Column("worker", _("Pekerja"), value=lambda r: r.pledge.person.name if names else "–"),
            Column("village", _("Desa"), value=lambda r: r.pledge.village.title),
            Column("monthly", _("Janji sebulan"), "rupiah", value=lambda r: r.pledge.monthly),
            Column("billed", _("Iuran"), "rupiah",
                   value=lambda r: r.planned if r.billed is None else r.billed),
            Column("state", _("Keadaan"), value=_state),
        ],
        rows, caption=_("Potongan donasi ASN sebulan"),
        empty=_("Tidak ada donasi ASN untuk bulan ini."), wide=True,
        sums={"monthly": sum(r.pledge.monthly for r in rows),
              "billed": sum(r.planned if r.billed is None else r.billed for r in rows)},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """What the month's XLSX says; its fingerprint stands on it."""

    month: str
    rows: tuple[tuple[str | int | None, ...], ...]
    provenance: Provenance


SHEET = ("No.", "OPD", "ASN", "Pekerja", "Desa", "Janji sebulan (Rp)", "Iuran (Rp)", "Keadaan")
SHEET_KINDS = ("count", "text", "text", "text", "text", "money", "money", "text")


def month_book(
    month: Month, rows: Sequence[Asked], provenance: Provenance, *, names: bool
) -> bytes:
    """The month's sheet as XLSX, in Indonesian: what each office's treasurer withholds."""
    title = f"Potongan donasi ASN {bulan(month)}"
    book = Book(title, provenance)
    sheet = book.sheet("Potongan", (6, 32, 30, 30, 26, 18, 18, 18))
    sheet.line(title.upper(), "title")
    sheet.line(month_sentence(month, rows))
    sheet.gap()
    asked = [r.planned if r.billed is None else r.billed for r in rows]
    lines: list[list[str | int | None]] = [
        [n, r.pledge.sponsor.unit, r.pledge.sponsor.name, r.pledge.person.name if names else "–",
         r.pledge.village.title, r.pledge.monthly, due, str(_state(r).value)]
        for n, (r, due) in enumerate(zip(rows, asked, strict=True), 1)
    ]  # fmt: skip
    span = sheet.table(SHEET, SHEET_KINDS, lines)
    totals = {5: sum(r.pledge.monthly for r in rows), 6: sum(asked)}
    sheet.sums(span, totals, SHEET_KINDS, "Jumlah")
    sheet.origin(MonthSheet(str(month), tuple(map(tuple, lines)), provenance), provenance)
    return book.close()


def _state(row: Asked) -> Cell:
    if row.received:
        return Cell(_("diterima BPJS"), "success")
    return Cell(_("belum ditagih") if row.billed is None else _("ditagih"), "warning")


def stop_warning(row: Kept, after: Month) -> str:
    """What stopping means for the worker: by when another payer must be found."""
    if row.next is not None and row.next - after == 1:
        return _("{name} sesudahnya dibayar mulai {month}: tidak ada bulan kosong.").format(
            name=row.pledge.person.name, month=bulan(row.next)
        )
    day = (after + 1).first_day - dt.timedelta(days=NOTICE_DAYS)
    return _(
        "Sesudah {last} belum ada yang membayar {name}. Cari pembayar lain sebelum {day}: KPJ dan "
        "masa tunggu JKM hanya terjaga bila tidak ada bulan kosong."
    ).format(last=bulan(after), name=row.pledge.person.name, day=tanggal(day))


def funds_of_sponsors(actor: Actor, readable: Sequence[Fund]) -> list[Fund]:
    """Funds of this kind whose pledges the actor keeps."""
    return [f for f in readable if f.kind == Fund.Kind.ASN and manages(actor, f)]
