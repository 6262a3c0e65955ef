"""Agreements beside what has come of them: members that their fund pays now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.base.territory.actor import Actor
from payung.base.ui.format import angka
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Month
from payung.programme.funds.models import Agreement
from payung.programme.membership.models import CoverMonth

SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """One agreement: heads that its fund had received for in its best month so far."""

    agreement: Agreement
    heads: int | None
    days_left: int

    @property
    def missing(self) -> int | None:
        promised = self.agreement.promised_heads
        return None if promised is None or self.heads is None else max(0, promised - self.heads)


def kept(actor: Actor, on: date) -> list[Kept]:
    """Agreements in reach, those that end soonest first; two statements."""
    found = list(Agreement.objects.visible_to(actor).select_related("fund").order_by("valid_until"))
    months: dict[int, dict[Month, int]] = {}
    rows = (
        CoverMonth.objects.filter(
            fund__in={a.fund_id for a in found if a.fund_id}, posting__isnull=False
        )
        .values_list("fund_id", "month")
        .annotate(n=Count("pk"))
        .order_by()
    )
    for fund, month, heads in rows:
        months.setdefault(fund, {})[month] = heads
    return [Kept(a, _best(a, months), (a.valid_until - on).days) for a in found]


def _best(agreement: Agreement, months: dict[int, dict[Month, int]]) -> int | None:
    if agreement.fund_id is None:
        return None
    first, last = Month.of(agreement.valid_from), Month.of(agreement.valid_until)
    held = months.get(agreement.fund_id, {})
    return max((n for month, n in held.items() if first <= month <= last), default=0)


def sentence(rows: Sequence[Kept]) -> str:
    """How many run, and how many end soon."""
    running = [row for row in rows if row.days_left >= 0]
    soon = sum(1 for row in running if row.days_left <= SOON_DAYS)
    said = ngettext("{n} kesepakatan berjalan.", "{n} kesepakatan berjalan.", len(running)).format(
        n=angka(len(running))
    )
    if not soon:
        return said
    return said + " " + _("{n} berakhir dalam {days} hari.").format(n=angka(soon), days=SOON_DAYS)


def table(rows: Sequence[Kept]) -> Table:
    """Agreements with promise and result."""
    return Table(
        [
            Column("number", _("Nomor"), header=True, value=lambda r: Cell(
                r.agreement.number, None, r.agreement.get_kind_display())),
            Column("subject", _("Perihal"), value=lambda r: r.agreement.subject),
            Column("parties", _("Para pihak"), value=lambda r: r.agreement.parties),
            Column("until", _("Berlaku sampai"), "date", value=lambda r: Cell(
                r.agreement.valid_until, "warning" if 0 <= r.days_left <= SOON_DAYS else None)),
            Column("promised", _("Orang dijanjikan"), "number",
                   value=lambda r: r.agreement.promised_heads),
            Column("heads", _("Orang dibayar (bulan terbaik)"), "number", value=lambda r: r.heads),
            Column("missing", _("Kurang"), "number",
                   value=lambda r: Cell(r.missing, "danger" if r.missing else None)),
            Column("rupiah", _("Rupiah dijanjikan"), "rupiah",
                   value=lambda r: r.agreement.promised_rupiah),
        ],
        rows, caption=_("Kesepakatan"), empty=_("Belum ada kesepakatan yang dicatat."), wide=True,
    )  # fmt: skip
