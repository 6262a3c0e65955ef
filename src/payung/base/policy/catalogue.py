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
