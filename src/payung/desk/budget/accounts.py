"""The accounts of contributions: of each post beside its ground, and the form to decide one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from payung.base.policy.queries import Timeline
from payung.base.territory.models import Area
from payung.base.ui.format import angka
from payung.base.ui.table import Cell, Column, Table
from payung.core.calendar import Month
from payung.programme.funds.accounts import BookedOn, booked_on
from payung.programme.funds.models import Fund
from payung.programme.selection.models import Candidate


def account_of(mapping: Timeline, village: Area, fund: Fund, post: str, month: Month) -> BookedOn:
    """Where a fund's contribution for a post is booked in a month."""
    return booked_on(
        mapping, post, ward=village.kind == Area.Kind.KELURAHAN, on=month.first_day,
        fund_code=fund.account_code, fund_paper=fund.regulation,
    )  # fmt: skip


def mark_of(booked: BookedOn) -> str:
    """A word beside the code on a paper; its ground stands in the notes (`ground_of`)."""
    if not booked.mapped:
        return "rekening belum dipetakan"
    return "kode kabupaten" if booked.local else ""


def ground_of(booked: BookedOn) -> str:
    """Where a code comes from, as a note on a paper."""
    if not booked.mapped:
        return "Rekening yang belum dipetakan ditetapkan kabupaten dengan Perbup."
    return f"Rekening {booked.code}: {booked.reference}"


def note_of(booked: BookedOn) -> str:
    """Where the code comes from; that nobody has mapped it."""
    if not booked.mapped:
        return _("rekening belum dipetakan")
    if booked.local:
        return _("kode kabupaten, %(paper)s") % {"paper": booked.reference}
    return booked.reference


@dataclass(frozen=True, slots=True)
class Mapped:
    """One post: its account in a village's chart and in the district's."""

    post: str
    label: str
    village: BookedOn
    ward: BookedOn


def mapped(mapping: Timeline, on: date) -> list[Mapped]:
    """Every post with what is decided for it on a day."""
    return [
        Mapped(
            post.value, str(post.label), booked_on(mapping, post.value, ward=False, on=on),
            booked_on(mapping, post.value, ward=True, on=on),
        )
        for post in Candidate.Post
    ]  # fmt: skip


def sentence(rows: Sequence[Mapped]) -> str:
    """How many posts have an account, and what the others mean."""
    known = sum(row.village.mapped for row in rows)
    said = _("{known} dari {all} jabatan sudah mempunyai kode rekening desa.").format(
        known=angka(known), all=angka(len(rows))
    )
    if known == len(rows):
        return said
    return said + " " + _("Yang belum dipetakan memakai rekening dananya, bila ada.")


def table(rows: Sequence[Mapped]) -> Table:
    """A row for each post."""

    def cell(booked: BookedOn) -> Cell:
        if not booked.mapped:
            return Cell(_("belum dipetakan"), "warning")
        return Cell(booked.code, None, note_of(booked))

    return Table(
        [
            Column("label", _("Jabatan"), header=True),
            Column("village", _("Desa (Siskeudes)"), value=lambda r: cell(r.village)),
            Column("ward", _("Kelurahan (SIPD)"), value=lambda r: cell(r.ward)),
        ],
        rows, caption=_("Kode rekening belanja iuran"), wide=True,
    )  # fmt: skip
