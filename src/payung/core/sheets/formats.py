"""Which known layout a table has, told by its headers."""

import re
from collections.abc import Iterable

from payung.core.sheets.header import Column
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
