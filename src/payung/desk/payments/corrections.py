"""A correction as tables: the lines it would bring, and the months as they are planned now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from payung.base.ui.format import bulan
from payung.base.ui.table import Column, Table
from payung.programme.billing.looking import Gap
from payung.programme.funds.models import Fund
from payung.programme.membership.models import CoverMonth, Membership


def gap_table(gaps: list[Gap]) -> Table:
    """A row for each line."""
    names: dict[int, Any] = dict(
        Fund.objects.filter(pk__in={g.payer.fund for g in gaps}).values_list("pk", "name")
    )
    return Table(
        [
            Column("month", _("Bulan iuran"), header=True, value=lambda g: bulan(g.month)),
            Column("fund", _("Dana"), value=lambda g: names[g.payer.fund]),
            Column("amount", _("Ditagih lebih atau kurang"), "rupiah"),
            Column("borne", _("Ditanggung dana"), "rupiah"),
            Column("withheld", _("Dipotong dari pekerja"), "rupiah"),
        ],
        gaps, caption=_("Baris koreksi yang akan terbit"), sums={
            "amount": sum(g.amount for g in gaps), "borne": sum(g.borne for g in gaps),
            "withheld": sum(g.withheld for g in gaps),
        },
    )  # fmt: skip


def month_table(member: Membership) -> Table:
    """The member's months as they are planned now."""
    rows = CoverMonth.objects.filter(membership=member).select_related("fund").order_by("month")
    return Table(
        [
            Column("month", _("Bulan iuran"), header=True, value=lambda m: bulan(m.month)),
            Column("fund", _("Dana"), value=lambda m: m.fund.name),
            Column("base", _("Upah atau penghasilan"), "rupiah"),
            Column("programmes", _("Program"), value=lambda m: m.programmes.upper()),
            Column("amount", _("Iuran"), "rupiah"),
            Column("posted", _("Diterima BPJS"),
                   value=lambda m: _("ya") if m.posting_id else _("belum")),
        ],
        list(rows), caption=_("Bulan-bulan yang direncanakan"), empty=_("Belum ada bulan."),
    )  # fmt: skip
