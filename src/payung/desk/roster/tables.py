"""Tables of the room as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from payung.base.ui.paging import Sort
from payung.base.ui.table import Cell, Column, Table
from payung.base.ui.tags.text import tag
from payung.desk.roster import words
from payung.programme.selection.models import DecreeLine, Roster


def state_tag(state: str) -> SafeString:
    """The state as a coloured word."""
    label, kind = words.STATES[state]
    return SafeString(tag(label, kind))


def roster_table(
    rows: Iterable[Roster], caption: str, *, sort: Sort | None = None,
    params: QueryDict | None = None,
) -> Table:  # fmt: skip
    """Lists with their state, whom they wait for, and what to look at."""
    sortable = sort is not None
    return Table(
        [
            Column("desa", _("Desa"), header=True, sortable=sortable,
                   value=lambda r: r.village.title, link=_link),
            Column("dana", _("Dana"), value=lambda r: f"{r.fund.name}, {r.get_segment_display()}"),
            Column("tahun", _("Tahun"), sortable=sortable, value=lambda r: str(r.year)),
            Column("status", _("Status"), sortable=sortable, value=lambda r: state_tag(r.state)),
            Column("menunggu", _("Menunggu"), value=lambda r: str(words.WAITING[r.state])),
            Column("peserta", _("Peserta"), "number", value=lambda r: r.members),
            Column("periksa", _("Perlu diperiksa"), "number", value=_attention),
        ],
        rows, caption=caption, sort=sort, params=params, empty=_("Belum ada daftar."),
        cards=True,
    )  # fmt: skip


def _link(row: Roster) -> str:
    return reverse("roster:one", args=[row.pk])


def _attention(row: Any) -> Cell:
    if row.ineligible:
        note = _("{n} tidak memenuhi").format(n=row.ineligible)
        return Cell(row.to_check + row.ineligible, "danger", note)
    return Cell(row.to_check, "warning" if row.to_check else None)


def annex_table(rows: Iterable[DecreeLine]) -> Table:
    """The annex as decreed."""
    return Table(
        [
            Column("position", _("No."), "number"),
            Column("name", _("Nama"), header=True),
            Column("address", _("Alamat")),
            Column("post", _("Jabatan"), value=lambda r: r.candidate.get_post_display()),
            Column("monthly", _("Iuran sebulan"), "rupiah"),
            Column("months", _("Bulan"), "number", value=lambda r: len(r.amounts)),
            Column("total", _("Jumlah"), "rupiah"),
        ],
        rows, caption=_("Lampiran keputusan"), empty=_("Tidak ada nama."), cards=True,
    )  # fmt: skip
