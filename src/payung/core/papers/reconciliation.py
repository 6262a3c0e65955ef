"""Minutes of reconciliation (Berita Acara Rekonsiliasi) of a month, for signature."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from payung.core.papers.common import (
    Letterhead,
    Provenance,
    Signatory,
    foot,
    letterhead_data,
    signature_data,
)
from payung.core.papers.engine import pictures, typeset
from payung.core.papers.tables import Layout, register, sum_line
from payung.core.papers.wording import BLANK, long_date, number, rupiah

CELLS: Final = Layout(
    header=("No.", "Desa/Kelurahan", "Dana", "SK", "Daftar", "Ditagih (Rp)", "Kode (Rp)",
            "Didebit (Rp)", "Siskeudes (Rp)", "Orang di BPJS", "Diterima (Rp)"),
    widths=(24, 128, 108, 32, 36, 74, 74, 74, 78, 44, 74),
    align="rllrrrrrrrr",
    wrapping=(1, 2),
    empty="Tidak ada tagihan pada bulan ini.",
    size=7.5,
)  # fmt: skip
GAPS: Final = Layout(
    header=("No.", "Golongan", "Desa/Kelurahan", "Uraian", "Nilai (Rp)", "Keadaan"),
    widths=(24, 120, 112, 340, 66, 84),
    align="rlllrl",
    wrapping=(1, 2, 3, 5),
    empty="Tidak ada selisih.",
    size=7.5,
)


@dataclass(frozen=True, slots=True)
class ReconciledCell:
    """One village × payer; None where a source said nothing."""

    village: str
    fund: str
    decreed: int
    members: int
    billed: int
    coded: int | None
    debited: int | None
    realised: int | None
    heads: int
    posted: int


@dataclass(frozen=True, slots=True)
class ReconciledGap:
    """One difference, without any identity."""

    kind: str
    village: str
    text: str
    effect: int
    state: str


@dataclass(frozen=True, slots=True)
class ReconciliationForm:
    """The minutes of a region's month."""

    letterhead: Letterhead
    area: str
    month: str
    lines: int
    matched: int
    cells: tuple[ReconciledCell, ...]
    gaps: tuple[ReconciledGap, ...]
    classes: tuple[tuple[str, int, int], ...]
    signatories: tuple[Signatory, ...]
    provenance: Provenance
    held_on: dt.date | None = None
    number: str = ""


def reconciliation_minutes(form: ReconciliationForm) -> bytes:
    """The minutes as PDF."""
    return typeset(
        "reconciliation", reconciliation_data(form), printed_at=form.provenance.printed_at
    )


def reconciliation_pictures(form: ReconciliationForm, *, ppi: int = 110) -> list[bytes]:
    """The pages of the minutes as PNG."""
    return pictures("reconciliation", reconciliation_data(form), ppi=ppi)


def reconciliation_data(form: ReconciliationForm) -> dict[str, Any]:
    """What the template reads."""
    open_ = [gap for gap in form.gaps if gap.state == "Terbuka"]
    return {
        "title": f"Berita Acara Rekonsiliasi iuran {form.month} {form.area}",
        "head": letterhead_data(form.letterhead),
        "foot": foot(form, form.provenance),
        "number": form.number or BLANK,
        "opening": (
            f"Pada hari ini, {long_date(form.held_on, weekday=True)}, telah dicocokkan iuran "
            f"jaminan sosial ketenagakerjaan {form.month} di {form.area}: keputusan, daftar "
            "peserta, kode iuran, debit bank, realisasi belanja, dan penerimaan BPJS "
            "Ketenagakerjaan."
        ),
        "sentence": (
            f"Dari {number(form.lines)} baris daftar BPJS, {number(form.matched)} cocok; "
            f"{number(len(open_))} selisih masih terbuka dengan nilai bersih "
            f"{rupiah(sum(gap.effect for gap in open_))}."
        ),
        "classes": [[name, number(n), number(effect)] for name, n, effect in form.classes],
        "cells": register(CELLS, [_cell(n, c) for n, c in enumerate(form.cells, 1)], first=250,
                          other=430, sums=[_sums(form)]),
        "gaps": register(GAPS, [
            [str(n), g.kind, g.village, g.text, number(g.effect), g.state]
            for n, g in enumerate(form.gaps, 1)
        ], first=400, other=430),
        "signatures": [signature_data(s, place="", on=None) for s in form.signatories],
    }  # fmt: skip


def _cell(position: int, cell: ReconciledCell) -> list[str]:
    told = (cell.decreed, cell.members, cell.billed, cell.coded, cell.debited, cell.realised,
            cell.heads, cell.posted)  # fmt: skip
    return [str(position), cell.village, cell.fund,
            *("–" if value is None else number(value) for value in told)]  # fmt: skip


def _sums(form: ReconciliationForm) -> dict[str, Any]:
    names = ("decreed", "members", "billed", "coded", "debited", "realised", "heads", "posted")
    totals = [sum(getattr(c, name) or 0 for c in form.cells) for name in names]
    return sum_line("Jumlah", 3, [number(total) for total in totals])
