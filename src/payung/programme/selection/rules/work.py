"""Works, is fit to work, and has no employer who must insure."""

from __future__ import annotations

from payung.core.sheets import codes
from payung.programme.selection.rules.facts import Facts
from payung.programme.selection.rules.verdict import (
    BPU_ONLY,
    Params,
    Rule,
    Ruling,
    failed,
    passed,
    unknown,
    warned,
)

EMPLOYED: dict[int, str] = {
    5: "PNS", 6: "TNI", 7: "Polri", 15: "karyawan swasta", 16: "karyawan BUMN",
    17: "karyawan BUMD", 48: "anggota DPR-RI", 49: "anggota DPD", 50: "anggota BPK",
    51: "presiden", 52: "wakil presiden", 53: "anggota Mahkamah Konstitusi",
    54: "anggota kabinet", 55: "duta besar", 56: "gubernur", 57: "wakil gubernur", 58: "bupati",
    59: "wakil bupati", 60: "wali kota", 61: "wakil wali kota", 62: "anggota DPRD provinsi",
    63: "anggota DPRD kabupaten/kota", 85: "perangkat desa", 86: "kepala desa",
}  # fmt: skip
"""Occupation codes of Dukcapil whose holders an employer or the state must insure."""

MAYBE_EMPLOYED: dict[int, str] = {
    18: "karyawan honorer", 64: "dosen", 65: "guru", 72: "dokter", 73: "bidan", 74: "perawat",
}  # fmt: skip

NOT_WORKING: dict[int, tuple[str, str]] = {
    1: ("belum atau tidak bekerja", "not working"),
    2: ("mengurus rumah tangga", "keeping house"),
    3: ("pelajar atau mahasiswa", "pupil or student"),
    4: ("pensiunan", "retired"),
}

LISTED: tuple[int, ...] = (
    8, 9, 10, 11, 12, 13, 14, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
    36, 37, 38, 41, 42, 43, 44, 45, 46, 47, 79, 81, 83, 84, 87, 88, 89,
)  # fmt: skip
"""Occupations of people who work on their own account or by the day."""


def judge_statement(facts: Facts, _params: Params) -> Ruling:
    """Only a signed statement shows that somebody works and is fit."""
    if facts.working_statement:
        return passed(
            "Ada pernyataan bertanda tangan: bekerja dan sehat.",
            "A signed statement says: works and is fit.",
        )
    return unknown(
        "Belum ada pernyataan bertanda tangan bahwa calon bekerja dan sehat.",
        "There is no signed statement yet that the candidate works and is fit.",
    )


def judge_employer(facts: Facts, _params: Params) -> Ruling:
    """Who has an employer is PU: the employer pays, not the village."""
    if facts.occupation is None:
        return unknown("Pekerjaan belum diketahui.", "The occupation is not known.")
    if facts.occupation in EMPLOYED:
        what = EMPLOYED[facts.occupation]
        return failed(
            f"Pekerjaan tercatat: {what}; iurannya ditanggung pemberi kerja atau negara.",
            f"Recorded occupation: {what}; the employer or the state must insure.",
        )
    if facts.occupation in MAYBE_EMPLOYED:
        what = MAYBE_EMPLOYED[facts.occupation]
        return warned(
            f"Pekerjaan tercatat: {what}; periksa apakah ada pemberi kerja.",
            f"Recorded occupation: {what}; check whether there is an employer.",
        )
    return passed(
        "Pekerjaan tercatat bukan ASN, TNI, Polri, BUMN/BUMD, atau penerima upah lain.",
        "The recorded occupation is no civil servant, soldier, police or wage earner.",
    )


def judge_listed(facts: Facts, params: Params) -> Ruling:
    """Occupation must be one that the fund lists."""
    code = facts.occupation
    if code is None:
        return unknown("Pekerjaan belum diketahui.", "The occupation is not known.")
    if code in NOT_WORKING:
        what_id, what_en = NOT_WORKING[code]
        return failed(
            f"Pekerjaan tercatat: {what_id}; tidak termasuk pekerja rentan.",
            f"Recorded as {what_en}: not a vulnerable worker.",
        )
    if code in params["codes"]:
        return passed("Pekerjaan ada dalam daftar.", "The occupation is on the list.")
    name = codes.OCCUPATION.labels.get(str(code), str(code)).lower()
    return failed(
        f"Pekerjaan tercatat: {name}; tidak ada dalam daftar dana ini.",
        f"Recorded occupation: {name}; not on this fund's list.",
    )


WORKS = Rule(
    "works_and_fit",
    "Bekerja dan sehat",
    "Works and is fit",
    "Pernyataan bertanda tangan bahwa calon bekerja dan sehat saat didaftarkan; tanpa itu "
    "klaim dapat ditolak.",
    "A signed statement that the candidate works and is fit when enrolled; without it a claim "
    "can be refused.",
    "Permenaker 5/2021 (pekerja: orang yang bekerja)",
    "medium",
    judge_statement,
    default_hard=False,
    segments=BPU_ONLY,
    source="Pohuwato: klaim ditolak karena sakit dan tidak bekerja saat didaftarkan",
)
NO_EMPLOYER = Rule(
    "no_employer",
    "Bukan penerima upah",
    "No employer",
    "ASN, TNI, Polri, BUMN/BUMD, dan karyawan dijamin pemberi kerjanya.",
    "Civil servants, soldiers, police and employees are insured by their employer.",
    "UU 24/2011 Pasal 15; PP 44/2015",
    "high",
    judge_employer,
    segments=BPU_ONLY,
    source="Kelas temuan BPK: iuran bagi ASN",
)
OCCUPATION = Rule(
    "occupation_listed",
    "Pekerjaan dalam daftar",
    "Occupation on the list",
    "Petani, nelayan, ojek, buruh harian, pedagang, kader, dan lainnya; bukan ibu rumah tangga "
    "atau yang tidak bekerja.",
    "Farmers, fishers, riders, day labourers, sellers, volunteers and others; not who keeps house "
    "or does not work.",
    "Keputusan daerah tentang pekerja rentan",
    "medium",
    judge_listed,
    params={"codes": list(LISTED)},
    segments=BPU_ONLY,
    source="Daftar pekerjaan pada berita program kabupaten",
)
