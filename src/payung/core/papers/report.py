"""Periodic report of a regency to the province: a sentence, the map, then every village."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from payung.core.papers.common import (
    Letterhead,
    Provenance,
    Signatory,
    foot,
    journal_mark,
    letterhead_data,
    signature_data,
)
from payung.core.papers.engine import pictures, typeset
from payung.core.papers.tables import Layout, register, sum_line
from payung.core.papers.wording import BLANK, long_date, number, percent
from payung.core.papers.workbook import Book

LAYOUT: Final = Layout(
    header=(
        "No.", "Kecamatan", "Desa / kelurahan", "Target minimal", "Kuota", "Diusulkan",
        "Valid", "Ditetapkan", "Aktif", "Aktif dari kuota",
    ),
    widths=(26, 82, 92, 40, 36, 46, 36, 48, 36, 40),
    align="rllrrrrrrr",
    wrapping=(1, 2),
    empty="Tidak ada desa pada periode ini.",
    size=7.5,
)  # fmt: skip
_TALLEST: Final = 152 / 104
"""Height by width of the room that the template gives the map, in millimetres."""
KINDS: Final = ("count", "text", "text", *("count",) * 6, "text")


@dataclass(frozen=True, slots=True)
class VillageFunnel:
    """Heads of one village at the end of the period, each step a part of the step before it."""

    code: str
    district: str
    village: str
    target: int
    quota: int
    proposed: int
    valid: int
    decreed: int
    active: int
    vulnerable: int | None = None

    @property
    def missing(self) -> int:
        """How many the target lacks; it counts vulnerable workers, where they are told apart."""
        held = self.active if self.vulnerable is None else self.vulnerable
        return max(0, self.target - held)

    def steps(self) -> tuple[int, ...]:
        """Target, then quota to active."""
        return (self.target, self.quota, self.proposed, self.valid, self.decreed, self.active)


@dataclass(frozen=True, slots=True)
class Denominator:
    """A number that others are divided by: never printed without its source and date."""

    name: str
    value: int
    source: str
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A report as it was frozen. `frozen_id` and `frozen_hash` are those of the snapshot.

    `map_svg` and `funnel_svg` are pictures of `core.drawing`, best 360 and 220 wide; `map_alt` and
    `funnel_alt` say in words what they show.
    """

    letterhead: Letterhead
    period: str
    addressee: str
    sentence: str
    villages: tuple[VillageFunnel, ...]
    denominators: tuple[Denominator, ...]
    sources: tuple[str, ...]
    signatory: Signatory
    provenance: Provenance
    frozen_id: str
    frozen_hash: str
    frozen_at: dt.date
    number: str = ""
    dated: dt.date | None = None
    map_svg: str = ""
    map_alt: str = ""
    funnel_svg: str = ""
    funnel_alt: str = ""
    notes: tuple[str, ...] = ()

    def totals(self) -> tuple[int, ...]:
        """Sums of target, quota, proposed, valid, decreed, active."""
        return tuple(sum(v.steps()[i] for v in self.villages) for i in range(6))


def province_report(form: ReportForm) -> bytes:
    """The report as PDF; above 500 villages it is not tagged for screen readers."""
    return typeset(
        "report", report_data(form), printed_at=form.provenance.printed_at, rows=len(form.villages)
    )


def report_pictures(form: ReportForm, *, ppi: int = 110) -> list[bytes]:
    """The pages of the report as PNG."""
    return pictures("report", report_data(form), ppi=ppi)


def report_data(form: ReportForm) -> dict[str, Any]:
    """What the template reads."""
    totals = form.totals()
    first = 660 if form.map_svg or form.funnel_svg else 330
    sums = [
        sum_line(
            f"Jumlah {number(len(form.villages))} desa/kelurahan",
            3,
            [*map(number, totals), percent(totals[5], totals[1])],
        )
    ]
    return {
        "title": f"Laporan perlindungan pekerja {form.letterhead.place} {form.period}",
        "head": letterhead_data(form.letterhead),
        "foot": foot(form, form.provenance),
        "number": form.number or BLANK,
        "date": long_date(form.dated),
        "place": form.letterhead.town,
        "regency": form.letterhead.place,
        "addressee": form.addressee,
        "period": form.period,
        "sentence": form.sentence,
        "map_svg": form.map_svg,
        "map_tall": _tall(form.map_svg),
        "map_alt": form.map_alt or form.sentence,
        "funnel_svg": form.funnel_svg,
        "funnel_alt": form.funnel_alt or form.sentence,
        "below": _below_target(form),
        "register": register(
            LAYOUT, _rows(form, str, percent), first=first, other=680, closing=20, sums=sums
        ),
        "denominators": [
            [d.name, number(d.value), d.source, long_date(d.as_of)] for d in form.denominators
        ],
        "sources": list(form.sources),
        "notes": list(form.notes),
        "frozen": {
            "id": form.frozen_id,
            "hash": form.frozen_hash,
            "date": long_date(form.frozen_at),
            "journal": journal_mark(form.provenance, whole=True),
        },
        "signature": signature_data(form.signatory, place=form.letterhead.town, on=form.dated),
    }


def _tall(svg: str) -> bool:
    """Whether a picture is so tall that its height, not its width, decides how it fits."""
    box = re.search(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', svg)
    return box is not None and float(box[2]) / float(box[1]) > _TALLEST


def _below_target(form: ReportForm) -> str:
    short = [v for v in form.villages if v.missing]
    if not short:
        return "Semua desa dan kelurahan mencapai target minimal."
    missing = sum(v.missing for v in short)
    return (
        f"{number(len(short))} dari {number(len(form.villages))} desa/kelurahan belum mencapai "
        f"target minimal; kekurangannya {number(missing)} orang."
    )


def _rows(
    form: ReportForm, place: Callable[[int], Any], share: Callable[[int, int], str]
) -> list[list[Any]]:
    figure = number if place is str else int
    return [
        [place(i), v.district, v.village, *map(figure, v.steps()), share(v.active, v.quota)]
        for i, v in enumerate(form.villages, 1)
    ]


def report_workbook(form: ReportForm) -> bytes:
    """The report's table as XLSX, with denominators, sources and the frozen number."""
    book = Book(f"Laporan {form.letterhead.place} {form.period}", form.provenance)
    sheet = book.sheet("Laporan", (6, 24, 26, 12, 12, 12, 12, 12, 12, 12))
    sheet.line("LAPORAN PERLINDUNGAN PEKERJA DESA DAN KELURAHAN", "title")
    sheet.line(f"{form.letterhead.place} · {form.period}")
    sheet.line(form.sentence)
    sheet.gap()
    span = sheet.table(LAYOUT.header, KINDS, _rows(form, int, percent))
    sheet.sums(span, dict(enumerate(form.totals(), 3)), KINDS, "Jumlah")
    sheet.gap()
    for d in form.denominators:
        sheet.line(f"{d.name}: {number(d.value)} ({d.source}, {long_date(d.as_of)})")
    for source in form.sources:
        sheet.line(f"Sumber: {source}")
    sheet.line(f"Data dibekukan {long_date(form.frozen_at)}: {form.frozen_id} · {form.frozen_hash}")
    sheet.origin(form, form.provenance)
    return book.close()
