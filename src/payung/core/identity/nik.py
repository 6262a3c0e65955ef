"""NIK, the sixteen-digit number of a resident: PPKKCC DDMMYY NNNN.

PPKKCC is the district where the number was first issued, which need not be where the person lives
today. The day is 41 to 71 for women. A number that begins with 0 is a temporary one, made by a
village information system, and means nothing outside the village.
"""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Literal, NamedTuple

from payung.core.identity.text import Cleaned, Cleaning, clean, is_blank

Sex = Literal["L", "P"]

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_scientific = re.compile(r"\d(?:[.,]\d*)?\s*[eE]\s*\+?\s*\d{1,2}")
_decimal = re.compile(r"\d{11,}[.,]0*")
_nondigits = re.compile(r"[^0-9]+")


class NikFault(StrEnum):
    """Why a number cannot be used; the values are the codes of the check's problems."""

    MISSING = "nik_missing"
    NUMERIC = "nik_numeric"
    SCIENTIFIC = "nik_scientific"
    LENGTH = "nik_length"
    INVALID_DATE = "nik_invalid_date"
    ROUNDED = "nik_rounded"


class NikError(ValueError):
    """A text that is no NIK; ``fault`` says which way."""

    def __init__(self, fault: NikFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class NikReading(NamedTuple):
    """What a cell gives when read as a NIK.

    ``text`` is the sixteen digits (or ``0``) if ``fault`` is None, else whatever was there.
    """

    text: str
    fault: NikFault | None
    temporary: bool
    taken: tuple[Cleaning, ...]


class BirthCode(NamedTuple):
    """The six digits in the middle: day, month, year of the century, sex."""

    day: int
    month: int
    year: int
    sex: Sex


@cache
def birth_code(digits: str) -> BirthCode | None:
    """The six digits in the middle of a NIK, or None if no such day exists in any century.

    >>> birth_code("570880")
    BirthCode(day=17, month=8, year=80, sex='P')
    >>> birth_code("310280") is None, birth_code("290200") is None, birth_code("290201") is None
    (True, False, True)
    """
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    sex: Sex = "L"
    if day > 40:
        day, sex = day - 40, "P"
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return None
    if day == 29 and month == 2 and not (isleap(1900 + year) or isleap(2000 + year)):
        return None
    return BirthCode(day, month, year, sex)


@cache
def born(code: BirthCode, today: date) -> date:
    """The birth date that a code means: the latest such day that is not after ``today``.

    >>> born(birth_code("170880"), date(2026, 11, 21))
    datetime.date(1980, 8, 17)
    >>> born(birth_code("221126"), date(2026, 11, 21))
    datetime.date(1926, 11, 22)
    """
    first = today.year // 100 * 100
    for century in (first, first - 100, first - 200, first - 300, first - 400):
        year = century + code.year
        if code.day == 29 and code.month == 2 and not isleap(year):
            continue
        if (found := date(year, code.month, code.day)) <= today:
            return found
    raise NikError(NikFault.INVALID_DATE)


def read_nik(raw: object) -> NikReading:
    """Read a cell as a NIK and tell every kind of damage apart. Never raises.

    A number (not text) is refused whatever its digits: spreadsheets keep fifteen significant
    digits, so the sixteenth is lost or doubtful.

    >>> read_nik("5304010101800003").fault is None
    True
    >>> read_nik("'5304010101800003").taken
    (<Cleaning.APOSTROPHE: 'apostrophe'>,)
    >>> [read_nik(x).fault.value for x in (5304010101800000.0, "5.30401E+15", "530401010180000")]
    ['nik_numeric', 'nik_scientific', 'nik_length']
    >>> [read_nik(x).fault.value for x in ("5304013102800003", "5304010101800000", "", None)]
    ['nik_invalid_date', 'nik_rounded', 'nik_missing', 'nik_missing']
    >>> read_nik("0"), read_nik("0530401200100001").temporary
    (NikReading(text='0', fault=None, temporary=True, taken=()), True)
    """
    if type(raw) is str and len(raw) == 16 and raw.isascii() and raw.isdigit():
        return _judge(raw, ())
    if raw is None:
        return NikReading("", NikFault.MISSING, False, ())
    if not isinstance(raw, str):
        return _not_text(raw)
    return _untidy(raw)


def is_plain(raw: object) -> bool:
    """Whether a cell holds a lasting NIK and nothing else: the quick answer for the common case.

    >>> is_plain("5304010101800003"), is_plain("0530401200100001"), is_plain("'5304010101800003")
    (True, False, False)
    """
    return (
        type(raw) is str
        and len(raw) == 16
        and raw.isascii()
        and raw.isdigit()
        and raw[0] != "0"
        and raw[12:] != "0000"
        and birth_code(raw[6:12]) is not None
    )


def _not_text(raw: object) -> NikReading:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and raw == 0:
        return NikReading("0", None, True, ())
    return NikReading(_plain(raw), NikFault.NUMERIC, False, ())


def _plain(raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e17:
        return str(int(raw))
    return str(raw)


def _untidy(raw: str) -> NikReading:
    cleaned = clean(raw)
    if is_blank(cleaned.text):
        return NikReading("", NikFault.MISSING, False, cleaned.taken)
    if _scientific.fullmatch(cleaned.text):
        return NikReading(cleaned.text, NikFault.SCIENTIFIC, False, cleaned.taken)
    if _decimal.fullmatch(cleaned.text):
        return NikReading(cleaned.text, NikFault.NUMERIC, False, cleaned.taken)
    digits, taken = digits_only(cleaned)
    return _judge(digits, taken) if digits else NikReading(raw, NikFault.LENGTH, False, taken)


def digits_only(cleaned: Cleaned) -> Cleaned:
    """The digits of a cleaned text, and what stood between them.

    >>> digits_only(Cleaned("53.04.01-010180-0003", ())).taken
    (<Cleaning.PUNCTUATION: 'punctuation'>,)
    """
    text, taken = cleaned
    digits = _nondigits.sub("", text)
    if digits == text:
        return cleaned
    between = "".join(_nondigits.findall(text))
    extra = [
        (Cleaning.SPACES, " " in between and Cleaning.SPACES not in taken),
        (Cleaning.LETTERS, any(c.isalnum() for c in between)),
        (Cleaning.PUNCTUATION, any(not c.isalnum() and c != " " for c in between)),
    ]
    return Cleaned(digits, taken + tuple(what for what, found in extra if found))


def _judge(digits: str, taken: tuple[Cleaning, ...]) -> NikReading:
    if not digits.strip("0") and len(digits) != 16:
        return NikReading("0", None, True, taken)
    if len(digits) != 16:
        return NikReading(digits, NikFault.LENGTH, False, taken)
    if digits[0] == "0":
        return NikReading(digits, None, True, taken)
    if digits.endswith("0000"):
        return NikReading(digits, NikFault.ROUNDED, False, taken)
    if birth_code(digits[6:12]) is None:
        return NikReading(digits, NikFault.INVALID_DATE, False, taken)
    return NikReading(digits, None, False, taken)


@dataclass(frozen=True, slots=True, order=True)
class Nik:
    """A usable, permanent NIK.

    >>> nik = parse_nik("5304015708800003")
    >>> nik.district, nik.regency, nik.sex, nik.serial
    ('53.04.01', '53.04', 'P', '0003')
    >>> nik.birth_date(date(2026, 11, 21))
    datetime.date(1980, 8, 17)
    """

    text: str

    @property
    def province(self) -> str:
        """The province's code of two digits."""
        return self.text[:2]

    @property
    def regency(self) -> str:
        """The regency's or city's code, ``PP.KK``."""
        return f"{self.text[:2]}.{self.text[2:4]}"

    @property
    def district(self) -> str:
        """The district's code, ``PP.KK.CC``."""
        return f"{self.regency}.{self.text[4:6]}"

    @property
    def code(self) -> BirthCode:
        """Day, month, year of the century and sex."""
        found = birth_code(self.text[6:12])
        if found is None:
            raise NikError(NikFault.INVALID_DATE)
        return found

    @property
    def sex(self) -> Sex:
        """``L`` or ``P``."""
        return self.code.sex

    @property
    def serial(self) -> str:
        """The last four digits."""
        return self.text[12:]

    def birth_date(self, today: date) -> date:
        """The birth date, in the latest century that does not put it after ``today``."""
        return born(self.code, today)

    def agrees_with(self, birth: date) -> bool:
        """Whether a birth date known from elsewhere has the same day, month and year digits.

        >>> parse_nik("5304010101200003").agrees_with(date(1920, 1, 1))
        True
        """
        code = self.code
        return (code.day, code.month, code.year) == (birth.day, birth.month, birth.year % 100)


def parse_nik(text: str) -> Nik:
    """A usable, permanent NIK from clean text.

    Raises :class:`NikError` if it is damaged; a temporary number has the fault ``nik_length``,
    for it is no NIK at all.

    >>> parse_nik("5304010101800003").birth_date(date(2026, 1, 1)).isoformat()
    '1980-01-01'
    """
    reading = read_nik(text)
    if reading.fault is not None:
        raise NikError(reading.fault)
    if reading.temporary:
        raise NikError(NikFault.LENGTH)
    return Nik(reading.text)
