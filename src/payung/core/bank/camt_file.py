"""ISO 20022 CAMT.053 statements, by the `pycamt` package."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from payung.core.bank.lines import BankLine, StatementUnreadable, rupiah_of

FORBIDDEN = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def read_camt(content: bytes) -> list[BankLine]:
    """Every booked entry of a statement. Raises StatementUnreadable.

    A document with a DOCTYPE or an entity is refused before it is parsed: it could name files of
    the server or grow without end.
    """
    if FORBIDDEN.search(content) or b"\x00" in content:
        raise StatementUnreadable(
            "Berkas XML ini memuat DOCTYPE atau entitas, yang tidak diterima demi keamanan.",
            "This XML file has a DOCTYPE or entities, which are refused for safety.",
        )
    try:
        entries = _parser(content).get_transactions()
    except Exception as error:  # lxml and the library raise many kinds for what is no statement
        raise StatementUnreadable(
            "Berkas ini bukan rekening koran CAMT.053 yang utuh. Unduh ulang dari bank.",
            "This is not a whole CAMT.053 statement. Download it again from the bank.",
        ) from error
    lines = [_line(one) for one in entries if (one.get("Status") or "BOOK") == "BOOK"]
    if not lines:
        raise StatementUnreadable(
            "Tidak ada transaksi terbukukan di dalam berkas CAMT.053 ini.",
            "There is no booked transaction in this CAMT.053 file.",
        )
    return lines


def _parser(content: bytes) -> Any:
    from pycamt.parser import Camt053Parser

    class Parser(Camt053Parser):  # type: ignore[misc]
        """Details that leave something out must not wipe what their entry says."""

        def _extract_transaction(self, entry: Any, statement: Any) -> list[dict[str, Any]]:
            common = self._extract_common_entry_data(entry, statement)
            details = entry.findall(".//NtryDtls//TxDtls", self.namespaces)
            told = [
                {k: v for k, v in self._extract_transaction_details(one).items() if v is not None}
                for one in details
            ]
            if len(told) == 1:
                told[0].pop("Amount", None)
                return [{**common, **told[0]}]
            if not told or any("Amount" not in one for one in told):
                return [common]
            return [{**common, **one} for one in told]

    return Parser(content)


def _line(entry: dict[str, Any]) -> BankLine:
    if (entry.get("Currency") or "IDR") != "IDR":
        raise StatementUnreadable(
            f"Mata uang {entry['Currency']} tidak dibaca; hanya rupiah.",
            f"Currency {entry['Currency']} is not read; only rupiah.",
        )
    out = entry.get("CreditDebitIndicator") == "DBIT"
    if entry.get("ReversalIndicator") == "true":
        out = not out
    amount = rupiah_of(entry.get("Amount"))
    try:
        day = dt.date.fromisoformat(str(entry.get("BookingDate") or entry.get("ValueDate"))[:10])
    except ValueError as error:
        raise StatementUnreadable(
            "Sebuah transaksi tidak bertanggal.", "A transaction has no date."
        ) from error
    said = (
        entry.get("RemittanceInformationFull") or entry.get("RemittanceInformation"),
        entry.get("AdditionalEntryInformation"),
        entry.get("CreditorName"),
    )
    reference = str(entry.get("EndToEndId") or entry.get("TransactionID") or "")
    return BankLine(
        day, -amount if out else amount, " ".join(str(part) for part in said if part),
        "" if reference in {"NOTPROVIDED", "NONREF"} else reference,
        str(entry.get("AccountIBAN") or ""),
    )  # fmt: skip
