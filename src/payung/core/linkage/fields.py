"""Cleaning of the fields that are no names: numbers, dates, sex, village, place."""

# ruff: noqa: SIM905
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from payung.core.identity import NikFault, read_date, read_kk, read_nik, search_form
from payung.core.identity.text import clean
from payung.core.linkage.layout import NIK_MISSING, NIK_ODD, NIK_ROUNDED, NIK_VALID
from payung.core.linkage.spelling import one_spelling, pack

_SEXES = {
    word: sex
    for sex, words in (
        (1, "L LK LAKI LAKILAKI LAKI-LAKI PRIA M MALE 1 LELAKI COWOK"),
        (2, "P PR PEREMPUAN WANITA W F FEMALE 2 PEREMPUAN CEWEK"),
    )
    for word in words.split()
}
_DUMMIES = ("0123456789012345", "1234567890123456", "1234567812345678", "9876543210987654")
_PLACE_WORDS = frozenset("KAB KABUPATEN KOTA KEC KECAMATAN DESA KEL KELURAHAN DUSUN".split())


def nik(raw: str) -> tuple[int, int]:
    """The digits of a NIK and what kind of number it is.

    Sixteen equal or counted-up digits, temporary numbers and what Excel turned into an exponent
    are as good as missing; an end of zeros keeps what stands before it.

    >>> nik("5304010101800003"), nik(" 53.04.01.010180.0003"), nik("5304010101800000")
    ((5304010101800003, 1), (5304010101800003, 1), (5304010101800000, 2))
    >>> nik("5.30401E+15"), nik("0"), nik("1111111111111111"), nik("530401010180003")
    ((0, 0), (0, 0), (0, 0), (530401010180003, 3))
    """
    reading = read_nik(raw)
    digits, fault = reading.text, reading.fault
    if fault is NikFault.NUMERIC:
        digits = digits.split(".")[0].split(",")[0]
    if not digits.isdigit() or reading.temporary or not 12 <= len(digits) <= 18:
        return 0, NIK_MISSING
    if digits in _DUMMIES or len(set(digits)) < 3:
        return 0, NIK_MISSING
    if len(digits) == 16 and digits.endswith("000"):
        return int(digits), NIK_ROUNDED
    return int(digits), NIK_ODD if fault else NIK_VALID


def kk(raw: str) -> int:
    """The digits of a family-card number, 0 if there is none worth comparing.

    >>> kk("5304 0101 0118 0003"), kk("0"), kk("5.3E+15"), kk("9999999999999999")
    (5304010101180003, 0, 0, 0)
    """
    reading = read_kk(raw)
    digits = reading.text
    if not digits.isdigit() or not 15 <= len(digits) <= 17 or len(set(digits)) < 3:
        return 0
    return 0 if digits in _DUMMIES or digits.startswith("0") else int(digits)


def birth_date(today: date) -> Callable[[str], Sequence[int]]:
    """A reader of dates to YYYYMMDD; 0 if there is none; month and day 0 if only the year is there.

    >>> read = birth_date(date(2026, 11, 21))
    >>> [read(x)[0] for x in ("17-08-1980", "17 Agustus 80", "29450", "08/17/1980", "1980", "-")]
    [19800817, 19800817, 19800817, 19800817, 19800000, 0]
    """

    def read(raw: str) -> Sequence[int]:
        year = clean(raw).text.strip()
        if len(year) == 4 and year.isdigit() and 1880 <= int(year) <= today.year:
            return (int(year) * 10000,)
        value = read_date(raw, today).value or _month_first(raw, today)
        return (value.year * 10000 + value.month * 100 + value.day if value else 0,)

    return read


def _month_first(raw: str, today: date) -> date | None:
    """A date whose second number cannot be a month, read the other way round."""
    parts = clean(raw).text.replace("/", "-").replace(".", "-").replace(" ", "-").split("-")
    if len(parts) != 3:
        return None
    first, second, third = parts
    turned = (first, third, second) if len(first) == 4 else (second, first, third)
    return read_date("-".join(turned), today).value


def sex(raw: str) -> Sequence[int]:
    """1 for a man, 2 for a woman, 0 if unsaid.

    >>> [sex(x)[0] for x in ("L", "Laki-laki", "PR", "perempuan", "", "?")]
    [1, 1, 2, 2, 0, 0]
    """
    return (_SEXES.get(clean(raw).text.upper().replace(" ", "").rstrip("."), 0),)


def village(raw: str) -> Sequence[int]:
    """The ten digits of a village's code, 0 if there are not ten.

    >>> village("53.04.01.2001"), village("5304012001"), village("Tulakadi")
    ((5304012001,), (5304012001,), (0,))
    """
    digits = "".join(c for c in raw if c.isascii() and c.isdigit())
    return (int(digits) if len(digits) == 10 and digits[0] != "0" else 0,)


@lru_cache(maxsize=65536)
def _place(raw: str) -> int:
    words = [w for w in search_form(clean(raw).text).split() if w not in _PLACE_WORDS]
    letters = "".join(c for c in "".join(words) if "A" <= c <= "Z")
    return pack(one_spelling(letters)) if letters else 0


def place(raw: str) -> Sequence[int]:
    """A place name as one packed token, without the words for its kind.

    >>> place("Kab. Belu") == place("BELU"), place("Atambua") == place("-")
    (True, False)
    """
    return (_place(raw),)
