"""Costs after a work accident that JKK repays: care, transport, home care, devices, prostheses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from payung.core.law.cases import Money, chosen, known_amount
from payung.core.law.dated import least_confident
from payung.core.law.engines.explain import Explainer, Step
from payung.core.law.engines.shown import Exact, Words
from payung.core.law.law import Law, current_law
from payung.core.law.outputs import check_began
from payung.core.law.vocabulary import ITEMS
from payung.core.law.warnings import Warned, warnings_of

REPAID = ("medical", *ITEMS, "prosthesis")
"""Medical care has no ceiling; the ceiling of a prosthesis stands on the state's list price."""


@dataclass(frozen=True)
class Repaid:
    """What JKK repays in rupiah, by item: at most its ceiling, for each mode and device."""

    total: int
    parts: Mapping[str, int]
    law_id: str
    steps: tuple[Step, ...]
    warnings: tuple[Warned, ...]
    confidence: str

    def as_json(self) -> dict[str, Any]:
        """The costs as the command line prints them."""
        return {
            "total": self.total,
            "parts": dict(self.parts),
            "law_id": self.law_id,
            "confidence": self.confidence,
            "warnings": [warning.as_json() for warning in self.warnings],
            "steps": [step.as_json() for step in self.steps],
        }


def repaid(costs: Iterable[tuple[str, Money]], on: date, law: Law | None = None) -> Repaid:
    """What JKK repays of the costs of an accident on a day. Raises LawRefusal.

    Each cost is an item (`REPAID`) with rupiah; of a prosthesis the rupiah are the list price of
    the government's rehabilitation centre, and the answer is its ceiling. An item named twice is
    added up under one ceiling.

    >>> repaid([("transport-land", 6_000_000), ("medical", 75_000_000)], date(2026, 1, 1)).parts
    {'transport-land': 5000000, 'medical': 75000000}
    """
    law = law or current_law()
    check_began(law, "jkk", on)
    summed: dict[str, Any] = {}
    for raw, amount in costs:
        item = chosen(raw, REPAID, "unknown_item", ("Jenis biaya", "item"))
        summed[item] = summed.get(item, 0) + known_amount(amount, "cost")
    parts, steps = {}, []
    for item, amount in summed.items():
        step = _step(item, known_amount(amount, "cost"), on, law)
        parts[item] = int(step.value)
        steps.append(step)
    return Repaid(
        sum(parts.values()),
        parts,
        law.law_id,
        tuple(steps),
        warnings_of(steps),
        least_confident(*(step.confidence for step in steps)),
    )


def _step(item: str, amount: Exact, on: date, law: Law) -> Step:
    rule = {"medical": "jkk_medical", "prosthesis": "jkk_prosthesis"}.get(item, "jkk_reimbursed")
    facts: dict[str, Exact] = {"cost": amount, "list_price": amount, "item": item}
    explainer = Explainer(law, facts, on)
    explainer.value(rule)
    step = explainer.steps[rule]
    return replace(step, words=_of_item(step, item)) if item in ITEMS else step


def _of_item(step: Step, item: str) -> Words:
    return lambda lang: f"{item}: {step.sentence(lang)}"
