"""What a file is, by its bytes and not by its name."""

from payung.core.sheets.errors import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"%PDF", "dokumen PDF", "a PDF document"),
    (b"\x89PNG", "gambar", "a picture"),
    (b"\xff\xd8\xff", "gambar", "a picture"),
    (b"GIF8", "gambar", "a picture"),
    (b"{\\rtf", "dokumen teks", "a text document"),
    (b"Rar!", "arsip RAR", "a RAR archive"),
    (b"7z\xbc\xaf", "arsip 7z", "a 7z archive"),
    (b"\x1f\x8b", "arsip gzip", "a gzip archive"),
    (b"SQLite format 3", "basis data", "a database"),
    (b"MZ", "program", "a program"),
    (b"\x7fELF", "program", "a program"),
)


def sniff(data: bytes) -> str:
    """``zip``, ``ole`` or ``text``. Raises :class:`Unreadable` for what is no spreadsheet.

    >>> sniff(b"NIK;Nama\\n1;2\\n")
    'text'
    """
    if not data:
        raise Unreadable("file_empty")
    if data.startswith(b"PK"):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    for start, kind, kind_en in _KINDS:
        if data.startswith(start):
            raise Unreadable("not_a_spreadsheet", kind=kind, kind_en=kind_en)
    _refuse_markup(data)
    _refuse_binary(data)
    return "text"


def _refuse_markup(data: bytes) -> None:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<"):
        return
    if b"<html" in start or b"<table" in start or start.startswith((b"<!doctype html", b"<meta")):
        raise Unreadable("html_renamed")
    raise Unreadable("not_a_spreadsheet", kind="dokumen XML", kind_en="an XML document")


def _refuse_binary(data: bytes) -> None:
    start = data[:65536]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    odd = sum(start.count(bytes([c])) for c in range(32) if c not in (9, 10, 13))
    if odd * 20 > len(start):
        raise Unreadable("not_a_spreadsheet", kind="file biner", kind_en="a binary file")
