"""KK, the sixteen-digit number of a family card: PPKKCC, date of issue DDMMYY, serial."""

from typing import NamedTuple

from payung.core.identity.nik import digits_only
from payung.core.identity.text import Cleaning, clean, is_blank


class KkReading(NamedTuple):
    """What a cell gives when read as a family-card number; ``text`` is empty if none is there."""

    text: str
    valid: bool
    taken: tuple[Cleaning, ...]


def is_plain_kk(raw: object) -> bool:
    """Whether a cell holds a usable family-card number and nothing else: the quick answer.

    >>> is_plain_kk("5304010101180003"), is_plain_kk(" 5304010101180003")
    (True, False)
    """
    return (
        type(raw) is str
        and len(raw) == 16
        and raw.isascii()
        and raw.isdigit()
        and raw[0] != "0"
        and raw[12:] != "0000"
    )


def read_kk(raw: object) -> KkReading:
    """Read a cell as a family-card number. Never raises.

    Only the length and the first digit are certain: the date of issue is not always kept by the
    rule, so it is not checked. A number (not text) is not valid, for its last digit is lost.

    >>> read_kk("5304010101180003")
    KkReading(text='5304010101180003', valid=True, taken=())
    >>> read_kk("53040101").valid, read_kk(5304010101180003.0).valid, read_kk("").text
    (False, False, '')
    """
    if type(raw) is str and len(raw) == 16 and raw.isascii() and raw.isdigit():
        return KkReading(raw, raw[0] != "0" and not raw.endswith("0000"), ())
    if raw is None:
        return KkReading("", False, ())
    if not isinstance(raw, str):
        whole = isinstance(raw, float) and raw.is_integer()
        return KkReading(str(int(raw)) if whole else str(raw), False, ())  # type: ignore[call-overload]
    cleaned = clean(raw)
    if is_blank(cleaned.text) or not cleaned.text.strip("0"):
        return KkReading("", False, cleaned.taken)
    digits, taken = digits_only(cleaned)
    valid = len(digits) == 16 and digits[0] != "0" and "e" not in cleaned.text.lower()
    return KkReading(digits or cleaned.text, valid, taken)
