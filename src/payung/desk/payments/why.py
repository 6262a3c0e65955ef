"""Why a bill asks what it asks: each price with the law's steps, and the day it falls due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from payung.base.ui.format import language, rupiah
from payung.core.law import ContributionCase, LawRefusal, contribution
from payung.programme.billing.models import Price
from payung.programme.selection.pricing import RISK


@dataclass(frozen=True, slots=True)
class Reason:
    """One price in the bill: how many lines rest on it, its steps, what is uncertain."""

    title: str
    parts: str
    steps: tuple[tuple[str, str], ...]
    confidence: str
    law_id: str


def reasons(prices: Iterable[tuple[Price, int]]) -> list[Reason]:
    """The law behind each price of a bill; no statement of its own."""
    return [_reason(price, count) for price, count in prices]


def _reason(price: Price, count: int) -> Reason:
    title = _("%(n)s baris × %(amount)s, %(what)s %(base)s") % {
        "n": count, "amount": rupiah(price.total), "base": rupiah(price.base),
        "what": _("dasar upah") if price.segment == "pu" else _("dasar penghasilan"),
    }  # fmt: skip
    parts = ", ".join(f"{name.upper()} {rupiah(value)}" for name, value in price.parts.items())
    try:
        said = contribution(_case(price))
    except LawRefusal as refusal:
        return Reason(title, parts, ((refusal.text(language()), ""),), "low", price.law_id)
    steps = tuple((step.sentence(language()), step.reference or "") for step in said.steps)
    return Reason(title, parts, steps, said.confidence, price.law_id)


def _case(price: Price) -> ContributionCase:
    pu = price.segment == "pu"
    return ContributionCase(
        segment=price.segment, programmes=tuple(price.programmes.split(",")),
        month=price.month.first_day, wage=price.base if pu else None,
        income=None if pu else price.base, risk=RISK if pu else None, fund=price.law_fund,
        sector=price.sector,
    )  # fmt: skip
