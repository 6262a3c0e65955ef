"""Which workers can be sent, as rows of text; which are held back, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from payung.core.calendar import Lang
from payung.core.identity import NameFault, NikFault, read_kpj, read_name, read_nik
from payung.core.sipp.formats import FORMATS, plain
from payung.core.sipp.layouts import Column, Layout
from payung.core.sipp.worker import Worker


class HoldCode(StrEnum):
    """Why a worker is not in the file."""

    NIK_TEMPORARY = "nik_temporary"
    NIK_INVALID = "nik_invalid"
    NIK_REPEATED = "nik_repeated"
    KPJ_INVALID = "kpj_invalid"
    NAME_INVALID = "name_invalid"
    FIELD_MISSING = "field_missing"
    FIELD_CHOICE = "field_choice"


_WORDS: Final[dict[HoldCode, tuple[str, str]]] = {
    HoldCode.NIK_TEMPORARY: (
        "NIK sementara (diawali 0) tidak dapat dikirim ke BPJS. "
        "Lengkapi dengan NIK dari KTP-el atau Disdukcapil.",
        "A temporary NIK (begins with 0) cannot be sent to BPJS. "
        "Replace it by the NIK of the e-KTP or of the civil registry.",
    ),
    HoldCode.NIK_INVALID: (
        "NIK bukan 16 angka yang benar. Periksa pada KTP-el atau kartu keluarga.",
        "The NIK is not a valid number of 16 digits. Check the e-KTP or the family card.",
    ),
    HoldCode.NIK_REPEATED: (
        "NIK ini sudah ada pada baris lain dalam berkas yang sama. "
        "Tentukan mana yang benar sebelum mengirim.",
        "This NIK is already on another row of the same file. Decide which one is right first.",
    ),
    HoldCode.KPJ_INVALID: (
        "KPJ bukan 8 sampai 13 angka. Periksa pada kartu peserta.",
        "The KPJ does not have 8 to 13 digits. Check the member's card.",
    ),
    HoldCode.NAME_INVALID: (
        "Nama memuat tanda yang tidak diterima formulir BPJS. Tulis seperti pada KTP-el.",
        "The name holds characters that BPJS's form does not take. Write it as on the e-KTP.",
    ),
    HoldCode.FIELD_MISSING: (
        "Kolom {column} wajib dan belum ada datanya. Lengkapi data orang ini.",
        "Column {column} is required and has no data. Complete this person's data.",
    ),
    HoldCode.FIELD_CHOICE: (
        "Kolom {column} hanya boleh berisi {choices}. Perbaiki data orang ini.",
        "Column {column} may only hold {choices}. Correct this person's data.",
    ),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason for holding a worker back."""

    code: HoldCode
    column: str = ""
    choices: tuple[str, ...] = ()

    def text(self, lang: Lang = "id") -> str:
        """Return the reason and the way out in a sentence."""
        words = _WORDS[self.code][0 if lang == "id" else 1]
        return words.format(column=self.column, choices=", ".join(self.choices))


@dataclass(frozen=True, slots=True)
class Held:
    """A worker who is held back, with every reason."""

    ref: str
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """``rows`` are ready to write, ``refs`` their owners in the same order."""

    layout: Layout
    rows: tuple[tuple[str, ...], ...]
    refs: tuple[str, ...]
    held: tuple[Held, ...]


_NO_LAYOUT: Final = (
    "Tata letak berkas unggah BPU belum diisi. BPJS tidak menerbitkannya untuk umum: "
    "mintalah pada cabang atau wadah Anda, lalu isi di Pengaturan.",
    "The layout of the BPU upload file is not set. BPJS does not publish it: ask your branch "
    "or wadah for it and enter it under Settings.",
)
_NO_CODE: Final = (
    "Kode {column} untuk NPP ini belum diisi. Daftar kodenya tidak terbit untuk umum: lihat "
    "lembar {column} pada templat yang diunduh dari SIPP Online NPP ini, lalu isi di Pengaturan.",
    "The {column} code of this NPP is not set. Its list is not public: look at the sheet {column} "
    "of the template downloaded from this NPP's SIPP Online and enter it under Settings.",
)


class ExportBlocked(Exception):
    """Nothing can be exported yet; the message says what is to be filled in, and why."""


def blocked(layout: Layout | None, settings: Mapping[str, str], lang: Lang = "id") -> str:
    """Return why nothing can be exported yet, or nothing.

    >>> from payung.core.sipp.layouts import sipp_layout
    >>> blocked(sipp_layout(), {"work_location": "53040001"})
    ''
    >>> blocked(sipp_layout(), {"work_location": ""})[:46]
    'Kode LOKASI_PEKERJAAN untuk NPP ini belum diis'
    """
    at = 0 if lang == "id" else 1
    if layout is None:
        return _NO_LAYOUT[at]
    for column in layout.columns:
        if column.required and column.setting and not settings.get(column.setting, "").strip():
            return _NO_CODE[at].format(column=column.title)
    return ""


def prepare(
    layout: Layout | None, workers: Iterable[Worker], settings: Mapping[str, str] | None = None
) -> Prepared:
    """Turn workers into rows of text and hold back whoever BPJS would refuse.

    Raises ExportBlocked while the layout, or a code that every row needs, is not set.
    """
    given = settings or {}
    if layout is None or blocked(layout, given):
        raise ExportBlocked(blocked(layout, given))
    asked = {column.field for column in layout.columns}
    rows: list[tuple[str, ...]] = []
    refs: list[str] = []
    held: list[Held] = []
    seen: set[str] = set()
    for worker in workers:
        row = tuple(_cell(column, worker, given) for column in layout.columns)
        holds = tuple(_holds(layout, asked, worker, row, seen))
        if holds:
            held.append(Held(worker.ref, holds))
            continue
        seen.add(worker.nik or worker.kpj)
        rows.append(row)
        refs.append(worker.ref)
    return Prepared(layout, tuple(rows), tuple(refs), tuple(held))


def _cell(column: Column, worker: Worker, settings: Mapping[str, str]) -> str:
    if column.setting:
        return plain(settings.get(column.setting, ""))
    value = getattr(worker, column.field) if column.field else column.value
    return FORMATS[column.format](value)


def _holds(
    layout: Layout, asked: set[str], worker: Worker, row: tuple[str, ...], seen: set[str]
) -> Iterator[Hold]:
    if "nik" in asked:
        yield from _nik_holds(worker, seen)
    if "kpj" in asked and worker.kpj and not read_kpj(worker.kpj).valid:
        yield Hold(HoldCode.KPJ_INVALID)
    name = read_name(worker.name)
    if name.fault not in (None, NameFault.MISSING) or not name.latin:
        yield Hold(HoldCode.NAME_INVALID)
    for column, cell in zip(layout.columns, row, strict=True):
        if column.field == "nik":
            continue
        if column.required and not cell:
            yield Hold(HoldCode.FIELD_MISSING, column.title)
        elif cell and column.choices and cell not in column.choices:
            yield Hold(HoldCode.FIELD_CHOICE, column.title, column.choices)


def _nik_holds(worker: Worker, seen: set[str]) -> Iterator[Hold]:
    nik = read_nik(worker.nik)
    if nik.fault is NikFault.MISSING:
        yield Hold(HoldCode.FIELD_MISSING, "NIK")
    elif nik.fault is not None or (nik.text != worker.nik and not nik.temporary):
        yield Hold(HoldCode.NIK_INVALID)
    elif nik.temporary:
        yield Hold(HoldCode.NIK_TEMPORARY)
    elif worker.nik in seen:
        yield Hold(HoldCode.NIK_REPEATED)
