"""A dated value of the law as lines of words and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from payung.core.calendar import Lang
from payung.core.identity.regions import region_name
from payung.core.law.dated import DatedValue, Parameter
from payung.core.law.wording import figure
from payung.desk.law.words import CLASSES


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a value: of which class or from which bound, and how sure."""

    label: str
    value: str
    confidence: str


def lines(parameter: Parameter, dated: DatedValue, lang: Lang) -> tuple[Line, ...]:
    """Every number of a value in its order; a single number has no label."""
    value, unit = dated.value, parameter.unit
    if isinstance(value, Fraction):
        return (Line("", figure(value, unit, lang), dated.confidence),)
    if isinstance(value, Mapping):
        return tuple(
            Line(
                class_label(parameter, key, lang),
                figure(number, unit, lang),
                dated.confidence_of(key),
            )
            for key, number in value.items()
        )
    return tuple(
        Line(
            _("mulai {amount}").format(amount=figure(bound, "rupiah", lang)),
            figure(number, unit, lang),
            dated.confidence,
        )
        for bound, number in value
    )


def class_label(parameter: Parameter, key: str, lang: Lang) -> str:
    """A class in words: the law's own label, else a province's name, else this room's word."""
    if key in parameter.class_labels:
        return parameter.class_labels[key][lang == "en"]
    if parameter.class_name == "province":
        return region_name(key) or key
    return str(CLASSES.get(parameter.class_name, {}).get(key, key))
