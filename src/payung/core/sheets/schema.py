"""What a table may hold: fields, the headers people give them, and what a row must have."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from payung.core.sheets.codes import CodeTable

if TYPE_CHECKING:
    from payung.core.sheets.draft import Draft

_ALIKE = 0.7
_brackets = re.compile(r"\([^)]*\)|\[[^\]]*\]")


class Kind(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    NIK = "nik"
    KK = "kk"
    KPJ = "kpj"
    NAME = "name"
    DATE = "date"
    SEX = "sex"
    CODE = "code"
    INTEGER = "integer"
    MONEY = "money"
    MONTH = "month"
    PLACE_DATE = "place_date"
    RT_RW = "rt_rw"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Field:
    """One canonical field.

    ``synonyms`` are headers in any case and spacing. ``gives`` are the fields that a combined
    column (place and date of birth in one cell) fills. ``identity`` marks values that are masked.
    """

    name: str
    label: Mapping[str, str]
    kind: Kind = Kind.TEXT
    synonyms: tuple[str, ...] = ()
    codes: CodeTable | None = None
    gives: tuple[str, ...] = ()
    identity: bool = False
    strict: bool = True


def header_key(text: str) -> str:
    """A header reduced to its letters and digits.

    >>> header_key(" Tempat/Tgl. Lahir *"), header_key("No. KK"), header_key("tempat_lahir")
    ('tempattgllahir', 'nokk', 'tempatlahir')
    """
    return "".join(filter(str.isalnum, text.casefold()))


@dataclass(frozen=True)
class Schema:
    """A kind of table. ``title`` says what it lists, in words: "a list of people".

    A header row must match at least ``least`` fields, one of ``anchors`` among them. ``key`` is
    the field whose value may stand in one row only. ``expected``
    fields are told when their column is absent, with what is done instead. ``rules`` judges a row
    whose cells are read; ``plainly`` tells of many rows, by column, of which it certainly has
    nothing to say or to add.
    """

    name: str
    fields: tuple[Field, ...]
    anchors: tuple[str, ...]
    key: str | None = None
    least: int = 2
    expected: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rules: Callable[["Draft"], None] | None = None
    plainly: Callable[["Draft", Mapping[str, Sequence[Any]]], list[bool]] | None = None
    title: Mapping[str, str] = field(
        default_factory=lambda: {"id": "daftar penduduk", "en": "a list of people"}
    )

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Fields by canonical name."""
        return {f.name: f for f in self.fields}

    @cached_property
    def by_header(self) -> dict[str, str]:
        """Canonical names by reduced header."""
        found: dict[str, str] = {}
        for each in self.fields:
            for text in (each.name, *each.label.values(), *each.synonyms):
                found.setdefault(header_key(text), each.name)
        return found

    def match(self, header: str) -> str | None:
        """The canonical name for a header as written, or None."""
        found = self.by_header.get(header_key(header))
        if found is None and ("(" in header or "[" in header):
            found = self.by_header.get(header_key(_brackets.sub("", header)))
        return found

    def guesses(self, header: str, most: int = 3) -> tuple[str, ...]:
        """The likeliest fields for an unknown header, best first; may be empty."""
        key = header_key(header)
        best: dict[str, float] = {}
        matcher = SequenceMatcher(None, "", key)
        for known, name in self.by_header.items():
            if min(len(key), len(known)) >= 4 and (known in key or key in known):
                best[name] = max(best.get(name, 0.0), 0.75)
            matcher.set_seq1(known)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                best[name] = max(best.get(name, 0.0), matcher.ratio())
        likely = sorted((name for name in best if best[name] >= _ALIKE), key=lambda n: -best[n])
        return tuple(likely[:most])
