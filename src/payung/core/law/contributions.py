"""What is due for one person in one month, with every step that leads there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from payung.core.law.cases import (
    ContributionCase,
    known_classes,
    known_programmes,
    known_segment,
)
from payung.core.law.dated import least_confident
from payung.core.law.engines.explain import Explainer, Step
from payung.core.law.engines.shown import Exact, Words
from payung.core.law.law import Law, current_law
from payung.core.law.outputs import AMOUNT, OUTPUTS, PAYERS, bearer, check_open
from payung.core.law.refusal import Lang, LawRefusal, cited
from payung.core.law.vocabulary import UNSTATED
from payung.core.law.wages import stated_amount
from payung.core.law.warnings import Warned, warnings_of
from payung.core.law.wording import figure


@dataclass(frozen=True)
class Contribution:
    """A contribution in rupiah. `total` is what is billed: the sum of `parts`.

    `payers` splits it; its `state` is the state's JKP share and stands outside the total.
    """

    total: int
    parts: Mapping[str, int]
    payers: Mapping[str, int]
    law_id: str
    steps: tuple[Step, ...]
    warnings: tuple[Warned, ...]
    confidence: str

    def as_json(self) -> dict[str, Any]:
        """The contribution as the command line prints it."""
        return {
            "total": self.total,
            "parts": dict(self.parts),
            "payers": dict(self.payers),
            "law_id": self.law_id,
            "confidence": self.confidence,
            "warnings": [warning.as_json() for warning in self.warnings],
            "steps": [step.as_json() for step in self.steps],
        }


@dataclass(frozen=True)
class ReadyCase:
    """A case in the law's own words: a variant of a segment, and the facts of its rules."""

    variant: str
    programmes: tuple[str, ...]
    day: date
    facts: Mapping[str, Exact]
    stated: frozenset[str]
    named: tuple[Step, ...] = ()
    """The step that gives the amount, where it is a parameter's."""


def contribution(case: ContributionCase, law: Law | None = None) -> Contribution:
    """Reckon and explain one contribution. Raises LawRefusal with reason and article.

    >>> village_worker = ContributionCase("bpu", ["jkk", "jkm"], date(2025, 9, 1), income=1000000)
    >>> contribution(village_worker).total
    16800
    """
    law = law or current_law()
    ready = ready_case(case, law)
    explainer = Explainer(law, ready.facts, ready.day)
    payers = dict.fromkeys(PAYERS, 0)
    parts = {}
    for programme in ready.programmes:
        output = OUTPUTS[(ready.variant, programme)]
        parts[programme] = int(explainer.value(output.part))
        for payer, rule in output.payers.items():
            named = bearer(str(ready.facts["fund"])) if payer == "bearer" else payer
            payers[named] += int(explainer.value(rule))
        for rule in output.also:
            explainer.value(rule)
    total = sum(parts.values())
    steps = [*_assumed(ready), *ready.named, *_told(explainer.steps)]
    confidence = least_confident(*(step.confidence for step in steps))
    references = {explainer.steps[OUTPUTS[(ready.variant, name)].part].reference for name in parts}
    steps.append(_sum_step(parts, total, confidence, "; ".join(sorted(references))))
    return Contribution(
        total, parts, payers, law.law_id, tuple(steps), warnings_of(steps), confidence
    )


def ready_case(case: ContributionCase, law: Law) -> ReadyCase:
    """Check a case and bring it to the law's words. Raises LawRefusal."""
    segment = known_segment(case.segment)
    programmes = known_programmes(case.programmes)
    classes = known_classes(case.risk, case.fund, case.sector)
    day = case.month.replace(day=1)
    variant = _variant(segment, case)
    check_open(law, variant, programmes, day)
    name = AMOUNT[variant]
    facts: dict[str, Exact] = {"risk": "very-low", "fund": UNSTATED, "sector": "other"}
    facts.update(classes)
    facts["with_jkp"] = Fraction(int("jkp" in programmes))
    facts[name], named = stated_amount(getattr(case, name), name, day, law)
    check_jkp_split(law, facts, day)
    return ReadyCase(variant, programmes, day, facts, frozenset(classes), named)


def _variant(segment: str, case: ContributionCase) -> str:
    if segment != "construction":
        return segment
    if case.wage is not None and case.contract_value is not None:
        raise LawRefusal(
            "construction_basis",
            "Pilih satu dasar: nilai kontrak atau upah.",
            "Choose one basis: the contract value or the wage.",
            "Permenaker 44/2015",
        )
    return "construction-wage" if case.wage is not None else "construction-value"


def check_jkp_split(law: Law, facts: Mapping[str, Exact], day: date) -> None:
    """Refuse JKP under the relief of PP 7/2025: how JKK is then split is not known."""
    if not facts["with_jkp"]:
        return
    relief = law.parameters["relief_2025_jkk_due"].at(day)
    if relief is None or not isinstance(relief.value, Mapping):
        return
    if relief.value[str(facts["sector"])] < 1:
        raise LawRefusal(
            "jkp_split_unknown",
            "Pembagian iuran JKK dan JKP dalam masa keringanan industri padat karya "
            "belum diketahui; hitung tanpa JKP (jumlah tagihan sama).",
            "How JKK and JKP are split under the labour-intensive relief is not known; "
            "reckon without JKP (the bill is the same).",
            relief.reference,
        )


def _told(steps: Mapping[str, Step]) -> list[Step]:
    """Leave out asides that came to nothing."""
    asides = {name for output in OUTPUTS.values() for name in output.also}
    return [step for name, step in steps.items() if step.value or name not in asides]


_ASSUMED = {
    "risk": (
        "Kelompok risiko tidak disebut: dipakai sangat rendah, kelompok jasa pemerintahan",
        "No risk group stated: very low is used, the group of government services",
        "PP 44/2015 Lampiran I",
        ("pu",),
    ),
    "fund": (
        "Sumber dana tidak disebut: dihitung tanpa keringanan",
        "No source of money stated: reckoned without relief",
        "PP 50/2025 Pasal 3",
        ("bpu",),
    ),
    "sector": (
        "Sektor tidak disebut: dipakai “lainnya”",
        "No sector stated: “other” is used",
        "PP 50/2025 Pasal 3-4; PP 7/2025 Pasal 4",
        ("pu", "bpu"),
    ),
}


def _assumed(ready: ReadyCase) -> list[Step]:
    steps = []
    for fact, (said_id, said_en, reference, variants) in _ASSUMED.items():
        if fact in ready.stated or ready.variant not in variants:
            continue
        if fact == "risk" and "jkk" not in ready.programmes:
            continue
        steps.append(
            Step(
                rule=f"assumed_{fact}",
                value=str(ready.facts[fact]),
                unit="class",
                inputs={},
                parameters=(),
                reference=reference,
                confidence="high",
                words=_either(
                    f"{said_id} ({reference}).", f"{said_en} ({cited(reference, 'en')})."
                ),
            )
        )
    return steps


def _either(said_id: str, said_en: str) -> Words:
    return lambda lang: said_id if lang == "id" else said_en


def _sum_step(parts: Mapping[str, int], total: int, confidence: str, reference: str) -> Step:
    def words(lang: Lang) -> str:
        listed = (f"{name.upper()} {figure(part, 'rupiah', lang)}" for name, part in parts.items())
        word = "Jumlah ditagih" if lang == "id" else "Billed"
        return f"{word}: {' + '.join(listed)} = {figure(total, 'rupiah', lang)}."

    return Step(
        rule="total",
        value=Fraction(total),
        unit="rupiah",
        inputs=dict(parts),
        parameters=(),
        reference=reference,
        confidence=confidence,
        words=words,
    )
