"""Plans as tables and a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from payung.base.ui.format import angka, bulan
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Month
from payung.core.drawing import Bar, bars
from payung.core.planning import Plan
from payung.desk.budget.allocation.answers import FundRow, VillageRow
from payung.desk.budget.allocation.planning import Session
from payung.desk.budget.why import language

SAID_FIRST = 3


def picture(rows: Sequence[FundRow]) -> SafeString | str:
    """A bar for each fund: people that it pays for in the plan."""
    if not rows:
        return ""
    drawn = bars(
        [
            Bar(row.fund.name, row.heads, None, reverse("budget:fund", args=[row.fund.pk]))
            for row in rows
        ],
        title=_("Orang yang dibayar tiap dana"), alt=_("{n} dana.").format(n=len(rows)), unit="",
        lang=language(), width=720,
    )  # fmt: skip
    return mark_safe(drawn)  # noqa: S308 - SVG of core/drawing, which escapes every text


def fund_table(rows: Sequence[FundRow]) -> Table:
    """Each fund's money in the plan, and in how many villages it is the limit."""
    return Table(
        [
            Column("fund", _("Dana"), header=True, value=lambda r: r.fund.name,
                   link=lambda r: reverse("budget:fund", args=[r.fund.pk])),
            Column("heads", _("Orang"), "number"),
            Column("spent", _("Dipakai"), "rupiah"),
            Column("ceiling", _("Pagu"), "rupiah"),
            Column("left", _("Sisa"), "rupiah"),
            Column("binds", _("Desa yang terbatas pagu atau kuota"), "number"),
        ],
        rows, caption=_("Uang tiap dana dalam rencana"), empty=_("Belum ada pagu."),
        sums={"heads": sum(r.heads for r in rows), "spent": sum(r.spent for r in rows)},
        wide=True,
    )  # fmt: skip


def reach_table(made: Session) -> Table:
    """What 90, 95 and 100 % would cost beyond the plan, and who would pay."""
    return Table(
        [
            Column("share", _("Cakupan"), header=True, value=lambda r: f"{int(100 * r[0])} %"),
            Column("heads", _("Orang"), "number",
                   value=lambda r: None if isinstance(r[1], str) else r[1].heads),
            Column("more", _("Tambahan di atas rencana"), "rupiah",
                   value=lambda r: None if isinstance(r[1], str)
                   else max(0, r[1].plan.cost - made.plan.cost)),
            Column("extra", _("Di atas pagu"), "rupiah",
                   value=lambda r: None if isinstance(r[1], str) else r[1].extra),
            Column("who", _("Dana yang menambah"), value=lambda r: _payers(made, r[1])),
        ],
        made.reached, caption=_("Rupiah untuk mencapai cakupan"),
        empty=_("Belum ada calon."), wide=True,
    )  # fmt: skip


def _payers(made: Session, answer: Any) -> str:
    if isinstance(answer, str):
        return answer
    today = {entry.purse.key: entry.rupiah for entry in made.plan.spent}
    more: dict[str, int] = {}
    for entry in answer.plan.spent:
        name = made.posed.shares[entry.purse.key].fund.name
        more[name] = more.get(name, 0) + entry.rupiah - today.get(entry.purse.key, 0)
    return ", ".join(name for name, rupiah in more.items() if rupiah > 0) or "–"


def village_table(rows: Sequence[VillageRow]) -> Table:
    """Who is left out in each village and why; villages with nobody left out come last."""
    return Table(
        [
            Column("name", _("Desa"), header=True,
                   link=lambda r: reverse("budget:region", args=[r.code])),
            Column("asked", _("Calon dan peserta"), "number"),
            Column("covered_now", _("Terlindungi kini"), "number"),
            Column("reached", _("Dalam rencana"), "number"),
            Column("missing", _("Kurang dari target"), "number",
                   value=lambda r: Cell(r.missing, "warning" if r.missing else None)),
            Column("out", _("Belum terbayar"), "number"),
            Column("reasons", _("Sebabnya"), value=_why),
        ],
        sorted(rows, key=lambda row: (-row.out, row.code)),
        caption=_("Rencana tiap desa"), empty=_("Belum ada pagu."),
        sums={name: sum(getattr(r, name) for r in rows)
              for name in ("asked", "covered_now", "reached", "missing", "out")},
        wide=True,
    )  # fmt: skip


def _why(row: VillageRow) -> str:
    more = len(row.reasons) - SAID_FIRST
    said = "; ".join(row.reasons[:SAID_FIRST])
    return said + (_("; dan {n} sebab lain").format(n=angka(more)) if more > 0 else "")


def lapse_table(cut: dict[str, Any]) -> Table:
    """Who lapses after the cut: village, last month, what families could lose, who could carry."""
    return Table(
        [
            Column("name", _("Desa"), header=True, value=lambda r: r["name"]),
            Column("heads", _("Orang"), "number", value=lambda r: r["heads"]),
            Column("last", _("Terlindungi terakhir"), value=lambda r: _month(r["last_month"])),
            Column("stake", _("Yang dipertaruhkan keluarga"), "rupiah",
                   value=lambda r: r["stake"]),
            Column("carry", _("Cukup bila ditambah dari"), value=lambda r: ", ".join(
                f"{code} Rp{angka(rupiah)}" for code, rupiah in r["could_carry"].items()) or "–"),
        ],
        cut["lapses"], caption=_("Yang kehilangan perlindungan"), wide=True,
        empty=_("Tidak ada."),
        sums={"heads": cut["heads"], "stake": cut["stake"]},
    )  # fmt: skip


def _month(text: str | None) -> str:
    return bulan(Month.parse(text)) if text else _("tidak satu bulan pun")


def proof(plan: Plan) -> list[tuple[str, str, str]]:
    """Aims in their order, what came out, and the bound that no plan can beat."""
    names = {
        "keep": _("Peserta tetap terlindungi sampai akhir (orang)"),
        "keep-months": _("Bulan perlindungan peserta kini"),
        "floors": _("Kurang dari target minimal (orang)"),
        "people": _("Orang baru yang dijangkau"),
        "months": _("Bulan perlindungan seluruhnya"),
        "rupiah": _("Rupiah"),
        "payer": _("Bulan yang tetap dibayar dana kini"),
    }
    found = []
    for aim in plan.aims:
        rank = aim.name.removeprefix("rank-")
        known = rank if rank.isdecimal() and int(rank) <= 10 else _("belum diketahui")
        label = names.get(aim.name) or _("Orang baru dari desil {rank}").format(rank=known)
        found.append((label, angka(aim.value), angka(aim.bound)))
    return found
