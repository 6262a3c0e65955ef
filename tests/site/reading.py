"""What an answer says, whatever its form: page, PDF, workbook, CSV."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from functools import lru_cache
from typing import Any

from pypdf import PdfReader

_kept: dict[str, tuple[str, str]] = {}


def text_of(answer: Any) -> tuple[str, str]:
    """The answer as it came and as a person reads it, in small letters; files are opened."""
    content = answer.getvalue()
    kind = answer.headers.get("Content-Type", "")
    key = hashlib.sha256(content).hexdigest()
    if key not in _kept:
        if len(_kept) > 2000:
            _kept.clear()
        _kept[key] = _read(content, kind)
    return _kept[key]


def _read(content: bytes, kind: str) -> tuple[str, str]:
    if kind.startswith("application/pdf"):
        raw = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        return raw, " ".join(raw.split()).casefold()
    if "spreadsheet" in kind or "zip" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = [book.read(n) for n in book.namelist() if n.endswith((".xml", ".rels"))]
        content = b"\n".join(parts)
    raw = content.decode("utf-8", "replace")
    return raw, readable(raw)


def readable(raw: str) -> str:
    """Without tags and entities, single spaces, small letters."""
    plain = html.unescape(re.sub(r"<[^>]*>", " ", raw))
    return " ".join(plain.split()).casefold()


@lru_cache(maxsize=4096)
def digits_of(raw: str, text: str) -> tuple[str, str]:
    """Where to look for numbers: as it came, and as read without spaces between digits."""
    return raw, re.sub(r"(?<=\d)[\s.\-\u2009\u202f]+(?=\d)", "", text)
