"""Workbooks (.xlsx, .xlsm, .xls, .ods), read by calamine after their packages were judged."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from payung.core.sheets.cells import Cell
from payung.core.sheets.errors import Unreadable
from payung.core.sheets.limits import Limits
from payung.core.sheets.readers.book import Marks
from payung.core.sheets.readers.ods_scan import scan_content
from payung.core.sheets.readers.package import Package
from payung.core.sheets.readers.plain_xlsx import PlainReader, PlainSheet
from payung.core.sheets.readers.probe import survives
from payung.core.sheets.readers.xls_scan import XlsScan
from payung.core.sheets.readers.xlsx_scan import scan_sheet, sheet_parts


class WorkbookSheet:
    """One sheet of a workbook, held in memory by the reader."""

    def __init__(self, sheet: CalamineSheet, *, visible: bool, marks: Marks) -> None:
        self._sheet = sheet
        self.name = sheet.name
        self.visible = visible
        self.marks = marks
        self.marks.merged = tuple(sheet.merged_cell_ranges or ())
        start = sheet.start
        self.first_column = start[1] if start else 0

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Numbered rows; the list of a row begins in ``first_column``."""
        return enumerate(self._sheet.iter_rows(), start=1)


class Workbook:
    """A workbook of any of the three families."""

    addressed = True

    def __init__(
        self,
        data: bytes,
        container: str,
        *,
        scan: Callable[[str], tuple[Marks, PlainReader | None]],
        hidden: frozenset[str] = frozenset(),
        has_macros: bool = False,
        epoch_1904: bool = False,
        limits: Limits,
    ) -> None:
        self.container = container
        self.has_macros = has_macros
        self.epoch_1904 = epoch_1904
        self._scan = scan
        self._book = _open(data)
        self._visible: dict[str, bool] = {}
        for meta in self._book.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                shown = meta.visible == SheetVisibleEnum.Visible and meta.name not in hidden
                self._visible[meta.name] = shown
        self.sheet_names = tuple(self._visible)
        if len(self.sheet_names) > limits.sheets:
            raise Unreadable("too_many_sheets", count=len(self.sheet_names), limit=limits.sheets)

    def is_visible(self, name: str) -> bool:
        """Whether a sheet can be seen."""
        return self._visible[name]

    def sheet(self, name: str) -> WorkbookSheet | PlainSheet:
        """Read one sheet."""
        marks, plain = self._scan(name)
        if plain is not None:
            return PlainSheet(name, visible=self._visible[name], marks=marks, read=plain)
        with _reading():
            sheet = self._book.get_sheet_by_name(name)
        return WorkbookSheet(sheet, visible=self._visible[name], marks=marks)

    def close(self) -> None:
        """Let the memory go."""
        self._book.close()


def _open(data: bytes) -> CalamineWorkbook:
    with _reading():
        return CalamineWorkbook.from_filelike(io.BytesIO(data))


@contextmanager
def _reading() -> Iterator[None]:
    """What the reader raises, in our words; it panics on some broken files."""
    try:
        yield
    except PasswordError as error:
        raise Unreadable("password_protected") from error
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise Unreadable("file_broken") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Unreadable("file_broken") from error
        raise


def open_zip(data: bytes, limits: Limits) -> Workbook:
    """An .xlsx, .xlsm or .ods file."""
    package = Package(data, limits)
    if "xl/workbook.xml" in package.names:
        return _open_xlsx(data, package, limits)
    if "content.xml" in package.names and b"spreadsheet" in package.read("mimetype"):
        return _open_ods(data, package, limits)
    raise Unreadable("not_a_spreadsheet", **_zip_kind(package))


def _zip_kind(package: Package) -> dict[str, object]:
    if any(name.startswith("word/") for name in package.names):
        return {"kind": "dokumen Word", "kind_en": "a Word document"}
    if any(name.startswith("ppt/") for name in package.names):
        return {"kind": "presentasi", "kind_en": "a presentation"}
    if "xl/workbook.bin" in package.names:
        return {"kind": "buku kerja biner (.xlsb)", "kind_en": "a binary workbook (.xlsb)"}
    if "content.xml" in package.names:
        return {"kind": "dokumen teks", "kind_en": "a text document"}
    return {"kind": "arsip zip", "kind_en": "a zip archive"}


def _open_xlsx(data: bytes, package: Package, limits: Limits) -> Workbook:
    parts = sheet_parts(package)
    sheets = set(parts.values())
    package.drain(
        name
        for name in package.names
        if name.startswith("xl/") and name.endswith((".xml", ".rels")) and name not in sheets
    )

    def scan(name: str) -> tuple[Marks, PlainReader | None]:
        part = parts.get(name, "")
        if part not in package.names:
            raise Unreadable("file_broken")
        return scan_sheet(package, part, name, limits)

    macros = any(name.lower().endswith("vbaproject.bin") for name in package.names)
    return Workbook(
        data,
        "xlsm" if macros else "xlsx",
        scan=scan,
        has_macros=macros,
        epoch_1904=b'date1904="1"' in package.read("xl/workbook.xml"),
        limits=limits,
    )


def _open_ods(data: bytes, package: Package, limits: Limits) -> Workbook:
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable("password_protected")
    marks, hidden = scan_content(package, limits)
    return Workbook(
        data,
        "ods",
        scan=lambda name: (marks.get(name, Marks()), None),
        hidden=frozenset(hidden),
        limits=limits,
    )


def open_ole(data: bytes, limits: Limits) -> Workbook:
    """An .xls file, or the sealed box of an encrypted workbook."""
    if _utf16("EncryptedPackage") in data:
        raise Unreadable("password_protected")
    if _utf16("Workbook") not in data and _utf16("Book") not in data:
        raise Unreadable("not_a_spreadsheet", kind="dokumen Office lama", kind_en="an old document")
    xls = XlsScan(data, limits)
    if xls.encrypted:
        raise Unreadable("password_protected")
    survives(data)
    macros = _utf16("_VBA_PROJECT") in data
    return Workbook(
        data, "xls", scan=lambda name: (xls.marks(name), None), has_macros=macros, limits=limits
    )


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
