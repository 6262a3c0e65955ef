"""A branch's list of claims with what became of each: headers, words, and one row's meaning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from payung.core.sheets.schema import Field, Kind, Schema
from payung.core.sipp.schemas import ANSWER

_SHARED: Final = {"no_urut", "nik", "kpj", "nama", "npp", "status", "alasan"}


def _field(name: str, label_id: str, label_en: str, *synonyms: str, kind: Kind) -> Field:
    return Field(name, {"id": label_id, "en": label_en}, kind, synonyms, strict=False)


CLAIM_STATUS: Final = Schema(
    "bpjs_claim_status",
    (
        *(field for field in ANSWER.fields if field.name in _SHARED),
        _field(
            "program", "Program", "Programme", "Jenis Klaim", "Jenis Program", "Program Klaim",
            "Jaminan", "Jenis Jaminan", "Manfaat", kind=Kind.TEXT,
        ),
        _field(
            "no_klaim", "Nomor klaim", "Claim number", "No Klaim", "No. Klaim", "Kode Klaim",
            "Nomor Penetapan", "No Penetapan", kind=Kind.TEXT,
        ),
        _field(
            "tanggal_kejadian", "Tanggal kejadian", "Day of the event", "Tgl Kejadian",
            "Tanggal Meninggal", "Tgl Meninggal", "Tanggal Kecelakaan", kind=Kind.DATE,
        ),
        _field(
            "jumlah", "Jumlah dibayar", "Amount paid", "Nominal", "Jumlah", "Nilai Manfaat",
            "Total Bayar", "Jumlah Bayar", "Nilai Bayar", kind=Kind.MONEY,
        ),
        _field(
            "tanggal_bayar", "Tanggal bayar", "Paid on", "Tgl Bayar", "Tanggal Transfer",
            "Tgl Transfer", "Tanggal Pembayaran", kind=Kind.DATE,
        ),
        _field("penerima", "Penerima", "Payee", "Nama Penerima", "Ahli Waris", kind=Kind.TEXT),
    ),
    anchors=("status", "program"),
    least=3,
)  # fmt: skip

_WORDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("refuse", ("tolak", "reject", "tidakdisetujui")),
    ("pay", ("bayar", "cair", "lunas", "transfer", "paid", "selesai")),
    ("ask", ("tanya", "kurang", "lengkapi", "kembali", "pending", "konfirmasi")),
    ("approve", ("setuju", "approve", "ditetapkan", "penetapan")),
    ("wait", ("proses", "terima", "verifikasi", "antri", "masuk")),
)
_PROGRAMMES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("jkk", ("jkk", "kecelakaan")),
    ("jkm", ("jkm", "jaminankematian", "kematian")),
    ("jht", ("jht", "haritua")),
    ("jkp", ("jkp", "kehilanganpekerjaan")),
    ("jp", ("jp", "pensiun")),
)


def _first(text: str, table: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    word = "".join(c for c in text.casefold() if c.isalnum())
    return next((code for code, parts in table if any(p in word for p in parts)), "")


def step_of(status: str) -> str:
    """refuse, pay, ask, approve or wait; '' for a word that is not known.

    >>> step_of("Sudah Dibayar"), step_of("Ditolak"), step_of("Berkas kurang"), step_of("?")
    ('pay', 'refuse', 'ask', '')
    >>> step_of("Belum dibayar"), step_of("Tidak disetujui")
    ('wait', 'refuse')
    """
    word = "".join(c for c in status.casefold() if c.isalnum())
    if word.startswith("belum"):
        return "wait"
    return _first(status, _WORDS)


def programme_of(text: str) -> str:
    """The programme that a word means; '' for one that is not known.

    >>> programme_of("Jaminan Kematian"), programme_of("JKK"), programme_of("JP Berkala")
    ('jkm', 'jkk', 'jp')
    """
    return _first(text, _PROGRAMMES)


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One claim in a branch's list; `amount` in rupiah."""

    nik: str
    kpj: str
    name: str
    npp: str
    programme: str
    step: str
    reference: str
    happened: dt.date | None
    amount: int | None
    paid_on: dt.date | None
    payee: str
    reason: str


def read_status(values: Mapping[str, Any]) -> StatusLine:
    """Interpret the values of a row, by the fields of ``CLAIM_STATUS``.

    >>> read_status({"kpj": "21023456789", "program": "JKM", "status": "Dibayar"}).step
    'pay'
    """

    def text(name: str) -> str:
        return str(values.get(name) or "").strip()

    amount = values.get("jumlah")
    return StatusLine(
        text("nik"), text("kpj"), text("nama"), text("npp").upper(),
        programme_of(text("program")), step_of(text("status")), text("no_klaim"),
        _day(values.get("tanggal_kejadian")), None if amount is None else int(amount),
        _day(values.get("tanggal_bayar")), text("penerima"), text("alasan"),
    )  # fmt: skip


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.date) or not value:
        return value or None
    return dt.date.fromisoformat(str(value))
