"""Villages, regencies, steps, lists and names as tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.ui.paging import Sort
from payung.base.ui.table import Cell, Column, Table
from payung.desk.dashboard.lists import links_of
from payung.desk.dashboard.names import STAGES, title_of
from payung.desk.dashboard.places import address
from payung.desk.dashboard.years import Period
from payung.programme.membership.figures import RegionFigures, VillageFigures, ranked
from payung.programme.selection.models import Roster

COUNTS = (
    "target", "quota", "proposed", "valid", "decreed", "active", "active_bpu", "lapsing",
)  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("target", _("Target minimal"), "number", sortable=True),
        Column("quota", _("Kuota"), "number", sortable=True),
        Column("proposed", _("Diusulkan"), "number", sortable=True),
        Column("valid", _("Memenuhi syarat"), "number", sortable=True),
        Column("decreed", _("Ditetapkan"), "number", sortable=True),
        Column("active", _("Aktif"), "number", sortable=True),
        Column("active_bpu", _("Rentan aktif"), "number", sortable=True, value=_vulnerable),
        Column("of_target", _("Dari target"), "percent", sortable=True),
        Column("lapsing", _("Gugur ≤ 30 hari"), "number", sortable=True, value=_lapsing),
    ]


def _ordered(figures: RegionFigures, params: QueryDict) -> tuple[list[VillageFigures], Sort | None]:
    """In the wanted order; none or unknown: the furthest from its target first."""
    asked = params.get("urut", "")
    key = asked.lstrip("-")
    if key not in {"name", "district", "of_target", *COUNTS}:
        return ranked(figures.villages), None
    rows = sorted(figures.villages, key=lambda v: v.name)
    known = [v for v in rows if getattr(v, key) is not None]
    known.sort(key=lambda v: getattr(v, key), reverse=asked.startswith("-"))
    rest = [v for v in rows if getattr(v, key) is None]
    return known + rest, Sort(key, key, asked.startswith("-"))


def village_table(figures: RegionFigures, params: QueryDict) -> Table:
    """One row per village with its funnel; links lead to the village."""
    rows, sort = _ordered(figures, params)
    name = Column(
        "name", _("Desa/kelurahan"), sortable=True, header=True, link=lambda v: address(v.code)
    )
    in_regency = len(figures.area.code) == 5
    district = [Column("district", _("Kecamatan"), sortable=True, link=_district_address)]
    return Table(
        [name, *(district if in_regency else []), *_columns()],
        rows,
        caption=_("Desa dan kelurahan") if sort else _("Desa dan kelurahan, terjauh dari target"),
        sort=sort,
        params=params,
        sums={key: figures.total(key) for key in COUNTS},
        empty=_("Belum ada desa dalam wilayah ini."),
        wide=True,
        drawn=lambda village: village.drawn,
    )


def _district_address(village: VillageFigures) -> str:
    return address(village.code[:8])


def regency_table(figures: RegionFigures) -> Table:
    """One row per regency, those with figures first."""
    rows = sorted(figures.villages, key=lambda v: (not (v.active or v.target), v.name))
    name = Column("name", _("Kabupaten/kota"), header=True, link=lambda v: address(v.code))
    columns = [
        Column(c.key, c.label, c.kind, value=c.value) for c in _columns()
    ]  # without sorting: few rows, in an order that means something
    return Table(
        [name, *columns],
        rows,
        caption=_("Kabupaten dan kota"),
        sums={key: figures.total(key) for key in COUNTS},
        wide=True,
    )


def _vulnerable(row: VillageFigures) -> Cell:
    return Cell(row.active_bpu, "warning" if row.below_target else None)


def _lapsing(row: VillageFigures) -> Cell:
    return Cell(row.lapsing, "danger" if row.lapsing else None)


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a village with the address of its names."""

    label: str
    heads: int
    href: str | None = None


def step_table(village: VillageFigures, period: Period, *, names: bool) -> Table:
    """A village's funnel in numbers; each number leads to as many names."""
    counts = dict(zip(STAGES, (village.proposed, village.valid, village.decreed, village.active,
                               village.lapsing), strict=True))  # fmt: skip
    if not period.is_now:
        del counts["gugur"]
    rows = [StepRow(_("Target minimal"), village.target), StepRow(_("Kuota"), village.quota)]
    for stage, heads in counts.items():
        href = reverse("dashboard:names", args=[village.code, stage]) + f"?tahun={period.year}"
        rows.append(StepRow(title_of(stage), heads, href if names and heads else None))
    columns = [
        Column("label", _("Tahap"), header=True, link=lambda row: row.href),
        Column("heads", _("Orang"), "number"),
    ]
    return Table(columns, rows, caption=_("Dari kuota sampai aktif"), roomy=True)


def list_table(rosters: Iterable[Roster]) -> Table:
    """A village's lists and their decrees."""
    rows = [{"roster": r, **links_of(r)} for r in rosters]
    return Table(
        [
            Column("fund", _("Dana"), header=True, value=_fund, link=lambda r: r["list"]),
            Column("segment", _("Segmen"), value=lambda r: r["roster"].get_segment_display()),
            Column("state", _("Keadaan"), value=lambda r: r["roster"].get_state_display()),
            Column("members", _("Peserta"), "number", value=lambda r: r["roster"].members),
            Column("number", _("Keputusan"), link=lambda r: r["decree"]),
            Column("date", _("Tanggal"), "date"),
        ],
        rows,
        caption=_("Daftar dan keputusan"),
        empty=_("Belum ada daftar pada tahun ini."),
        wide=True,
    )


def _fund(row: dict[str, Any]) -> Cell:
    roster: Roster = row["roster"]
    note = _("perubahan ke-%(n)s") % {"n": roster.round - 1} if roster.round > 1 else None
    return Cell(roster.fund.name, note=note)


def name_table(rows: Any, by_list: bool) -> Table:
    """Names behind a number."""
    fund = [Column("fund", _("Daftar dana"))] if by_list else []
    return Table(
        [
            Column("name", _("Nama"), header=True, link=lambda r: r["href"]),
            Column("nik", "NIK", value=lambda r: r["nik"]),
            Column("address", _("Alamat")),
            *fund,
        ],
        rows,
        caption=_("Nama-nama"),
        empty=_("Belum ada nama pada tahap ini."),
    )
