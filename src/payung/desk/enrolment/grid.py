"""The rows of a BPJS file: views by verdict, a table with reasons, progress."""

from __future__ import annotations

from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.base.staging import pages
from payung.base.staging.models import Batch, Row
from payung.base.staging.queries import Shown, shown
from payung.base.staging.states import S
from payung.base.ui.paging import Page
from payung.base.ui.progress import Progress
from payung.base.ui.table import Cell, Column, Table
from payung.base.ui.tags.text import nik_html
from payung.core.identity import mask

VIEWS: Final[dict[str, tuple[str, ...]]] = {
    "tahan": ("rejected", "parked"),
    "catat": ("new", "changed"),
    "sama": ("unchanged",),
}


def words(batch: Batch) -> dict[str, str]:
    """Words of the views."""
    return {
        "tahan": _("Ditahan"),
        "catat": _("Dicatat") if batch.accepted_at else _("Siap dicatat"),
        "sama": _("Sama"),
    }


def count(batch: Batch, view: str) -> int:
    return sum(batch.counts.get(verdict, 0) for verdict in VIEWS[view])


def chosen_view(batch: Batch, params: QueryDict) -> str:
    """The view asked for, else the first that has rows."""
    if (asked := str(params.get("lihat"))) in VIEWS:
        return asked
    return next((view for view in VIEWS if count(batch, view)), "tahan")


def tabs(batch: Batch, view: str) -> list[tuple[str, str, bool, int]]:
    told = words(batch)
    return [(told[v], f"?lihat={v}", v == view, count(batch, v)) for v in VIEWS]


def table(batch: Batch, page: Page[Row], *, identity: bool) -> Table:
    """Rows with what is held and why; numbers masked without the right to see them."""
    columns = [Column("number", _("Baris"), "number")]
    said = Column("said", _("Keterangan"), value=_said)
    if batch.kind == "bpjs_mkro":
        columns += [
            Column("npp", "NPP", header=True, value=lambda r: r.values.get("npp")),
            said,
            Column("name", _("Perusahaan"), value=lambda r: r.values.get("nama_perusahaan")),
        ]
    else:
        columns += [
            Column("nama", _("Nama"), header=True, value=lambda r: r.values.get("nama")),
            said,
            Column("nik", "NIK", value=lambda r: nik_html(r.values.get("nik"), not identity)),
            Column("kpj", "KPJ", "code", value=lambda r: _kpj(r, identity)),
        ]
    if batch.kind != "bpjs_answer":
        columns += [
            Column("bulan", _("Bulan"), "month", value=lambda r: r.values.get("bulan")),
            Column("jumlah", _("Jumlah"), "rupiah", value=lambda r: r.values.get("jumlah")),
        ]
    return Table(
        columns, shown(batch, page), caption=_("Baris berkas"), empty=_("Tidak ada baris.")
    )


def _kpj(row: Shown, identity: bool) -> str:
    kpj = str(row.values.get("kpj") or "")
    return kpj if identity else mask(kpj)


def _said(row: Shown) -> Cell:
    told = " ".join(f"{p.message} {p.way_out}".strip() for p in row.problems)
    if row.verdict in VIEWS["tahan"]:
        return Cell(told or _("Ditahan"), "danger" if row.verdict == "rejected" else "warning")
    if row.verdict == "unchanged":
        return Cell(told or _("Sama dengan yang sudah tercatat."))
    return Cell(told or (_("Dicatat") if row.applied else _("Siap dicatat")), "success")


def progress_of(batch: Batch) -> Progress:
    """The job of a file as its page shows it."""
    titles = {
        S.READING: _("Membaca %(file)s"),
        S.ACCEPTING: _("Mencatat isi %(file)s"),
        S.UNDOING: _("Membatalkan %(file)s"),
    }
    here = [batch.pk]
    return pages.progress_of(
        batch, titles, reverse("enrolment:progress", args=here),
        reverse("enrolment:batch", args=here),
    )  # fmt: skip
