"""NIP: the number of a civil servant (PNS) or of a PPPK (NI PPPK); 18 digits, text."""

from __future__ import annotations

from datetime import date

LENGTH = 18


def nip_fault(text: str) -> str | None:
    """Why a text is no NIP: `length` or `date`; None if it may be one.

    The first eight digits are the birth date; PNS and PPPK go on differently.

    >>> nip_fault("198001012005012003"), nip_fault("1980"), nip_fault("198013012005012003")
    (None, 'length', 'date')
    """
    if len(text) != LENGTH or not text.isascii() or not text.isdigit():
        return "length"
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return "date"
    return None if 1900 < born.year < 2100 else "date"


def masked_nip(text: str) -> str:
    """The first four digits and the last three.

    >>> masked_nip("198001012005012003")
    '1980•••••••••••003'
    """
    return text[:4] + "•" * max(0, len(text) - 7) + text[-3:]
