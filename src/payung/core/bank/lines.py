"""One movement of an account, whatever file told it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


class StatementUnreadable(ValueError):
    """The file is no statement that can be taken; a sentence in both languages."""

    def __init__(self, text_id: str, text_en: str) -> None:
        super().__init__(text_id)
        self.text_id, self.text_en = text_id, text_en


@dataclass(frozen=True, slots=True)
class BankLine:
    """`amount` in whole rupiah: below zero when it left the account."""

    booked_on: dt.date
    amount: int
    text: str
    reference: str = ""
    account: str = ""


def rupiah_of(value: object) -> int:
    """Whole rupiah of an amount with decimals; sen are refused, never dropped.

    >>> rupiah_of("1680000.00"), rupiah_of(Decimal("-20160"))
    (1680000, -20160)
    """
    try:
        amount = Decimal(str(value).replace(",", "."))
    except InvalidOperation as error:
        raise StatementUnreadable(
            f"Jumlah {value!r} bukan angka.", f"The amount {value!r} is no number."
        ) from error
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise StatementUnreadable(
            f"Jumlah {value} memuat sen; hanya rupiah bulat yang dapat dibaca.",
            f"The amount {value} has sen; only whole rupiah can be read.",
        )
    return int(amount)


HEADER = ("tanggal", "keterangan", "referensi", "debit", "kredit", "rekening")


def as_table(lines: Iterable[BankLine]) -> bytes:
    """The movements as a CSV table with the headers of `STATEMENT`, in their order.

    >>> as_table([BankLine(dt.date(2026, 3, 9), -16800, "BPJS 123")]).decode().splitlines()[1]
    '2026-03-09;BPJS 123;;16800;;'
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    for line in lines:
        debit, credit = (-line.amount, "") if line.amount < 0 else ("", line.amount)
        text = " ".join(line.text.split())
        writer.writerow([line.booked_on, text, line.reference, debit, credit, line.account])
    return out.getvalue().encode()
