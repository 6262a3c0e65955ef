"""The law's classes in words of the page; what `core/law` words itself is not repeated here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

PROGRAMMES = {
    "jkk": _("Jaminan Kecelakaan Kerja (JKK)"),
    "jkm": _("Jaminan Kematian (JKM)"),
    "jht": _("Jaminan Hari Tua (JHT)"),
    "jp": _("Jaminan Pensiun (JP)"),
    "jkp": _("Jaminan Kehilangan Pekerjaan (JKP)"),
    "bpu": _("Pekerja bukan penerima upah (BPU)"),
    "construction": _("Jasa konstruksi"),
    "scholarship": _("Beasiswa anak"),
    "relief": _("Keringanan iuran"),
    "late": _("Jatuh tempo dan denda"),
    "claims": _("Tata cara klaim"),
    "minimum_wage": _("Upah minimum"),
    "village": _("Desa"),
    "settings": _("Ketetapan daerah"),
}
SHORT = {name: name.upper() for name in ("jkk", "jkm", "jht", "jp", "jkp")}
SEGMENTS = {
    "pu": _("Penerima upah (PU)"),
    "bpu": _("Bukan penerima upah (BPU)"),
    "construction": _("Jasa konstruksi"),
}
RISKS = {
    "very-low": _("Sangat rendah"),
    "low": _("Rendah"),
    "medium": _("Sedang"),
    "high": _("Tinggi"),
    "very-high": _("Sangat tinggi"),
}
FUNDS = {
    "self": _("Peserta sendiri"),
    "apbn": _("APBN"),
    "apbd": _("APBD"),
    "apbdes": _("APBDes"),
    "dana-desa": _("Dana Desa"),
    "dau": _("DAU"),
    "dbh": _("DBH (tembakau, sawit)"),
    "csr": _("CSR perusahaan"),
    "asn": _("Sumbangan ASN"),
    "unstated": _("Tidak disebut"),
}
SECTORS = {
    "transport": _("Transportasi"),
    "other": _("Lainnya"),
    "labour-intensive": _("Industri padat karya"),
}
EVENTS = {
    "death": _("Meninggal"),
    "total-disability": _("Cacat total tetap"),
    "partial-disability": _("Cacat sebagian"),
    "temporary-inability": _("Sementara tidak mampu bekerja"),
    "old-age": _("Usia pensiun"),
    "job-loss": _("Berhenti bekerja atau kena PHK"),
    "partial-withdrawal": _("Pengambilan sebagian"),
}
LEVELS = {"sd": _("TK–SD"), "smp": _("SMP"), "sma": _("SMA"), "pt": _("Kuliah")}
SURVIVORS = {"spouse": _("Janda atau duda"), "child": _("Anak"), "parent": _("Orang tua")}
PURPOSES = {"housing": _("Perumahan"), "other": _("Keperluan lain")}
CLOCKS = {"calendar_months": _("Bulan kalender"), "days_90": _("90 hari")}
CLOCK_SCOPES = {"bpu": _("Hanya BPU"), "all": _("Semua segmen")}
PAYERS = {
    "employer": _("Pemberi kerja"),
    "worker": _("Pekerja"),
    "state": _("Pemerintah (di luar tagihan)"),
    "participant": _("Peserta"),
    "fund": _("Sumber dana"),
}
CASH = {
    "santunan": _("Santunan"),
    "berkala": _("Santunan berkala, dibayar sekaligus"),
    "pemakaman": _("Biaya pemakaman"),
}
PARTS = CASH | {
    "stmb": _("Santunan sementara tidak mampu bekerja"),
    "balance": _("Saldo"),
    "monthly": _("Pensiun sebulan"),
    "lump_sum": _("Dibayar sekaligus"),
    "months_1_3": _("Bulan ke-1 sampai ke-3"),
    "months_4_6": _("Bulan ke-4 sampai ke-6"),
}
CLASSES: Mapping[str, Mapping[str, Any]] = {
    "risk": RISKS,
    "fund": FUNDS,
    "sector": SECTORS,
    "segment": SEGMENTS,
    "level": LEVELS,
    "survivor": SURVIVORS,
    "purpose": PURPOSES,
    "cash": CASH,
    "jkk_cash": CASH,
    "jht_event": EVENTS,
    "due_segment": SEGMENTS,
    "claim": SHORT,
    "relief_programme": SHORT,
    "construction_programme": SHORT,
    "payer": {"total": _("Seluruhnya"), "worker": _("di antaranya dari pekerja")},
    "jkp_source": {
        "state": _("Dari Pemerintah"),
        "from-jkk": _("Dialihkan dari JKK"),
        "from-jkm": _("Dialihkan dari JKM"),
    },
    "inability": {"first": _("Masa pertama"), "later": _("Selanjutnya")},
    "jkp_months": {"first": _("Bulan-bulan pertama"), "later": _("Bulan-bulan berikutnya")},
    "pension": {"min": _("Paling sedikit"), "max": _("Paling banyak")},
    "late_payer": {
        "private": _("Swasta"),
        "state-body": _("Penyelenggara negara"),
        "bpu": _("BPU"),
    },
    "item": {
        "transport-land": _("Angkutan darat, sungai atau danau"),
        "transport-sea": _("Angkutan laut"),
        "transport-air": _("Angkutan udara"),
        "home-care": _("Perawatan di rumah"),
        "dentures": _("Gigi tiruan"),
        "hearing-aid": _("Alat bantu dengar"),
        "glasses": _("Kacamata"),
    },
}
CONFIDENCE = {
    "high": (_("keyakinan tinggi"), "success"),
    "medium": (_("keyakinan sedang"), "info"),
    "low": (_("keyakinan rendah"), "warning"),
}
BASIS = {
    "seen": _("dibaca pada halaman sumber"),
    "recall": _("dari pengetahuan umum, halaman sumbernya belum dibaca"),
    "mixed": _("sebagian dibaca, sebagian dari pengetahuan umum"),
    "inferred": _("disimpulkan dari sumber lain"),
    "computed": _("dihitung dari angka pada halaman sumber"),
}


def programme_title(code: str) -> str:
    """A programme in words; one that has none here under its own name."""
    return str(PROGRAMMES.get(code, code.replace("_", " ").capitalize()))
