"""What the reader of .xlsx does not tell: which cells are formulas, which rows hidden, how far
the sheet reaches. One pass over the compressed XML, without building a tree."""

import posixpath
import re
from xml.parsers import expat

from payung.core.sheets.cells import column_index
from payung.core.sheets.errors import Unreadable
from payung.core.sheets.limits import Limits
from payung.core.sheets.readers.book import Marks
from payung.core.sheets.readers.package import Package
from payung.core.sheets.readers.plain_xlsx import PlainReader, plain_texts

_TEXTS = "xl/sharedStrings.xml"
_SHAPE = bytes(
    0x41 if 0x41 <= c <= 0x5A else 0x30 if 0x30 <= c <= 0x39 else 0x22 if c == 0x27 else c
    for c in range(256)
)
_wide = re.compile(rb'r=["\']([A-Z]{2,3})\d')
_row = re.compile(rb'row\b[^>]*?\br=["\'](\d+)["\']')
_hidden = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden=["\'](?:1|true)["\'][^>]*>')
_number = re.compile(rb'\br=["\'](\d+)["\']')
_formula = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f[\s/>]")
_address = re.compile(rb'\br=["\']([A-Z]{1,3})(\d+)["\']')
_far = re.compile(rb'r=["\'][A-Z]{0,3}\d{6,7}["\']')


def sheet_parts(package: Package) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            id_ = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            sheets[attributes.get("name", "")] = id_

    _parse(package.read("xl/_rels/workbook.xml.rels"), relation)
    _parse(package.read("xl/workbook.xml"), sheet)
    return {name: targets[id_] for name, id_ in sheets.items() if id_ in targets}


def _parse(data: bytes, start: object) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start  # type: ignore[assignment]
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable("file_broken") from error


class _Scan:
    def __init__(self) -> None:
        self.marks = Marks()
        self.letters: set[bytes] = set()
        self.last_row = 0
        self.far = False
        self.prefixed: bool | None = None

    def feed(self, buffer: bytes) -> None:
        shape = buffer.translate(_SHAPE)
        if b'r="AA' in shape:
            self.letters.update(_wide.findall(buffer))
        if self.prefixed is None and b"worksheet" in buffer:
            self.prefixed = b":worksheet" in buffer
        self._note_last_row(buffer)
        if self.last_row < 100_000 and not self.far and b'000000"' in shape:
            self.far = _far.search(buffer) is not None
        if b"hidden=" in buffer:
            self._hidden(buffer)
        if (b":f" if self.prefixed else b"<f") in buffer:
            self._formulas(buffer)

    def _note_last_row(self, buffer: bytes) -> None:
        """The last row tag, or the one before if the buffer ends within it."""
        tag = b":row " if self.prefixed else b"<row "
        place = buffer.rfind(tag)
        found = _row.match(buffer, place + 1)
        if place > 0 and not found:
            found = _row.match(buffer, buffer.rfind(tag, 0, place) + 1)
        if found:
            self.last_row = max(self.last_row, int(found[1]))

    def _hidden(self, buffer: bytes) -> None:
        for tag in _hidden.findall(buffer):
            if number := _number.search(tag):
                self.marks.hidden.add(int(number[1]))

    def _formulas(self, buffer: bytes) -> None:
        for attributes in _formula.findall(buffer):
            if found := _address.search(attributes):
                cells = self.marks.formulas.setdefault(int(found[2]), set())
                cells.add(column_index(found[1].decode()))

    def columns(self) -> int:
        return max((column_index(letters.decode()) + 1 for letters in self.letters), default=26)


def scan_sheet(
    package: Package, part: str, name: str, limits: Limits
) -> tuple[Marks, PlainReader | None]:
    """Formulas and hidden rows of a sheet, and the sheet itself if it is plain.

    Raises :class:`Unreadable` if it reaches too far.
    """
    scan, tail = _Scan(), b""
    plain = PlainReader(lambda: plain_texts(package.read(_TEXTS)))
    for chunk in package.chunks(part):
        buffer = tail + chunk
        if plain.takes(buffer):
            tail = plain.rest
            continue
        scan.feed(buffer)
        tail = _tail(buffer)
    merged = plain.merged() if plain.going else None
    if plain.going:
        scan.feed(plain.rest)
    rows, columns = max(scan.last_row, plain.last_row), max(scan.columns(), plain.columns)
    if scan.far or rows * columns > limits.area or columns > limits.columns:
        rows, columns = _filled_extent(package, part)
    if rows * columns > limits.area or columns > limits.columns or rows > limits.rows:
        raise Unreadable("sheet_too_large", sheet=name, rows=rows, columns=columns)
    if merged is None or not plain.finish():
        return scan.marks, None
    scan.marks.merged = merged
    return scan.marks, plain


def _tail(buffer: bytes) -> bytes:
    """The last two tags, for they may belong to what comes next."""
    last = buffer.rfind(b"<")
    before = buffer.rfind(b"<", 0, max(last, 0))
    return buffer[max(before, 0) :][-65536:]


def _filled_extent(package: Package, part: str) -> tuple[int, int]:
    """The extent of the cells that hold something; slow, so only for suspicious sheets."""
    extent = [0, 0]
    at = [0, 0]

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        if kind == "row":
            at[0], at[1] = int(attributes.get("r", at[0] + 1)), 0
        elif kind == "c":
            _move(at, attributes.get("r", ""))
        elif kind in ("v", "is"):
            extent[0], extent[1] = max(extent[0], at[0]), max(extent[1], at[1])

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        for chunk in package.chunks(part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise Unreadable("file_broken") from error
    return extent[0], extent[1]


def _move(at: list[int], reference: str) -> None:
    letters = reference.rstrip("0123456789")
    if letters:
        at[0], at[1] = int(reference[len(letters) :] or at[0]), column_index(letters) + 1
    else:
        at[1] += 1
