"""Every setting that a district may decide for itself: what it means, its default, its ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SettingKind:
    """`check` names how a value is validated; `confidence` is that of the default."""

    code: str
    title: str
    help: str
    default: Any
    choices: tuple[str, ...] = ()
    kind: str = "text"
    confidence: str = "medium"
    reference: str = ""


CATALOGUE: dict[str, SettingKind] = {
    kind.code: kind
    for kind in (
        SettingKind(
            "grace_months", "Lama masa tenggang (bulan)",
            "Berapa bulan iuran boleh belum dibayar sebelum perlindungan gugur.",
            3, kind="integer", confidence="low",
            reference="Sumber berbeda satu bulan; Permenaker 5/2021",
        ),
        SettingKind(
            "grace_basis", "Dasar masa tenggang",
            "Dihitung dari bulan yang tidak dibayar atau dari akhir perlindungan.",
            "unpaid_months", ("unpaid_months", "end_of_protection"), "choice", "low",
            "Sumber berbeda; keputusan pada BPJS Ketenagakerjaan",
        ),
        SettingKind(
            "jkm_clock", "Masa tunggu JKM", "Dihitung per bulan kalender atau 90 hari.",
            "calendar_months", ("calendar_months", "days_90"), "choice", "medium",
            "Permenaker 1/2025",
        ),
        SettingKind(
            "jkm_clock_scope", "Masa tunggu JKM berlaku bagi", "Hanya BPU, atau semua segmen.",
            "bpu", ("bpu", "all"), "choice", "medium", "Permenaker 1/2025",
        ),
        SettingKind(
            "age_boundary", "Batas usia pendaftaran",
            "Usia (tahun) yang tidak lagi dapat didaftarkan.",
            65, kind="integer", confidence="medium", reference="Permenaker 5/2021",
        ),
        SettingKind(
            "age_minimum", "Usia paling rendah", "Usia (tahun) paling rendah saat pendaftaran.",
            18, kind="integer", confidence="low",
            reference="Praktik cabang; belum ada pasal yang dilihat",
        ),
        SettingKind(
            "target_minimum", "Target minimal per desa (orang)",
            "Jumlah paling sedikit pekerja rentan yang dilindungi tiap desa.",
            100, kind="integer", confidence="high",
            reference="Surat edaran Gubernur NTT 2022: minimal 100 pekerja per desa",
        ),
        SettingKind(
            "sipp_work_location", "Kode LOKASI_PEKERJAAN per NPP",
            "Kode lokasi pekerjaan SIPP; ekspor ditahan sampai diisi.",
            "", confidence="low", reference="Kode tidak terbit untuk umum; minta pada cabang BPJS",
        ),
        SettingKind(
            "bpu_layout", "Tata letak berkas unggah BPU",
            "Nama tata letak kolom BPU; ekspor ditahan sampai diisi.",
            "", confidence="low",
            reference="Tata letak tidak terbit untuk umum; minta pada cabang BPJS",
        ),
        SettingKind(
            "workers_total", "Jumlah pekerja (penyebut cakupan)",
            "Jumlah pekerja menurut BPS, per segmen (bpu, pu); tanpa ini UCJ tidak dihitung.",
            None, kind="integer", confidence="low", reference="BPS Sakernas, tingkat kabupaten",
        ),
        SettingKind(
            "wage_base", "Dasar upah per jabatan (rupiah sebulan)",
            "Upah yang dilaporkan per jabatan; lingkup = kode jabatan. Wajib diisi untuk PU.",
            None, kind="integer", confidence="low", reference="Peraturan Bupati atau UMP/UMK",
        ),
        SettingKind(
            "programmes", "Program yang diikuti per jabatan",
            "Daftar program dipisah koma; lingkup = kode jabatan.",
            "jkk,jkm", confidence="medium", reference="Peraturan Bupati",
        ),
        SettingKind(
            "apbdes_relief", "Keringanan PP 50/2025 untuk iuran dari APBDes",
            "Apakah iuran yang dibayar APBDes mendapat potongan 50 %.",
            "no", ("no", "yes"), "choice", "medium",
            "PP 50/2025 Pasal 3: APBN/APBD dikecualikan; APBDes tidak disebut",
        ),
        SettingKind(
            "mfa_required", "Masuk dengan dua langkah (MFA)",
            "Apakah suatu peran wajib memakai aplikasi pengaman saat masuk; lingkup = kode peran. "
            "Tanpa keputusan: wajib bagi DPMD, BPJS, dan Inspektorat.",
            "", ("no", "yes"), "choice", "medium",
            "UU 27/2022 Pasal 39: pengamanan data pribadi dari akses yang tidak sah",
        ),
    )
}  # fmt: skip
