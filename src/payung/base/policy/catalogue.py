"""Every setting that a district may decide for itself: what it means, its default, its ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class SettingKind:
    """`check` names how a value is validated; `confidence` is that of the default."""

    code: str
    title: str | Promise
    help: str | Promise
    default: Any
    choices: tuple[str, ...] = ()
    kind: str = "text"
    confidence: str = "medium"
    reference: str | Promise = ""


CATALOGUE: dict[str, SettingKind] = {
    kind.code: kind
    for kind in (
        SettingKind(
            "grace_months", _("Lama masa tenggang (bulan)"),
            _(
                "Berapa bulan iuran boleh belum dibayar sebelum perlindungan gugur."
            ),
            3, kind="integer", confidence="low",
            reference=_("Sumber berbeda satu bulan; Permenaker 5/2021"),
        ),
        SettingKind(
            "grace_basis", _("Dasar masa tenggang"),
            _(
                "Dihitung dari bulan yang tidak dibayar atau dari akhir perlindungan."
            ),
            "unpaid_months", ("unpaid_months", "end_of_protection"), "choice", "low",
            _("Sumber berbeda; keputusan pada BPJS Ketenagakerjaan"),
        ),
        SettingKind(
            "jkm_clock", _("Masa tunggu JKM"), _("Dihitung per bulan kalender atau 90 hari."),
            "calendar_months", ("calendar_months", "days_90"), "choice", "medium",
            "Permenaker 1/2025",
        ),
        SettingKind(
            "jkm_clock_scope", _("Masa tunggu JKM berlaku bagi"),
            _("Hanya BPU, atau semua segmen."),
            "bpu", ("bpu", "all"), "choice", "medium", "Permenaker 1/2025",
        ),
        SettingKind(
            "age_boundary", _("Batas usia pendaftaran"),
            _("Usia (tahun) yang tidak lagi dapat didaftarkan."),
            65, kind="integer", confidence="medium", reference="Permenaker 5/2021",
        ),
        SettingKind(
            "age_minimum", _("Usia paling rendah"),
            _("Usia (tahun) paling rendah saat pendaftaran."),
            18, kind="integer", confidence="low",
            reference=_("Praktik cabang; belum ada pasal yang dilihat"),
        ),
        SettingKind(
            "pppk_part_time_stays", _("PPPK paruh waktu tetap peserta BPJS Ketenagakerjaan"),
            _(
                "Apakah PPPK paruh waktu boleh tetap menjadi peserta; bila tidak, temuan "
                "mengusulkan berhenti."
            ),
            "yes", ("no", "yes"), "choice", "low",
            _("Praktik daerah: PPPK paruh waktu dan non-ASN tetap di BPJS Ketenagakerjaan"),
        ),
        SettingKind(
            "target_minimum", _("Target minimal per desa (orang)"),
            _("Jumlah paling sedikit pekerja rentan yang dilindungi tiap desa."),
            100, kind="integer", confidence="high",
            reference=_("Surat edaran Gubernur NTT 2022: minimal 100 pekerja per desa"),
        ),
        SettingKind(
            "sipp_work_location", _("Kode LOKASI_PEKERJAAN per NPP"),
            _("Kode lokasi pekerjaan SIPP; ekspor ditahan sampai diisi."),
            "", confidence="low",
            reference=_("Kode tidak terbit untuk umum; minta pada cabang BPJS"),
        ),
        SettingKind(
            "sipp_end_reason", _("Kode sebab berhenti (SEBAB_NA) SIPP"),
            _(
                "Lingkup = alasan berakhir di Payung (died, moved, asn …); isi = kode dan nama "
                "sebab seperti pada templat SIPP. Yang belum diisi ditahan."
            ),
            "", confidence="low",
            reference=_("Daftar lengkap tidak terbit untuk umum; lihat templat pada SIPP Online"),
        ),
        SettingKind(
            "bpu_layout", _("Tata letak berkas unggah BPU"),
            _("Nama tata letak kolom BPU; ekspor ditahan sampai diisi."),
            "", confidence="low",
            reference=_("Tata letak tidak terbit untuk umum; minta pada cabang BPJS"),
        ),
        SettingKind(
            "workers_total", _("Jumlah pekerja (penyebut cakupan)"),
            _(
                "Jumlah pekerja menurut BPS, per segmen (bpu, pu); tanpa ini UCJ tidak "
                "dihitung."
            ),
            None, kind="integer", confidence="low", reference=_("BPS Sakernas, tingkat kabupaten"),
        ),
        SettingKind(
            "wage_base", _("Dasar upah per jabatan (rupiah sebulan)"),
            _(
                "Upah yang dilaporkan per jabatan; lingkup = kode jabatan. Wajib diisi "
                "untuk PU."
            ),
            None, kind="integer", confidence="low", reference=_("Peraturan Bupati atau UMP/UMK"),
        ),
        SettingKind(
            "programmes", _("Program yang diikuti per jabatan"),
            _("Daftar program dipisah koma; lingkup = kode jabatan."),
            "jkk,jkm", confidence="medium", reference=_("Peraturan Bupati"),
        ),
        SettingKind(
            "apbdes_relief", _("Keringanan PP 50/2025 untuk iuran dari APBDes"),
            _("Apakah iuran yang dibayar APBDes mendapat potongan 50 %."),
            "no", ("no", "yes"), "choice", "medium",
            _("PP 50/2025 Pasal 3: APBN/APBD dikecualikan; APBDes tidak disebut"),
        ),
        SettingKind(
            "jkk_report_hours", _("Tenggat laporan kecelakaan kerja (jam)"),
            _("Kosong berarti menurut hukum yang tercatat di Payung (2 × 24 jam)."),
            None, kind="integer", confidence="high", reference="Permenaker 1/2025 Pasal 8",
        ),
        SettingKind(
            "claim_expiry_years", _("Tahun sampai hak klaim gugur"),
            _(
                "Lingkup = kode program. Kosong berarti menurut hukum yang tercatat; JHT dan JP "
                "tidak diketahui kedaluwarsanya."
            ),
            None, kind="integer", confidence="low", reference="PP 82/2019",
        ),
        SettingKind(
            "claim_payment_days", _("Hari kerja sampai BPJS membayar"),
            _("Lingkup = kode program. Kosong berarti menurut hukum yang tercatat."),
            None, kind="integer", confidence="medium", reference="PP 44/2015 Pasal 37",
        ),
        SettingKind(
            "national_holidays", _("Hari libur yang tidak dihitung sebagai hari kerja"),
            _(
                "Lingkup = tahun. Tulis semua hari libur tahun itu seperti 2027-01-01, dipisah "
                "koma; cuti bersama boleh ikut bila cabang BPJS libur. Kosong berarti menurut SKB "
                "tiga menteri yang tercatat di Payung."
            ),
            "", kind="days", confidence="medium",
            reference=_("SKB tiga menteri tentang hari libur nasional, tiap tahun"),
        ),
        SettingKind(
            "claim_escalation_days", _("Hari tanpa gerak sebelum klaim dinaikkan"),
            _("Sesudah itu camat diberi tahu; sesudah dua kali lipatnya DPMD."),
            7, kind="integer", confidence="medium", reference=_("Kebiasaan kerja"),
        ),
        SettingKind(
            "claim_visit_months", _("Kunjungan keluarga sesudah dibayar (bulan)"),
            _("Bulan-bulan kunjungan, dipisah koma."),
            "6,12", confidence="medium", reference=_("Kebiasaan kerja"),
        ),
        SettingKind(
            "claim_photo_limit_mb", _("Ukuran terbesar foto atau pindaian klaim (MB)"),
            _("Foto yang lebih besar ditolak dengan penjelasan."),
            10, kind="integer", confidence="medium", reference=_("Batas teknis"),
        ),
        SettingKind(
            "claim_early_days", _("Kematian dini (hari sejak pendaftaran)"),
            _("Kematian dalam jangka ini ditandai untuk dilihat petugas; tidak pernah menolak."),
            90, kind="integer", confidence="medium", reference=_("Praktik pemeriksaan"),
        ),
        SettingKind(
            "claim_cluster_deaths", _("Kematian berdekatan yang ditandai"),
            _(
                "Banyaknya kematian dalam 90 hari di satu desa, pelapor, atau dokter yang "
                "ditandai untuk dilihat petugas."
            ),
            3, kind="integer", confidence="low", reference=_("Praktik pemeriksaan"),
        ),
        SettingKind(
            "heir_adult_age", _("Usia dewasa ahli waris (tahun)"),
            _("Di bawah usia ini ahli waris diwakili wali."),
            18, kind="integer", confidence="medium", reference="UU 35/2014 Pasal 1",
        ),
        SettingKind(
            "scholarship_window_months", _("Jangka menagih beasiswa sejak Juli (bulan)"),
            _("Berapa bulan sejak awal tahun ajaran beasiswa tahun itu dapat ditagih."),
            12, kind="integer", confidence="low",
            reference=_("Ditagih tiap tahun; batasnya belum dilihat pada naskah"),
        ),
        SettingKind(
            "claim_form_layout", _("Susunan formulir klaim"),
            _(
                "Lingkup = kode formulir (form-3, form-3a, form-3b, form-4, form-5, form-7). Satu "
                "baris: judul | kode isian. Kosong berarti susunan contoh Payung."
            ),
            "", kind="lines", confidence="low",
            reference=_("Formulir cabang BPJS; contoh belum dicocokkan"),
        ),
        SettingKind(
            "cms_layout", _("Tata letak berkas transfer massal (CMS) bank"),
            _("Kolom berkas CMS bank pembayar (YAML); berkas ditahan sampai diisi."),
            "", kind="lines", confidence="low",
            reference=_("Bank tidak menerbitkannya untuk umum; minta pada bank pembayar"),
        ),
        SettingKind(
            "account_code", _("Kode rekening belanja iuran per jabatan"),
            _(
                "Lingkup = kode jabatan (rentan, bpd, rtrw …), untuk kelurahan sipd:rentan. Kode "
                "tingkat keempat 90–99 milik kabupaten, sama bagi semua desa. Isi di halaman "
                "Anggaran → Rekening."
            ),
            "", kind="account", confidence="low",
            reference=_("Permendagri 20/2018; kode 90–99 ditetapkan Perbup"),
        ),
        SettingKind(
            "tranche_day", _("Hari cair tahap dana desa"),
            _(
                "Lingkup = tahun, dana, tahap (misalnya 2027/add/1 atau 2027/siltap/1); isi = "
                "tanggal. Isi di halaman Kalender tahap."
            ),
            "", kind="day", confidence="low",
            reference=_("Jadwal penyaluran daerah; tanpa jadwal tidak ada yang ditebak"),
        ),
        SettingKind(
            "pay_past_december", _("Bayar di muka melewati 31 Desember"),
            _("Apakah anggaran tahun ini boleh membayar bulan tahun berikutnya."),
            "no", ("no", "yes"), "choice", "medium",
            _("Tahun anggaran 1 Januari sampai 31 Desember (UU 17/2003 Pasal 4)"),
        ),
        SettingKind(
            "mfa_required", _("Masuk dengan dua langkah (MFA)"),
            _(
                "Apakah suatu peran wajib memakai aplikasi pengaman saat masuk; lingkup "
                "= kode peran. Tanpa keputusan: wajib bagi DPMD, BPJS, dan Inspektorat."
            ),
            "", ("no", "yes"), "choice", "medium",
            _(
                "UU 27/2022 Pasal 39: pengamanan data pribadi dari akses yang tidak sah"
            ),
        ),
    )
}  # fmt: skip
