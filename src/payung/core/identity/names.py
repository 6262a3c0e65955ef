"""Names of people: what may stand in one, and a form for searching and comparing."""

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from payung.core.identity.text import APOSTROPHES, Cleaning, clean, is_blank

LONGEST = 150
_plain = re.compile(r"[A-Za-z][A-Za-z .,'\-]*")
_formula = re.compile(r"[=+@|]|-\s*\d|-?\w+\(")
_control = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_typographic = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys("‐‑‒–—―−", "-"))


class NameFault(StrEnum):
    """Why a text cannot be a name."""

    MISSING = "missing"
    FORMULA = "formula"
    CONTROL = "control"
    CHARACTERS = "characters"
    LENGTH = "length"


class NameReading(NamedTuple):
    """What a cell gives when read as a name; ``latin`` is False if BPJS's forms cannot hold it."""

    text: str
    fault: NameFault | None
    latin: bool
    taken: tuple[Cleaning, ...]


def read_name(raw: object) -> NameReading:
    """Read a cell as a person's name. Never raises; upper and lower case stay as typed.

    Letters of every script, spaces and ``. , ' -`` may stand in a name; digits, brackets, control
    characters and anything that a spreadsheet would run as a formula may not.

    >>> read_name("Maria D'Rosari, S.Pd").fault is None
    True
    >>> [read_name(x).fault.value for x in ("", "=1+1", "MARIA\\x00BERE", "MARIA 2", "-", "...")]
    ['missing', 'formula', 'control', 'characters', 'missing', 'characters']
    >>> read_name("  YOHANES\\u00a0 MAU ").text, read_name("João").latin, read_name("محمد").latin
    ('YOHANES MAU', True, False)
    """
    if type(raw) is str and len(raw) <= LONGEST and _plain.fullmatch(raw) and _tidy(raw):
        return NameReading(raw, None, True, ())
    if raw is None:
        return NameReading("", NameFault.MISSING, True, ())
    return _untidy(raw if isinstance(raw, str) else str(raw))


def _tidy(text: str) -> bool:
    return "  " not in text and text[-1] != " "


def _untidy(raw: str) -> NameReading:
    if _control.search(raw):
        return NameReading(raw, NameFault.CONTROL, True, ())
    if _formula.match(raw.lstrip()):
        return NameReading(raw, NameFault.FORMULA, True, ())
    text, taken = clean(raw)
    if is_blank(text):
        return NameReading("", NameFault.MISSING, True, taken)
    if _formula.match(text):
        return NameReading(text, NameFault.FORMULA, True, taken)
    straight = unicodedata.normalize("NFC", text.translate(_typographic))
    if straight != text:
        taken += (Cleaning.TYPOGRAPHIC,)
    return NameReading(straight, _fault(straight), _is_latin(straight), taken)


def _fault(text: str) -> NameFault | None:
    if len(text) > LONGEST:
        return NameFault.LENGTH
    if not all(c in " .,'-" or unicodedata.category(c)[0] in "LM" for c in text):
        return NameFault.CHARACTERS
    return None if any(c.isalpha() for c in text) else NameFault.CHARACTERS


def _is_latin(text: str) -> bool:
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in text)


_ASCII_FORM = {
    code: None if chr(code) in "'." else " " for code in range(128) if not chr(code).isalnum()
}


def search_form(name: str) -> str:
    """A name for searching and comparing: upper case, no marks, no punctuation, single spaces.

    Titles and spelling variants stay; finding the same person under two spellings is the work of
    linkage.

    >>> search_form("  Maria D'Rosari  bere-Mau, S.Pd ")
    'MARIA DROSARI BERE MAU SPD'
    >>> search_form("José  Ximenes")
    'JOSE XIMENES'
    """
    if name.isascii():
        if name.replace(" ", "").isalpha():
            return " ".join(name.upper().split())
        return " ".join(name.translate(_ASCII_FORM).upper().split())
    name = unicodedata.normalize("NFKD", name.translate(_typographic))
    name = "".join(c for c in name if not unicodedata.combining(c))
    spaced = "".join(c if c.isalnum() else "" if c in "'." else " " for c in name)
    return " ".join(spaced.upper().split())
