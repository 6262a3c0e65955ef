"""A NIK that BPJS will take."""

from __future__ import annotations

from payung.programme.selection.rules.facts import Facts
from payung.programme.selection.rules.verdict import (
    Params,
    Rule,
    Ruling,
    failed,
    passed,
    unknown,
)


def judge(facts: Facts, _params: Params) -> Ruling:
    """Temporary and missing NIKs fail; one shared by two rows of the register is a question."""
    if facts.nik_state == "temporary":
        return failed(
            "NIK masih sementara (diawali 0) dan tidak boleh dikirim ke BPJS.",
            "The NIK is temporary (begins with 0) and must not be sent to BPJS.",
        )
    if facts.nik_state == "missing":
        return failed("NIK belum ada.", "There is no NIK.")
    if facts.nik_shared:
        return unknown(
            "NIK yang sama dipakai baris lain dalam data; pastikan milik siapa.",
            "Another row of the register has the same NIK; find out whose it is.",
        )
    if facts.nik_state == "verified":
        return passed("NIK terverifikasi.", "The NIK is verified.")
    return passed(
        "NIK lengkap menurut berkas; diverifikasi DPMD.",
        "The NIK is complete according to the file; DPMD verifies it.",
    )


NIK_USABLE = Rule(
    "nik_usable",
    "NIK dapat dipakai",
    "Usable NIK",
    "NIK 16 digit, bukan sementara, dan tidak dipakai orang lain.",
    "A NIK of 16 digits, not temporary, and nobody else's.",
    "UU 24/2013; syarat unggah SIPP Online",
    "high",
    judge,
)
