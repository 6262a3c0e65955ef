"""A contribution case: what is asked of the law, brought to its words or refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from payung.core.law.numerals import exact_rupiah
from payung.core.law.refusal import LawRefusal
from payung.core.law.vocabulary import FACTS, FUNDS, PROGRAMMES, RISKS, SECTORS, SEGMENTS

Money = int | str | Decimal | Fraction
SYNONYMS = {
    "sangat-rendah": "very-low",
    "rendah": "low",
    "sedang": "medium",
    "tinggi": "high",
    "sangat-tinggi": "very-high",
    "mandiri": "self",
    "dbh-cht": "dbh",
    "dbh-sawit": "dbh",
    "transportasi": "transport",
    "lainnya": "other",
    "padat-karya": "labour-intensive",
    "konstruksi": "construction",
    "jakon": "construction",
}


@dataclass(frozen=True)
class ContributionCase:
    """One person (or one construction contract) in one month.

    `month`: any day of the contribution month; the law of its first day decides. `wage` for pu
    and for construction by wages, `income` for bpu, `contract_value` for construction by value,
    all in rupiah (int, Decimal or text; floats are refused). `risk` defaults to very-low,
    `fund` to a source without relief, `sector` to other.
    """

    segment: str
    programmes: Iterable[str]
    month: date
    wage: Money | None = None
    income: Money | None = None
    contract_value: Money | None = None
    risk: str | None = None
    fund: str | None = None
    sector: str | None = None


def word(raw: str) -> str:
    """A word as the law knows it: lower case, hyphens, synonyms resolved.

    >>> word(" Sangat Rendah "), word("APBDes"), word("dana_desa")
    ('very-low', 'apbdes', 'dana-desa')
    """
    plain = raw.strip().lower().replace("_", "-").replace(" ", "-")
    return SYNONYMS.get(plain, plain)


def chosen(raw: str, allowed: tuple[str, ...], code: str, what: tuple[str, str]) -> str:
    """One word of a closed list. Raises LawRefusal naming the list."""
    found = word(raw)
    if found in allowed:
        return found
    names = ", ".join(allowed)
    raise LawRefusal(
        code,
        f"{what[0]} “{raw}” tidak dikenal; pilih salah satu: {names}.",
        f"The {what[1]} “{raw}” is not known; choose one of: {names}.",
    )


def known_segment(raw: str) -> str:
    """pu, bpu or construction. Raises LawRefusal."""
    return chosen(raw, SEGMENTS, "unknown_segment", ("Segmen", "segment"))


def known_programmes(raw: Iterable[str]) -> tuple[str, ...]:
    """The programme set in its usual order, each once. Raises LawRefusal for unknown or none."""
    parts = raw.split(",") if isinstance(raw, str) else raw
    found = {
        chosen(part, PROGRAMMES, "unknown_programme", ("Program", "programme")) for part in parts
    }
    if not found:
        raise LawRefusal(
            "programme_missing", "Sebutkan sedikitnya satu program.", "Name at least one programme."
        )
    return tuple(name for name in PROGRAMMES if name in found)


def known_classes(risk: str | None, fund: str | None, sector: str | None) -> dict[str, str]:
    """The class facts that were stated, in the law's words. Raises LawRefusal."""
    found = {}
    if risk:
        found["risk"] = chosen(risk, RISKS, "unknown_risk", ("Kelompok risiko", "risk group"))
    if fund:
        found["fund"] = chosen(fund, FUNDS, "unknown_fund", ("Sumber dana", "source of money"))
    if sector:
        found["sector"] = chosen(sector, SECTORS, "unknown_sector", ("Sektor", "sector"))
    return found


def known_amount(raw: Money | None, name: str) -> Fraction:
    """An amount that a rule can take. Raises LawRefusal for none, below zero, or out of bounds."""
    fact = FACTS[name]
    label_id, label_en = fact.label_id, fact.label_en
    if raw is None:
        raise LawRefusal(
            f"{name}_missing", f"Sebutkan {label_id} dalam rupiah.", f"State the {label_en}."
        )
    try:
        amount = exact_rupiah(raw, label_en)
    except ValueError as error:
        raise LawRefusal(
            f"{name}_invalid",
            f"{label_id.capitalize()} “{raw}” bukan jumlah rupiah yang tepat.",
            f"The {error}.",
        ) from error
    if amount < 0:
        raise LawRefusal(
            f"{name}_negative",
            f"{label_id.capitalize()} tidak boleh di bawah nol.",
            f"The {label_en} must not be below zero.",
        )
    if amount > fact.high or (amount * fact.den).denominator != 1:
        raise LawRefusal(
            f"{name}_out_of_range",
            f"{label_id.capitalize()} di luar batas hitung (Rp0 sampai Rp{fact.high}, "
            f"pecahan 1/{fact.den}).",
            f"The {label_en} is beyond what is reckoned (Rp0 to Rp{fact.high}, "
            f"in parts of 1/{fact.den}).",
        )
    return amount
