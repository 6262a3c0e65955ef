"""Figures: by programme and village, the loss ratio with its programmes, received aggregates."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.format import language, rupiah
from payung.base.ui.table import Column, Table
from payung.core.drawing import Bar, bars
from payung.desk.claims.reach import area_of, tabs
from payung.programme.claims.figures import Count, figures, received, received_ratio
from payung.programme.claims.models import Aggregate


@acting(Right.VIEW_FIGURES)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """A year of a region; ten statements."""
    area = area_of(request, Right.VIEW_FIGURES)
    this = timezone.localdate().year
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this
    found = figures(request.actor, area, dt.date(year, 1, 1), dt.date(year, 12, 31))
    context = {
        "tabs": tabs(request.actor, "figures"),
        "year": year,
        "years": [(str(y), f"?tahun={y}", y == year) for y in range(this - 2, this + 1)],
        "found": found,
        "programmes": _table(found.by_programme, _("Program"), _("Klaim menurut program"), True),
        "villages": _table(found.by_village, _("Desa"), _("Klaim menurut desa"), False),
        "picture": _picture(found.by_programme),
        "received": [
            (each, _lines(each), received_ratio(each)) for each in received(request.actor)
        ],
    }
    return render(request, "claims_room/figures.html", context)


def _picture(counts: dict[str, Count]) -> SafeString | None:
    paid = [(name, c) for name, c in counts.items() if c.amount]
    if not paid:
        return None
    svg = bars(
        [Bar(name.upper(), c.amount / 1_000_000) for name, c in paid],
        title=_("Dibayar menurut program"), unit=_("juta"), lang=language(),
        alt=", ".join(f"{name.upper()} {rupiah(c.amount)}" for name, c in paid),
    )  # fmt: skip
    return SafeString(svg)


def _table(counts: dict[str, Count], label: str, caption: str, upper: bool) -> Table:
    rows = [(name.upper() if upper else name, c) for name, c in counts.items()]
    return Table(
        [
            Column("name", label, header=True, value=lambda r: r[0]),
            Column("events", _("Klaim"), "number", value=lambda r: r[1].events),
            Column("open", _("Berjalan"), "number", value=lambda r: r[1].open),
            Column("paid", _("Dibayar"), "number", value=lambda r: r[1].paid),
            Column("refused", _("Ditolak"), "number", value=lambda r: r[1].refused),
            Column("amount", _("Jumlah dibayar"), "rupiah", value=lambda r: r[1].amount),
            Column("days", _("Hari sampai dibayar (tengah)"), "number",
                   value=lambda r: r[1].median_days),
        ],
        rows,
        caption=caption,
        sums={"amount": sum(c.amount for c in counts.values())},
        empty=_("Belum ada klaim pada tahun ini."),
    )  # fmt: skip


def _lines(aggregate: Aggregate) -> Table:
    return Table(
        [
            Column("label", _("Angka"), header=True),
            Column("value", _("Nilai"), "number"),
            Column("unit", _("Satuan"), value=lambda line: line.get_unit_display()),
        ],
        aggregate.lines.all(),
        caption=aggregate.title,
        empty=_("Tidak ada angka."),
    )
