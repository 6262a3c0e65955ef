"""Tables of the budget as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.territory.models import Area
from payung.base.ui.format import bulan
from payung.base.ui.table import Cell, Column, State, Table
from payung.core.calendar import Month
from payung.desk.budget.accounts import note_of
from payung.desk.budget.need import Position, VillageNeed, month_sums
from payung.desk.budget.why import language
from payung.programme.funds.accounts import BookedOn
from payung.programme.funds.funding import Answer, may_pay
from payung.programme.funds.models import Allotment, Fund
from payung.programme.selection.models import Candidate


def sheet_row(position: Position, booked: BookedOn) -> dict[str, Any]:
    """One line of the sheet: a position with its tariffs; more than one if the law changes."""
    return {
        "booked": booked,
        "booked_note": note_of(booked),
        "position": position,
        "label": position.label,
        "tariffs": [
            (s.borne, s.months, s.first, ", ".join(p.upper() for p in s.terms.programmes))
            for s in position.stretches
        ],
    }


def _left(village: VillageNeed) -> Cell:
    left = village.left
    if left is None:
        return Cell(None)
    return Cell(left, "danger" if left < 0 else None)


def _heads(village: VillageNeed) -> Cell:
    below = village.target - village.heads
    return Cell(village.heads, "warning") if below > 0 else Cell(village.heads)


def _funds(village: VillageNeed) -> str:
    return ", ".join(s.share.fund.name for s in village.shares)


def _district_ceiling(row: dict[str, Any]) -> int | None:
    return None if row["open"] else int(row["ceiling"])


def _sheet_of(share: Allotment) -> str:
    return reverse("budget:region", args=[share.village_id]) + f"?tahun={share.year}"


def _of_month(n: int) -> Callable[[tuple[str, list[int]]], int]:
    return lambda row: row[1][n]


def village_table(found: Sequence[VillageNeed]) -> Table:
    """A row for each village: heads beside target and quota, need beside ceiling."""
    ceilings = [v.ceiling for v in found]
    sums: dict[str, Any] = {
        "heads": sum(v.heads for v in found),
        "target": sum(v.target for v in found),
        "quota": sum(v.quota for v in found),
        "amount": sum(v.amount for v in found),
    }
    if None not in ceilings:
        sums["ceiling"] = sum(c for c in ceilings if c is not None)
        sums["left"] = sums["ceiling"] - sums["amount"]
    return Table(
        [
            Column("village", _("Desa"), header=True, value=lambda v: v.village.title,
                   link=lambda v: reverse("budget:region", args=[v.village.code])),
            Column("funds", _("Dana"), value=_funds),
            Column("heads", _("Orang"), "number", value=_heads),
            Column("target", _("Target minimal"), "number"),
            Column("quota", _("Kuota"), "number"),
            Column("amount", _("Kebutuhan"), "rupiah"),
            Column("ceiling", _("Pagu"), "rupiah"),
            Column("left", _("Sisa"), "rupiah", value=_left),
        ],
        found, caption=_("Kebutuhan dan pagu tiap desa"), sums=sums, empty=_("Belum ada pagu."),
        wide=True,
    )  # fmt: skip


def district_table(found: Sequence[VillageNeed]) -> Table:
    """A row for each kecamatan."""
    groups: dict[str, dict[str, Any]] = {}
    for village in found:
        parent = village.village.parent
        if parent is None:
            continue
        row = groups.setdefault(
            parent.code,
            {"code": parent.code, "title": parent.title, "villages": 0, "heads": 0, "amount": 0,
             "ceiling": 0, "open": False},
        )  # fmt: skip
        row["villages"] += 1
        row["heads"] += village.heads
        row["amount"] += village.amount
        row["ceiling"] += village.ceiling or 0
        row["open"] = row["open"] or village.ceiling is None
    return Table(
        [
            Column("title", _("Kecamatan"), header=True,
                   link=lambda r: reverse("budget:region", args=[r["code"]])),
            Column("villages", _("Desa"), "number"),
            Column("heads", _("Orang"), "number"),
            Column("amount", _("Kebutuhan"), "rupiah"),
            Column("ceiling", _("Pagu"), "rupiah", value=_district_ceiling),
        ],
        list(groups.values()), caption=_("Kebutuhan tiap kecamatan"),
        sums={"villages": len(found), "heads": sum(v.heads for v in found),
              "amount": sum(v.amount for v in found)},
    )  # fmt: skip


def month_table(found: Sequence[VillageNeed], year: int) -> Table:
    """Fund × month in rupiah, with the sum of each month."""
    sums = month_sums(found, year)
    months = [Month(year, n + 1) for n in range(12)]
    columns = [Column("fund", _("Dana"), header=True, value=lambda r: r[0])]
    columns += [
        Column(str(m), bulan(m)[:3], "number", value=_of_month(n)) for n, m in enumerate(months)
    ]
    columns.append(Column("total", _("Setahun"), "number", value=lambda r: sum(r[1])))
    rows = list(sums.items())
    foot: dict[str, Any] = {str(m): sum(r[1][n] for r in rows) for n, m in enumerate(months)}
    foot["total"] = sum(sum(r[1]) for r in rows)
    return Table(columns, rows, caption=_("Rupiah tiap bulan"), sums=foot, wide=True)


def fund_table(funds: Sequence[Fund]) -> Table:
    """Funds that may pay here."""
    return Table(
        [
            Column("name", _("Dana"), header=True,
                   link=lambda f: reverse("budget:fund", args=[f.pk])),
            Column("code", _("Kode"), "code"),
            Column("kind", _("Jenis"), value=lambda f: f.get_kind_display()),
            Column("payer_level", _("Dibayar oleh"), value=lambda f: f.get_payer_level_display()),
            Column("valid_from", _("Sejak"), "date"),
            Column("valid_until", _("Sampai"), "date"),
            Column("regulation", _("Dasar")),
        ],
        funds, caption=_("Dana"), empty=_("Belum ada dana."),
    )  # fmt: skip


KINDS: Final[dict[Answer, State]] = {
    Answer.ALLOWED: "success", Answer.PROHIBITED: "danger", Answer.UNCLEAR: "warning",
    Answer.UNKNOWN: "warning",
}  # fmt: skip


def funding_table(fund: Fund, on: date) -> Table:
    """What regulations say of each post that the fund might pay for on a day."""
    words = {
        Answer.ALLOWED: _("boleh"), Answer.PROHIBITED: _("dilarang"),
        Answer.UNCLEAR: _("belum jelas"), Answer.UNKNOWN: _("belum diketahui"),
    }  # fmt: skip
    confidences = {"high": _("tinggi"), "medium": _("sedang"), "low": _("rendah")}
    rows = [(post, may_pay(fund.kind, post, on)) for post in Candidate.Post.values]
    return Table(
        [
            Column("post", _("Jabatan"), header=True,
                   value=lambda r: str(Candidate.Post(r[0]).label)),
            Column("answer", _("Boleh dibayar?"),
                   value=lambda r: Cell(words[r[1].answer], KINDS[r[1].answer])),
            Column("why", _("Menurut"), value=lambda r: r[1].text(language())),
            Column("reference", _("Peraturan"), value=lambda r: r[1].reference or "–"),
            Column("confidence", _("Kepastian"), value=lambda r: confidences[r[1].confidence]),
        ],
        rows, caption=_("Siapa yang boleh dibayar dana ini menurut peraturan"), wide=True,
    )  # fmt: skip


def share_table(shares: Sequence[Allotment], year: int) -> Table:
    """What each village gets of a fund."""
    return Table(
        [
            Column("village", _("Desa"), header=True, value=lambda s: s.village.title,
                   link=_sheet_of),
            Column("year", _("Tahun"), value=lambda s: str(s.year)),
            Column("months", _("Bulan"), "number", value=lambda s: len(s.months)),
            Column("target_minimum", _("Target minimal"), "number"),
            Column("quota", _("Kuota"), "number"),
            Column("ceiling", _("Pagu"), "rupiah"),
            Column("paper", _("Dasar")),
        ],
        shares, caption=_("Pagu tiap desa, %(year)s") % {"year": year}, empty=_("Belum ada pagu."),
        sums={
            "target_minimum": sum(s.target_minimum or 0 for s in shares),
            "quota": sum(s.quota or 0 for s in shares),
            "ceiling": sum(s.ceiling or 0 for s in shares),
        },
    )  # fmt: skip


def villages_of(area: str) -> list[tuple[str, str]]:
    """Code and title of every village of a region, for a choice."""
    rows = Area.objects.in_area(area).filter(level=Area.Level.VILLAGE).order_by("code")
    return [(a.code, a.title) for a in rows]
