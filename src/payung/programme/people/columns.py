"""From the fields of a resident list to the columns of a person, and to what is stored of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_noop as _

from payung.base.staging.lines import gathered
from payung.base.vault.crypto import Vault, current, seal
from payung.core.identity import search_form
from payung.core.sheets import codes
from payung.core.sheets.codes import CodeTable
from payung.programme.people.given_field import COLUMNS
from payung.programme.people.models import Person

#: Columns that hold a code, with their tables.
TABLE_OF = {
    "family_relation": codes.RELATION, "marital_status": codes.MARITAL,
    "citizenship": codes.CITIZENSHIP, "occupation": codes.OCCUPATION,
}  # fmt: skip
#: OpenSID's status_dasar (tweb_status_dasar).
LIFE = {1: "alive", 2: "dead", 3: "moved", 4: "missing", 6: "away", 9: "invalid"}
#: Fields of the list that make up a row's content. Their order is in every fingerprint kept.
KEPT = (
    "nik", "tanggal_lahir", "pekerjaan", "status_dasar", "nama", "jenis_kelamin", "tempat_lahir",
    "nama_ibu", "alamat", "dusun", "rt", "rw", "telepon", "no_kk", "hubungan_keluarga",
    "status_kawin", "kewarganegaraan",
)  # fmt: skip
SEALED = ("nik", "kk", "mother_name", "phone")
#: How much of a text each column takes; sealed ones have no bound of their own.
NAME, PLACE, ADDRESS, HAMLET, RT, JOB = (
    getattr(Person._meta.get_field(name), "max_length", 0)
    for name in ("name", "birth_place", "address", "hamlet", "rt", "occupation_text")
)
TEXT = 500
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


#: Columns that a row can give, in the order of `given`.
GIVEN = COLUMNS[:-1]
Values = Mapping[str, Any]
Column = list[Any]


def given(rows: Sequence[Values]) -> list[Column]:
    """What rows give, column by column in the order of `GIVEN`; None where one gives nothing.

    Dates stay as ISO text. Column by column costs a third of row by row.
    """
    column = gathered(rows)
    return [read(column(field)) for field, read in _READ]


def columns_of(values: Values) -> dict[str, Any]:
    """The person's columns that a row gives a value for; empty cells give nothing."""
    pairs = zip(GIVEN, given([values]), strict=True)
    return {name: v for name, (v,) in pairs if v is not None or name == "birth_date"}


def _numbers(table: CodeTable) -> dict[Any, int]:
    """Code by standard label."""
    return {label: int(code) for code, label in table.labels.items()}


_OCCUPATION = _numbers(codes.OCCUPATION)
_LIFE = {label: LIFE.get(code) for label, code in _numbers(codes.STATUS).items()}


def _text(most: int) -> Callable[[Column], Column]:
    def read(column: Column) -> Column:
        if all(column) and max(map(len, column)) <= most:
            return column
        return [value[:most] if value else None for value in column]

    return read


def _code(numbers: Mapping[Any, Any]) -> Callable[[Column], Column]:
    return lambda column: list(map(numbers.get, column))


def _job(column: Column) -> Column:
    """Occupations that have no code, as typed."""
    return [job[:JOB] if job and not _OCCUPATION.get(job) else None for job in column]


def _nik(column: Column) -> Column:
    if all(column) and "0" not in column:
        return column
    return [nik if nik and nik != "0" else None for nik in column]


def _as_it_is(column: Column) -> Column:
    return column if all(column) else [value or None for value in column]


#: The field that each of `GIVEN` is read from, and how.
_READ: tuple[tuple[str, Callable[[Column], Column]], ...] = (
    ("nama", _text(NAME)), ("jenis_kelamin", _as_it_is), ("tempat_lahir", _text(PLACE)),
    ("tanggal_lahir", _as_it_is), ("nik", _nik), ("no_kk", _as_it_is), ("nama_ibu", _text(TEXT)),
    ("alamat", _text(ADDRESS)), ("dusun", _text(HAMLET)), ("rt", _text(RT)), ("rw", _text(RT)),
    ("hubungan_keluarga", _code(_numbers(codes.RELATION))),
    ("status_kawin", _code(_numbers(codes.MARITAL))),
    ("kewarganegaraan", _code(_numbers(codes.CITIZENSHIP))),
    ("pekerjaan", _code(_OCCUPATION)), ("pekerjaan", _job), ("telepon", _text(TEXT)),
    ("status_dasar", _code(_LIFE)),
)  # fmt: skip


def nik_state(nik: str | None) -> str:
    """What kind of number a row gave: given, temporary (begins with 0) or missing."""
    if not nik:
        return Person.NikState.MISSING
    return Person.NikState.TEMPORARY if nik[0] == "0" else Person.NikState.GIVEN


@lru_cache(maxsize=40_000)
def _index(vault: Vault, subject: str, value: str) -> str:
    """The last many are at hand, for each is asked for twice; other keys, other answers."""
    return vault.blind_index(subject, value)


def nik_index(nik: str) -> str:
    """Blind index of a NIK."""
    return _index(current(), "nik", nik)


def kk_index(kk: str, vault: Vault | None = None) -> str:
    """Blind index of a family-card number; a family stands together in a list."""
    return _index(vault or current(), "kk", kk)


def tail_index(digits: str, vault: Vault | None = None) -> str:
    """Index of the last four digits, of which there are only ten thousand."""
    return _index(vault or current(), "nik_tail", digits)


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
