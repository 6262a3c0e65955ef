"""Which kind of statement a file is."""

from __future__ import annotations

import re

from payung.core.bank.camt_file import read_camt
from payung.core.bank.lines import BankLine
from payung.core.bank.mt940_file import read_mt940

_TAG = re.compile(rb"(?m)^:(20|25|60[FM]|61):")


def read_statement(content: bytes) -> list[BankLine] | None:
    """The movements of an MT940 or CAMT.053 file; None for a table, which staging reads.

    >>> read_statement(b"tanggal;debit\\n2026-03-09;16800\\n") is None
    True
    """
    head = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:400]
    if head.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        return read_camt(content)
    if len(_TAG.findall(content[:20_000])) >= 2:
        return read_mt940(content)
    return None
