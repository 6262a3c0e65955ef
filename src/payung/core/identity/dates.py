"""Dates as people and spreadsheets write them.

Day before month, always: Indonesian lists write 17/08/1980, and a text such as 08/17/1980 is no
date at all rather than a guess.
"""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from payung.core.identity.text import Cleaning, clean, is_blank

_MONTH_WORDS = """
jan januari january | feb peb februari pebruari february | mar mrt maret march | apr april
| mei may | jun juni june | jul juli july | agt ags agu aug agust agustus august
| sep sept september | okt oct oktober october | nov nop november nopember
| des dec desember december
"""
_MONTHS = {
    word: number
    for number, words in enumerate(_MONTH_WORDS.split("|"), start=1)
    for word in words.split()
}
_SERIAL_FIRST, _SERIAL_LAST = 1, 73050
_clock = re.compile(r"[t ]\d{1,2}:\d{2}.*$")
_day_first = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})")
_year_first = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_worded = re.compile(r"(?:[a-z']+\s*,\s*)?(\d{1,2})[\s\-/.]*([a-z]{3,9})\.?[\s\-/.,]*(\d{4}|\d{2})")
_eight = re.compile(r"\d{8}")
_serial = re.compile(r"\d{4,5}(?:[.,]0+)?")
_quick = re.compile(r"(\d\d)[-/](\d\d)[-/](\d{4})")


class DateFault(StrEnum):
    """Why a cell gives no date."""

    MISSING = "missing"
    IMPOSSIBLE = "impossible"
    FUTURE = "future"


class DateForm(StrEnum):
    """How a date was written, where that leaves room for doubt."""

    FULL = "full"
    TWO_DIGIT_YEAR = "two_digit_year"
    SERIAL = "serial"


class DateReading(NamedTuple):
    """What a cell gives when read as a date; ``value`` is kept when it lies in the future."""

    value: date | None
    fault: DateFault | None
    form: DateForm
    taken: tuple[Cleaning, ...]


_MISSING = DateReading(None, DateFault.MISSING, DateForm.FULL, ())
_IMPOSSIBLE = DateReading(None, DateFault.IMPOSSIBLE, DateForm.FULL, ())


def read_date(raw: object, today: date, *, epoch_1904: bool = False) -> DateReading:
    """Read a cell as a date. Never raises.

    ``today`` decides the century of a two-digit year (the latest that is not in the future) and
    what is in the future. Numbers are day counts of a spreadsheet, from 1900 or from 1904.

    >>> now = date(2026, 11, 21)
    >>> for text in ("17-08-1980", "17/8/80", "17 Agustus 1980", "1980-08-17", "29450"):
    ...     assert read_date(text, now).value == date(1980, 8, 17), text
    >>> read_date(29450.0, now).form, read_date("17/8/80", now).form
    (<DateForm.SERIAL: 'serial'>, <DateForm.TWO_DIGIT_YEAR: 'two_digit_year'>)
    >>> [read_date(x, now).fault.value for x in ("29-02-1981", "08/17/1980", "01-01-2027", "-")]
    ['impossible', 'impossible', 'future', 'missing']
    """
    if type(raw) is str:
        return _read_text(raw, today)
    if isinstance(raw, datetime):
        return _dated(raw.date(), today)
    if isinstance(raw, date):
        return _dated(raw, today)
    if raw is None:
        return _MISSING
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _read_number(raw, today, epoch_1904)
    return _IMPOSSIBLE


@lru_cache(maxsize=65536)
def _read_text(raw: str, today: date) -> DateReading:
    if match := _quick.fullmatch(raw):
        day, month, year = match.groups()
        return _built(int(year), int(month), int(day), today)
    cleaned = clean(raw)
    text = _clock.sub("", cleaned.text.casefold()).strip()
    if is_blank(text) or text.startswith("0000-00-00"):
        return _MISSING._replace(taken=cleaned.taken)
    return _parse(text, today)._replace(taken=cleaned.taken)


def _parse(text: str, today: date) -> DateReading:
    if match := _day_first.fullmatch(text):
        day, month, year = match.groups()
        return _built_in_words(day, int(month), year, today)
    if match := _year_first.fullmatch(text):
        return _built(int(match[1]), int(match[2]), int(match[3]), today)
    if match := _worded.fullmatch(text):
        named = _MONTHS.get(match[2])
        return _built_in_words(match[1], named, match[3], today) if named else _IMPOSSIBLE
    if _eight.fullmatch(text):
        return _parse_eight(text, today)
    if _serial.fullmatch(text):
        return _read_number(float(text.replace(",", ".")), today, False)
    return _IMPOSSIBLE


def _parse_eight(text: str, today: date) -> DateReading:
    """Eight digits in a row: ddmmyyyy, or yyyymmdd where only that is a date."""
    found = _built(int(text[4:]), int(text[2:4]), int(text[:2]), today)
    if found.value and found.value.year >= 1850:
        return found
    return _built(int(text[:4]), int(text[4:6]), int(text[6:]), today)


def _built_in_words(day: str, month: int, year: str, today: date) -> DateReading:
    if len(year) == 4:
        return _built(int(year), month, int(day), today)
    first = today.year // 100 * 100
    guesses = (_built(c + int(year), month, int(day), today) for c in (first, first - 100))
    for guess in guesses:
        if guess.fault is None:
            return guess._replace(form=DateForm.TWO_DIGIT_YEAR)
    return _IMPOSSIBLE


def _built(year: int, month: int, day: int, today: date) -> DateReading:
    try:
        return _dated(date(year, month, day), today)
    except ValueError:
        return _IMPOSSIBLE


def _dated(value: date, today: date) -> DateReading:
    return DateReading(value, DateFault.FUTURE if value > today else None, DateForm.FULL, ())


def _read_number(raw: float, today: date, epoch_1904: bool) -> DateReading:
    """A day count. Eight-digit numbers are ddmmyyyy or yyyymmdd that lost their text."""
    if not isfinite(raw):
        return _IMPOSSIBLE
    whole = int(raw)
    if whole == 0:
        return _MISSING
    if _SERIAL_FIRST <= whole <= _SERIAL_LAST:
        return _dated(from_serial(whole, epoch_1904=epoch_1904), today)._replace(
            form=DateForm.SERIAL
        )
    if 1_000_000 <= whole <= 99_999_999:
        return _parse_eight(f"{whole:08d}", today)._replace(form=DateForm.SERIAL)
    return _IMPOSSIBLE


def from_serial(days: int, *, epoch_1904: bool = False) -> date:
    """The date of a spreadsheet's day count.

    The 1900 system counts a 29 February 1900 that never was, so day 60 reads as 28 February.

    >>> from_serial(29450), from_serial(60), from_serial(61)
    (datetime.date(1980, 8, 17), datetime.date(1900, 2, 28), datetime.date(1900, 3, 1))
    >>> from_serial(27988, epoch_1904=True)
    datetime.date(1980, 8, 17)
    """
    if epoch_1904:
        return date(1904, 1, 1) + timedelta(days=days)
    return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)


def age_on(birth: date, day: date) -> int:
    """Completed years. Somebody born on 29 February ages on 1 March in common years.

    >>> [age_on(date(1961, 11, born), date(2026, 11, 21)) for born in (21, 22)]
    [65, 64]
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
