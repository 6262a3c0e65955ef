"""Villages and names as tables."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.ui.table import Cell, Column, Table
from payung.programme.membership.figures import RegionFigures, VillageFigures, ranked

ORDERS = {
    "cakupan": None,
    "nama": lambda v: v.name,
    "kecamatan": lambda v: (v.district, v.name),
    "aktif": lambda v: (-v.active, v.name),
    "gugur": lambda v: (-v.lapsing, v.name),
}


def ordered(figures: RegionFigures, wanted: str) -> list[VillageFigures]:
    """Villages in the wanted order; unknown or none: the furthest from its target first."""
    key = ORDERS.get(wanted)
    return sorted(figures.villages, key=key) if key else ranked(figures.villages)


def village_table(figures: RegionFigures, params: QueryDict) -> Table:
    """One row per village with its funnel; links lead to the village."""
    return Table(
        [
            Column("name", _("Desa/kelurahan"), header=True, link=_village_address),
            Column("district", _("Kecamatan")),
            Column("target", _("Target minimal"), "number"),
            Column("quota", _("Kuota"), "number"),
            Column("proposed", _("Diusulkan"), "number"),
            Column("valid", _("Memenuhi syarat"), "number"),
            Column("decreed", _("Ditetapkan"), "number"),
            Column("active", _("Aktif"), "number", value=_active),
            Column("of_target", _("Dari target"), "percent"),
            Column("lapsing", _("Gugur ≤ 30 hari"), "number", value=_lapsing),
        ],
        ordered(figures, params.get("urut", "")),
        caption=_("Desa dan kelurahan, yang terjauh dari target di atas"),
        sums={
            k: figures.total(k)
            for k in ("target", "quota", "proposed", "valid", "decreed", "active", "lapsing")
        },
        empty=_("Belum ada desa dalam wilayah ini."),
    )


def _village_address(village: VillageFigures) -> str:
    return reverse("dashboard:region", args=[village.code])


def _active(village: VillageFigures) -> Cell:
    return Cell(village.active, "warning" if village.below_target else None)


def _lapsing(village: VillageFigures) -> Cell:
    return Cell(village.lapsing, "danger" if village.lapsing else None)


def name_table(rows: Any, *, masked: bool) -> Table:
    """Names behind a number."""
    return Table(
        [
            Column("name", _("Nama"), header=True, link=lambda r: r["href"]),
            Column("nik", "NIK", value=lambda r: r["nik"]),
            Column("address", _("Alamat")),
            Column("state", _("Keadaan")),
        ],
        rows,
        caption=_("Nama-nama") if not masked else _("Nama-nama (NIK disamarkan)"),
        empty=_("Belum ada nama pada tahap ini."),
    )
