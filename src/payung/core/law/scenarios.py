"""Reforms: a file that lays other values, other rules or other people's terms over the law.

The result is a `Law` like any other, with a `law_id` of its own, so whatever takes a law takes a
scenario too; what happens to people (programmes, fund, wages) stands beside it as `changes`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from payung.core.calendar import Month
from payung.core.law.cases import known_programmes, word
from payung.core.law.checks import check_law
from payung.core.law.compiler.form import If, Par, Rule
from payung.core.law.compiler.reading import read_rules
from payung.core.law.dated import DatedValue, Parameter, Regulation
from payung.core.law.law import Law, current_law
from payung.core.law.loading import parse_day, read_yaml
from payung.core.law.numerals import parse_number
from payung.core.law.overlay import overlaid, resting_on
from payung.core.law.refusal import LawFault, LawRefusal

WHERE = ("segment", "fund", "sector", "risk")


@dataclass(frozen=True)
class Change:
    """What happens to people from a month on: those who match `where`, with words of the law."""

    since: Month
    until: Month | None
    where: Mapping[str, str]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    fund: str | None = None
    times: Fraction = Fraction(1)

    def holds(self, month: Month) -> bool:
        """True in the months of the change."""
        return self.since <= month and (self.until is None or month <= self.until)


@dataclass(frozen=True)
class Scenario:
    """A named reform: the law it makes, and what it does to people."""

    name: str
    label_id: str
    label_en: str
    law: Law
    changes: tuple[Change, ...] = field(default_factory=tuple)


def load_scenario(path: Path, law: Law | None = None) -> Scenario:
    """Read a scenario file over a law (the current one). Raises LawRefusal with the fault."""
    try:
        return parse_scenario(path.read_text("utf-8"), path.name, law or current_law())
    except (OSError, UnicodeDecodeError) as error:
        raise LawRefusal(
            "scenario_unreadable",
            f"Berkas skenario {path} tidak dapat dibaca: {error}",
            f"The scenario file {path} cannot be read: {error}",
        ) from error


def parse_scenario(text: str, place: str, law: Law) -> Scenario:
    """A scenario from its text. Raises LawRefusal with the place and the fault.

    >>> reform = parse_scenario('''
    ... name: relief-ends
    ... label: {id: Keringanan berakhir, en: The relief ends}
    ... parameters:
    ...   relief_2026_due:
    ...     '2026-07-01': {value: {other: 100%}}
    ... ''', "relief.yaml", current_law())
    >>> reform.law.parameters["relief_2026_due"].at(date(2026, 8, 1)).value["other"]
    Fraction(1, 1)
    """
    try:
        raw = read_yaml(text, place)
        return _scenario(raw, place, law)
    except (LawFault, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise LawRefusal(
            "scenario_invalid",
            f"Skenario {place} tidak sah: {_told(fault)}",
            f"The scenario {place} is not valid: {_told(fault)}",
        ) from fault


def _told(fault: Exception) -> str:
    return f"lacks {fault}" if isinstance(fault, KeyError) else str(fault)


def _scenario(raw: Mapping[str, Any], place: str, law: Law) -> Scenario:
    unknown = set(raw) - {"name", "label", "parameters", "rules", "people"}
    if unknown:
        raise LawFault(f"{place}: unknown keys: {', '.join(sorted(unknown))}")
    name = str(raw["name"])
    parameters = dict(law.parameters)
    for key, values in raw.get("parameters", {}).items():
        if key not in parameters:
            raise LawFault(f"{place}: there is no parameter {key}")
        for start, entry in values.items():
            parameters[key] = overlaid(parameters[key], start, entry, _of(name))
    rules = dict(law.rules)
    for entry in raw.get("rules", []):
        _override_rules(entry, name, rules, parameters)
    reform = Law(parameters, rules, {**law.regulations, _source(name): _regulation(name)})
    _refuse_faults(reform, place)
    return Scenario(
        name,
        raw["label"]["id"],
        raw["label"]["en"],
        reform,
        tuple(_change(entry, place) for entry in raw.get("people", [])),
    )


def _source(name: str) -> str:
    return f"Skenario {name}"


def _regulation(name: str) -> Regulation:
    return Regulation(_source(name), name, name, None)


def _refuse_faults(reform: Law, place: str) -> None:
    faults = check_law(reform)
    if faults:
        raise LawFault(f"{place}: {faults[0]}")


def _override_rules(
    entry: Mapping[str, Any], name: str, rules: dict[str, Rule], parameters: dict[str, Parameter]
) -> None:
    """Replace rules from a day on; before it the old text holds."""
    since = parse_day(entry["since"], name)
    for rule in read_rules(entry["text"], f"scenario {name}"):
        old = rules.get(rule.name)
        if old is None:
            rules[rule.name] = rule
            continue
        switch = f"since_{rule.name}"
        parameters[switch] = _switch(switch, since, name)
        args = (*rule.args, *(arg for arg in old.args if arg not in rule.args))
        body = If(Par(switch), rule.body, old.body)
        rules[rule.name] = replace(rule, args=args, body=body)


def _of(name: str) -> dict[str, Any]:
    return resting_on(_source(name), basis="inferred")


def _switch(name: str, since: date, scenario: str) -> Parameter:
    def flag(start: date, until: date | None, number: int) -> DatedValue:
        return DatedValue(start=start, until=until, value=Fraction(number), **_of(scenario))

    off = flag(date(1900, 1, 1), since - timedelta(days=1), 0)
    label = f"Skenario {scenario}"
    values = (off, flag(since, None, 1))
    return Parameter(name, "scenario", "constant", "flag", "", label, label, values)


def _change(raw: Mapping[str, Any], place: str) -> Change:
    unknown = set(raw) - {"since", "until", "where", "add", "remove", "fund", "wage_times"}
    where = {key: word(str(value)) for key, value in raw.get("where", {}).items()}
    if unknown or set(where) - set(WHERE):
        raise LawFault(
            f"{place}: unknown keys in people: {', '.join(sorted(unknown | set(where)))}"
        )
    return Change(
        since=Month.parse(raw["since"]),
        until=Month.parse(raw["until"]) if "until" in raw else None,
        where=where,
        add=known_programmes(raw["add"]) if raw.get("add") else (),
        remove=known_programmes(raw["remove"]) if raw.get("remove") else (),
        fund=word(raw["fund"]) if "fund" in raw else None,
        times=_times(raw["wage_times"], place) if "wage_times" in raw else Fraction(1),
    )


def _times(raw: Any, place: str) -> Fraction:
    """A multiple of a wage: such that twelve digits of sen, times it, stay within 63 bits."""
    times = parse_number(raw, "share")
    if 0 < times <= 10 and times.numerator <= 10**6 >= times.denominator:
        return times
    raise LawFault(f"{place}: wage_times is above 0%, up to 1000%, with four decimals at most")
