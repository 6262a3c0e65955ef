"""How numbers, dates, identities and programmes are written on Indonesian official papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from payung.core.calendar import NAMES, Month

PROGRAMMES: Final[dict[str, str]] = {
    "jkk": "Jaminan Kecelakaan Kerja",
    "jkm": "Jaminan Kematian",
    "jht": "Jaminan Hari Tua",
    "jp": "Jaminan Pensiun",
    "jkp": "Jaminan Kehilangan Pekerjaan",
}
_DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_DIGITS: Final = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_SCALES: Final = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
BLANK: Final = "…………………"


def number(value: int) -> str:
    """A whole number with dots between thousands.

    >>> number(20160000), number(-5)
    ('20.160.000', '-5')
    """
    return f"{value:,}".replace(",", ".")


def rupiah(value: int) -> str:
    """A sum of money.

    >>> rupiah(1234567), rupiah(-16800)
    ('Rp1.234.567', '-Rp16.800')
    """
    return f"-Rp{number(-value)}" if value < 0 else f"Rp{number(value)}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal, rounded half up; a dash when there is nothing to divide by.

    >>> percent(924, 1000), percent(1, 0), percent(5829, 6900)
    ('92,4 %', '–', '84,5 %')
    """
    if whole <= 0:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10},{tenths % 10} %"


def long_date(day: dt.date | None, *, weekday: bool = False) -> str:
    """A date in words, or dots to be filled in by hand.

    >>> long_date(dt.date(2022, 11, 26)), long_date(dt.date(2026, 8, 17), weekday=True)
    ('26 November 2022', 'Senin, 17 Agustus 2026')
    """
    if day is None:
        return BLANK
    words = f"{day.day} {NAMES['id'][day.month - 1]} {day.year}"
    return f"{_DAYS[day.weekday()]}, {words}" if weekday else words


def month_span(first: Month, months: int) -> str:
    """The months that are paid, in the shortest form that is still clear.

    >>> month_span(Month(2026, 1), 12), month_span(Month(2026, 11), 3)
    ('Jan–Des 2026', 'Nov 2026–Jan 2027')
    """
    last = first + (max(months, 1) - 1)
    if first == last:
        return _short(first)
    if first.year == last.year:
        return f"{NAMES['id'][first.number - 1][:3]}–{_short(last)}"
    return f"{_short(first)}–{_short(last)}"


def _short(month: Month) -> str:
    return f"{NAMES['id'][month.number - 1][:3]} {month.year}"


def spelled(value: int) -> str:
    """A whole number in words, as decrees write it after the figures.

    >>> spelled(20160000), spelled(1100), spelled(0)
    ('dua puluh juta seratus enam puluh ribu', 'seribu seratus', 'nol')
    """
    if value < 0:
        return f"minus {spelled(-value)}"
    return _spell(value) or "nol"


def _spell(value: int) -> str:
    for scale, word in _SCALES:
        if value >= scale:
            count, rest = divmod(value, scale)
            head = "seribu" if scale == 1000 and count == 1 else f"{_spell(count)} {word}"
            return f"{head} {_spell(rest)}".strip()
    return _below_thousand(value)


def _below_thousand(value: int) -> str:
    if value >= 100:
        count, rest = divmod(value, 100)
        head = "seratus" if count == 1 else f"{_DIGITS[count]} ratus"
        return f"{head} {_below_thousand(rest)}".strip()
    if value >= 20:
        tens, rest = divmod(value, 10)
        return f"{_DIGITS[tens]} puluh {_DIGITS[rest]}".strip()
    if value >= 12:
        return f"{_DIGITS[value - 10]} belas"
    return _DIGITS[value]


def spelled_rupiah(value: int) -> str:
    """A sum with its words.

    >>> spelled_rupiah(16800)
    'Rp16.800,00 (enam belas ribu delapan ratus rupiah)'
    """
    return f"{rupiah(value)},00 ({spelled(value)} rupiah)"


def masked_nik(nik: str) -> str:
    """First six and last four digits; anything that is no NIK keeps only its last two signs.

    >>> masked_nik("5304014101900003"), masked_nik("0"), masked_nik("")
    ('530401••••••0003', '•', '–')
    """
    if len(nik) == 16:
        return f"{nik[:6]}••••••{nik[-4:]}"
    return "•" * (len(nik) - 2) + nik[-2:] if len(nik) > 2 else "•" * len(nik) or "–"


def grouped_nik(nik: str) -> str:
    """All digits in groups of 6, 6 and 4.

    >>> grouped_nik("5304014101900003")
    '530401 410190 0003'
    """
    return f"{nik[:6]} {nik[6:12]} {nik[12:]}" if len(nik) == 16 else nik or "–"


def shown_nik(nik: str, *, full: bool) -> str:
    """The NIK as this reader may see it."""
    return grouped_nik(nik) if full else masked_nik(nik)


def programme_codes(programmes: Iterable[str]) -> str:
    """Short names in the order of the law.

    >>> programme_codes(["jkm", "jkk"])
    'JKK + JKM'
    """
    known = [code for code in PROGRAMMES if code in set(programmes)]
    return " + ".join(code.upper() for code in known) or "–"


def programme_names(programmes: Iterable[str]) -> str:
    """Full names with their short names, joined as a sentence joins them.

    >>> programme_names(["jkk", "jkm"])
    'Jaminan Kecelakaan Kerja (JKK) dan Jaminan Kematian (JKM)'
    """
    chosen = set(programmes)
    return listed(
        [f"{name} ({code.upper()})" for code, name in PROGRAMMES.items() if code in chosen]
    )


def listed(words: list[str]) -> str:
    """Words joined with commas and "dan".

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a dan b', 'a, b, dan c')
    """
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
