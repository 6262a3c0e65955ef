"""The sheet of a budget meeting (Rakornis): need, plan and result of each village, to be agreed."""

from __future__ import annotations

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
from payung.core.papers.wording import number, rupiah
from payung.core.papers.workbook import Book

LAYOUT: Final = Layout(
    header=("No.", "Desa/Kelurahan", "Orang", "Target", "Kebutuhan (Rp)", "RKPDes (Rp)",
            "APBDes (Rp)", "Perubahan (Rp)", "Pagu (Rp)", "Kurang (Rp)", "Diterima BPJS (Rp)",
            "Disepakati (Rp)"),
    widths=(24, 124, 36, 36, 72, 72, 72, 72, 72, 72, 76, 92),
    align="rlrrrrrrrrrr",
    wrapping=(1,),
    empty="Belum ada desa dengan pagu atau anggaran.",
    size=7.5,
    pad=8,
)  # fmt: skip
KINDS: Final = ("count", "text", "count", "count", *("money",) * 8)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One village; rupiah of the year, None where nobody wrote it down."""

    village: str
    heads: int
    target: int | None
    need: int
    work_plan: int | None
    original: int | None
    change: int | None
    ceiling: int | None
    short: int
    realised: int

    @property
    def figures(self) -> tuple[int | None, ...]:
        """The columns after the name, in the order of the sheet."""
        return (self.heads, self.target, self.need, self.work_plan, self.original, self.change,
                self.ceiling, self.short, self.realised)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """The sheet of a kecamatan or a district for one year; the last column is left to the pen."""

    letterhead: Letterhead
    area: str
    year: int
    rows: tuple[MeetingRow, ...]
    signatories: tuple[Signatory, ...]
    provenance: Provenance
    notes: tuple[str, ...] = ()

    def total(self, column: int) -> int | None:
        """The sum of a figure; None when it is known of no village."""
        known = [value for row in self.rows if (value := row.figures[column]) is not None]
        return sum(known) if known else None


def meeting_sheet(form: MeetingForm) -> bytes:
    """The sheet as PDF."""
    return typeset("meeting", meeting_data(form), printed_at=form.provenance.printed_at)


def meeting_pictures(form: MeetingForm, *, ppi: int = 110) -> list[bytes]:
    """The pages as PNG."""
    return pictures("meeting", meeting_data(form), ppi=ppi)


def meeting_data(form: MeetingForm) -> dict[str, Any]:
    """What the template reads."""
    rows = [
        [str(n), row.village, *(_text(value) for value in row.figures), ""]
        for n, row in enumerate(form.rows, 1)
    ]
    sums = sum_line("Jumlah", 2, [*(_text(form.total(n)) for n in range(9)), ""])
    return {
        "title": f"Bahan Rakornis penganggaran {form.area} {form.year}",
        "head": letterhead_data(form.letterhead),
        "foot": foot(form, form.provenance),
        "area": form.area,
        "year": str(form.year),
        "sentence": _sentence(form),
        "register": register(LAYOUT, rows, first=372, other=470, closing=125, sums=[sums]),
        "notes": list(form.notes),
        "signatures": [signature_data(s, place="", on=None) for s in form.signatories],
    }


def _text(value: int | None) -> str:
    return "–" if value is None else number(value)


def _sentence(form: MeetingForm) -> str:
    written = sum(any(v is not None for v in row.figures[3:6]) for row in form.rows)
    short = sum(row.short for row in form.rows)
    said = (
        f"{number(len(form.rows))} desa dan kelurahan memerlukan "
        f"{rupiah(form.total(2) or 0)} untuk melindungi {number(form.total(0) or 0)} orang; "
        f"{number(written)} sudah mencatat anggarannya"
    )
    return f"{said}, yang kurang {rupiah(short)}." if short else f"{said}."


def meeting_workbook(form: MeetingForm) -> bytes:
    """The sheet as XLSX; the agreed sums can be typed in."""
    book = Book(f"Rakornis {form.area} {form.year}", form.provenance)
    sheet = book.sheet("Rakornis", (6, 32, 9, 9, *(18,) * 8))
    sheet.line("BAHAN RAKORNIS PENGANGGARAN IURAN JAMINAN SOSIAL KETENAGAKERJAAN", "title")
    sheet.line(f"{form.area} · Tahun {form.year}")
    sheet.line(_sentence(form))
    sheet.gap()
    rows: list[list[str | int | None]] = [
        [n, row.village, *row.figures, None] for n, row in enumerate(form.rows, 1)
    ]
    span = sheet.table(LAYOUT.header, KINDS, rows)
    totals = {n + 2: total for n in range(9) if (total := form.total(n)) is not None}
    sheet.sums(span, totals, KINDS, "Jumlah")
    sheet.gap()
    for note in form.notes:
        sheet.line(note)
    sheet.origin(form, form.provenance)
    return book.close()
