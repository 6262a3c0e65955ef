"""The same contribution without the explanation, for budgets: a few microseconds a person."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from payung.core.law.cases import (
    Money,
    known_amount,
    known_classes,
    known_programmes,
    known_segment,
)
from payung.core.law.contributions import check_jkp_split
from payung.core.law.engines.scalar import function
from payung.core.law.engines.shown import Exact
from payung.core.law.law import Law, current_law
from payung.core.law.outputs import AMOUNT, OUTPUTS, PAYERS, bearer, check_open
from payung.core.law.vocabulary import FACTS, UNSTATED


class PricedLine(NamedTuple):
    """Rupiah of one person and month. `parts` follow the usual order of the programmes."""

    total: int
    parts: tuple[int, ...]
    employer: int
    worker: int
    state: int
    participant: int
    fund: int


class Tariff(NamedTuple):
    """A tariff fixed but for the amount: what a budget row multiplies."""

    amount: str
    den: int
    price: Callable[[int], PricedLine]


def price_line(
    segment: str,
    programmes: tuple[str, ...],
    month: date,
    amount: Money,
    *,
    risk: str | None = None,
    fund: str | None = None,
    sector: str | None = None,
    law: Law | None = None,
) -> PricedLine:
    """Price one person in one month. `amount` is the wage (pu), income (bpu) or contract value.

    For construction by known wages use segment "construction-wage". Raises LawRefusal.

    >>> price_line("bpu", ("jkk", "jkm"), date(2025, 9, 1), 1_000_000).total
    16800
    """
    found = tariff(law or current_law(), segment, programmes, month, risk, fund, sector)
    if type(amount) is int and 0 <= amount <= FACTS[found.amount].high:
        return found.price(amount * found.den)
    return found.price(int(known_amount(amount, found.amount) * found.den))


@lru_cache(maxsize=4096)
def tariff(
    law: Law,
    segment: str,
    programmes: tuple[str, ...],
    month: date,
    risk: str | None,
    fund: str | None,
    sector: str | None,
) -> Tariff:
    """The tariff of everyone alike but for the amount. Raises LawRefusal."""
    variant = segment if segment == "construction-wage" else known_segment(segment)
    variant = "construction-value" if variant == "construction" else variant
    day = month.replace(day=1)
    known = known_programmes(programmes)
    check_open(law, variant, known, day)
    facts: dict[str, Exact] = {"risk": "very-low", "fund": UNSTATED, "sector": "other"}
    facts.update(known_classes(risk, fund, sector))
    facts["with_jkp"] = Fraction(int("jkp" in known))
    check_jkp_split(law, facts, day)
    price = compiled_price(law, variant, known, law.interval(day), day)
    classes = (facts["risk"], facts["fund"], facts["sector"])
    payers = payers_of(variant, known, str(facts["fund"]))
    places = [[i for i, payer in enumerate(payers) if payer == name] for name in PAYERS]
    count = len(known)

    def line(amount: int) -> PricedLine:
        values = price(amount, *classes)
        parts = values[:count]
        borne = (sum([values[count + i] for i in place]) for place in places)
        return PricedLine(sum(parts), parts, *borne)

    name = AMOUNT[variant]
    return Tariff(name, FACTS[name].den, line)


def payers_of(variant: str, programmes: Iterable[str], fund: str) -> list[str]:
    """Who pays each payer rule of `compiled_price`, in its order."""
    named = [payer for name in programmes for payer in OUTPUTS[(variant, name)].payers]
    return [bearer(fund) if payer == "bearer" else payer for payer in named]


@lru_cache(maxsize=8192)
def compiled_price(
    law: Law,
    variant: str,
    programmes: tuple[str, ...],
    interval: int,  # noqa: ARG001 - the key: one compilation serves all its days
    day: date,
) -> Callable[..., tuple[int, ...]]:
    """The compiled parts and payer rules of a programme set."""
    outputs = [OUTPUTS[(variant, name)] for name in programmes]
    wanted = [output.part for output in outputs]
    wanted += [rule for output in outputs for rule in output.payers.values()]
    facts = (AMOUNT[variant], "risk", "fund", "sector")
    return function(law, facts, tuple(wanted), day, {"with_jkp": int("jkp" in programmes)})
