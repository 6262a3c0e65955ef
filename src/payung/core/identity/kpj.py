"""KPJ, the number of a participant of BPJS Ketenagakerjaan. No check digit is published."""

from typing import NamedTuple

from payung.core.identity.nik import digits_only
from payung.core.identity.text import Cleaning, clean, is_blank

USUAL_LENGTH = 11
SHORTEST, LONGEST = 8, 13


class KpjReading(NamedTuple):
    """What a cell gives when read as a KPJ; ``text`` is empty if none is there."""

    text: str
    valid: bool
    usual: bool
    taken: tuple[Cleaning, ...]


def read_kpj(raw: object) -> KpjReading:
    """Read a cell as a KPJ: eight to thirteen digits, eleven as a rule. Never raises.

    Whole numbers are taken as they are: fewer than fifteen digits survive a spreadsheet, save
    leading zeros, which show as an unusual length.

    >>> read_kpj("21023456789")
    KpjReading(text='21023456789', valid=True, usual=True, taken=())
    >>> read_kpj(2102345678.0).usual, read_kpj("123").valid, read_kpj("").text
    (False, False, '')
    """
    if raw is None:
        return KpjReading("", False, False, ())
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    cleaned = clean(str(raw))
    if is_blank(cleaned.text):
        return KpjReading("", False, False, cleaned.taken)
    digits, taken = digits_only(cleaned)
    valid = SHORTEST <= len(digits) <= LONGEST and Cleaning.LETTERS not in taken
    return KpjReading(digits, valid, len(digits) == USUAL_LENGTH, taken)
