"""The kinds of files that villages really send: columns, order, words, dress."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import xlsxwriter

from payung.core.sheets import codes
from payung.edge.demo.people import Place, Resident

OPENSID = """
alamat dusun rw rt nama no_kk nik sex tempatlahir tanggallahir agama_id pendidikan_kk_id
pendidikan_sedang_id pekerjaan_id status_kawin kk_level warganegara_id ayah_nik nama_ayah
ibu_nik nama_ibu golongan_darah_id akta_lahir dokumen_pasport tanggal_akhir_paspor dokumen_kitas
akta_perkawinan tanggalperkawinan akta_perceraian tanggalperceraian cacat_id cara_kb_id hamil
ktp_el status_rekam alamat_sekarang status_dasar suku tag_id_card id_asuransi no_asuransi lat lng
""".split()  # noqa: SIM905 - forty-three names read better as words
PLAIN = (
    "No", "NIK", "Nama Lengkap", "L/P", "Tempat Lahir", "Tanggal Lahir", "No KK", "Hubungan",
    "Status Kawin", "Pekerjaan", "Nama Ibu Kandung", "Dusun", "RT", "RW",
)  # fmt: skip
SIAK = (
    "Nomor KK", "NIK", "Nama Penduduk", "Status", "Tempat Lahir", "Tanggal Lahir", "Kelamin",
    "Ayah", "Ibu", "Status Kawin", "SHDK", "Alamat", "RW", "RT", "Pekerjaan",
)  # fmt: skip


MADE = dt.datetime(2026, 1, 5, 8, 0)  # noqa: DTZ001 - workbooks know no zone


@dataclass(frozen=True, slots=True)
class VillageFile:
    """A file as it arrives: name and bytes."""

    name: str
    content: bytes


@lru_cache
def occupation_word(code: int) -> str:
    """The Dukcapil word of an occupation code."""
    return codes.OCCUPATION.label(str(code)) or ""


def opensid(place: Place, people: list[Resident]) -> VillageFile:
    """OpenSID's own import sheet: 43 columns, codes, names in row 1, `###` at the end."""
    rows = [_opensid_row(place, r) for r in people]
    content = xlsx([OPENSID, *rows, ["", "###"]], "Data Penduduk")
    return VillageFile(f"opensid-{_slug(place)}.xlsx", content)


def _opensid_row(place: Place, r: Resident) -> list[str]:
    known = {
        "alamat": f"Desa {place.name}", "dusun": r.hamlet, "rw": r.rw, "rt": r.rt, "nama": r.name,
        "no_kk": r.kk, "nik": r.nik, "sex": "1" if r.sex == "L" else "2",
        "tempatlahir": r.birth_place, "tanggallahir": f"{r.birth_date:%d-%m-%Y}",
        "agama_id": "3", "pekerjaan_id": str(r.occupation), "status_kawin": str(r.marital),
        "kk_level": str(r.relation), "warganegara_id": "1", "nama_ayah": r.father,
        "nama_ibu": r.mother, "status_dasar": str(r.life),
    }  # fmt: skip
    return [known.get(column, "") for column in OPENSID]


def plain(place: Place, people: list[Resident]) -> VillageFile:
    """A list made by hand in Excel: titles, a gap, headers in row 5, a sum and a signature."""
    rows = [[str(n), *_plain_row(r)] for n, r in enumerate(people, 1)]
    table: list[list[str]] = [
        [f"DATA PENDUDUK DESA {place.name.upper()}"],
        [f"KECAMATAN {place.district.upper()} KABUPATEN BELU"],
        [],
        [],
        list(PLAIN),
        *rows,
        ["JUMLAH", "", str(len(rows))],
        [],
        ["", "", "", "", "", "", "", "", f"{place.name}, 5 Januari 2026"],
        ["", "", "", "", "", "", "", "", "Kepala Desa"],
    ]
    return VillageFile(f"Data Penduduk {place.name}.xlsx", xlsx(table, "Sheet1"))


def _plain_row(r: Resident) -> list[str]:
    return [
        r.nik, r.name.upper(), r.sex, r.birth_place, f"{r.birth_date:%d/%m/%Y}", r.kk,
        codes.RELATION.label(str(r.relation)) or "", codes.MARITAL.label(str(r.marital)) or "",
        occupation_word(r.occupation), r.mother, r.hamlet, r.rt, r.rw,
    ]  # fmt: skip


def semicolon(place: Place, people: list[Resident]) -> VillageFile:
    """CSV as Excel saves it in Indonesia: semicolons, cp1252."""
    return VillageFile(f"{_slug(place)}.csv", _csv(people, ";", "cp1252"))


def comma(place: Place, people: list[Resident]) -> VillageFile:
    """CSV with commas, UTF-8."""
    return VillageFile(f"penduduk_{_slug(place)}.csv", _csv(people, ",", "utf-8"))


def siak(place: Place, people: list[Resident]) -> VillageFile:
    """The export of the population office."""
    rows = [
        [
            r.kk, r.nik, r.name.upper(), "HIDUP" if r.life == 1 else "MATI",
            r.birth_place.upper(), f"{r.birth_date:%d-%m-%Y}",
            "LAKI-LAKI" if r.sex == "L" else "PEREMPUAN", r.father.upper(), r.mother.upper(),
            codes.MARITAL.label(str(r.marital)) or "", codes.RELATION.label(str(r.relation)) or "",
            place.name.upper(), r.rw, r.rt, occupation_word(r.occupation),
        ]
        for r in people
    ]  # fmt: skip
    return VillageFile(f"SIAK {place.name}.xlsx", xlsx([list(SIAK), *rows], "Sheet1"))


Layout = Callable[[Place, list[Resident]], VillageFile]
LAYOUTS: tuple[Layout, ...] = (opensid, plain, semicolon, siak, comma)
TELLS_LIFE = (opensid, siak)
"""Layouts with a column that says who has died."""


def layout_of(place: Place) -> Layout:
    """The layout that the village's turn gives it."""
    return LAYOUTS[place.index % len(LAYOUTS)]


def file_of(place: Place, people: list[Resident]) -> VillageFile:
    """The village's file in its layout."""
    return layout_of(place)(place, people)


def _csv(people: list[Resident], delimiter: str, encoding: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(PLAIN[1:])
    writer.writerows(_plain_row(r) for r in people)
    return out.getvalue().encode(encoding, "replace")


def xlsx(rows: list[list[str]], sheet: str) -> bytes:
    """A workbook of texts; the same rows give the same bytes every time."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": MADE})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value:
                page.write_string(number, column, value)
    book.close()
    return out.getvalue()


def _slug(place: Place) -> str:
    return place.name.lower().replace(" ", "-").replace("'", "")
