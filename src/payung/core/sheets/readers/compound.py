"""Compound files (MS-CFB), the box of .xls: streams made of chained sectors.

Every chain is followed to its end before the reader sees the file, for the reader follows a chain
that bites its own tail until memory is gone.
"""

import struct

_END_OF_CHAIN, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_LARGEST_REGULAR = 0xFFFFFFFA
_MINI = 64
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class MalformedError(ValueError):
    """The file breaks the rules of its format."""


class Compound:
    """The streams of a compound file. Raises :class:`MalformedError` if any chain is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._read()
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise MalformedError from error

    def _read(self) -> None:
        version, _, shift, mini_shift = struct.unpack_from("<HHHH", self._data, 26)
        if (version, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
            raise MalformedError
        self._size = 1 << shift
        self._sectors = len(self._data) // self._size
        directory, self._cutoff, mini_fat = struct.unpack_from("<I4xII", self._data, 48)
        self._fat = self._numbers(self._fat_sectors())
        entries = self._joined(directory)
        if len(entries) % _ENTRY or not entries:
            raise MalformedError
        self._mini_fat = self._numbers(_chain(mini_fat, self._fat))
        self.streams: dict[str, bytes] = {}
        self._mini = b""
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            self._read_entry(entries[at : at + _ENTRY])

    def _read_entry(self, entry: bytes) -> None:
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<II", entry, 116)
        if kind == _ROOT:
            self._mini = self._joined(start)
        elif kind == _STREAM:
            name = entry[: min(max(length - 2, 0), 62)].decode("utf-16-le")
            self.streams[name] = self._stream(start, size)

    def _stream(self, start: int, size: int) -> bytes:
        if size >= self._cutoff:
            return self._joined(start)[:size]
        places = _chain(start, self._mini_fat) if size else []
        return b"".join(self._mini[p * _MINI : (p + 1) * _MINI] for p in places)[:size]

    def _sector(self, number: int) -> bytes:
        if number >= self._sectors:
            raise MalformedError
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _joined(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _chain(start, self._fat))

    def _fat_sectors(self) -> list[int]:
        found = list(struct.unpack_from("<109I", self._data, 76))
        following = int(struct.unpack_from("<I", self._data, 68)[0])
        seen: set[int] = set()
        while following < _LARGEST_REGULAR:
            if following in seen:
                raise MalformedError
            seen.add(following)
            numbers = struct.unpack(f"<{self._size // 4}I", self._sector(following))
            found += numbers[:-1]
            following = int(numbers[-1])
        return [number for number in found if number < _LARGEST_REGULAR]

    def _numbers(self, sectors: list[int]) -> list[int]:
        data = b"".join(self._sector(number) for number in sectors)
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chain(start: int, table: list[int]) -> list[int]:
    """The sectors of a chain, in order."""
    chain: list[int] = []
    while start not in (_END_OF_CHAIN, _FREE):
        if start >= len(table) or len(chain) >= len(table):
            raise MalformedError
        chain.append(start)
        start = table[start]
    return chain
