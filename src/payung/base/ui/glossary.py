"""Words of the trade with their meaning, for ``{% term %}``; the same words as the glossary."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TERMS: dict[str, str | Promise] = {
    "ADD": _("Alokasi Dana Desa: bagian dari dana perimbangan kabupaten untuk desa."),
    "APBDes": _("Anggaran Pendapatan dan Belanja Desa untuk satu tahun."),
    "BLTH": _("Bulan dan tahun iuran: bulan yang dibayar."),
    "BPU": _("Bukan Penerima Upah: pekerja mandiri seperti petani, nelayan, atau pedagang."),
    "Desil": _("Urutan kesejahteraan keluarga dari 1 (paling miskin) sampai 10."),
    "DTSEN": _("Data Tunggal Sosial dan Ekonomi Nasional, tempat desil keluarga dicatat."),
    "Iuran": _("Uang yang dibayar tiap bulan agar perlindungan berlaku."),
    "JHT": _("Jaminan Hari Tua: tabungan yang dibayar saat berhenti bekerja atau pensiun."),
    "JKK": _("Jaminan Kecelakaan Kerja: perawatan dan santunan bila celaka karena bekerja."),
    "JKM": _("Jaminan Kematian: santunan bagi ahli waris bila peserta meninggal."),
    "JKP": _("Jaminan Kehilangan Pekerjaan: bantuan tunai dan pelatihan setelah PHK."),
    "JP": _("Jaminan Pensiun: uang bulanan sejak usia pensiun."),
    "KK": _("Kartu Keluarga; nomornya 16 angka."),
    "KPJ": _("Nomor Kartu Peserta Jamsostek, diberikan BPJS Ketenagakerjaan; biasanya 11 angka."),
    "Musdes": _("Musyawarah desa, tempat daftar calon penerima dibahas dan disepakati."),
    "NIK": _("Nomor Induk Kependudukan pada KTP dan Kartu Keluarga; 16 angka."),
    "NPP": _("Nomor Pendaftaran Perusahaan: nomor pemberi kerja pada BPJS Ketenagakerjaan."),
    "PU": _("Penerima Upah: pekerja yang digaji pemberi kerja, termasuk perangkat desa."),
    "RKPDes": _("Rencana Kerja Pemerintah Desa, dasar penyusunan APBDes."),
    "Siltap": _("Penghasilan tetap kepala desa dan perangkat desa."),
    "SIPP": _("Aplikasi BPJS Ketenagakerjaan tempat pemberi kerja melaporkan pekerjanya."),
    "UCJ": _("Cakupan semesta jaminan sosial ketenagakerjaan: peserta aktif dibagi semua pekerja."),
    "UMP": _("Upah Minimum Provinsi."),
    "Wadah": _("Kelompok atau mitra tempat pekerja mandiri mendaftar bersama-sama."),
}


def meaning(word: str) -> str:
    """The meaning of a word, in the reader's language; KeyError if the word is not known."""
    return str(TERMS[word])
