"""Numbers as the law writes them: exact, or refused."""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from payung.core.law.refusal import LawFault

_PERCENT = re.compile(r"\d+(\.\d+)?%")
_PART = re.compile(r"1/[1-9]\d*")
_AMOUNT = re.compile(r"\d+\.\d{2}")
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
COUNT_UNITS = ("months", "days", "hours", "years", "persons", "times", "rank")
UNITS = ("share", "rupiah", "flag", *COUNT_UNITS)


def parse_number(raw: object, unit: str) -> Fraction:
    """Read one number of a parameter file as an exact fraction.

    Shares are percentages or parts (1/30), rupiah are integers or text with sen, counts are
    integers, flags are true or false. Raises LawFault for anything else, floats above all.

    >>> parse_number("0.24%", "share"), parse_number("2152322.94", "rupiah")
    (Fraction(3, 1250), Fraction(107616147, 50))
    """
    if unit == "flag":
        if isinstance(raw, bool):
            return Fraction(int(raw))
        raise LawFault(f"{raw!r}: a flag is true or false")
    if unit == "share":
        if isinstance(raw, str) and _PERCENT.fullmatch(raw):
            return Fraction(Decimal(raw[:-1])) / 100
        if isinstance(raw, str) and _PART.fullmatch(raw):
            return Fraction(raw)
        raise LawFault(f"{raw!r}: a share is written as text with %, as in 0.24%, or as 1/30")
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise LawFault(f"{raw!r}: write a plain integer (or quoted text with two decimals for sen)")
    if isinstance(raw, int):
        return Fraction(raw)
    if unit == "rupiah" and _AMOUNT.fullmatch(raw):
        return Fraction(Decimal(raw))
    raise LawFault(f"{raw!r}: not a number of unit {unit}")


def exact_rupiah(raw: int | str | Decimal | Fraction, what: str) -> Fraction:
    """An amount of money from outside as an exact fraction of at most two decimals.

    Raises ValueError for floats, for text that is no number, and for fractions of a sen.

    >>> exact_rupiah("2152322.94", "wage")
    Fraction(107616147, 50)
    """
    if isinstance(raw, bool | float):
        raise ValueError(f"{what}: floats are refused; give an integer, a Decimal or text")
    if isinstance(raw, str) and not _PLAIN.fullmatch(raw.strip()):
        raise ValueError(f"{what}: {raw!r} is not a plain amount of rupiah")
    try:
        amount = Fraction(Decimal(raw)) if isinstance(raw, str) else Fraction(raw)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise ValueError(f"{what}: {raw!r} is not an amount of rupiah") from error
    if (amount * 100).denominator != 1:
        raise ValueError(f"{what}: {raw} has fractions of a sen")
    return amount
