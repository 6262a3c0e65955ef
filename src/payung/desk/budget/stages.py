"""Need beside RKPDes, APBDes, change, ceiling and what BPJS received: by village, in a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.base.ui.format import angka, rupiah
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Month
from payung.desk.budget.need import VillageNeed, needs
from payung.programme.funds.models import PlanStage
from payung.programme.membership.models import CoverMonth, Membership


@dataclass(slots=True)
class Compared:
    """One village: rupiah needed, planned at each stage (None: not written down), and received."""

    village: Area
    need: int = 0
    stages: dict[str, int] = field(default_factory=dict)
    realised: int = 0
    needed: VillageNeed | None = None

    @property
    def planned(self) -> int | None:
        """The latest stage that was written down."""
        for stage in reversed(PlanStage.Stage.values):
            if stage in self.stages:
                return self.stages[stage]
        return None

    @property
    def short(self) -> int:
        """Need beyond the latest stage, rupiah; nought while no stage is known."""
        return 0 if self.planned is None else max(0, self.need - self.planned)


def compared(actor: Actor, area: Area, year: int) -> list[Compared]:
    """Every village with a share, a stage or a receipt in the year; six statements."""
    rows: dict[str, Compared] = {}
    for need in needs(area, year):
        rows[need.village.code] = Compared(need.village, need.amount, needed=need)
    stages = (
        PlanStage.objects.visible_to(actor)
        .in_area(area.code)
        .filter(year=year)
        .select_related("village")
    )
    for stage in stages:
        row = rows.setdefault(stage.village_id, Compared(stage.village))
        row.stages[stage.stage] = row.stages.get(stage.stage, 0) + stage.rupiah
    for code, amount in _received(area, year).items():
        if code in rows:
            rows[code].realised = amount
    return [rows[code] for code in sorted(rows)]


def _received(area: Area, year: int) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    months = CoverMonth.objects.filter(
        membership__in=Membership.objects.in_area(area.code),
        month__gte=Month(year, 1), month__lte=Month(year, 12), posting__isnull=False,
    )  # fmt: skip
    rows = months.values_list("membership__village_id").annotate(n=Sum("amount")).order_by()
    found.update(dict(rows))
    return found


def sentence(area: Area, year: int, rows: Sequence[Compared]) -> str:
    """How many villages have written it down, and what is still missing."""
    if not rows:
        return _("Belum ada pagu atau anggaran {year} di {area}.").format(
            year=year, area=area.title
        )
    known = [row for row in rows if row.planned is not None]
    short = sum(row.short for row in rows)
    said = _(
        "{known} dari {all} desa atau kelurahan di {area} sudah mencatat anggaran {year}; BPJS "
        "sudah menerima {realised}."
    ).format(
        known=angka(len(known)), all=angka(len(rows)), area=area.title, year=year,
        realised=rupiah(sum(row.realised for row in rows)),
    )  # fmt: skip
    if not short:
        return said
    return (
        said
        + " "
        + _("Anggaran yang tercatat kurang {short} dari kebutuhan.").format(short=rupiah(short))
    )


def table(rows: Sequence[Compared], year: int) -> Table:
    """A row for each village; a stage that nobody wrote down is a dash, never nought."""

    def stage(name: str) -> Column:
        return Column(
            name, str(PlanStage.Stage(name).label), "rupiah", value=lambda r: r.stages.get(name)
        )

    return Table(
        [
            Column("village", _("Desa"), header=True, value=lambda r: r.village.title,
                   link=lambda r: reverse("budget:stage", args=[r.village.code])
                   + f"?tahun={year}"),
            Column("need", _("Kebutuhan"), "rupiah"),
            *(stage(name) for name in PlanStage.Stage.values),
            Column("short", _("Kurang"), "rupiah",
                   value=lambda r: None if r.planned is None
                   else Cell(r.short, "danger" if r.short else None)),
            Column("realised", _("Diterima BPJS"), "rupiah"),
        ],
        rows, caption=_("Kebutuhan, anggaran, dan yang diterima BPJS, %(year)s") % {"year": year},
        empty=_("Belum ada pagu."), wide=True,
        sums={"need": sum(r.need for r in rows), "short": sum(r.short for r in rows),
              "realised": sum(r.realised for r in rows)},
    )  # fmt: skip
