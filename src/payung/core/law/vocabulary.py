"""The words that cases and parameters may use: segments, programmes, classes, facts."""

from dataclasses import dataclass

SEGMENTS = ("pu", "bpu", "construction")
PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp")
RISKS = ("very-low", "low", "medium", "high", "very-high")
FUNDS = ("self", "apbn", "apbd", "apbdes", "dana-desa", "dau", "dbh", "csr", "asn")
SECTORS = ("transport", "other", "labour-intensive")
UNSTATED = "unstated"

CLASSES: dict[str, tuple[str, ...] | None] = {
    "risk": RISKS,
    "fund": (*FUNDS, UNSTATED),
    "sector": SECTORS,
    "payer": ("total", "worker"),
    "jkp_source": ("state", "from-jkk", "from-jkm"),
    "relief_programme": ("jkk", "jkm"),
    "construction_programme": ("jkk", "jkm"),
    "province": None,
}
"""Closed lists of class names; None is open (a missing class is refused when it is asked)."""


@dataclass(frozen=True)
class Fact:
    """What a case states: a class name, a flag, or a number between bounds in units of 1/den."""

    unit: str
    class_name: str = ""
    den: int = 1
    low: int = 0
    high: int = 1
    label_id: str = ""
    label_en: str = ""


SEN = 100
FACTS: dict[str, Fact] = {
    "wage": Fact("rupiah", den=SEN, high=10**10, label_id="upah", label_en="wage"),
    "income": Fact("rupiah", den=SEN, high=10**10, label_id="penghasilan", label_en="income"),
    "contract_value": Fact(
        "rupiah", high=10**15, label_id="nilai kontrak", label_en="contract value"
    ),
    "risk": Fact("class", "risk", label_id="kelompok risiko", label_en="risk group"),
    "fund": Fact("class", "fund", label_id="sumber dana", label_en="source of money"),
    "sector": Fact("class", "sector", label_id="sektor", label_en="sector"),
    "with_jkp": Fact("flag", label_id="ikut JKP", label_en="takes part in JKP"),
}
"""Facts that rules may name as arguments. Bounds are in whole units (rupiah, months)."""
