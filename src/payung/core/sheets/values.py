"""How the cell of each kind of field becomes a value, and what is noted on the way.

A reader returns the value, or None if there is none to use; it never raises.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from payung.core.calendar import Month
from payung.core.identity import (
    DateFault,
    DateForm,
    NameFault,
    NikFault,
    clean,
    is_blank,
    read_date,
    read_kk,
    read_kpj,
    read_name,
    read_nik,
)
from payung.core.identity.family_card import is_plain_kk
from payung.core.identity.nik import is_plain
from payung.core.identity.text import is_tidy
from payung.core.sheets.cells import Cell, text_of
from payung.core.sheets.draft import Draft
from payung.core.sheets.schema import Field, Kind

Reader = Callable[[Draft, Field, Cell], Any]

_NAME_FAULTS = {
    NameFault.FORMULA: ("rumus atau awalan rumus", "a formula or the beginning of one"),
    NameFault.CONTROL: ("karakter kendali", "control characters"),
    NameFault.CHARACTERS: (
        "karakter selain huruf, spasi, titik, koma, tanda petik dan tanda hubung",
        "characters other than letters, spaces and . , ' -",
    ),
    NameFault.LENGTH: ("lebih dari 150 karakter", "more than 150 characters"),
}
_place_date = re.compile(
    r"(.*?)[\s,;/.\-]*(\d{1,4}\s*[-/. ]\s*(?:\d{1,2}|[A-Za-z]+)\s*[-/. ]\s*\d+)"
)
_thousands = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")
_amount = re.compile(r"-?\d+(?:[.,]\d{1,2})?")


def read_text(draft: Draft, field: Field, cell: Cell) -> str | None:
    """Text as typed, tidied; the dashes people type for nothing give None."""
    if type(cell) is not str:
        return text_of(cell)
    if is_tidy(cell) and cell[:1].isalnum():
        return cell
    text, taken = clean(cell)
    if is_blank(text):
        return None
    if taken:
        draft.note_cleaned(field, cell, taken)
    return text


def read_nik_cell(draft: Draft, field: Field, cell: Cell) -> str | None:
    """A NIK: strictly for the person's own, with a warning alone for a relative's."""
    if is_plain(cell):
        return cell  # type: ignore[return-value]
    text, fault, temporary, taken = read_nik(cell)
    if not field.strict:
        return _relative_nik(draft, field, cell, fault is None and not temporary, text)
    if fault is not None:
        if fault is not NikFault.MISSING:
            draft.note(fault.value, field, text_of(cell), count=sum(c.isdigit() for c in text))
        return None
    if taken:
        draft.note_cleaned(field, text_of(cell), taken)
    if temporary:
        draft.note("nik_temporary", field, text_of(cell))
    return text


def _relative_nik(draft: Draft, field: Field, cell: Cell, usable: bool, text: str) -> str | None:
    if usable:
        return text
    shown = text_of(cell)
    if not is_blank(shown.strip()) and shown.strip("'0 "):
        _note_label(draft, "other_nik_invalid", field, shown)
    return None


def read_kk_cell(draft: Draft, field: Field, cell: Cell) -> str | None:
    """A family-card number, or None with a warning."""
    if is_plain_kk(cell):
        return cell  # type: ignore[return-value]
    text, valid, taken = read_kk(cell)
    if valid:
        if taken:
            draft.note_cleaned(field, text_of(cell), taken)
        return text
    if text:
        numeric = not isinstance(cell, str)
        why = (" (tersimpan sebagai angka)", " (stored as a number)") if numeric else ("", "")
        draft.note("kk_invalid", field, text_of(cell), why=why[0], why_en=why[1])
    return None


def read_kpj_cell(draft: Draft, field: Field, cell: Cell) -> str | None:
    """A KPJ, or None with a warning."""
    text, valid, usual, taken = read_kpj(cell)
    if not text and not taken:
        return None
    if taken:
        draft.note_cleaned(field, text_of(cell), taken)
    if not valid:
        draft.note("kpj_invalid", field, text_of(cell), count=len(text))
        return None
    if not usual:
        draft.note("kpj_unusual", field, text_of(cell), count=len(text))
    return text


def read_name_cell(draft: Draft, field: Field, cell: Cell) -> str | None:
    """A name as typed, or None with an error; an empty one is left to the rules."""
    text, fault, latin, taken = read_name(cell if isinstance(cell, str) else text_of(cell))
    if fault is None:
        if taken:
            draft.note_cleaned(field, text_of(cell), taken)
        if not latin:
            draft.note("name_script", field, text_of(cell))
        return text
    if fault is not NameFault.MISSING:
        what, what_en = _NAME_FAULTS[fault]
        draft.note("name_invalid", field, text_of(cell), what=what, what_en=what_en)
    return None


def read_date_cell(draft: Draft, field: Field, cell: Cell) -> date | None:
    """A date; strict fields give errors, others a warning and None."""
    value, fault, form, taken = read_date(cell, draft.today, epoch_1904=draft.epoch_1904)
    if fault is DateFault.MISSING:
        return None
    if fault is DateFault.IMPOSSIBLE or value is None:
        if field.strict:
            draft.note("date_impossible", field, text_of(cell))
        else:
            _note_label(draft, "other_date_unread", field, text_of(cell))
        return None
    if taken:
        draft.note_cleaned(field, text_of(cell), taken)
    if form is DateForm.SERIAL:
        draft.note("date_serial", field, text_of(cell), date=f"{value:%d-%m-%Y}")
    elif form is DateForm.TWO_DIGIT_YEAR:
        draft.note("date_two_digit_year", field, text_of(cell), year=value.year)
    if fault is DateFault.FUTURE and field.strict:
        draft.note("date_future", field, text_of(cell))
        return None
    return value


def read_code_cell(draft: Draft, field: Field, cell: Cell) -> str | None:
    """The standard label; an unknown word stays as typed in open fields, else a warning."""
    text, taken = clean(text_of(cell))
    if is_blank(text) or field.codes is None:
        return None
    label = field.codes.label(text)
    if taken:
        draft.note_cleaned(field, text_of(cell), taken)
    if label is not None:
        return label
    if not field.strict and not text.isdigit():
        return text
    if text.strip("0"):
        _note_label(draft, "code_unknown", field, text_of(cell))
    return None


def read_sex_cell(draft: Draft, field: Field, cell: Cell) -> str | None:
    """``L`` or ``P``."""
    label = read_code_cell(draft, field, cell)
    return label[0] if label else None


def read_money(draft: Draft, field: Field, cell: Cell) -> int | None:
    """Whole rupiah; sen are rounded away only where they are nought."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if float(cell).is_integer():
            return int(cell)
    elif isinstance(cell, str):
        text = clean(cell).text.removeprefix("Rp").removeprefix("IDR").strip(" .,-")
        if is_blank(text):
            return None
        if (amount := _rupiah(text)) is not None:
            return amount
    draft.note("number_invalid", field, text_of(cell))
    return None


def _rupiah(text: str) -> int | None:
    if not _thousands.fullmatch(text) and not _amount.fullmatch(text):
        return None
    tail = re.search(r"[.,](\d{1,2})$", text)
    if tail:
        if tail[1].strip("0"):
            return None
        text = text[: tail.start()]
    return int(text.replace(".", "").replace(",", ""))


def read_month(draft: Draft, field: Field, cell: Cell) -> Month | None:
    """A month of contribution."""
    if isinstance(cell, date):
        return Month.of(cell)
    text = clean(text_of(cell)).text
    if is_blank(text):
        return None
    try:
        return Month.read(text)
    except ValueError:
        draft.note("month_invalid", field, text_of(cell))
        return None


def read_place_date(draft: Draft, field: Field, cell: Cell) -> None:
    """Place and date of birth in one cell: fills both fields, unless they have their own."""
    place_name, date_name = field.gives
    text = clean(text_of(cell)).text
    found = _place_date.fullmatch(text)
    place, day = (found[1], found[2]) if found else (text, "")
    draft.values.setdefault(place_name, None if is_blank(place) else place)
    if day:
        read = read_date_cell(draft, field, day)
        draft.values.setdefault(date_name, read)
    elif any(c.isdigit() for c in text):
        draft.note("date_impossible", field, text_of(cell))


def read_rt_rw(draft: Draft, field: Field, cell: Cell) -> None:
    """RT and RW in one cell."""
    parts = [part.strip() for part in re.split(r"[/\-\s]+", clean(text_of(cell)).text)]
    for name, part in zip(field.gives, parts, strict=False):
        draft.values.setdefault(name, part or None)


READERS: dict[Kind, Reader] = {
    Kind.TEXT: read_text,
    Kind.NIK: read_nik_cell,
    Kind.KK: read_kk_cell,
    Kind.KPJ: read_kpj_cell,
    Kind.NAME: read_name_cell,
    Kind.DATE: read_date_cell,
    Kind.SEX: read_sex_cell,
    Kind.CODE: read_code_cell,
    Kind.INTEGER: read_money,
    Kind.MONEY: read_money,
    Kind.MONTH: read_month,
    Kind.PLACE_DATE: read_place_date,
    Kind.RT_RW: read_rt_rw,
}


def _note_label(draft: Draft, code: str, field: Field, value: str) -> None:
    draft.note(code, field, value, label=field.label["id"], label_en=field.label["en"])
