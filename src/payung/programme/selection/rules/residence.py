"""Citizen, and resident of the place whose money pays."""

from __future__ import annotations

from payung.programme.selection.rules.facts import Facts
from payung.programme.selection.rules.verdict import (
    Params,
    Rule,
    Ruling,
    failed,
    passed,
    unknown,
    warned,
)

WNI, WNA, BOTH = 1, 2, 3


def judge_citizen(facts: Facts, _params: Params) -> Ruling:
    """Foreign citizens fail; two citizenships are to be looked at."""
    if facts.citizenship == WNI:
        return passed("Warga negara Indonesia.", "Indonesian citizen.")
    if facts.citizenship == BOTH:
        return warned(
            "Tercatat berkewarganegaraan ganda; periksa dokumennya.",
            "Recorded with two citizenships; check the papers.",
        )
    if facts.citizenship == WNA:
        return failed("Tercatat warga negara asing.", "Recorded as a foreign citizen.")
    return unknown("Kewarganegaraan belum diketahui.", "Citizenship is not known.")


def judge_resident(facts: Facts, _params: Params) -> Ruling:
    """Moved away, or registered in another village, fails."""
    if facts.life_status == "moved":
        return failed("Tercatat pindah dari wilayah ini.", "Recorded as moved away.")
    if facts.village != facts.roster_village:
        return failed(
            f"Terdaftar di wilayah lain ({facts.village}).",
            f"Registered in another village ({facts.village}).",
        )
    return passed("Terdaftar sebagai penduduk di sini.", "Registered as a resident here.")


CITIZEN = Rule(
    "citizen",
    "Warga negara Indonesia",
    "Indonesian citizen",
    "Uang publik daerah membiayai warga negara Indonesia.",
    "Public money of the district pays for Indonesian citizens.",
    "Keputusan daerah tentang pekerja rentan; data kependudukan (UU 24/2013)",
    "medium",
    judge_citizen,
    segments=("bpu",),
    source="Praktik kabupaten",
)
RESIDENT = Rule(
    "resident",
    "Penduduk setempat",
    "Local resident",
    "Calon terdaftar sebagai penduduk desa atau kelurahan yang mengusulkan.",
    "The candidate is registered in the village that proposes.",
    "Keputusan daerah tentang pekerja rentan; data kependudukan (UU 24/2013)",
    "high",
    judge_resident,
    source="Kelas temuan BPK: peserta yang pindah",
)
