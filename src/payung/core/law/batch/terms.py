"""What a table's people have in common: their terms, checked once by the scalar law.

A table of millions holds a handful of combinations of segment, programmes, risk, fund and sector.
Each is asked of the scalar law once per stretch of months, so a table is refused what a single
case is refused, for the same reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from payung.core.law.batch.spans import Span
from payung.core.law.cases import known_classes, known_programmes, known_segment
from payung.core.law.law import Law
from payung.core.law.outputs import bearer
from payung.core.law.pricing import tariff
from payung.core.law.refusal import LawRefusal
from payung.core.law.vocabulary import PROGRAMMES, UNSTATED

Key = tuple[str, str, str, str, str]
COLUMNS = ("segment", "programmes", "risk", "fund", "sector")


@dataclass(frozen=True)
class Terms:
    """One combination in one stretch: in the law's words, or refused with a code."""

    key: Key
    span: int
    variant: str
    risk: str
    fund: str
    sector: str
    programmes: tuple[str, ...]
    refusal: str

    def row(self) -> tuple[object, ...]:
        """The terms as a row of the joined table."""
        flags = [int(name in self.programmes) for name in PROGRAMMES]
        borne = int(bearer(self.fund) == "fund")
        return (
            *self.key, self.span, self.variant, self.risk, self.fund, self.sector, *flags, borne,
            self.refusal,
        )  # fmt: skip


def terms_of(law: Law, keys: Iterable[Key], spans: Iterable[Span]) -> list[Terms]:
    """Every combination in every stretch."""
    stretches = list(spans)
    return [_terms(law, key, span) for key in keys for span in stretches]


def _terms(law: Law, key: Key, span: Span) -> Terms:
    segment, programmes, risk, fund, sector = key
    try:
        known = known_segment(segment)
        variant = "construction-wage" if known == "construction" else known
        names = tuple(name for name in programmes.split(",") if name.strip())
        classes = known_classes(risk or None, fund or None, sector or None)
        tariff(law, variant, names, span.day, risk or None, fund or None, sector or None).price(0)
        return Terms(
            key,
            span.number,
            variant,
            classes.get("risk", "very-low"),
            classes.get("fund", UNSTATED),
            classes.get("sector", "other"),
            known_programmes(names),
            "",
        )
    except LawRefusal as refusal:
        return Terms(key, span.number, "", "", "", "", (), refusal.code)
