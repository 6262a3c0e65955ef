"""What a row of a list from outside says: kind of news, day, and the fact asked once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from payung.core.sipp.answers import verdict_of
from payung.desk.matching.models import Finding
from payung.programme.membership.matching import kpj_index

K = Finding.Kind
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """One row's news of one person; `detail` holds no identity number."""

    kind: str
    fact: str
    on: date | None
    detail: str = ""


def _day(values: Values, field: str) -> date | None:
    text = str(values.get(field) or "")
    return date.fromisoformat(text) if text else None


def read_death(values: Values) -> News | None:
    """Died on a day; the number of the certificate if it is told."""
    on = _day(values, "tanggal_meninggal")
    number = str(values.get("no_akta") or "")
    return News(K.DIED, str(on), on, number[:200])


def read_move(values: Values) -> News | None:
    """Moved on a day to a place."""
    on = _day(values, "tanggal_pindah")
    parts = (values.get("tujuan"), values.get("no_surat"))
    return News(K.MOVED, str(on), on, ", ".join(str(p) for p in parts if p)[:200])


def servant_kind(status: str) -> str:
    """Civil servant, contract servant, or part-time one, as the office words it.

    >>> [str(servant_kind(s)) for s in ("PNS", "CPNS", "P3K", "PPPK Paruh Waktu", "")]
    ['asn', 'asn', 'pppk', 'pppk_part', 'asn']
    """
    plain = "".join(c for c in status.upper() if c.isalnum())
    if "PARUH" in plain:
        return K.PPPK_PART
    return K.PPPK if "PPPK" in plain or "P3K" in plain else K.ASN


def read_servant(values: Values) -> News | None:
    """Civil servant since a day, in an office."""
    status = str(values.get("status_pegawai") or "")
    kind = servant_kind(status)
    parts = (status or "status tidak disebut", values.get("unit"))
    return News(
        kind, kind, _day(values, "tmt"), ", ".join(str(part) for part in parts if part)[:200]
    )


def read_member(values: Values) -> News | None:
    """Active at BPJS under a KPJ; None for a row that says inactive."""
    if verdict_of(str(values.get("status_peserta") or "")) is False:
        return None
    parts = (values.get("segmen"), values.get("npp") and f"NPP {values['npp']}")
    said = ", ".join(str(part) for part in parts if part)
    return News(K.ACTIVE, kpj_index(str(values.get("kpj") or "")), None, said[:200])


def segment_of(detail: str) -> Literal["bpu", "pu", ""]:
    """The segment that the news of a member names; "" where the list did not tell it.

    >>> [segment_of(s) for s in ("BPU", "Bukan Penerima Upah", "PU, NPP 21000001", "NPP 21", "")]
    ['bpu', 'bpu', 'pu', '', '']
    """
    word = "".join(c for c in detail.split(",")[0].upper() if c.isalpha())
    if "BPU" in word or "BUKANPENERIMAUPAH" in word or "INFORMAL" in word:
        return "bpu"
    return "pu" if word == "PU" or "PENERIMAUPAH" in word else ""


Reader = Callable[[Values], News | None]
