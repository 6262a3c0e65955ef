"""Finding the row of column headers, and what each column means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payung.core.sheets.cells import Cell, column_letter, text_of
from payung.core.sheets.schema import Schema, header_key

SEARCHED_ROWS = 30
OWN_HEADERS = ("Payung: masalah", "Payung: jalan keluar", "Payung: baris asal")
_OWN_KEYS = frozenset(header_key(text) for text in OWN_HEADERS)
Peek = Sequence[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header as written, the field it fills, else the likeliest fields."""

    index: int
    header: str
    field: str | None
    guesses: tuple[str, ...] = ()
    twin_of: str | None = None

    @property
    def letter(self) -> str:
        """The letters of the column in the sheet."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Header:
    """The header found. ``last_row`` is larger than ``row`` if it takes two rows."""

    row: int
    last_row: int
    columns: tuple[Column, ...]

    @property
    def score(self) -> int:
        """How many fields it fills."""
        return len({c.field for c in self.columns if c.field})


class Matcher:
    """Headers to fields: the sender's own mapping first, then the schema's synonyms.

    ``mapping`` takes a header as written, or a column's letters in square brackets (``[C]``), to a
    field's name; an empty name leaves the column out.
    """

    def __init__(self, schema: Schema, mapping: Mapping[str, str] | None = None) -> None:
        self._schema = schema
        unknown = sorted({f for f in (mapping or {}).values() if f} - set(schema.by_name))
        if unknown:
            raise ValueError(f"unknown fields: {', '.join(unknown)}")
        self._own = {header_key(h): f for h, f in (mapping or {}).items() if h[:1] != "["}
        self._letters = {h[1:-1]: f for h, f in (mapping or {}).items() if h[:1] == "["}

    def field(self, index: int, text: str) -> str | None:
        """The field of a column, or None."""
        letter = column_letter(index)
        if letter in self._letters:
            return self._letters[letter] or None
        own = self._own.get(header_key(text)) if text else None
        if own is not None:
            return own or None
        return self._schema.match(text) if text else None

    def is_decided(self, index: int, text: str) -> bool:
        """Whether the sender's mapping speaks of this column."""
        return column_letter(index) in self._letters or header_key(text) in self._own

    def columns(self, texts: Sequence[str], first: int) -> tuple[Column, ...]:
        """The columns of one header row; of two that mean the same the first counts."""
        taken: set[str] = set()
        found = []
        for index, text in enumerate(texts, start=first):
            field = self.field(index, text)
            if header_key(text) in _OWN_KEYS or (not text and field is None):
                continue
            if field in taken:
                found.append(Column(index, text, None, (), twin_of=field))
                continue
            guesses = () if field or self.is_decided(index, text) else self._schema.guesses(text)
            taken.update((field,) if field else ())
            found.append(Column(index, text, field, guesses))
        return tuple(found)

    def count(self, texts: Sequence[str], first: int) -> int:
        """How many different fields a row of texts names; 0 without an anchor."""
        fields = {self.field(i, text) for i, text in enumerate(texts, first) if text} - {None}
        fields.update(f for f in self._letters.values() if f)
        return len(fields) if fields.intersection(self._schema.anchors) else 0


def find_header(
    peek: Peek,
    first: int,
    schema: Schema,
    mapping: Mapping[str, str] | None = None,
    at: int | None = None,
) -> Header | None:
    """The header row among the first thirty, or at row ``at``; None if no row names enough fields.

    Of several candidates the one that names most fields wins, then the upper one.
    """
    matcher = Matcher(schema, mapping)
    rows = [(number, _texts(cells)) for number, cells in peek]
    best: tuple[int, int, int, list[str]] | None = None
    for position, (number, texts) in enumerate(rows):
        if at is not None and number != at:
            continue
        below = rows[position + 1] if position + 1 < len(rows) else None
        score, last, shown = _candidate(matcher, number, texts, below, first)
        if (score >= schema.least or at is not None) and (best is None or score > best[0]):
            best = (score, number, last, shown)
    if best is None:
        return None
    return Header(best[1], best[2], matcher.columns(best[3], first))


def _candidate(
    matcher: Matcher, number: int, texts: list[str], below: tuple[int, list[str]] | None, first: int
) -> tuple[int, int, list[str]]:
    score = matcher.count(texts, first)
    if below and below[0] == number + 1 and _only_words(below[1]):
        joined = _joined(matcher, texts, below[1], first)
        both = matcher.count(joined, first)
        if both > score > 0:
            return both, below[0], joined
    return score, number, texts


def _joined(matcher: Matcher, upper: list[str], lower: list[str], first: int) -> list[str]:
    """Two header rows as one: a lower cell speaks for itself or completes the one above."""
    joined, above = [], ""
    for position in range(max(len(upper), len(lower))):
        top = upper[position] if position < len(upper) else ""
        bottom = lower[position] if position < len(lower) else ""
        above = top or (above if bottom else "")
        options = (bottom, f"{bottom} {above.rpartition(' ')[2]}", f"{above} {bottom}")
        named = (text for text in options if bottom and matcher.field(first + position, text))
        joined.append(next(named, top or bottom))
    return joined


def _only_words(texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and not any(sum(c.isdigit() for c in text) > 3 for text in filled)


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [" ".join(text_of(cell).split()) for cell in cells]
