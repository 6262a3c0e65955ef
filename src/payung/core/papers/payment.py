"""The request to pay bills of contributions: what is asked, by budget line, for signatures."""

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
from payung.core.papers.wording import BLANK, number, spelled, spelled_rupiah

LAYOUT: Final = Layout(
    header=("No.", "Tagihan", "Bulan", "Jenis", "Kode iuran", "Orang", "Beban dana (Rp)",
            "Potongan (Rp)", "Jumlah (Rp)"),
    widths=(22, 88, 64, 58, 70, 32, 58, 44, 60),
    align="rlllmrrrr",
    wrapping=(1, 2, 3),
    empty="Tidak ada tagihan.",
    size=7.5,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One bill in the request: the fund bears `borne`, `withheld` is kept back from pay."""

    bill: str
    month: str
    category: str
    code: str
    heads: int
    borne: int
    withheld: int

    @property
    def amount(self) -> int:
        """Rupiah to be transferred."""
        return self.borne + self.withheld


@dataclass(frozen=True, slots=True)
class PaymentForm:
    """The request of a village or an office. Codes of the budget as Siskeudes or SIPD know them."""

    letterhead: Letterhead
    title: str
    number: str
    fund: str
    activity: str
    account: str
    lines: tuple[PaymentLine, ...]
    signatories: tuple[Signatory, ...]
    provenance: Provenance
    asked_on: dt.date | None = None
    steps: tuple[tuple[str, str, str], ...] = ()

    @property
    def total(self) -> int:
        """Rupiah of the request."""
        return sum(line.amount for line in self.lines)


def payment_request(form: PaymentForm) -> bytes:
    """The request as a PDF that screen readers can read."""
    return typeset("payment", payment_data(form), printed_at=form.provenance.printed_at)


def payment_pictures(form: PaymentForm, *, ppi: int = 110) -> list[bytes]:
    """The pages of the request as PNG."""
    return pictures("payment", payment_data(form), ppi=ppi)


def payment_data(form: PaymentForm) -> dict[str, Any]:
    """What the template reads."""
    rows = [
        [str(n), line.bill, line.month, line.category, line.code or "–", number(line.heads),
         number(line.borne), number(line.withheld), number(line.amount)]
        for n, line in enumerate(form.lines, 1)
    ]  # fmt: skip
    totals = [sum(getattr(line, name) for line in form.lines) for name in ("borne", "withheld")]
    sums = [sum_line("Jumlah", 6, [number(n) for n in (*totals, form.total)])]
    return {
        "title": f"{form.title} {form.letterhead.place}",
        "head": letterhead_data(form.letterhead),
        "foot": foot(form, form.provenance),
        "heading": form.title,
        "number": form.number or BLANK,
        "sentence": (
            f"Mohon dibayarkan iuran jaminan sosial ketenagakerjaan sebesar "
            f"{spelled_rupiah(form.total)} dari {form.fund}."
        ),
        "facts": [
            ["Sumber dana", form.fund],
            ["Kegiatan", form.activity or BLANK],
            ["Rekening belanja", form.account or BLANK],
        ],
        "register": register(LAYOUT, rows, first=360, other=650, closing=60, sums=sums),
        "spelled": f"Terbilang: {spelled(form.total)} rupiah.",
        "steps": [list(step) for step in form.steps],
        "signatures": [signature_data(s, place="", on=None) for s in form.signatories],
    }
