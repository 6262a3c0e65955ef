"""Any spreadsheet file to a book of sheets; what cannot be one is refused with a sentence."""

from pathlib import Path

from payung.core.sheets.errors import Unreadable
from payung.core.sheets.limits import DEFAULT_LIMITS, Limits
from payung.core.sheets.readers.book import Book, Marks, Sheet
from payung.core.sheets.readers.delimited import Delimited
from payung.core.sheets.readers.sniff import sniff
from payung.core.sheets.readers.workbook import open_ole, open_zip

__all__ = ["Book", "Marks", "Sheet", "load", "open_book"]


def load(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """A file's bytes. Raises :class:`Unreadable` if it is missing, empty or too large."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise Unreadable(
                "file_too_large", size=size // 1024**2, limit=limits.file_bytes // 1024**2
            )
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("file_missing", file=path.name) from error
    return data


def open_book(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Book:
    """A book from a file's bytes. Raises :class:`Unreadable`."""
    if len(data) > limits.file_bytes:
        size = len(data) // 1024**2
        raise Unreadable("file_too_large", size=size, limit=limits.file_bytes // 1024**2)
    kind = sniff(data)
    if kind == "zip":
        return open_zip(data, limits)
    if kind == "ole":
        return open_ole(data, limits)
    return Delimited(data, limits)
