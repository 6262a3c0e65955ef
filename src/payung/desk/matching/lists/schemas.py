"""The tables that other offices send: which headers they carry, and what a row must have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from payung.core.sheets import codes
from payung.core.sheets.schema import Field, Kind, Schema

if TYPE_CHECKING:
    from payung.core.sheets.draft import Draft


def _field(
    name: str, label_id: str, label_en: str, *synonyms: str, kind: Kind = Kind.TEXT,
    identity: bool = False, strict: bool = False,
) -> Field:  # fmt: skip
    return Field(
        name, {"id": label_id, "en": label_en}, kind, synonyms, identity=identity, strict=strict,
        codes=codes.SEX if kind is Kind.SEX else None,
    )  # fmt: skip


_NUMBER: Final = _field(
    "no_urut", "Nomor urut", "Number", "No", "No.", "Nomor", "No Urut", kind=Kind.IGNORED
)
_NIK: Final = _field(
    *("nik", "NIK", "NIK", "Nomor Induk Kependudukan", "nomor_induk_kependudukan", "No NIK"),
    *("No KTP", "No. KTP", "Nomor KTP", "NIK Almarhum", "NIK Jenazah", "NIK Pegawai"),
    kind=Kind.NIK,
    identity=True,
)
_KK: Final = _field(
    *("no_kk", "Nomor KK", "Family card", "No KK", "No. KK", "KK", "Nomor Kartu Keluarga"),
    *("nomor_kartu_keluarga", "No Kartu Keluarga"),
    kind=Kind.KK,
    identity=True,
)
_NAME: Final = _field(
    *("nama", "Nama", "Name", "Nama Lengkap", "NAMA_LENGKAP", "Nama Almarhum", "Nama Jenazah"),
    *("Nama Pegawai", "Nama Peserta", "Nama Penduduk", "Nama TK", "Nama Anggota Keluarga"),
    kind=Kind.NAME,
    strict=True,
)
_PERSON: Final = (
    _NUMBER,
    _NIK,
    _NAME,
    _field(
        *("jenis_kelamin", "Jenis kelamin", "Sex", "JK", "L/P", "Kelamin", "Jns Kelamin"),
        kind=Kind.SEX,
    ),
    _field("tempat_lahir", "Tempat lahir", "Place of birth", "Tmp Lahir", "Tempat Lhr"),
    _field(
        *("tanggal_lahir", "Tanggal lahir", "Birth date", "Tgl Lahir", "TGL_LAHIR", "Tgl. Lahir"),
        kind=Kind.DATE,
    ),
    _field("nama_ibu", "Nama ibu", "Mother's name", "Nama Ibu Kandung", "Ibu Kandung"),
    _KK,
    _field("alamat", "Alamat", "Address", "Alamat Terakhir", "Alamat KTP"),
    _field("desa", "Desa/Kelurahan", "Village", "Desa", "Kelurahan", "Desa/Kel", "Kel/Desa"),
)


def judge_dated(field: str) -> Callable[[Draft], None]:
    """A rule: a row needs a name, and the day in `field`."""

    def judge(draft: Draft) -> None:
        if draft.values.get("nama") is None and not draft.has_error("nama"):
            draft.note_by_name("name_missing", "nama", None, {})
        if draft.values.get(field) is None and not draft.has_error(field):
            draft.note_by_name("date_missing", field, None, {})

    return judge


def judge_named(draft: Draft) -> None:
    """A rule: a row needs a name."""
    if draft.values.get("nama") is None and not draft.has_error("nama"):
        draft.note_by_name("name_missing", "nama", None, {})


def judge_decile(draft: Draft) -> None:
    """A rule: a row needs a decile from 1 to 10, and a family card or a NIK."""
    decile = draft.values.get("desil_nasional")
    wrong = decile is None or not 1 <= int(decile) <= 10
    if wrong and not draft.has_error("desil_nasional"):
        text = None if decile is None else str(decile)
        draft.note_by_name("number_invalid", "desil_nasional", text, {})
    if draft.values.get("no_kk") is None and draft.values.get("nik") is None:
        draft.note_by_name("key_missing", "no_kk", None, {})


DEATHS: Final = Schema(
    "dukcapil_deaths",
    (
        *_PERSON,
        _field(
            *("tanggal_meninggal", "Tanggal meninggal", "Date of death", "Tgl Meninggal"),
            *("Tanggal Kematian", "Tgl Mati", "TGL_MATI", "Tgl Kematian", "Tanggal Wafat"),
            *("Tgl. Meninggal",),
            kind=Kind.DATE,
            strict=True,
        ),
        _field(
            *("no_akta", "Nomor akta kematian", "Death certificate", "No Akta", "No. Akta"),
            *("No Akta Kematian", "Nomor Akta", "NO_AKTA_MATI", "Kutipan Akta"),
        ),
    ),
    anchors=("nama", "tanggal_meninggal"),
    least=3,
    rules=judge_dated("tanggal_meninggal"),
)
MOVES: Final = Schema(
    "dukcapil_moves",
    (
        *_PERSON,
        _field(
            *("tanggal_pindah", "Tanggal pindah", "Moved on", "Tgl Pindah", "TGL_PINDAH"),
            *("Tgl. Pindah", "Tanggal SKPWNI", "Tanggal Keluar"),
            kind=Kind.DATE,
            strict=True,
        ),
        _field(
            *("tujuan", "Tujuan pindah", "Moved to", "Pindah Ke", "Alamat Tujuan"),
            *("Daerah Tujuan", "Kabupaten Tujuan", "Desa Tujuan", "Kecamatan Tujuan"),
        ),
        _field(
            "no_surat", "Nomor surat pindah", "Letter", "No SKPWNI", "No Surat Pindah", "SKPWNI"
        ),
    ),
    anchors=("nama", "tanggal_pindah"),
    least=3,
    rules=judge_dated("tanggal_pindah"),
)
SERVANTS: Final = Schema(
    "bkpsdm_asn",
    (
        *_PERSON,
        _field(
            *("nip", "NIP/NI PPPK", "Employee number", "NIP", "NI PPPK", "NIP Baru", "NIPPPK"),
            identity=True,
        ),
        _field(
            *("status_pegawai", "Status pegawai", "Status", "Jenis Pegawai", "Jenis ASN"),
            *("Status Kepegawaian", "Jenis Kepegawaian", "Kedudukan", "Jenis"),
        ),
        _field(
            *("tmt", "TMT", "Since", "TMT Pengangkatan", "TMT CPNS", "TMT PNS", "TMT PPPK"),
            *("Mulai Tugas", "Terhitung Mulai Tanggal", "TMT SK"),
            kind=Kind.DATE,
        ),
        _field("unit", "Unit kerja", "Office", "Unit Kerja", "OPD", "Instansi", "Satuan Kerja"),
    ),
    anchors=("nama", "nip"),
    least=3,
    rules=judge_named,
)
DECILES: Final = Schema(
    "dinsos_dtsen",
    (
        _NUMBER,
        _field("id_keluarga", "ID keluarga", "Family id", "ID Keluarga DTSEN", kind=Kind.IGNORED),
        _KK,
        _NIK,
        Field("nama", _NAME.label, Kind.NAME, _NAME.synonyms, strict=False),
        _field(
            *("desil_nasional", "Desil nasional", "National decile", "Desil", "Desil DTSEN"),
            *("Peringkat Kesejahteraan", "Kelompok Desil"),
            kind=Kind.INTEGER,
            strict=True,
        ),
    ),
    anchors=("desil_nasional",),
    least=2,
    rules=judge_decile,
)
MEMBERS: Final = Schema(
    "bpjs_active",
    (
        *_PERSON,
        _field(
            *("kpj", "KPJ", "Member number", "Nomor KPJ", "No KPJ", "No. KPJ", "NOMOR_KPJ"),
            *("Nomor Kartu Peserta", "Kartu Peserta", "No. Peserta", "Nomor Peserta"),
            kind=Kind.KPJ,
            identity=True,
            strict=True,
        ),
        _field("npp", "NPP", "Employer number", "Nomor NPP", "No NPP", "Kode NPP"),
        _field("segmen", "Segmen", "Segment", "Jenis Kepesertaan", "Segmen Peserta"),
        _field(
            *("status_peserta", "Status peserta", "Status", "Status Kepesertaan", "Status Aktif"),
            *("Aktif/Non Aktif", "Status TK"),
        ),
    ),
    anchors=("nama", "kpj"),
    least=3,
    rules=judge_named,
)
