"""What the reader of .xls does not tell: encryption, which cells are formulas, which rows hidden;
and the bounds that it does not keep.

The stream ``Workbook`` of an .xls file is a run of records (MS-XLS).
"""

import struct
from collections.abc import Iterator

from payung.core.sheets.errors import Unreadable
from payung.core.sheets.limits import Limits
from payung.core.sheets.readers.book import Marks
from payung.core.sheets.readers.compound import Compound, MalformedError

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FORMULA, _ROW = 0x809, 0x0A, 0x2F, 0x85, 0x06, 0x208
_SHARED_STRINGS = 0xFC
_CELLS = frozenset((0x06, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E))
_CELL_RUNS = frozenset((0xBD, 0xBE))
_HIDDEN = 0x20


class XlsScan:
    """The marks of each sheet of an .xls file. Raises :class:`Unreadable` if it is malformed."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.encrypted = False
        self._limits = limits
        self._offsets: dict[str, int] = {}
        try:
            streams = Compound(data).streams
            self._stream = streams.get("Workbook") or streams.get("Book") or b""
            self._globals()
            self._marks = {} if self.encrypted else {n: self._walk(n) for n in self._offsets}
        except (MalformedError, struct.error, IndexError, UnicodeDecodeError) as error:
            raise Unreadable("file_broken") from error

    def _globals(self) -> None:
        for kind, at, length in self._records(0):
            if kind == _FILEPASS:
                self.encrypted = True
                return
            if kind == _SHARED_STRINGS:
                total, count = struct.unpack_from("<II", self._stream, at)
                if max(total, count) > len(self._stream):
                    raise MalformedError
            elif kind == _BOUNDSHEET:
                offset, count, wide = struct.unpack_from("<I2xBB", self._stream, at)
                raw = self._stream[at + 8 : at + length]
                name = (
                    raw[: count * 2].decode("utf-16-le") if wide else raw[:count].decode("latin-1")
                )
                self._offsets[name] = offset

    def _records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """Kind, place and length of each record of the substream that begins here."""
        stream, depth = self._stream, 0
        end = len(stream) - 4
        while at <= end:
            kind, length = struct.unpack_from("<HH", stream, at)
            yield kind, at + 4, length
            depth += (kind == _BOF) - (kind == _EOF)
            if depth <= 0:
                return
            at += 4 + length

    def marks(self, sheet: str) -> Marks:
        """Formulas and hidden rows of a sheet."""
        return self._marks.get(sheet, Marks())

    def _walk(self, sheet: str) -> Marks:
        """Marks of a sheet. Raises :class:`Unreadable` if it reaches too far."""
        stream, rows, columns, marks = self._stream, 0, 0, Marks()
        for kind, at, length in self._records(self._offsets[sheet]):
            if kind in _CELLS or kind in _CELL_RUNS:
                row, column = struct.unpack_from("<HH", stream, at)
                if kind in _CELL_RUNS:
                    column = struct.unpack_from("<H", stream, at + length - 2)[0]
                rows, columns = max(rows, row + 1), max(columns, column + 1)
                if kind == _FORMULA:
                    marks.formulas.setdefault(row + 1, set()).add(column)
            elif kind == _ROW and struct.unpack_from("<H", stream, at + 12)[0] & _HIDDEN:
                marks.hidden.add(struct.unpack_from("<H", stream, at)[0] + 1)
        if rows * columns > self._limits.area or columns > self._limits.columns:
            raise Unreadable("sheet_too_large", sheet=sheet, rows=rows, columns=columns)
        return marks
