"""Zipped spreadsheets: judged by their directory and by streaming their parts, before reading.

The reader itself is never given a file that lies about its size, defines XML entities, or puts
a lone cell at the far end of the sheet to claim the memory between.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from payung.core.sheets.errors import Unreadable
from payung.core.sheets.limits import Limits

_CHUNK = 1 << 20
_MB = 1024**2
_BROKEN: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(LookupError, ValueError, OSError, RuntimeError),
)
_forbidden = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Package:
    """A zip file that has passed the directory's checks."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Unreadable("file_broken") from error
        self._limits = limits
        self.names = {info.filename for info in self._zip.infolist()}
        self._check_directory(len(data))

    def _check_directory(self, size: int) -> None:
        infos = self._zip.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise Unreadable("password_protected")
        total = sum(info.file_size for info in infos)
        crowded = len(infos) > self._limits.zip_entries
        swollen = total > self._limits.zip_ratio_from and total > size * self._limits.zip_ratio
        if total > self._limits.unzipped_bytes or swollen or crowded:
            limit = self._limits.unzipped_bytes // _MB
            if swollen:
                limit = min(limit, max(self._limits.zip_ratio_from, size * 120) // _MB)
            raise Unreadable("zip_bomb", size=total // _MB, limit=limit)

    def chunks(self, name: str) -> Iterator[bytes]:
        """One part's bytes, a megabyte at a time, never more than its directory entry says."""
        try:
            with self._zip.open(name) as part:
                before, prologue = b"", True
                while chunk := part.read(_CHUNK):
                    if prologue:
                        _refuse_entities(before + chunk)
                        before = chunk[-16:]
                        prologue = b"<sheetData" not in chunk
                    yield chunk
        except _BROKEN as error:
            raise Unreadable("file_broken") from error

    def read(self, name: str) -> bytes:
        """A small part, whole; empty if there is none."""
        return b"".join(self.chunks(name)) if name in self.names else b""

    def drain(self, names: Iterator[str]) -> None:
        """Stream parts for their checks alone."""
        for name in names:
            for _ in self.chunks(name):
                pass


def _refuse_entities(chunk: bytes) -> None:
    if _forbidden.search(chunk):
        raise Unreadable("xml_entities")
