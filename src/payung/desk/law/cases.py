"""What was typed as a case of the law, and the law's answer or its refusal in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from payung.core.calendar import Lang, Month
from payung.core.law import (
    BenefitCase,
    ContributionCase,
    Law,
    LawRefusal,
    benefit,
    contribution,
)
from payung.core.law.engines.explain import Step
from payung.desk.law.forms import CHILDREN
from payung.desk.law.words import LEVELS

_OPTION = re.compile(r" \(--[a-z-]+\)")


@dataclass(frozen=True, slots=True)
class Told:
    """A step as a sentence, how sure it is, and where its parameters can be read."""

    sentence: str
    confidence: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the law says; or, with `refusal`, why it says nothing."""

    total: int = 0
    parts: tuple[tuple[str, int], ...] = ()
    payers: tuple[tuple[str, int], ...] = ()
    scholarship: int | None = None
    steps: tuple[Told, ...] = ()
    warnings: tuple[str, ...] = ()
    confidence: str = "high"
    law_id: str = ""
    refusal: str = ""


def try_contribution(typed: Mapping[str, Any], lang: Lang, law: Law) -> Answer:
    """Reckon a contribution from the cleaned form, by the law of a region."""
    try:
        case = contribution_case(typed)
        said = contribution(case, law)
    except LawRefusal as refusal:
        return Answer(refusal=refused(refusal, lang))
    return Answer(
        said.total,
        tuple(said.parts.items()),
        tuple((name, value) for name, value in said.payers.items() if value),
        None,
        told(said.steps, case.month.isoformat(), lang, law),
        tuple(warning.text(lang) for warning in said.warnings),
        said.confidence,
        said.law_id,
    )


def contribution_case(typed: Mapping[str, Any]) -> ContributionCase:
    """The typed facts under the names of the law. Raises LawRefusal for a month that is none."""
    segment, amount = typed["segment"], typed["amount"] or None
    fact = {"pu": "wage", "bpu": "income"}.get(segment, "contract_value")
    if segment == "construction" and typed["basis"] == "wage":
        fact = "wage"
    return ContributionCase(
        segment,
        typed["programmes"],
        _month(typed["month"]).first_day,
        risk=typed["risk"] or None,
        fund=typed["fund"] or None,
        sector=typed["sector"] or None,
        **{fact: amount},
    )


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise LawRefusal(
            "month_invalid",
            gettext("Bulan “%(text)s” tidak terbaca; tulis TTTT-BB, misalnya 2026-05.")
            % {"text": text},
            f"The month “{text}” cannot be read; write YYYY-MM, for example 2026-05.",
        ) from error


def try_benefit(typed: Mapping[str, Any], lang: Lang, law: Law) -> Answer:
    """Reckon a claim from the cleaned form, by the law of a region."""
    try:
        said = benefit(benefit_case(typed), law)
    except LawRefusal as refusal:
        return Answer(refusal=refused(refusal, lang))
    return Answer(
        said.total,
        tuple(said.parts.items()),
        (),
        said.scholarship,
        told(said.steps, typed["date"].isoformat(), lang, law),
        tuple(warning.text(lang) for warning in said.warnings),
        said.confidence,
        said.law_id,
    )


def benefit_case(typed: Mapping[str, Any]) -> BenefitCase:
    """The typed facts under the names of the law; empty ones are left out."""
    given = {
        name: typed[name]
        for name in ("percent", "days", "balance", "average_wage", "months_paid")
        if typed[name] not in (None, "")
    }
    given["percent"] = str(given["percent"]).replace(",", ".") if "percent" in given else None
    part = typed["purpose"] if typed["event"] == "partial-withdrawal" else typed["part"]
    fact = "income" if typed["segment"] == "bpu" else "wage"
    return BenefitCase(
        typed["programme"],
        typed["event"],
        typed["date"],
        typed["segment"],
        typed["member_since"],
        part=part or None,
        survivor=typed["survivor"] or "spouse",
        clock=typed["clock"] or "calendar_months",
        clock_scope=typed["clock_scope"] or "bpu",
        children=_children(typed),
        **{fact: typed["amount"] or None},
        **given,
    )


def _children(typed: Mapping[str, Any]) -> list[dict[str, int]]:
    stated = (
        {level: typed[f"{level}_{n}"] for level in LEVELS if typed.get(f"{level}_{n}")}
        for n in CHILDREN
    )
    return [child for child in stated if child]


def refused(refusal: LawRefusal, lang: Lang) -> str:
    """The refusal as a sentence with its article, without the options of the command line."""
    return _OPTION.sub("", refusal.text(lang))


def told(steps: Iterable[Step], day: str, lang: Lang, law: Law) -> tuple[Told, ...]:
    """Steps as sentences, each with the places where its parameters stand."""
    return tuple(
        Told(step.sentence(lang), step.confidence, _places(step, day, lang, law)) for step in steps
    )


def _places(step: Step, day: str, lang: Lang, law: Law) -> tuple[tuple[str, str], ...]:
    known = law.parameters
    used = dict.fromkeys(use.name for use in step.parameters)
    return tuple(
        (known[name].label_en if lang == "en" else known[name].label_id, parameter_url(name, day))
        for name in used
    )


def parameter_url(name: str, day: str) -> str:
    """Where a parameter is read as it stood on a day."""
    return f"{reverse('law_room:home')}?tanggal={day}#{name}"
