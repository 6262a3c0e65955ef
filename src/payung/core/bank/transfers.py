"""A bank's bulk transfer file, after a layout that the district wrote down."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from payung.core.sheets import ColumnSpec, SheetSpec, workbook_bytes

FIELDS: Final = ("no", "source_account", "code", "amount", "memo", "reference", "date", "payer")
FORMATS: Final = ("csv", "xlsx")
DATES: Final = {"yyyy-mm-dd": "%Y-%m-%d", "dd-mm-yyyy": "%d-%m-%Y", "dd/mm/yyyy": "%d/%m/%Y",
                "yyyymmdd": "%Y%m%d"}  # fmt: skip


class TransferLayoutError(ValueError):
    """A layout that cannot be used; says where and what is expected."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer: `code` is BPJS's contribution code or virtual account, `amount` rupiah."""

    source_account: str
    code: str
    amount: int
    memo: str
    reference: str
    date: dt.date
    payer: str


@dataclass(frozen=True, slots=True)
class TransferLayout:
    """Columns are (title, field) or (title, '=fixed text')."""

    name: str
    format: str
    columns: tuple[tuple[str, str], ...]
    delimiter: str = ";"
    header: bool = True
    dates: str = "yyyy-mm-dd"


def example_layout() -> str:
    """A layout to start from; no bank's own."""
    return (
        "name: CMS contoh\nformat: csv\ndelimiter: ';'\nheader: true\ndates: dd/mm/yyyy\n"
        "columns:\n  - [NO, no]\n  - [REK_ASAL, source_account]\n  - [KODE_IURAN, code]\n"
        "  - [NOMINAL, amount]\n  - [BERITA, memo]\n  - [REF, reference]\n  - [MATA_UANG, '=IDR']\n"
    )


def read_layout(text: str) -> TransferLayout:
    """Read a layout as the district wrote it (YAML). Raises TransferLayoutError.

    >>> read_layout(example_layout()).columns[3]
    ('NOMINAL', 'amount')
    """
    try:
        said: Any = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts only; 'no' stays a word
    except yaml.YAMLError as error:
        raise TransferLayoutError(f"Tata letak CMS bukan YAML yang benar: {error}") from error
    if not isinstance(said, dict) or not isinstance(said.get("columns"), list):
        raise TransferLayoutError("Tata letak CMS memerlukan daftar 'columns'.")
    form = str(said.get("format", "csv"))
    if form not in FORMATS:
        raise TransferLayoutError(f"format {form!r} tidak dikenal; pakai csv atau xlsx.")
    dates = str(said.get("dates", "yyyy-mm-dd"))
    if dates not in DATES:
        raise TransferLayoutError(f"dates {dates!r} tidak dikenal; pakai {', '.join(DATES)}.")
    delimiter = str(said.get("delimiter", ";"))
    if len(delimiter) != 1:
        raise TransferLayoutError("delimiter harus satu tanda, misalnya ';'.")
    return TransferLayout(
        str(said.get("name", "CMS")), form, tuple(_column(one) for one in said["columns"]),
        delimiter, str(said.get("header", "true")).lower() in {"true", "ya", "yes"}, dates,
    )  # fmt: skip


def _column(said: Any) -> tuple[str, str]:
    if not isinstance(said, list) or len(said) != 2:
        raise TransferLayoutError(f"Kolom {said!r}: tulis [JUDUL, isi].")
    title, field = str(said[0]), str(said[1])
    if field not in FIELDS and not field.startswith("="):
        raise TransferLayoutError(
            f"Isi kolom {title} ({field!r}) tidak dikenal; pakai {', '.join(FIELDS)} atau '=teks'."
        )
    return title, field


def transfer_file(layout: TransferLayout, transfers: Sequence[Transfer]) -> tuple[str, bytes]:
    """File ending and bytes; the same transfers give the same bytes.

    >>> one = Transfer("012", "KI1", 16800, "Iuran", "1", dt.date(2026, 3, 9), "Desa")
    >>> transfer_file(read_layout(example_layout()), [one])[1].decode().splitlines()[1]
    '1;012;KI1;16800;Iuran;1;IDR'
    """
    rows = [[_value(layout, f, n, one) for _t, f in layout.columns]
            for n, one in enumerate(transfers, 1)]  # fmt: skip
    titles = [title for title, _f in layout.columns]
    if layout.format == "xlsx":
        columns = tuple(ColumnSpec(title) for title in titles)
        return "xlsx", workbook_bytes([SheetSpec("Transfer", columns, rows, plain=True)])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=layout.delimiter, lineterminator="\r\n")
    if layout.header:
        writer.writerow(titles)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return "csv", out.getvalue().encode()


def _value(layout: TransferLayout, field: str, number: int, one: Transfer) -> str:
    if field.startswith("="):
        return field[1:]
    if field == "no":
        return str(number)
    if field == "date":
        return one.date.strftime(DATES[layout.dates])
    return str(getattr(one, field))


def _harmless(cell: str) -> str:
    """No cell that a spreadsheet would run."""
    return "'" + cell if cell[:1] in {"=", "+", "-", "@"} else cell
