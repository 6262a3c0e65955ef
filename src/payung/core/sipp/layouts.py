"""Layouts of upload files: sheet, columns, where each value comes from, how it is written."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from payung.core.sipp.formats import FORMATS
from payung.core.sipp.worker import FIELDS

MAX_ROWS: Final = 10_000
_KINDS: Final = ("title", "field", "value", "setting", "format", "required", "choices")


class LayoutError(ValueError):
    """A layout that cannot be used; the message says where and what is expected."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, and a worker's field, a setting or a fixed value to fill it."""

    title: str
    field: str = ""
    setting: str = ""
    value: str = ""
    format: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of upload file. BPJS refuses the file under another name than ``file_name``."""

    name: str
    file_name: str
    sheet: str
    columns: tuple[Column, ...]
    max_rows: int = MAX_ROWS

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(column.title for column in self.columns)


# Columns that the template has and Payung fills; every other column of the template stays empty.
_FILLED: Final[dict[str, dict[str, Column]]] = {
    "data_tk_baru": {
        "NO_PEGAWAI": Column("", "employee_no"),
        "NAMA_LENGKAP": Column("", "name", format="upper"),
        "HP": Column("", "phone", format="digits"),
        "EMAIL": Column("", "email"),
        "TEMPAT_LAHIR": Column("", "birth_place", format="upper"),
        "TANGGAL_LAHIR": Column("", "birth_date", format="dd-mm-yyyy"),
        "NAMA_IBU_KANDUNG": Column("", "mother_name", format="upper"),
        "JENIS_IDENTITAS": Column("", value="KTP"),
        "NOMOR_IDENTITAS": Column("", "nik"),
        "JENIS_KELAMIN": Column("", "sex", choices=("L", "P")),
        "SURAT_MENYURAT_KE": Column("", value="S"),
        "STATUS_KAWIN": Column("", "married", choices=("Y", "T")),
        "GOLONGAN_DARAH": Column("", "blood", choices=("A", "B", "AB", "O")),
        "NPWP": Column("", "npwp", format="digits"),
        "KODE_NEGARA": Column("", value="ID"),
        "UPAH": Column("", "wage"),
        "ALAMAT": Column("", "address", format="upper"),
        "KODE_POS": Column("", "postcode"),
        "LOKASI_PEKERJAAN": Column("", setting="work_location"),
        "STATUS_PEGAWAI": Column("", "contract", choices=("PKWT", "PKWTT")),
        "TGL_AWAL_BEKERJA": Column("", "work_from", format="dd-mm-yyyy"),
        "TGL_AKHIR_KONTRAK": Column("", "work_until", format="dd-mm-yyyy"),
    },
    "data_tk_lanjutan": {
        "NOMOR_IDENTITAS_KPJ": Column("", "kpj"),
        "NO_PEGAWAI": Column("", "employee_no"),
        "NAMA_LENGKAP": Column("", "name", format="upper"),
        "TGL_LAHIR": Column("", "birth_date", format="dd-mm-yyyy"),
        "UPAH": Column("", "wage"),
        "LOKASI_PEKERJAAN": Column("", setting="work_location"),
        "STATUS_PEGAWAI": Column("", "contract", choices=("PKWT", "PKWTT")),
        "TGL_AWAL_BEKERJA": Column("", "work_from", format="dd-mm-yyyy"),
        "TGL_AKHIR_KONTRAK": Column("", "work_until", format="dd-mm-yyyy"),
    },
    "data_tk_na": {
        "KPJ": Column("", "kpj"),
        "NAMA_LENGKAP": Column("", "name", format="upper"),
        "TGL_LAHIR": Column("", "birth_date", format="dd-mm-yyyy"),
        "SEBAB_NA": Column("", "end_reason"),
        "TGL_KEJADIAN": Column("", "ended_on", format="dd-mm-yyyy"),
        "KETERANGAN": Column("", "note"),
    },
}
_FILE_NAMES: Final = {
    "data_tk_baru": "template_tk_baru.xlsx",
    "data_tk_lanjutan": "template_tk_lanjutan.xlsx",
    "data_tk_na": "template_tk_na.xlsx",
}


@cache
def sipp_columns(sheet: str) -> tuple[tuple[str, bool, str], ...]:
    """Return title, required and format note of each column of a SIPP template, in order.

    >>> sipp_columns("data_tk_baru")[1], len(sipp_columns("data_tk_baru"))
    (('NAMA_LENGKAP', True, ''), 30)
    """
    source = files("payung.core.sipp") / "data" / "sipp_upload_columns.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.DictReader(lines) if row["sheet"] == sheet]
    rows.sort(key=lambda row: int(row["urut"]))
    return tuple((r["kolom"], r["wajib"] == "ya", r["format_atau_nilai"]) for r in rows)


@cache
def sipp_layout(sheet: str = "data_tk_baru") -> Layout:
    """Return the layout of a SIPP Online template as the template itself orders it.

    >>> sipp_layout().file_name, sipp_layout().titles[:2], sipp_layout().max_rows
    ('template_tk_baru.xlsx', ('NO_PEGAWAI', 'NAMA_LENGKAP'), 10000)

    Raises LayoutError for a template that Payung does not fill.
    """
    if sheet not in _FILLED:
        raise LayoutError(f"tidak ada tata letak SIPP {sheet!r}")
    filled = _FILLED[sheet]
    columns = []
    for title, required, _ in sipp_columns(sheet):
        at = filled.get(title, Column(title))
        columns.append(
            Column(title, at.field, at.setting, at.value, at.format, required, at.choices)
        )
    return Layout(sheet, _FILE_NAMES[sheet], sheet, tuple(columns))


def read_layout(text: str) -> Layout:
    """Read a layout from YAML or JSON text, such as the example in ``data/bpu_example.yaml``.

    >>> layout = read_layout("{name: uji, file_name: uji.xlsx, sheet: Data, max_rows: 500, "
    ...                      "columns: [{title: NIK, field: nik, required: true}]}")
    >>> layout.titles, layout.max_rows
    (('NIK',), 500)

    Raises LayoutError, with the place and what is expected, for anything that is no layout.
    """
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise LayoutError("Tata letak bukan YAML atau JSON yang benar.") from error
    if not isinstance(document, Mapping):
        raise LayoutError("Tata letak harus berisi name, file_name, sheet dan columns.")
    columns = document.get("columns")
    if not isinstance(columns, list) or not columns:
        raise LayoutError("Tata letak: columns harus berupa daftar kolom, paling sedikit satu.")
    made = tuple(_column(n, one) for n, one in enumerate(columns, start=1))
    titles = [column.title for column in made]
    if len(set(titles)) != len(titles):
        raise LayoutError("Tata letak: ada dua kolom dengan judul yang sama.")
    return Layout(
        _text(document, "name"), _file_name(document), _text(document, "sheet"), made,
        _max_rows(document),
    )  # fmt: skip


def example_layout() -> str:
    """Return the documented example of a BPU layout, as YAML text to start from."""
    source = files("payung.core.sipp") / "data" / "bpu_example.yaml"
    return source.read_text(encoding="utf-8")


def _text(document: Mapping[str, Any], key: str) -> str:
    value = document.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LayoutError(f"Tata letak: {key} harus diisi dengan teks.")
    return value.strip()


def _file_name(document: Mapping[str, Any]) -> str:
    name = _text(document, "file_name")
    if not name.endswith(".xlsx") or "/" in name or "\\" in name:
        raise LayoutError("Tata letak: file_name harus berakhiran .xlsx, tanpa folder.")
    return name


def _max_rows(document: Mapping[str, Any]) -> int:
    value = document.get("max_rows", MAX_ROWS)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1_000_000:
        raise LayoutError("Tata letak: max_rows harus bilangan bulat 1 sampai 1.000.000.")
    return value


def _column(position: int, one: object) -> Column:
    where = f"Tata letak, kolom ke-{position}"
    if not isinstance(one, Mapping):
        raise LayoutError(f"{where}: harus berisi title dan field, setting atau value.")
    if unknown := set(one) - set(_KINDS):
        raise LayoutError(f"{where}: kunci tidak dikenal: {', '.join(sorted(map(str, unknown)))}.")
    column = Column(
        title=str(one.get("title") or ""),
        field=str(one.get("field") or ""),
        setting=str(one.get("setting") or ""),
        value=str(one.get("value") or ""),
        format=str(one.get("format") or "text"),
        required=one.get("required") is True,
        choices=tuple(str(choice) for choice in one.get("choices") or ()),
    )
    _check(column, where)
    return column


def _check(column: Column, where: str) -> None:
    if not column.title:
        raise LayoutError(f"{where}: title harus diisi.")
    if sum(map(bool, (column.field, column.setting, column.value))) > 1:
        raise LayoutError(f"{where}: pilih satu dari field, setting atau value.")
    if column.field and column.field not in FIELDS:
        known = ", ".join(sorted(FIELDS))
        raise LayoutError(f"{where}: field {column.field!r} tidak dikenal; pilih dari {known}.")
    if column.format not in FORMATS:
        raise LayoutError(
            f"{where}: format {column.format!r} tidak dikenal; pilih dari {', '.join(FORMATS)}."
        )
