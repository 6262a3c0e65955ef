"""Which rules answer for which segment and programme, and who pays each part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from payung.core.law.law import Law
from payung.core.law.refusal import LawRefusal

PAYERS = ("employer", "worker", "state", "participant", "fund")
VARIANTS = ("pu", "bpu", "construction-value", "construction-wage")
AMOUNT = {
    "pu": "wage",
    "bpu": "income",
    "construction-value": "contract_value",
    "construction-wage": "wage",
}
"""The fact that each variant of a segment is reckoned on."""


@dataclass(frozen=True)
class Output:
    """The rule of one programme's part of the bill, the rules of its payers, and asides."""

    part: str
    payers: Mapping[str, str]
    also: tuple[str, ...] = ()


OUTPUTS: dict[tuple[str, str], Output] = {
    ("pu", "jkk"): Output("jkk_pu", {"employer": "jkk_pu"}),
    ("pu", "jkm"): Output("jkm_pu", {"employer": "jkm_pu"}),
    ("pu", "jht"): Output("jht_pu", {"employer": "jht_pu_employer", "worker": "jht_pu_worker"}),
    ("pu", "jp"): Output(
        "jp_pu", {"employer": "jp_pu_employer", "worker": "jp_pu_worker"}, ("jp_pu_deferrable",)
    ),
    ("pu", "jkp"): Output("jkp_pu", {"employer": "jkp_pu", "state": "jkp_state"}),
    ("bpu", "jkk"): Output("jkk_bpu", {"bearer": "jkk_bpu"}),
    ("bpu", "jkm"): Output("jkm_bpu", {"bearer": "jkm_bpu"}),
    ("bpu", "jht"): Output("jht_bpu", {"bearer": "jht_bpu"}),
    ("construction-value", "jkk"): Output(
        "jkk_construction_value", {"employer": "jkk_construction_value"}
    ),
    ("construction-value", "jkm"): Output(
        "jkm_construction_value", {"employer": "jkm_construction_value"}
    ),
    ("construction-wage", "jkk"): Output(
        "jkk_construction_wage", {"employer": "jkk_construction_wage"}
    ),
    ("construction-wage", "jkm"): Output(
        "jkm_construction_wage", {"employer": "jkm_construction_wage"}
    ),
}

BEGAN = {
    "jkk": "jkk_pu_rate",
    "jkm": "jkm_pu_rate",
    "jht": "jht_pu_rate",
    "jp": "jp_pu_rate",
    "jkp": "jkp_rate",
    "construction": "construction_jkk_bands",
}
"""The parameter whose first value marks the beginning of a programme as it is known here."""

_CLOSED = {
    ("bpu", "jp"): (
        "JP tidak tersedia bagi pekerja bukan penerima upah (BPU).",
        "Pension (JP) is not open to non-wage workers (BPU).",
        "Permenaker 5/2021 Pasal 31-32",
    ),
    ("bpu", "jkp"): (
        "JKP tidak tersedia bagi pekerja bukan penerima upah (BPU).",
        "Job-loss insurance (JKP) is not open to non-wage workers (BPU).",
        "PP 37/2021 Pasal 4",
    ),
}


def check_open(law: Law, segment: str, programmes: tuple[str, ...], month: date) -> None:
    """Refuse programmes that a segment does not have, or that had not begun in a month."""
    family = segment.split("-", maxsplit=1)[0]
    for programme in programmes:
        check_offered(family, programme)
        check_began(law, programme, month)
    if family == "construction":
        check_began(law, "construction", month)
    if "jkp" in programmes:
        _check_jkp_company(programmes)


def check_offered(segment: str, programme: str) -> None:
    """Refuse a programme that pu, bpu or construction does not have."""
    variant = "construction-wage" if segment == "construction" else segment
    if (variant, programme) in OUTPUTS:
        return
    reason = _CLOSED.get((segment, programme)) or (
        f"Jasa konstruksi hanya mengenal JKK dan JKM, bukan {programme.upper()}.",
        f"Construction has JKK and JKM only, not {programme.upper()}.",
        "Permenaker 44/2015",
    )
    raise LawRefusal(f"{programme}_not_for_{segment}", *reason)


def check_began(law: Law, programme: str, day: date) -> None:
    """Refuse a day before a programme began, with the regulation that began it."""
    first = law.parameters[BEGAN[programme]].values[0]
    if day >= first.start:
        return
    name = programme.upper() if programme != "construction" else "jasa konstruksi"
    name_en = programme.upper() if programme != "construction" else "construction"
    raise LawRefusal(
        "before_programme",
        f"Aturan {name} yang dimuat berlaku sejak {first.start.isoformat()}; "
        f"yang diminta {day.isoformat()}.",
        f"The rules of {name_en} known here begin on {first.start.isoformat()}; "
        f"asked is {day.isoformat()}.",
        first.reference,
    )


def _check_jkp_company(programmes: tuple[str, ...]) -> None:
    lacking = [name for name in ("jkk", "jkm", "jht") if name not in programmes]
    if lacking:
        names = ", ".join(name.upper() for name in lacking)
        raise LawRefusal(
            "jkp_needs_programmes",
            f"Peserta JKP harus ikut JKK, JKM dan JHT; belum disebut: {names}.",
            f"JKP is for those in JKK, JKM and JHT; not named: {names}.",
            "PP 37/2021 Pasal 4",
        )


def bearer(fund: str) -> str:
    """Who pays a non-wage worker's contribution: the participant or a fund.

    >>> bearer("self"), bearer("apbdes")
    ('participant', 'fund')
    """
    return "participant" if fund in ("self", "unstated") else "fund"
