"""Two records beside each other, with every letter marked in which they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from payung.base.ui import format as fmt
from payung.core.identity import group
from payung.programme.people.columns import LABELS
from payung.programme.people.queries import word_of

ORDER = (
    "name", "nik", "birth_date", "birth_place", "sex", "mother_name", "kk", "family_relation",
    "marital_status", "occupation", "address", "hamlet", "rt", "rw", "phone", "life_status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both records. `state`: same, differs, or one (only one side knows it)."""

    column: str
    label: str
    left: SafeString
    right: SafeString
    state: str


def lines(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[Line]:
    """Every field that either side knows, in reading order."""
    found = []
    for column in ORDER:
        one, other = _text(column, left.get(column)), _text(column, right.get(column))
        if one or other:
            shown = marked(one, other)
            same = one.casefold() == other.casefold()
            state = "same" if same else "differs" if one and other else "one"
            found.append(Line(column, _(LABELS[column]), *shown, state))
    return found


def values_of(person: object) -> dict[str, Any]:
    """A person's values by column."""
    return {column: getattr(person, column) for column in ORDER}


def _text(column: str, value: Any) -> str:
    if value in {None, ""}:
        return ""
    if column in {"nik", "kk"}:
        return group(str(value))
    if column == "birth_date":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return fmt.tanggal(day)
    return str(word_of(column, value) or value)


def marked(left: str, right: str) -> tuple[SafeString, SafeString]:
    """Both texts, with what the other lacks marked; letter case makes no difference.

    >>> [str(text) for text in marked("Maria Bere", "MARYA Bere")]
    ['Mar<mark>i</mark>a Bere', 'MAR<mark>Y</mark>A Bere']
    """
    if not left or not right:
        return format_html("{}", left), format_html("{}", right)
    codes = SequenceMatcher(None, left.casefold(), right.casefold(), autojunk=False).get_opcodes()
    if len(left) != len(left.casefold()) or len(right) != len(right.casefold()):
        codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    ones = [(tag, left[a:b]) for tag, a, b, _c, _d in codes]
    others = [(tag, right[c:d]) for tag, _a, _b, c, d in codes]
    return _joined(ones), _joined(others)


def _joined(parts: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join(
        "", "{}",
        ((text if tag == "equal" else format_html("<mark>{}</mark>", text),)
         for tag, text in parts if text),
    )  # fmt: skip
