"""Budget sheet: heads × tariff × months, per role, programme set and fund, with its law."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from payung.core.calendar import Month
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
from payung.core.papers.wording import (
    month_span,
    number,
    programme_codes,
    rupiah,
    spelled,
    spelled_rupiah,
)
from payung.core.papers.workbook import Book

LAYOUT: Final = Layout(
    header=(
        "No.", "Uraian", "Kegiatan / rekening", "Program", "Sumber dana", "Masa iuran",
        "Orang", "Tarif per bulan (Rp)", "Bulan", "Jumlah (Rp)", "Dasar",
    ),
    widths=(26, 168, 118, 76, 84, 74, 40, 62, 34, 80, 60),
    align="rlllllrrrrl",
    wrapping=(1, 2, 3, 4, 5, 10),
    empty="Belum ada kebutuhan yang dihitung.",
)  # fmt: skip
KINDS: Final = (
    "count", "text", "text", "text", "text", "text", "count", "money", "count", "money", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line: `heads` people at `tariff` rupiah a head and month, for `months` months.

    `legal` is the paragraph that fixes the tariff; `uncertain` marks a parameter that the law
    does not settle and a setting decides. `account_note` says where the account comes from.
    """

    role: str
    programmes: tuple[str, ...]
    fund: str
    heads: int
    tariff: int
    first_month: Month
    months: int
    legal: str
    activity: str = ""
    account: str = ""
    account_note: str = ""
    uncertain: bool = False

    @property
    def amount(self) -> int:
        """Rupiah of the line."""
        return self.heads * self.tariff * self.months


@dataclass(frozen=True, slots=True)
class BudgetForm:
    """The sheet of one village or office for one year. `stage` names the budget it is for."""

    letterhead: Letterhead
    year: int
    lines: tuple[BudgetLine, ...]
    signatory: Signatory
    provenance: Provenance
    stage: str = "RKPDes dan APBDes"
    prepared_on: dt.date | None = None
    notes: tuple[str, ...] = ()
    law_id: str = ""

    @property
    def total(self) -> int:
        """Rupiah of all lines."""
        return sum(line.amount for line in self.lines)

    def references(self) -> list[str]:
        """The legal references, each once, in order of first use."""
        return list(dict.fromkeys(line.legal for line in self.lines))

    def funds(self) -> list[tuple[str, int, int]]:
        """Per fund: its name, lines, and rupiah."""
        names = dict.fromkeys(line.fund for line in self.lines)
        chosen = {name: [line for line in self.lines if line.fund == name] for name in names}
        return [(n, len(ls), sum(line.amount for line in ls)) for n, ls in chosen.items()]


def budget_sheet(form: BudgetForm) -> bytes:
    """The budget sheet as a PDF that screen readers can read."""
    return typeset("budget", budget_data(form), printed_at=form.provenance.printed_at)


def budget_pictures(form: BudgetForm, *, ppi: int = 110) -> list[bytes]:
    """The pages of the sheet as PNG."""
    return pictures("budget", budget_data(form), ppi=ppi)


def budget_data(form: BudgetForm) -> dict[str, Any]:
    """What the template reads."""
    marks = {text: f"[{i}]" for i, text in enumerate(form.references(), 1)}
    rows = [_row(i, line, marks[line.legal]) for i, line in enumerate(form.lines, 1)]
    sums = [sum_line("Jumlah seluruhnya", 9, [number(form.total), ""])]
    return {
        "title": f"Rencana anggaran iuran {form.letterhead.place} tahun {form.year}",
        "head": letterhead_data(form.letterhead),
        "foot": foot(form, form.provenance),
        "place": form.letterhead.place,
        "year": str(form.year),
        "stage": form.stage,
        "sentence": _sentence(form),
        "register": register(LAYOUT, rows, first=270, other=430, closing=40, sums=sums),
        "spelled": f"Terbilang: {spelled(form.total)} rupiah.",
        "funds": [[name, str(lines), rupiah(amount)] for name, lines, amount in form.funds()],
        "references": form.references(),
        "uncertain": any(line.uncertain for line in form.lines),
        "notes": list(form.notes),
        "law_id": form.law_id,
        "signature": signature_data(
            form.signatory,
            place=form.letterhead.town,
            on=form.prepared_on,
        ),
    }


def _sentence(form: BudgetForm) -> str:
    heads = sum(line.heads for line in form.lines)
    return (
        f"Untuk melindungi {number(heads)} orang pada tahun {form.year}, "
        f"{form.letterhead.place} memerlukan {spelled_rupiah(form.total)}."
    )


def _row(position: int, line: BudgetLine, mark: str) -> list[str]:
    codes = " / ".join(code for code in (line.activity, line.account) if code)
    if line.account_note:
        codes = f"{codes} ({line.account_note})" if codes else line.account_note
    return [
        str(position),
        line.role,
        codes or "–",
        programme_codes(line.programmes),
        line.fund,
        month_span(line.first_month, line.months),
        number(line.heads),
        number(line.tariff),
        str(line.months),
        number(line.amount),
        f"{mark} *" if line.uncertain else mark,
    ]


def budget_workbook(form: BudgetForm) -> bytes:
    """The budget sheet as XLSX."""
    book = Book(f"Rencana anggaran {form.letterhead.place} {form.year}", form.provenance)
    sheet = book.sheet("Anggaran", (6, 34, 24, 20, 20, 16, 9, 16, 8, 20, 48))
    sheet.line("RENCANA ANGGARAN IURAN JAMINAN SOSIAL KETENAGAKERJAAN", "title")
    sheet.line(f"{form.letterhead.place} · Tahun {form.year} · {form.stage}")
    sheet.line(_sentence(form))
    sheet.gap()
    rows: list[list[str | int | None]] = []
    for position, line in enumerate(form.lines, 1):
        texts = _row(position, line, line.legal)
        figures = {0: position, 6: line.heads, 7: line.tariff, 8: line.months, 9: line.amount}
        rows.append([figures.get(column, text) for column, text in enumerate(texts)])
    span = sheet.table(LAYOUT.header, KINDS, rows)
    sheet.sums(span, {6: sum(line.heads for line in form.lines), 9: form.total}, KINDS, "Jumlah")
    sheet.gap()
    for name, _, amount in form.funds():
        sheet.line(f"{name}: {rupiah(amount)}")
    for note in form.notes:
        sheet.line(note)
    sheet.origin(form, form.provenance)
    return book.close()
