"""Delimited text: semicolon, comma, tab or bar; UTF-8, UTF-16 or cp1252."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from payung.core.sheets.cells import Cell
from payung.core.sheets.errors import Unreadable
from payung.core.sheets.limits import Limits
from payung.core.sheets.readers.book import Marks

_DELIMITERS = ";\t,|"
_FIELD_LIMIT = 1 << 20


class DelimitedSheet:
    """The one sheet of a text file. Row numbers count records, as a spreadsheet shows them."""

    name = ""
    visible = True
    first_column = 0

    def __init__(self, text: str, delimiter: str, limits: Limits) -> None:
        self._text = text
        self._delimiter = delimiter
        self._limits = limits
        self.marks = Marks()

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Numbered records."""
        csv.field_size_limit(_FIELD_LIMIT)
        number, line = 0, 0
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter)
        try:
            for number, record in enumerate(reader, start=1):
                if reader.line_num - line > self._limits.record_lines:
                    raise Unreadable("csv_quote", row=number)
                line = reader.line_num
                yield number, record
        except csv.Error as error:
            raise Unreadable("csv_quote", row=number + 1) from error


class Delimited:
    """A text file as a book of one sheet."""

    container = "csv"
    addressed = False
    has_macros = False
    epoch_1904 = False
    sheet_names: tuple[str, ...] = ("",)

    def __init__(self, data: bytes, limits: Limits) -> None:
        text = decode(data)
        self._sheet = DelimitedSheet(text, find_delimiter(text), limits)

    def is_visible(self, name: str) -> bool:
        """Always: a text file hides nothing."""
        return name == ""

    def sheet(self, name: str) -> DelimitedSheet:
        """The one sheet."""
        if name:
            raise KeyError(name)
        return self._sheet

    def close(self) -> None:
        """Nothing to let go."""


def decode(data: bytes) -> str:
    """The text of a file: by its mark, else UTF-8, else the Windows code page of the region.

    >>> decode("Jos\\u00e9".encode("cp1252")), decode(b"\\xef\\xbb\\xbfNIK")
    ('José', 'NIK')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def find_delimiter(text: str) -> str:
    """The character that cuts the first lines most evenly into most columns.

    >>> find_delimiter("NIK;Nama;Alamat\\n1;A, B;C\\n")
    ';'
    """
    start = text[:65536]
    if start[:4].lower() == "sep=" and len(start) > 4 and start[4] in _DELIMITERS:
        return start[4]
    best, found = (1, 0), ";"
    for delimiter in _DELIMITERS:
        widths = Counter(_widths(start, delimiter))
        if widths:
            width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
            if width > 1 and (rows, width) > best:
                best, found = (rows, width), delimiter
    return found


def _widths(text: str, delimiter: str) -> list[int]:
    widths = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(field.strip() for field in record):
                widths.append(len(record))
            if len(widths) == 40:
                break
    except csv.Error:
        pass
    return widths
