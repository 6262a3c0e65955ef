"""Numbers, money, dates and identity as people here write them, in Indonesian and English.

Every function takes ``lang`` ("id" or "en"); without it the language of the request decides.
Absent values (``None``) are shown as an en dash, never as "None".
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language

from payung.core.calendar import NAMES, Lang, Month

NONE = "–"
NBSP = "\u00a0"
MASK = "•"
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
SWAPPED = str.maketrans(",.", ".,")
SIZES = ("B", "KB", "MB", "GB")

Number = int | float | Decimal


def language() -> Lang:
    """The language of the request: Indonesian unless English is chosen."""
    return _lang(None)


def _lang(lang: str | None) -> Lang:
    chosen = lang or get_language() or "id"
    return "en" if chosen.startswith("en") else "id"


def _swap(text: str, lang: str) -> str:
    """Turn 1,234.5 into 1.234,5 for Indonesian."""
    return text.translate(SWAPPED) if lang == "id" else text


def angka(value: Number | None, places: int = 0, lang: str | None = None) -> str:
    """Group a number by thousands, rounded half up to ``places`` decimals.

    >>> angka(1234567, lang="id"), angka(1234567, lang="en"), angka(None)
    ('1.234.567', '1,234,567', '–')
    >>> angka(2.5, lang="id"), angka(-1234.5, 1, lang="id")
    ('3', '-1.234,5')
    """
    if value is None:
        return NONE
    if isinstance(value, int) and not places:
        return _swap(f"{value:,}", _lang(lang))
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return _swap(f"{exact:,.{places}f}", _lang(lang))


def rupiah(value: int | None, lang: str | None = None) -> str:
    """Write whole rupiah; a minus stands before the sign of the currency.

    >>> rupiah(1234567, lang="id"), rupiah(-16800, lang="id"), rupiah(20160000, lang="en")
    ('Rp1.234.567', '-Rp16.800', 'Rp20,160,000')
    """
    if value is None:
        return NONE
    sign = "-" if value < 0 else ""
    return f"{sign}Rp{angka(abs(value), lang=lang)}"


def percent(value: Number | None, places: int = 1, lang: str | None = None) -> str:
    """Write percentage points; Indonesian sets a (non-breaking) space before the sign.

    >>> percent(92.4, lang="id") == f"92,4{NBSP}%", percent(92.4, lang="en")
    (True, '92.4%')
    """
    if value is None:
        return NONE
    space = "" if _lang(lang) == "en" else NBSP
    return f"{angka(value, places, lang)}{space}%"


def percent_of(part: int | None, whole: int | None, lang: str | None = None) -> str:
    """Write ``part`` of ``whole`` in percent; never 100 while somebody is missing.

    >>> percent_of(29040, 70426, "en"), percent_of(9999, 10000, "en"), percent_of(1, 10000, "en")
    ('41.2%', '99.9%', '0.1%')
    >>> percent_of(5, 0), percent_of(0, 7, "en")
    ('–', '0.0%')
    """
    if part is None or not whole:
        return NONE
    share = Decimal(100 * part) / Decimal(whole)
    if 0 < part < whole:
        share = min(max(share, Decimal("0.1")), Decimal("99.9"))
    return percent(share, 1, lang)


def tanggal(value: date | None, lang: str | None = None) -> str:
    """Write a day in full.

    >>> tanggal(date(2022, 11, 26), "id"), tanggal(date(2026, 5, 1), "en")
    ('26 November 2022', '1 May 2026')
    """
    if value is None:
        return NONE
    day = _local(value) if isinstance(value, datetime) else value
    return f"{day.day} {NAMES[_lang(lang)][day.month - 1]} {day.year}"


def bulan(value: Month | date | str | None, lang: str | None = None) -> str:
    """Write a month: a :class:`Month`, a date in it, or ``YYYY-MM``.

    >>> bulan(Month(2026, 5), "id"), bulan(date(2026, 5, 1), "id"), bulan("2026-08", "en")
    ('Mei 2026', 'Mei 2026', 'August 2026')
    """
    if not value:
        return NONE
    if isinstance(value, str):
        value = Month.parse(value)
    elif isinstance(value, date):
        value = Month(value.year, value.month)
    return value.label(_lang(lang))


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def zone(moment: datetime) -> str:
    """Name the Indonesian zone of an aware time; elsewhere its offset from UTC."""
    offset = moment.utcoffset() or timedelta()
    hours = int(offset.total_seconds() // 3600)
    return ZONES.get(hours, f"UTC{hours:+d}")


def jam(value: datetime | None, lang: str | None = None, tz: str | None = None) -> str:
    """Write the time of day with its zone, in ``tz`` or the zone of the installation.

    >>> from datetime import UTC
    >>> moment = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
    >>> jam(moment, "id", "Asia/Makassar"), jam(moment, "en", "Asia/Jakarta")
    ('14.05 WITA', '13:05 WIB')
    """
    if value is None:
        return NONE
    moment = value.astimezone(ZoneInfo(tz)) if tz else _local(value)
    clock = f"{moment:%H:%M}" if _lang(lang) == "en" else f"{moment:%H.%M}"
    return f"{clock} {zone(moment)}" if moment.tzinfo else clock


def waktu(value: datetime | None, lang: str | None = None, tz: str | None = None) -> str:
    """Write day and time: 21 November 2026 14.05 WITA."""
    if value is None:
        return NONE
    moment = value.astimezone(ZoneInfo(tz)) if tz else value
    day = moment.date() if tz else moment
    return f"{tanggal(day, lang)} {jam(value, lang, tz)}"


def ukuran(value: int | None, lang: str | None = None) -> str:
    """Write the size of a file.

    >>> ukuran(512, "id"), ukuran(1536, "id"), ukuran(5 * 1024**2, "en")
    ('512 B', '1,5 KB', '5.0 MB')
    """
    if value is None:
        return NONE
    size, step = float(value), 0
    while size >= 1024 and step < len(SIZES) - 1:
        size, step = size / 1024, step + 1
    return f"{angka(size, 1 if step else 0, lang)} {SIZES[step]}"


def mask_nik(value: str) -> str:
    """Hide the birth date in a NIK (or KK number): first six and last four stay.

    >>> mask_nik("5304014502850003"), mask_nik("12345")
    ('530401••••••0003', '•••••')
    """
    if len(value) != 16:
        return MASK * len(value)
    return f"{value[:6]}{MASK * 6}{value[12:]}"


def nik_groups(value: str) -> tuple[str, ...]:
    """Split a NIK for the eye, 6-6-4; anything that is no NIK stays whole.

    >>> nik_groups("5304014502850003"), nik_groups("530"), nik_groups("'530401450285003")
    (('530401', '450285', '0003'), ('530',), ("'530401450285003",))
    """
    known = len(value) == 16 and value.replace(MASK, "0").isdecimal()
    return (value[:6], value[6:12], value[12:]) if known else (value,)
