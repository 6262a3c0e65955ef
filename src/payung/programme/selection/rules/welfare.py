"""Poor enough for this fund: the family's decile, and the income."""

from __future__ import annotations

from payung.base.ui.format import rupiah
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


def judge_decile(facts: Facts, params: Params) -> Ruling:
    """Decile ≤ maximum, unless the village meeting decided otherwise with a reason."""
    highest = int(params["maximum"])
    if facts.decile is not None and facts.decile <= highest:
        return passed(
            f"Desil keluarga {facts.decile} (paling tinggi {highest}).",
            f"Family decile {facts.decile} (highest {highest}).",
        )
    if facts.override_reason:
        return warned(
            f"Ditetapkan musdes di luar desil: {facts.override_reason}"[:300],
            f"Chosen by the village meeting despite the decile: {facts.override_reason}"[:300],
        )
    if facts.decile is None:
        return unknown("Desil keluarga belum diketahui.", "The decile of the family is not known.")
    return failed(
        f"Desil keluarga {facts.decile}, di atas {highest}, tanpa keputusan musdes.",
        f"Family decile {facts.decile}, above {highest}, without a decision of the meeting.",
    )


def judge_income(facts: Facts, params: Params) -> Ruling:
    """Income ≤ maximum."""
    highest = int(params["maximum"])
    most_id, most_en = rupiah(highest, lang="id"), rupiah(highest, lang="en")
    if facts.income is None:
        return unknown("Penghasilan belum diketahui.", "The income is not known.")
    if facts.income <= highest:
        return passed(
            f"Penghasilan dilaporkan tidak melebihi {most_id}.",
            f"The reported income does not exceed {most_en}.",
        )
    return failed(
        f"Penghasilan dilaporkan melebihi {most_id}.",
        f"The reported income exceeds {most_en}.",
    )


DECILE = Rule(
    "decile",
    "Desil kesejahteraan",
    "Welfare decile",
    "Desil DTSEN berlaku bagi keluarga; musdes dapat memutuskan lain dengan alasan.",
    "The DTSEN decile is the family's; the village meeting may decide otherwise with a reason.",
    "Keputusan daerah; Inpres 4/2025 tentang DTSEN",
    "low",
    judge_decile,
    default_hard=False,
    params={"maximum": 4},
    segments=BPU_ONLY,
    source="Kepahiang: desil 1",
)
INCOME = Rule(
    "income",
    "Batas penghasilan",
    "Income limit",
    "Penghasilan yang dilaporkan tidak melebihi batas dana ini.",
    "The reported income does not exceed this fund's limit.",
    "Keputusan daerah tentang pekerja rentan",
    "low",
    judge_income,
    default_hard=False,
    params={"maximum": 1_500_000},
    segments=BPU_ONLY,
    adopted=False,
)
