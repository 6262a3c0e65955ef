"""SWIFT MT940 statements, by the `mt-940` package."""

from __future__ import annotations

import datetime as dt

import mt940

from payung.core.bank.lines import BankLine, StatementUnreadable, rupiah_of


def read_mt940(content: bytes) -> list[BankLine]:
    """Every transaction of a statement. Raises StatementUnreadable.

    >>> raw = (b":20:X\\n:25:0123\\n:28C:1/1\\n:60F:C260301IDR100000,00\\n"
    ...        b":61:2603090309D16800,00NTRFKI5304\\n:86:IURAN BPJS 5304\\n:62F:C260309IDR83200,00")
    >>> read_mt940(raw)[0].amount, read_mt940(raw)[0].text
    (-16800, 'IURAN BPJS 5304')
    """
    try:
        found = mt940.parse(content.decode("utf-8", "replace"))
    except Exception as error:  # the library raises many kinds for a text that is no statement
        raise StatementUnreadable(
            "Berkas MT940 rusak atau terpotong. Unduh ulang dari bank.",
            "The MT940 file is damaged or cut off. Download it again from the bank.",
        ) from error
    account = str(found.data.get("account_identification") or "")
    lines = [_line(one.data, account) for one in found if one.data.get("amount") is not None]
    if not lines:
        raise StatementUnreadable(
            "Tidak ada transaksi di dalam berkas MT940 ini.",
            "There is no transaction in this MT940 file.",
        )
    return lines


def _line(data: dict[str, object], account: str) -> BankLine:
    amount = data["amount"]
    currency = str(getattr(amount, "currency", "IDR") or "IDR")
    if currency != "IDR":
        raise StatementUnreadable(
            f"Mata uang {currency} tidak dibaca; hanya rupiah.",
            f"Currency {currency} is not read; only rupiah.",
        )
    day = data.get("entry_date") or data.get("date")
    if not isinstance(day, dt.date):
        raise StatementUnreadable(
            "Sebuah transaksi tidak bertanggal.", "A transaction has no date."
        )
    said = (data.get("transaction_details"), data.get("extra_details"))
    text = " ".join(str(part) for part in said if part)
    reference = str(data.get("customer_reference") or "").strip()
    return BankLine(
        dt.date(day.year, day.month, day.day), rupiah_of(getattr(amount, "amount", amount)), text,
        "" if reference in {"NONREF", "None"} else reference, account,
    )  # fmt: skip
