"""What people type for money and shares, as the law reads it."""

from __future__ import annotations

import re

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
_COMMA = re.compile(r"\d+,\d{1,2}")


def amount_text(typed: str) -> str:
    """A plain amount, where the writing leaves no doubt; anything else is left to be refused.

    >>> amount_text("Rp 3.500.000,50"), amount_text("3,500,000"), amount_text("16800,5")
    ('3500000.50', '3500000', '16800.5')
    >>> amount_text("3.5 juta"), amount_text("-5")
    ('3.5 juta', '-5')
    """
    text = re.sub(r"^Rp\.?\s*", "", typed.strip(), flags=re.IGNORECASE)
    if _GROUPED.fullmatch(text) or _COMMA.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if _ENGLISH.fullmatch(text):
        return text.replace(",", "")
    return text
