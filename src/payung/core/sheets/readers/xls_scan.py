"""What the reader of .xls does not tell: encryption, which cells are formulas, which rows hidden.

An .xls file is a compound file (MS-CFB) whose stream ``Workbook`` is a run of records (MS-XLS).
Only what is needed of both is read here; whatever does not fit is left to the reader to judge.
"""

import struct
from collections.abc import Iterator

from payung.core.sheets.readers.book import Marks

_END_OF_CHAIN = 0xFFFFFFFA
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FORMULA, _ROW = 0x809, 0x0A, 0x2F, 0x85, 0x06, 0x208
_HIDDEN = 0x20
_Malformed = (struct.error, IndexError, ValueError, UnicodeDecodeError)


class _Compound:
    """The streams of a compound file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << int(struct.unpack_from("<H", data, 30)[0])
        self._cutoff = int(struct.unpack_from("<I", data, 56)[0])
        self._fat = self._numbers(self._fat_sectors())
        self._directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._mini_fat = self._numbers(self._sectors(struct.unpack_from("<I", data, 60)[0]))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _fat_sectors(self) -> list[int]:
        found = list(struct.unpack_from("<109I", self._data, 76))
        following, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._size)):
            numbers = struct.unpack(f"<{self._size // 4}I", self._sector(following))
            found += numbers[:-1]
            following = numbers[-1]
        return [number for number in found if number < _END_OF_CHAIN]

    def _numbers(self, sectors: list[int]) -> list[int]:
        data = b"".join(self._sector(number) for number in sectors)
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _sectors(self, start: int) -> list[int]:
        chain: list[int] = []
        while start < _END_OF_CHAIN and len(chain) <= len(self._fat):
            chain.append(start)
            start = self._fat[start]
        return chain

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._sectors(start))

    def stream(self, *names: str) -> bytes:
        """The first stream with one of these names; empty if there is none."""
        root = b""
        for at in range(0, len(self._directory), 128):
            entry = self._directory[at : at + 128]
            length, start, size = (
                *struct.unpack_from("<H", entry, 64),
                *struct.unpack_from("<II", entry, 116),
            )
            if entry[66] == 5:
                root = self._chain(start)
            elif entry[: max(length - 2, 0)].decode("utf-16-le") in names:
                if size >= self._cutoff:
                    return self._chain(start)[:size]
                return self._mini(root, start, size)
        return b""

    def _mini(self, root: bytes, start: int, size: int) -> bytes:
        parts: list[bytes] = []
        while start < _END_OF_CHAIN and len(parts) <= len(self._mini_fat):
            parts.append(root[start * 64 : start * 64 + 64])
            start = self._mini_fat[start]
        return b"".join(parts)[:size]


class XlsScan:
    """The marks of each sheet of an .xls file."""

    def __init__(self, data: bytes) -> None:
        self.encrypted = False
        self._offsets: dict[str, int] = {}
        try:
            self._stream = _Compound(data).stream("Workbook", "Book")
            self._globals()
        except _Malformed:
            self._stream = b""

    def _globals(self) -> None:
        for kind, at, length in self._records(0):
            if kind == _FILEPASS:
                self.encrypted = True
            elif kind == _BOUNDSHEET:
                offset, count, wide = struct.unpack_from("<I2xBB", self._stream, at)
                raw = self._stream[at + 8 : at + length]
                name = (
                    raw[: count * 2].decode("utf-16-le") if wide else raw[:count].decode("cp1252")
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
        """Formulas and hidden rows of a sheet; none if the file cannot be followed."""
        marks = Marks()
        offset = self._offsets.get(sheet)
        if offset is None:
            return marks
        stream = self._stream
        try:
            for kind, at, _ in self._records(offset):
                if kind == _FORMULA:
                    row, column = struct.unpack_from("<HH", stream, at)
                    marks.formulas.setdefault(row + 1, set()).add(column)
                elif kind == _ROW and struct.unpack_from("<H", stream, at + 12)[0] & _HIDDEN:
                    marks.hidden.add(struct.unpack_from("<H", stream, at)[0] + 1)
        except _Malformed:
            pass
        return marks
