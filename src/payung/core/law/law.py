"""The whole law at hand: parameters, rules, their compiled form and their identity."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

from payung.core.law.compiler.form import Rule, parameters_of
from payung.core.law.compiler.integers import Compiled
from payung.core.law.compiler.lowering import compile_rules
from payung.core.law.compiler.reading import read_folder
from payung.core.law.dated import DatedValue, Parameter, Regulation, Value
from payung.core.law.loading import load_parameters, load_regulations


@dataclass(frozen=True, eq=False)
class Law:
    """Parameters and rules, compiled on first use.

    `law_id` names exactly this text: any change of a value, a citation or a rule changes it.
    """

    parameters: Mapping[str, Parameter]
    rules: Mapping[str, Rule]
    regulations: Mapping[str, Regulation]

    @cached_property
    def compiled(self) -> dict[str, Compiled]:
        """Every rule in integer form, in an order in which each finds what it needs."""
        return compile_rules(self.rules, self.parameters)

    @cached_property
    def law_id(self) -> str:
        """Sixteen hexadecimal digits of a hash over all parameters and rules."""
        parameters = {name: _plain(self.parameters[name]) for name in sorted(self.parameters)}
        rules = {name: repr(self.rules[name].body) for name in sorted(self.rules)}
        text = json.dumps([parameters, rules], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def memory(self) -> dict[str, Any]:
        """Room for what engines derive from this law and may use again."""
        return {}

    @cached_property
    def boundaries(self) -> list[date]:
        """Days on which any value that rules read begins or ceases to be known."""
        used = {name for rule in self.rules.values() for name in parameters_of(rule.body)}
        days: set[date] = set()
        for name in used & set(self.parameters):
            for value in self.parameters[name].values:
                days.add(value.start)
                if value.until is not None:
                    days.add(date.fromordinal(value.until.toordinal() + 1))
        return sorted(days)

    def interval(self, day: date) -> int:
        """A number that is equal for two days if and only if all values in force are."""
        return bisect_right(self.boundaries, day)


def _plain(parameter: Parameter) -> list[object]:
    return [
        parameter.kind,
        parameter.unit,
        parameter.class_name,
        str(parameter.next_expected),
        [_plain_value(value) for value in parameter.values],
    ]


def _plain_value(value: DatedValue) -> list[object]:
    return [
        value.start.isoformat(),
        str(value.until),
        _plain_numbers(value.value),
        value.reference,
        value.confidence,
        dict(value.class_confidence),
    ]


def _plain_numbers(value: Value) -> object:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {key: str(number) for key, number in value.items()}
    return [[str(bound), str(number)] for bound, number in value]


@cache
def current_law() -> Law:
    """The law as this version of Payung knows it."""
    return Law(load_parameters(), read_folder(), load_regulations())
