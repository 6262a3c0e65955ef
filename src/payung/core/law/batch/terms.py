"""What a table's people have in common: their terms, checked once by the scalar law.

A table of millions holds a handful of combinations of segment, programmes, risk, fund and sector.
Each is asked of the scalar law once per stretch of months, so a table is refused what a single
case is refused, for the same reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from payung.core.law.batch.spans import Span
from payung.core.law.cases import known_classes, known_programmes, known_segment
from payung.core.law.law import Law
from payung.core.law.outputs import bearer
from payung.core.law.pricing import tariff
from payung.core.law.refusal import LawRefusal
from payung.core.law.scenarios import Scenario
from payung.core.law.vocabulary import FACTS, PROGRAMMES, UNSTATED

Key = tuple[str, str, str, str, str]
COLUMNS = ("segment", "programmes", "risk", "fund", "sector")


@dataclass(frozen=True)
class Terms:
    """One combination in one stretch: in the law's words, or refused with a code."""

    key: Key
    span: int
    variant: str = ""
    risk: str = ""
    fund: str = ""
    sector: str = ""
    programmes: tuple[str, ...] = ()
    refusal: str = ""

    @property
    def flags(self) -> list[int]:
        """Which programmes are in the set, and whether a fund bears a non-wage worker's part."""
        return [int(name in self.programmes) for name in PROGRAMMES] + [
            int(bearer(self.fund) == "fund")
        ]


@dataclass(frozen=True)
class Reformed:
    """Terms under a scenario, with the multiple of the wage."""

    terms: Terms
    times: Fraction = Fraction(1)

    @property
    def values(self) -> list[object]:
        """The columns of this scenario in the joined table."""
        terms = self.terms
        ratio = (self.times.numerator, self.times.denominator)
        return [terms.fund, *terms.flags, *ratio, int(not terms.refusal)]


@dataclass(frozen=True)
class Row:
    """Terms under the law, and under each scenario."""

    terms: Terms
    reforms: tuple[Reformed, ...] = ()

    def values(self) -> list[object]:
        """The row of the joined table."""
        terms = self.terms
        own = [
            *terms.key, terms.span, terms.variant, terms.risk, terms.fund, terms.sector,
            *terms.flags, terms.refusal,
        ]  # fmt: skip
        return own + [value for reform in self.reforms for value in reform.values]


def rows_of(
    law: Law, scenarios: Sequence[Scenario], keys: Iterable[Key], spans: Iterable[Span]
) -> list[Row]:
    """Every combination in every stretch, asked of the law and of every scenario."""
    stretches = list(spans)
    found = []
    for key in keys:
        for span in stretches:
            terms = terms_of(law, key, span)
            reforms = (reformed(scenario, terms, span) for scenario in scenarios)
            found.append(Row(terms, tuple(reforms)))
    return found


def terms_of(law: Law, key: Key, span: Span) -> Terms:
    """One combination in one stretch, in the law's words, or refused."""
    segment, programmes, risk, fund, sector = key
    try:
        known = known_segment(segment)
        names = known_programmes(name for name in programmes.split(",") if name.strip())
        classes = known_classes(risk or None, fund or None, sector or None)
        terms = Terms(
            key,
            span.number,
            "construction-wage" if known == "construction" else known,
            classes.get("risk", "very-low"),
            classes.get("fund", UNSTATED),
            classes.get("sector", "other"),
            names,
        )
    except LawRefusal as refusal:
        return Terms(key, span.number, refusal=refusal.code)
    return asked(law, terms, span)


def asked(law: Law, terms: Terms, span: Span) -> Terms:
    """The terms, or their refusal by the scalar law."""
    fund = None if terms.fund == UNSTATED else terms.fund
    try:
        known = tariff(
            law, terms.variant, terms.programmes, span.day, terms.risk, fund, terms.sector
        )
        known.price(0)
        known.price(FACTS[known.amount].high * known.den)
    except LawRefusal as refusal:
        return replace(terms, refusal=refusal.code)
    return terms


def reformed(scenario: Scenario, terms: Terms, span: Span) -> Reformed:
    """The terms under a scenario: its changes to people, then its law."""
    if terms.refusal:
        return Reformed(terms)
    programmes, fund, times = set(terms.programmes), terms.fund, Fraction(1)
    words = {
        "segment": terms.variant.split("-", maxsplit=1)[0],
        "fund": terms.fund,
        "sector": terms.sector,
        "risk": terms.risk,
    }
    for change in scenario.changes:
        if change.holds(span.first) and change.where.items() <= words.items():
            programmes = (programmes | set(change.add)) - set(change.remove)
            fund, times = change.fund or fund, times * change.times
    names = tuple(name for name in PROGRAMMES if name in programmes)
    changed = replace(terms, programmes=names, fund=fund)
    if not names:
        return Reformed(replace(changed, refusal="programme_missing"), times)
    return Reformed(asked(scenario.law, changed, span), times)
