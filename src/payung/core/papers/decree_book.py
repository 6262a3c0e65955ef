"""The annex of a decree as a workbook, and both papers of a decree."""

from __future__ import annotations

from collections.abc import Sequence

from payung.core.papers.annex import HEADER, DecreeMember
from payung.core.papers.decree import DecreeForm, village_decree
from payung.core.papers.wording import (
    BLANK,
    long_date,
    masked_nik,
    month_span,
    programme_codes,
)
from payung.core.papers.workbook import Book

KINDS = (
    "count", "text", "text", "text", "text", "text", "text", "text", "count", "money", "money",
)  # fmt: skip


def decree_papers(form: DecreeForm) -> tuple[bytes, bytes]:
    """The decree as PDF and its annex as XLSX."""
    return village_decree(form), decree_workbook(form)


def decree_workbook(form: DecreeForm) -> bytes:
    """The list of the decree as XLSX: the same names, order and sums as the PDF.

    NIKs are text; they are whole only if the form says `full_identity`.
    """
    book = Book(f"Lampiran Keputusan {form.office}", form.provenance)
    for title, members in form.annexes:
        _annex(book, form, title, members)
    return book.close()


def _annex(book: Book, form: DecreeForm, title: str, members: Sequence[DecreeMember]) -> None:
    sheet = book.sheet(
        f"Lampiran{title.removeprefix('LAMPIRAN')}", (6, 34, 20, 34, 20, 12, 18, 16, 8, 15, 17)
    )
    sheet.line(f"{title} {form.title.upper()}", "title")
    sheet.line(f"Nomor: {form.number or BLANK} · Tanggal: {long_date(form.signed_on)}")
    sheet.line(f"Tentang: {form.about}")
    sheet.gap()
    rows: list[list[str | int | None]] = [
        [
            position,
            member.name,
            member.nik if form.full_identity else masked_nik(member.nik),
            member.address,
            member.occupation,
            programme_codes(member.programmes),
            member.fund,
            month_span(member.first_month, member.months),
            member.months,
            member.monthly,
            member.total,
        ]
        for position, member in enumerate(members, 1)
    ]
    span = sheet.table(HEADER, KINDS, rows)
    totals = {9: sum(m.monthly for m in members), 10: sum(m.total for m in members)}
    sheet.sums(span, totals, KINDS, "Jumlah")
    sheet.origin(form, form.provenance)
