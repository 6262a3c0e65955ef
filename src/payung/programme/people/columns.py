"""From the fields of a resident list to the columns of a person, and to what is stored of them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.utils.translation import gettext_noop as _

from payung.base.vault.crypto import blind_index, seal
from payung.core.identity import search_form
from payung.core.sheets import codes
from payung.programme.people.models import Person

#: Field of the list → column of the person, where the value is taken as it is.
TEXTS = {
    "nama": "name", "jenis_kelamin": "sex", "tempat_lahir": "birth_place",
    "nama_ibu": "mother_name", "alamat": "address", "dusun": "hamlet", "rt": "rt", "rw": "rw",
    "telepon": "phone", "no_kk": "kk",
}  # fmt: skip
#: Field of the list → column, and the table that turns its standard word into a code.
CODES = {
    "hubungan_keluarga": ("family_relation", codes.RELATION),
    "status_kawin": ("marital_status", codes.MARITAL),
    "kewarganegaraan": ("citizenship", codes.CITIZENSHIP),
}
TABLES = (
    codes.RELATION, codes.MARITAL, codes.CITIZENSHIP, codes.STATUS, codes.OCCUPATION,
)  # fmt: skip
TABLE_OF = dict(CODES.values()) | {"occupation": codes.OCCUPATION}
#: OpenSID's status_dasar (tweb_status_dasar).
LIFE = {1: "alive", 2: "dead", 3: "moved", 4: "missing", 6: "away", 9: "invalid"}
KEPT = ("nik", "tanggal_lahir", "pekerjaan", "status_dasar", *TEXTS, *CODES)
SEALED = ("nik", "kk", "mother_name", "phone")
LENGTHS = {
    f.name: f.max_length for f in Person._meta.concrete_fields if getattr(f, "max_length", None)
}
#: Columns that a list can give, with their words.
LABELS = {
    "name": _("Nama"), "sex": _("Jenis kelamin"), "birth_place": _("Tempat lahir"),
    "birth_date": _("Tanggal lahir"), "nik": _("NIK"), "kk": _("Nomor KK"),
    "mother_name": _("Nama ibu"),
    "address": _("Alamat"), "hamlet": _("Dusun"), "rt": _("RT"), "rw": _("RW"),
    "family_relation": _("Hubungan keluarga"), "marital_status": _("Status kawin"),
    "citizenship": _("Kewarganegaraan"), "occupation": _("Pekerjaan"),
    "occupation_text": _("Pekerjaan (menurut berkas)"), "phone": _("Nomor HP"),
    "life_status": _("Status"),
}  # fmt: skip


_TEXTS = tuple((field, column, LENGTHS.get(column) or 500) for field, column in TEXTS.items())


def columns_of(values: dict[str, Any]) -> dict[str, Any]:
    """The person's columns that a row gives a value for; empty cells give nothing.

    Dates stay as ISO text. This runs for every row twice, so it does no more than it must.
    """
    get = values.get
    found: dict[str, Any] = {"birth_date": get("tanggal_lahir")}
    for field, column, limit in _TEXTS:
        value = get(field)
        if value:
            found[column] = value if len(value) <= limit else value[:limit]
    for field, (column, table) in CODES.items():
        value = get(field)
        if value and (code := _numbers(table.name).get(value)):
            found[column] = code
    nik = get("nik")
    if nik and nik != "0":
        found["nik"] = nik
    if job := get("pekerjaan"):
        code = _numbers("occupation").get(job)
        found["occupation" if code else "occupation_text"] = code or job[:100]
    life = get("status_dasar")
    if life and (state := LIFE.get(_numbers("status").get(life, 0))):
        found["life_status"] = state
    return found


@cache
def _numbers(name: str) -> dict[str, int]:
    """Code by standard label, of a table by its name."""
    table = next(t for t in TABLES if t.name == name)
    return {label: int(code) for code, label in table.labels.items()}


def nik_state(nik: str) -> str:
    """What kind of number a row gave: given, temporary (begins with 0) or missing."""
    if not nik:
        return Person.NikState.MISSING
    return Person.NikState.TEMPORARY if nik[0] == "0" else Person.NikState.GIVEN


@lru_cache(maxsize=8192)
def nik_index(nik: str) -> str:
    """Blind index of a NIK; the last few thousand are at hand, for each is asked for twice."""
    return blind_index("nik", nik)


@lru_cache(maxsize=8192)
def kk_index(kk: str) -> str:
    """Blind index of a family-card number; a family stands together in a list."""
    return blind_index("kk", kk)


@lru_cache(maxsize=20_000)
def tail_index(digits: str) -> str:
    """Index of the last four digits, of which there are only ten thousand."""
    return blind_index("nik_tail", digits)


def derived(columns: dict[str, Any]) -> dict[str, Any]:
    """Columns that follow from others: search key, indexes, kind of NIK."""
    found: dict[str, Any] = {}
    if "name" in columns:
        found["name_key"] = search_form(columns["name"])[:150]
    if "nik" in columns:
        nik = columns["nik"]
        found["nik_index"] = nik_index(nik)
        found["nik_tail"] = tail_index(nik[-4:]) if nik else ""
        found["nik_state"] = nik_state(nik)
    if "kk" in columns:
        found["kk_index"] = kk_index(columns["kk"])
    return found


def stored(column: str, value: Any) -> Any:
    """A column's value as the database keeps it."""
    if column in SEALED:
        return seal(value.encode()) if value else b""
    return value
