"""Upload files: every cell text, split at the most rows a file may have, bytes that repeat."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from xlsxwriter import Workbook

from payung.core.sipp.layouts import Layout, sipp_columns
from payung.core.sipp.preparing import Prepared

_EPOCH: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that bytes repeat
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class UploadFile:
    """One file to upload. ``refs`` are the workers in it, in the order of its rows."""

    part: int
    file_name: str
    content: bytes
    refs: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def write_files(prepared: Prepared) -> list[UploadFile]:
    """Write as many files as needed, each with the one name that BPJS accepts."""
    layout, size = prepared.layout, prepared.layout.max_rows
    starts = range(0, len(prepared.rows), size)
    return [
        UploadFile(
            part,
            layout.file_name,
            _workbook(layout, prepared.rows[start : start + size]),
            prepared.refs[start : start + size],
        )
        for part, start in enumerate(starts, start=1)
    ]


def bundle(files: list[UploadFile]) -> bytes:
    """Return a ZIP with a folder per part, so that each file keeps its required name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            name = zipfile.ZipInfo(f"{file.part:02d}/{file.file_name}", _ZIP_EPOCH)
            name.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(name, file.content)
    return out.getvalue()


def _workbook(layout: Layout, rows: tuple[tuple[str, ...], ...]) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": _EPOCH})
    text = book.add_format({"num_format": "@"})
    _fill(book, layout.sheet, [layout.titles, *rows], text)
    if layout.sheet.startswith("data_tk"):
        guide = [(t, "wajib" if must else "", note) for t, must, note in sipp_columns(layout.sheet)]
        _fill(book, "Petunjuk Pengisian", [("KOLOM", "WAJIB", "ISI"), *guide], text)
        _fill(book, "LOKASI_PEKERJAAN", [("KODE",), *_codes(layout, rows)], text)
    book.close()
    return out.getvalue()


def _fill(book: Workbook, name: str, rows: list[tuple[str, ...]], text: object) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, max(len(row) for row in rows) - 1, 18, text)
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            if cell:
                sheet.write_string(number, position, cell, text)


def _codes(layout: Layout, rows: tuple[tuple[str, ...], ...]) -> list[tuple[str]]:
    """The work location codes that this file uses; the national list is not public."""
    if "LOKASI_PEKERJAAN" not in layout.titles:
        return []
    at = layout.titles.index("LOKASI_PEKERJAAN")
    return [(code,) for code in sorted({row[at] for row in rows})]
