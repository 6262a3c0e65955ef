"""Sheets of .xlsx in which every cell is a plain text or number, as programs write them, read while
they are scanned: at a quarter of what a reader of all cells costs.

What is not recognised to the letter (formulas, dates, rich or escaped text, prefixes, rows out of
order) ends it, and the reader of all cells takes the sheet. Every value is what that reader gives.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import Any
from xml.parsers import expat

from payung.core.sheets.cells import Cell, column_index, column_letter
from payung.core.sheets.readers.book import Marks, Span

#: Bytes without a row's end after which nobody waits for it; columns of a list.
_LONGEST_ROW, _WIDEST = 4 << 20, 200
#: Characters from which the shape of a row is told.
_FIRST = 1 << 16
_END, _BODY = b"</row>", b"<sheetData>"
_filled = re.compile(r'<c r="([A-Z]{1,3})[0-9]+"((?:[^>]*[^/>])?)>')
_span = re.compile(r"([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)")
_string = re.compile(r'<si><t( xml:space="preserve")?+>([^<&\r]*+)</t></si>')
_STYLE = r'(?: s="[0-9]++")?+'
#: Texts in the cells: with their spaces, or without any at their ends, which would not count.
_KEPT, _OPEN = '<is><t xml:space="preserve">', "<is><t>"
_TEXT = {_KEPT: r"[^<&\r]++", _OPEN: r"(?!\s)[^<&\r]++(?<!\s)"}
#: Texts in the book's table, beside numbers; a number with a style may be a date.
_TABLED = r' t="s"><v>[0-9]++'
_NUMBER = r'(?: t="n")?+><v>-?[0-9]++(?:\.[0-9]++)?+(?:E[+-]?[0-9]++)?+'

Rows = list[tuple[Cell, ...]]


class PlainSheet:
    """A sheet that was plain, its rows in memory."""

    def __init__(self, name: str, *, visible: bool, marks: Marks, read: "PlainReader") -> None:
        self.name = name
        self.visible = visible
        self.marks = marks
        self.first_column = read.first
        self._numbers, self._rows = read.numbers, read.rows

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Numbered rows from the first of the sheet on, empty ones between them as well."""
        blank, at = ("",) * len(self._rows[0]), 1
        for number, row in zip(self._numbers, self._rows, strict=True):
            while at < number:
                yield at, blank
                at += 1
            yield number, row
            at = number + 1


class PlainReader:
    """Takes the bytes of a sheet's part in their order, for as long as it is plain.

    `texts` gives the book's table of texts, or None where it is not plain.
    """

    def __init__(self, texts: Callable[[], Sequence[str] | None]) -> None:
        self.going = True
        self.rest = b""
        self.numbers: list[int] = []
        self.rows: Rows = []
        self.first, self.columns = 0, 0
        self._values = _Values(texts)
        self._mixed: list[int] = []
        self._bare = 0  # rows without a cell at the end so far
        self._pattern: re.Pattern[str] | None = None
        self._head = b""

    @property
    def last_row(self) -> int:
        """The number of the last row so far."""
        return self.numbers[-1] if self.numbers else 0

    def takes(self, buffer: bytes) -> bool:
        """Read whole rows, leaving the rest in `rest`; False if they are not plain."""
        if not self.going:
            return False
        start, end = 0, buffer.rfind(_END) + len(_END)
        if end < len(_END):
            self.rest, self.going = buffer, len(buffer) < _LONGEST_ROW
            return self.going
        if self._pattern is None:
            start = buffer.find(_BODY) + len(_BODY)
            self._head = buffer[:start]
        self.rest = buffer[end:]
        self.going = _BODY in self._head and self._read(buffer[start:end])
        return self.going

    def finish(self) -> bool:
        """After the last byte: whether the sheet was plain to its end, and not empty."""
        if self._bare:
            del self.rows[-self._bare :], self.numbers[-self._bare :]
        self.going = self.going and bool(self.rows)
        return self.going

    def merged(self) -> tuple[Span, ...] | None:
        """Merged spans, from what stands around the rows; None if that is not in order."""
        spans: list[Span] = []
        tags: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            tags.append(tag)
            if tag == "mergeCell" and (found := _span.fullmatch(attributes.get("ref", ""))):
                a, b, c, d = found.groups()
                spans.append(((int(b) - 1, column_index(a)), (int(d) - 1, column_index(c))))

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        try:
            parser.Parse(self._head + self.rest, True)
        except expat.ExpatError:
            return None
        plain = tags[0] == "worksheet" and "c" not in tags and len(spans) == tags.count("mergeCell")
        return tuple(spans) if plain else None

    def _read(self, part: bytes) -> bool:
        try:
            text = part.decode()
        except UnicodeDecodeError:
            return False
        if _odd(text) or not (pattern := self._pattern or self._recognise(text)):
            return False
        found = pattern.findall(text)
        if len(found) != text.count("/row"):
            return False
        numbers = [self.last_row, *map(int, map(itemgetter(0), found))]
        if not all(before < after for before, after in pairwise(numbers)):
            return False
        try:
            self.rows += self._opened(found)
        except LookupError:
            return False
        self.numbers += numbers[1:]
        bare = sum(1 for _ in takewhile(lambda row: not any(row[1:]), reversed(found)))
        self._bare = bare + (self._bare if bare == len(found) else 0)
        return True

    def _opened(self, found: list[Any]) -> Rows:
        """Rows without their numbers, with the values of columns that hold more than texts."""
        if not self._mixed:
            return [row[1:] for row in found]
        columns = list(zip(*found, strict=True))
        for place in self._mixed:
            columns[place] = tuple(map(self._values.__getitem__, columns[place]))
        return list(zip(*columns[1:], strict=True))

    def _recognise(self, text: str) -> re.Pattern[str] | None:
        """The shape of a row, from the first ones: which columns, and how each keeps its values."""
        kinds: dict[int, bool] = {}
        for letters, attributes in set(_filled.findall(text[:_FIRST])):
            place = column_index(letters)
            kinds[place] = kinds.get(place, True) and ' t="inlineStr"' in attributes
        if not kinds or max(kinds) - min(kinds) >= _WIDEST:
            return None
        self.first, self.columns = min(kinds), max(kinds) + 1
        opens = self._values.opens = _KEPT if _KEPT in text[:_FIRST] else _OPEN
        style = _STYLE if ' s="' in text[:_FIRST] else ""
        inline = f' t="inlineStr">{opens}'
        cells = []
        for n, place in enumerate(range(self.first, self.columns), start=1):
            shape = f"{style}(?:{inline}({_TEXT[opens]})</t></is></c>|/>)"
            if not kinds.get(place, True):
                self._mixed.append(n)
                told = f"{style}{_TABLED}|{_NUMBER}|{style}{inline}{_TEXT[opens]}"
                shape = f"(?:({told})</(?:v|t></is)></c>|{style}/>)"
            cells.append(f'(?:<c r="{column_letter(place)}\\1"{shape})?+')
        row = '<row r="([1-9][0-9]*+)"(?![^>]*hidden)[^>]*+>'
        bare = rf'(?:<c r="[A-Z]{{1,3}}\1"{style}/>)*+'
        self._pattern = re.compile(f"{row}{bare}{''.join(cells)}{bare}</row>")
        return self._pattern


def _odd(text: str) -> bool:
    """Comments, instructions, or characters written by their numbers; one letter is found fast."""
    return (
        ("!" in text and "<!" in text)
        or ("?" in text and "<?" in text)
        or ("_" in text and "_x" in text)
    )


class _Values(dict[str, Any]):
    """From a cell as it stands in the sheet to its value; only the table's are remembered."""

    def __init__(self, texts: Callable[[], Sequence[str] | None]) -> None:
        super().__init__({"": ""})
        self.opens = _OPEN
        self._load = texts
        self._texts: Sequence[str] | None = None

    def __missing__(self, cell: str) -> Cell:
        _, inline, text = cell.partition(self.opens)
        if inline:
            return text
        head, _, value = cell.rpartition("><v>")
        if not head.endswith('"s"'):
            return float(value)
        if self._texts is None:
            self._texts = self._load() or ()
        self[cell] = found = self._texts[int(value)]
        return found


def plain_texts(part: bytes) -> list[str] | None:
    """The table of texts, if none of them is rich or escaped."""
    try:
        text = part.decode()
    except UnicodeDecodeError:
        return None
    found, table = _string.findall(text), text[text.find("<sst") :]
    if _odd(table) or not len(found) == table.count("<si>") == table.count("</si>"):
        return None
    texts = []
    for kept, each in found:
        if not kept and each.strip(" \t\n") != each.strip():
            return None
        texts.append(each if kept else each.strip())
    return texts
