"""What a row of an answer, or of a posting list, says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from payung.core.calendar import Month

_GOOD: Final = frozenset({
    "valid", "berhasil", "sukses", "ok", "oke", "diterima", "aktif", "terdaftar", "ya", "y", "a",
    "success",
})  # fmt: skip
_BAD: Final = frozenset({
    "tidakvalid", "invalid", "gagal", "ditolak", "error", "tidak", "t", "tdkvalid", "nonaktif",
    "tidakaktif", "na", "keluar", "failed", "belumvalid", "inactive",
})  # fmt: skip


def verdict_of(status: str) -> bool | None:
    """Whether a status word is good or bad news; None for a word that is not known.

    >>> verdict_of("VALID"), verdict_of("Tidak Valid"), verdict_of("NON-AKTIF"), verdict_of("x")
    (True, False, False, None)
    """
    word = "".join(c for c in status.casefold() if c.isalnum())
    if word in _GOOD:
        return True
    return False if word in _BAD else None


@dataclass(frozen=True, slots=True)
class Answer:
    """One worker in an answer: accepted with a KPJ, refused with a reason, or undecided (None)."""

    nik: str
    kpj: str
    name: str
    npp: str
    valid: bool | None
    reason: str


def read_answer(values: Mapping[str, Any]) -> Answer:
    """Interpret the values of a row, by the fields of ``schemas.ANSWER``.

    A KPJ without a status is an acceptance; a reason without a KPJ is a refusal.

    >>> read_answer({"nik": "5304015708800003", "kpj": "21023456789"}).valid
    True
    >>> read_answer({"nik": "5304015708800003", "alasan": "NIK tidak ditemukan"}).valid
    False
    >>> read_answer({"nama": "MARIA"}).valid is None
    True
    """
    kpj, reason = str(values.get("kpj") or ""), str(values.get("alasan") or "")
    valid = verdict_of(str(values.get("status") or ""))
    if valid is None:
        valid = True if kpj else (False if reason else None)
    return Answer(
        str(values.get("nik") or ""), kpj, str(values.get("nama") or ""),
        str(values.get("npp") or "").upper(), valid, reason,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One worker and month in a posting list; ``amount`` in rupiah, None where nothing is told."""

    nik: str
    kpj: str
    name: str
    npp: str
    month: Month | None
    amount: int | None
    paid_on: dt.date | None
    reference: str
    active: bool


_PARTS: Final = ("jkk", "jkm", "jkp")


def read_posting(values: Mapping[str, Any]) -> PostingLine:
    """Interpret the values of a row, by the fields of ``schemas.POSTING``.

    Months and dates may be values or their ISO text. Without a total, the parts are added.

    >>> line = read_posting({"kpj": "21023456789", "bulan": "2026-01", "jkk": 10000, "jkm": 6800})
    >>> line.amount, line.month, line.active
    (16800, Month(2026, 1), True)
    """
    return PostingLine(
        str(values.get("nik") or ""),
        str(values.get("kpj") or ""),
        str(values.get("nama") or ""),
        str(values.get("npp") or "").upper(),
        _month(values.get("bulan")),
        _amount(values),
        _date(values.get("tanggal_bayar")),
        str(values.get("kode_iuran") or ""),
        verdict_of(str(values.get("status") or "")) is not False,
    )


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """One employer and month in a branch's summary (MKRO)."""

    npp: str
    month: Month | None
    heads: int | None
    billed: int | None
    received: int | None
    paid_on: dt.date | None
    reference: str


def read_employer_line(values: Mapping[str, Any]) -> EmployerLine:
    """Interpret the values of a row, by the fields of ``schemas.EMPLOYER_POSTING``.

    >>> read_employer_line({"npp": "np1", "blth_dutk": "2026-01", "tk_aktif": 8}).month
    Month(2026, 1)
    """
    return EmployerLine(
        str(values.get("npp") or "").upper(),
        _month(values.get("bulan")) or _month(values.get("blth_dutk")),
        values.get("tk_aktif"),
        values.get("nilai_iuran"),
        values.get("jumlah"),
        _date(values.get("tanggal_bayar")),
        str(values.get("kode_iuran") or ""),
    )


def _amount(values: Mapping[str, Any]) -> int | None:
    if values.get("jumlah") is not None:
        return int(values["jumlah"])
    told = [values[name] for name in _PARTS if values.get(name) is not None]
    for name in ("jht", "jp"):
        if values.get(name) is not None:
            told.append(values[name])
        else:
            shares = (values.get(f"{name}_pemberi_kerja"), values.get(f"{name}_pekerja"))
            told += [share for share in shares if share is not None]
    return sum(int(part) for part in told) if told else None


def _month(value: Any) -> Month | None:
    return Month.parse(value) if isinstance(value, str) and value else value


def _date(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else value
