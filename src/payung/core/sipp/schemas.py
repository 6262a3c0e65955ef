"""The files that BPJS gives back: which headers they carry, whatever their order."""

from __future__ import annotations

from typing import Final

from payung.core.sheets.schema import Field, Kind, Schema


def _field(
    name: str, label_id: str, label_en: str, *synonyms: str, kind: Kind = Kind.TEXT,
    identity: bool = False,
) -> Field:  # fmt: skip
    return Field(
        name, {"id": label_id, "en": label_en}, kind, synonyms, identity=identity, strict=False
    )


_PERSON: Final = (
    _field("no_urut", "Nomor urut", "Number", "No", "No.", "Nomor", "No Urut", kind=Kind.IGNORED),
    _field(
        *("nik", "NIK", "NIK", "Nomor Identitas", "NOMOR_IDENTITAS", "No Identitas", "No. KTP"),
        *("Nomor KTP", "No KTP", "Nomor Induk Kependudukan", "No NIK", "Identitas"),
        kind=Kind.NIK,
        identity=True,
    ),
    _field(
        *("kpj", "KPJ", "Member number", "Nomor KPJ", "No KPJ", "No. KPJ", "KPJ Baru"),
        *("NOMOR_KPJ", "Nomor Kartu Peserta", "Kartu Peserta", "No Kartu", "Nomor Kartu"),
        *("No. Peserta", "Nomor Peserta", "NOMOR_IDENTITAS_KPJ", "KPJ Peserta"),
        kind=Kind.KPJ,
        identity=True,
    ),
    _field(
        *("nama", "Nama", "Name", "Nama Lengkap", "NAMA_LENGKAP", "Nama Peserta", "Nama TK"),
        *("Nama Tenaga Kerja", "Nama Pekerja", "NAMA_TK", "Nama Peserta/TK", "Peserta"),
        kind=Kind.NAME,
    ),
    _field(
        *("tanggal_lahir", "Tanggal lahir", "Birth date", "Tgl Lahir", "TGL_LAHIR"),
        *("TANGGAL_LAHIR", "Tgl. Lahir"),
        kind=Kind.DATE,
    ),
    _field("npp", "NPP", "Employer number", "Nomor NPP", "No NPP", "Kode NPP", "Nomor Pendaftaran"),
    _field("no_pegawai", "Nomor pegawai", "Employee number", "NO_PEGAWAI", "No Pegawai", "NIP"),
)
_STATUS: Final = _field(
    *("status", "Status", "Status", "Status Validasi", "Valid/Tidak Valid", "Hasil Validasi"),
    *("Hasil", "Validasi", "Status Upload", "Status Data", "Status TK", "Status Peserta"),
    *("Aktif/Non Aktif", "Status Kepesertaan", "Status Aktif"),
)
_REASON: Final = _field(
    *("alasan", "Alasan", "Reason", "Keterangan", "Pesan", "Pesan Error", "Pesan Kesalahan"),
    *("Keterangan Error", "Error", "Alasan Tidak Valid", "Catatan", "KETERANGAN_GAGAL"),
)

ANSWER: Final = Schema(
    "bpjs_answer",
    (*_PERSON, _STATUS, _REASON),
    anchors=("nama",),
    least=2,
    title={"id": "jawaban BPJS atas berkas unggahan", "en": "BPJS's answer to an upload"},
)


def _money(name: str, *titles: str) -> Field:
    return _field(name, titles[0], titles[0], *titles[1:], kind=Kind.MONEY)


POSTING: Final = Schema(
    "bpjs_posting",
    (
        *_PERSON,
        _STATUS,
        _field(
            *("bulan", "Bulan iuran (BLTH)", "Contribution month", "BLTH", "Bulan", "Periode"),
            *("Bulan Iuran", "Periode Iuran", "BLTH Iuran", "BLTH_REKON", "Bulan Tahun"),
            kind=Kind.MONTH,
        ),
        _field(
            *("tanggal_bayar", "Tanggal bayar", "Paid on", "Tgl Bayar", "Tanggal Rekon"),
            *("TGL_BAYAR", "TGL_REKON", "Tanggal Posting", "Tgl Posting", "Tanggal Terima"),
            *("Tanggal Pembayaran", "TGL_REKONSILIASI", "Tanggal Lunas"),
            kind=Kind.DATE,
        ),
        _field(
            *("kode_iuran", "Kode iuran", "Contribution code", "Kode Billing", "ID Billing"),
            *("No Referensi", "Nomor Referensi", "Kode Bayar", "No. Bukti", "Nomor Bukti"),
            *("NTB", "NTPN", "Referensi", "KODE_IURAN", "Kode Iuran/Billing"),
        ),
        _money("upah", "Upah", "Gaji", "Upah Pekerja", "Penghasilan", "Dasar Upah"),
        _money("jkk", "JKK", "Iuran JKK", "IUR_JKK"),
        _money("jkm", "JKM", "Iuran JKM", "IUR_JKM", "JK", "Iuran JK"),
        _money("jht", "JHT", "Iuran JHT", "IUR_JHT", "JHT Total"),
        _money("jht_pemberi_kerja", "JHT Pemberi Kerja", "JHT TK 3,7%", "JHT PK", "JHT 3.7%"),
        _money("jht_pekerja", "JHT Pekerja", "JHT TK", "JHT 2%", "JHT Tenaga Kerja"),
        _money("jp", "JP", "Iuran JP", "IUR_JP", "JP Total"),
        _money("jp_pemberi_kerja", "JP Pemberi Kerja", "JP PK", "JP 2%"),
        _money("jp_pekerja", "JP Pekerja", "JP TK", "JP 1%", "JP Tenaga Kerja"),
        _money("jkp", "JKP", "Iuran JKP", "IUR_JKP"),
        _money(
            *("jumlah", "Jumlah iuran", "Total", "Total Iuran", "Jumlah", "Jml Iuran"),
            *("TOTAL_IURAN", "Iuran", "Nilai Iuran", "Jumlah Bayar", "Iuran Dibayar"),
        ),
    ),
    anchors=("nama",),
    least=2,
    title={"id": "rincian iuran per orang", "en": "a list of contributions by person"},
)

# The branch's summary per employer ("MKRO"): one row per NPP and month, no persons.
EMPLOYER_POSTING: Final = Schema(
    "bpjs_mkro",
    (
        _field("no_urut", "Nomor urut", "Number", "No", "CS_NOMOR", kind=Kind.IGNORED),
        _field("npp", "NPP", "Employer number", "Nomor NPP", "No NPP"),
        _field(
            *("nama_perusahaan", "Nama perusahaan", "Employer", "NAMA_PERUSAHAAN"),
            *("Nama Pemberi Kerja", "Perusahaan", "Nama Badan Usaha"),
        ),
        _field(
            *("bulan", "Bulan iuran", "Contribution month", "BLTH_REKON", "BLTH", "BLTH Iuran"),
            kind=Kind.MONTH,
        ),
        _field("blth_na", "BLTH nonaktif", "Inactive month", "BLTH_NA", kind=Kind.IGNORED),
        _field("blth_dutk", "BLTH daftar upah", "Wage list month", "BLTH_DUTK", kind=Kind.MONTH),
        _field("tk_aktif", "TK aktif", "Active workers", "TK_AKTIF", kind=Kind.INTEGER),
        _field(
            *("nilai_iuran", "Nilai iuran", "Billed", "NILAI_IURAN", "Iuran Ditagih"),
            kind=Kind.MONEY,
        ),
        _field(
            *("jumlah", "Iuran diterima", "Received", "TOTAL_TERIMA_IUR", "Total Terima Iuran"),
            *("Total Penerimaan",),
            kind=Kind.MONEY,
        ),
        _field(
            *("tanggal_bayar", "Tanggal bayar", "Paid on", "Tgl Bayar", "Tanggal Rekon"),
            *("TGL_REKON", "TGL_BAYAR"),
            kind=Kind.DATE,
        ),
        _field("kode_iuran", "Kode iuran", "Contribution code", "KODE_IURAN", "No Referensi"),
    ),
    anchors=("npp",),
    least=3,
    title={"id": "rekap iuran per NPP (MKRO)", "en": "a summary of contributions by employer"},
)
