"""Which known layout a table has, told by its headers."""

import re
from collections.abc import Iterable
from itertools import islice

from payung.core.sheets.cells import text_of
from payung.core.sheets.header import Column, Header
from payung.core.sheets.readers import Sheet
from payung.core.sheets.schema import Schema, header_key

_OPENSID = frozenset(
    re.findall(
        r"\w+",
        """
    alamat dusun rw rt nama nokk nik sex tempatlahir tanggallahir agamaid pendidikankkid
    pendidikansedangid pekerjaanid statuskawin kklevel warganegaraid ayahnik namaayah ibunik
    namaibu golongandarahid aktalahir dokumenpasport tanggalakhirpaspor dokumenkitas
    aktaperkawinan tanggalperkawinan aktaperceraian tanggalperceraian cacatid carakbid hamil
    ktpel statusrekam alamatsekarang statusdasar suku tagidcard idasuransi noasuransi lat lng
    """,
    )
)
_EXPORT_ONLY = frozenset(("id", "foto", "asuransi"))
_SIAK = frozenset(("nomorkk", "namapenduduk", "shdk", "kelamin"))

_LOOKED_AT = 50
_CITIZENSHIPS = frozenset(("WNI", "WNA", "DUA KEWARGANEGARAAN"))

OPENSID = "opensid"
OPENSID_EXPORT = "opensid_export"
SIAK = "siak"
LIST = "list"


def recognise(columns: Iterable[Column], schema: Schema) -> str:
    """``opensid``, ``opensid_export``, ``siak`` or ``list``; other schemas give their name."""
    if schema.name != "residents":
        return schema.name
    keys = {header_key(column.header) for column in columns}
    if len(keys & _OPENSID) >= 25:
        return OPENSID_EXPORT if keys & _EXPORT_ONLY else OPENSID
    if len(keys & _SIAK) >= 3:
        return SIAK
    return LIST


def distrusted_fields(layout: str, sheet: Sheet, header: Header) -> tuple[str, ...]:
    """Fields whose values are wrong in this file whatever they say.

    OpenSID's export in words looks up the status in another table and prints the citizenship in
    the columns of the electronic card; the export in codes is right.
    """
    places = {c.field: c.index - sheet.first_column for c in header.columns if c.field}
    if layout != OPENSID_EXPORT or "status_dasar" not in places:
        return ()
    for number, cells in islice(sheet.rows(), _LOOKED_AT):
        if number > header.last_row:
            shown = {n: text_of(cells[p]).strip() for n, p in places.items() if p < len(cells)}
            is_word = bool(shown["status_dasar"]) and not shown["status_dasar"].isdigit()
            if is_word or shown.get("ktp_el", "").upper() in _CITIZENSHIPS:
                return ("status_dasar",)
    return ()
