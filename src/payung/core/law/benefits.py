"""What a claim pays: cash due now, and the scholarship that can still be claimed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from payung.core.law.benefit_cases import (
    BenefitCase,
    ReadyClaim,
    known_class,
    known_percent,
    needed_amount,
    needed_count,
    ready_claim,
)
from payung.core.law.dated import least_confident
from payung.core.law.engines.explain import Explainer, Step
from payung.core.law.engines.shown import Words
from payung.core.law.law import Law, current_law
from payung.core.law.refusal import LawRefusal
from payung.core.law.vocabulary import LEVELS
from payung.core.law.warnings import Warned, in_a_row, warnings_of


@dataclass(frozen=True)
class Benefit:
    """A benefit in rupiah. `total` is cash due now, the sum of `parts` (for a pension: a month).

    `scholarship` is the most that the named children can still claim over the years.
    """

    total: int
    parts: Mapping[str, int]
    scholarship: int
    law_id: str
    steps: tuple[Step, ...]
    warnings: tuple[Warned, ...]
    confidence: str

    def as_json(self) -> dict[str, Any]:
        """The benefit as the command line prints it."""
        return {
            "total": self.total,
            "parts": dict(self.parts),
            "scholarship": self.scholarship,
            "law_id": self.law_id,
            "confidence": self.confidence,
            "warnings": [warning.as_json() for warning in self.warnings],
            "steps": [step.as_json() for step in self.steps],
        }


@dataclass
class _Claim:
    """A claim while it is reckoned."""

    law: Law
    ready: ReadyClaim
    explainer: Explainer
    parts: dict[str, int] = field(default_factory=dict)
    more: list[Step] = field(default_factory=list)
    told: list[Warned] = field(default_factory=list)
    scholarship: int = 0

    @property
    def case(self) -> BenefitCase:
        return self.ready.case

    def state(self, name: str, value: Fraction | str) -> None:
        """Add a fact that only some claims need."""
        self.ready.facts[name] = value

    def pay(self, part: str, rule: str) -> None:
        """Add a part of the cash, by its rule."""
        self.parts[part] = int(self.explainer.value(rule))

    def months(self, name: str) -> int:
        """A counted fact, or the value of a parameter in months on the day."""
        return int(Fraction(self.ready.facts[name]))


def benefit(case: BenefitCase, law: Law | None = None) -> Benefit:
    """Reckon and explain one claim. Raises LawRefusal with reason and article.

    >>> from datetime import date
    >>> case = BenefitCase("jkm", "death", date(2024, 9, 1), "bpu", date(2024, 1, 1))
    >>> benefit(case).total
    42000000
    """
    law = law or current_law()
    ready = ready_claim(case, law)
    claim = _Claim(law, ready, Explainer(law, ready.facts, ready.day))
    HANDLERS[(ready.programme, ready.event)](claim)
    steps = [*claim.explainer.steps.values(), *claim.more]
    confidence = least_confident(*(step.confidence for step in steps))
    return Benefit(
        sum(claim.parts.values()),
        claim.parts,
        claim.scholarship,
        law.law_id,
        tuple(steps),
        (*warnings_of(steps), *claim.told),
        confidence,
    )


def _jkm_death(claim: _Claim) -> None:
    claim.pay("santunan", "jkm_santunan")
    claim.pay("berkala", "jkm_berkala")
    claim.pay("pemakaman", "jkm_pemakaman")
    if not claim.case.children:
        return
    if claim.law.parameters["scholarship_once"].at(claim.ready.day):
        claim.scholarship = int(claim.explainer.value("scholarship_once"))
    elif claim.explainer.value("scholarship_jkm_open"):
        _scholarship(claim)


def _scholarship(claim: _Claim) -> None:
    amounts = []
    for number, years in enumerate(claim.case.children, 1):
        facts = {**claim.ready.facts}
        facts.update({f"years_{level}": Fraction(years.get(level, 0)) for level in LEVELS})
        child = Explainer(claim.law, facts, claim.ready.day)
        amounts.append(int(child.value("scholarship_child")))
        step = child.steps["scholarship_child"]
        words = _of_child(step, number)
        claim.more.append(replace(step, rule=f"scholarship_child_{number}", words=words))
    most = int(claim.explainer.value("scholarship_children"))
    claim.scholarship = sum(sorted(amounts, reverse=True)[:most])


def _of_child(step: Step, number: int) -> Words:
    names = {"id": ("satu anak", f"anak ke-{number}"), "en": ("one child", f"child {number}")}
    return lambda lang: step.sentence(lang).replace(*names[lang], 1)


def _benefit_wage(claim: _Claim) -> None:
    """The wage that JKK and JKP grants are reckoned on."""
    if claim.ready.segment != "bpu":
        amount = needed_amount(claim.case.wage, "wage")
    else:
        claim.state("income", needed_amount(claim.case.income, "income"))
        amount = claim.explainer.value("bpu_base")
    claim.state("benefit_wage", needed_amount(amount, "benefit_wage"))


def _jkk_death(claim: _Claim) -> None:
    _benefit_wage(claim)
    claim.pay("santunan", "jkk_death")
    claim.pay("berkala", "jkk_berkala")
    claim.pay("pemakaman", "jkk_pemakaman")
    if claim.case.children:
        _scholarship(claim)


def _jkk_total(claim: _Claim) -> None:
    _benefit_wage(claim)
    claim.pay("santunan", "jkk_total_disability")
    claim.pay("berkala", "jkk_berkala")
    if claim.case.children:
        _scholarship(claim)


def _jkk_partial(claim: _Claim) -> None:
    _benefit_wage(claim)
    if claim.case.part is None and claim.case.percent is None:
        raise LawRefusal(
            "part_missing",
            "Sebutkan bagian tubuh (--part) atau persentase cacat dari dokter (--percent).",
            "State the part of the body (--part) or the doctor's percentage (--percent).",
            "PP 44/2015 Lampiran III",
        )
    percent = "100" if claim.case.percent is None else claim.case.percent
    claim.state("percent", known_percent(percent))
    if claim.case.part is None:
        claim.pay("santunan", "jkk_partial_percent")
        return
    claim.state("part", _part(claim))
    claim.pay("santunan", "jkk_partial_part")


def _part(claim: _Claim) -> str:
    parameter = claim.law.parameters["jkk_disability"]
    known = parameter.class_labels
    part = (claim.case.part or "").strip().lower()
    if part in known:
        return part
    raise LawRefusal(
        "unknown_part",
        f"Bagian tubuh “{part}” tidak ada dalam tabel; untuk cacat bertingkat pakai persentase "
        f"dari dokter. Kode yang dikenal: {', '.join(known)}.",
        f"The part “{part}” is not in the table; for graded losses use the doctor's percentage. "
        f"Known codes: {', '.join(known)}.",
        "PP 44/2015 Lampiran III",
    )


def _jkk_inability(claim: _Claim) -> None:
    _benefit_wage(claim)
    claim.state("days", needed_count(claim.case.days, "days"))
    claim.pay("stmb", "jkk_inability")


def _balance(claim: _Claim) -> None:
    if claim.case.balance is None:
        raise LawRefusal(
            "balance_missing",
            "Hasil pengembangan tidak diketahui dari parameter; sebutkan saldo beserta "
            "pengembangannya (--balance).",
            "Returns are not known from parameters; state the balance with returns (--balance).",
            "PP 46/2015 Pasal 22" if claim.ready.programme == "jht" else "PP 45/2015 Pasal 18-24",
        )
    claim.state("balance", needed_amount(claim.case.balance, "balance"))


def _jht(claim: _Claim) -> None:
    dated = claim.law.parameters["jht_paid_on"].at(claim.ready.day)
    opened = dated.value if dated is not None and isinstance(dated.value, Mapping) else {}
    if not opened.get(claim.ready.event):
        raise LawRefusal(
            "event_not_decided",
            "Pembayaran JHT untuk berhenti bekerja sebelum 26 April 2022 tidak dimuat di sini.",
            "JHT on leaving work before 26 April 2022 is not known here.",
            "Permenaker 4/2022 Pasal 4-6",
        )
    _balance(claim)
    claim.pay("balance", "jht_payout")


def _jht_partial(claim: _Claim) -> None:
    least = _months_parameter(claim, "jht_partial_months")
    if claim.months("months_member") < least:
        raise LawRefusal(
            "membership_too_short",
            f"Pengambilan sebagian JHT menuntut kepesertaan {least} bulan.",
            f"A partial withdrawal of JHT needs {least} months of membership.",
            "PP 46/2015 Pasal 22 ayat (4)-(6)",
        )
    claim.state("purpose", known_class(claim.case.part or "other", "purpose"))
    _balance(claim)
    claim.pay("balance", "jht_partial")


def _months_parameter(claim: _Claim, name: str) -> int:
    dated = claim.law.parameters[name].at(claim.ready.day)
    if dated is None or not isinstance(dated.value, Fraction):
        raise TypeError(name)
    return int(dated.value)


def _jp(claim: _Claim) -> None:
    vested = claim.months("months_paid") >= _months_parameter(claim, "jp_vesting_months")
    if vested:
        wage = needed_amount(claim.case.average_wage, "average_wage")
        claim.state("average_wage", wage)
        claim.pay("monthly", "jp_pension")
    elif claim.ready.event == "old-age":
        _balance(claim)
        claim.pay("lump_sum", "jp_lump_sum")
    else:
        raise LawRefusal(
            "not_decided",
            "Manfaat pensiun cacat atau ahli waris dengan masa iur di bawah 180 bulan belum dapat "
            "dihitung: syarat dan dasar masa iurnya belum diperiksa.",
            "Pensions for disability or survivors with less than 180 months cannot be reckoned: "
            "their conditions were not checked.",
            "PP 45/2015 Pasal 18-24",
        )


def _jp_death(claim: _Claim) -> None:
    _jp(claim)
    claim.parts.clear()
    claim.state("survivor", known_class(claim.case.survivor, "survivor"))
    claim.pay("monthly", "jp_survivor")


def _jkp(claim: _Claim) -> None:
    least = _months_parameter(claim, "jkp_months_min")
    if claim.months("months_paid") < least:
        raise LawRefusal(
            "contributions_too_few",
            f"JKP menuntut iuran sedikitnya {least} bulan dalam 24 bulan terakhir.",
            f"JKP needs at least {least} months of contributions within the last 24.",
            "PP 37/2021 Pasal 19",
        )
    if row := _months_parameter(claim, "jkp_months_in_a_row"):
        claim.told.append(in_a_row(row))
    _benefit_wage(claim)
    claim.pay("months_1_3", "jkp_months_1_3")
    claim.pay("months_4_6", "jkp_months_4_6")


HANDLERS: dict[tuple[str, str], Callable[[_Claim], None]] = {
    ("jkm", "death"): _jkm_death,
    ("jkk", "death"): _jkk_death,
    ("jkk", "total-disability"): _jkk_total,
    ("jkk", "partial-disability"): _jkk_partial,
    ("jkk", "temporary-inability"): _jkk_inability,
    ("jht", "old-age"): _jht,
    ("jht", "death"): _jht,
    ("jht", "total-disability"): _jht,
    ("jht", "job-loss"): _jht,
    ("jht", "partial-withdrawal"): _jht_partial,
    ("jp", "old-age"): _jp,
    ("jp", "total-disability"): _jp,
    ("jp", "death"): _jp_death,
    ("jkp", "job-loss"): _jkp,
}
