"""Nobody is paid for twice in one month, and nobody enrols twice as BPU."""

from __future__ import annotations

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


def judge_payer(facts: Facts, _params: Params) -> Ruling:
    """Another payer holds one of the months."""
    if not facts.other_payers:
        return passed(
            "Belum ada pembayar lain pada bulan yang sama.", "No other payer in the same months."
        )
    names = ", ".join(facts.other_payers)
    return failed(
        f"Sudah ada pembayar lain pada bulan yang sama: {names}."[:300],
        f"Another payer already has the same months: {names}."[:300],
    )


def judge_active(facts: Facts, _params: Params) -> Ruling:
    """An open BPU membership is continued with the same KPJ, never opened a second time."""
    told = f"{facts.active_source}, {facts.active_on}"
    if facts.active_bpu == "elsewhere" and facts.active_source:
        return failed(
            f"Sudah menjadi peserta BPU aktif menurut daftar BPJS ({told})."[:300],
            f"Already an active BPU member by the list of BPJS ({told})."[:300],
        )
    if facts.active_bpu == "elsewhere":
        return failed(
            "Sudah menjadi peserta BPU aktif di tempat lain.",
            "Already an active BPU member elsewhere.",
        )
    if facts.active_bpu == "reported":
        return unknown(
            f"Menurut daftar BPJS peserta aktif ({told[:120]}); benar tidaknya, atau segmennya, "
            "belum dipastikan. Putuskan temuannya di Pencocokan, atau tanyakan kepada BPJS.",
            f"An active member by the list of BPJS ({told[:120]}); whether it is true, or in which "
            "segment, is not settled. Decide the finding under Matching, or ask BPJS.",
        )
    if facts.active_bpu == "continues":
        return passed(
            "Melanjutkan kepesertaan yang ada (KPJ dan masa tunggu JKM tetap).",
            "Continues the existing membership (same KPJ, JKM clock kept).",
        )
    return passed("Belum menjadi peserta BPU aktif.", "Not yet an active BPU member.")


def judge_household(facts: Facts, _params: Params) -> Ruling:
    """A civil servant on the family card asks for a look, never for a loss of cover."""
    if facts.household_asn:
        return warned(
            "Ada ASN, TNI, atau Polri pada kartu keluarga yang sama: tinjau kelayakannya.",
            "A civil servant, soldier or police officer is on the same family card: review.",
        )
    return passed(
        "Tidak ada ASN, TNI, atau Polri pada kartu keluarga yang sama.",
        "No civil servant, soldier or police officer on the same family card.",
    )


OTHER_PAYER = Rule(
    "other_payer",
    "Satu pembayar per bulan",
    "One payer a month",
    "Satu bulan kepesertaan BPU hanya boleh dibayar satu sumber dana.",
    "One month of a BPU membership is paid from one fund only.",
    "Permenaker 5/2021; kelas temuan BPK: dibayar ganda",
    "medium",
    judge_payer,
    segments=BPU_ONLY,
)
NOT_ACTIVE = Rule(
    "not_active_bpu",
    "Belum peserta BPU aktif",
    "Not yet an active BPU member",
    "Dua pendaftaran BPU dengan satu NIK dihitung satu.",
    "Two BPU enrolments of one NIK count as one.",
    "Permenaker 5/2021",
    "medium",
    judge_active,
    segments=BPU_ONLY,
)
HOUSEHOLD = Rule(
    "household_asn",
    "Keluarga bukan ASN",
    "No civil servant in the family",
    "Bila anggota keluarga menjadi ASN/PPPK, kelayakan ditinjau per dana.",
    "When a family member becomes a civil servant, eligibility is reviewed per fund.",
    "Keputusan daerah tentang pekerja rentan",
    "low",
    judge_household,
    default_hard=False,
    segments=BPU_ONLY,
    source="Belu 2025",
)
