"""Values laid over a parameter from a day on: what scenarios and a district's settings share."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from payung.core.law.dated import DatedValue, Parameter, Value
from payung.core.law.loading import parse_day, parse_value
from payung.core.law.numerals import parse_number
from payung.core.law.refusal import LawFault


def overlaid(
    parameter: Parameter, start: str, entry: Mapping[str, Any], fields: Mapping[str, Any]
) -> Parameter:
    """Put a value (or a multiple of what holds) over a parameter from a day on.

    `fields` say what it rests on. Raises LawFault.
    """
    if set(entry) - {"value", "times", "until"} or ("value" in entry) == ("times" in entry):
        raise LawFault(f"{parameter.name} {start}: give either value or times, and until if needed")
    day = parse_day(start, parameter.name)
    until = parse_day(entry["until"], parameter.name) if "until" in entry else None
    if until is not None and until < day:
        raise LawFault(f"{parameter.name} {start}: it ends before it begins")
    after = until + timedelta(days=1) if until else None
    kept = _until(parameter.values, day) + (_from(parameter, after) if after else ())
    if "value" in entry:
        laid: tuple[DatedValue, ...] = (_laid(parameter, day, until, entry["value"], fields),)
    else:
        times = parse_number(entry["times"], "share")
        laid = tuple(
            replace(value, value=_multiple(value.value, times, parameter), **fields)
            for value in _until(_from(parameter, day), after)
        )
    if not laid:
        raise LawFault(f"{parameter.name} {start}: no value holds from then on to be multiplied")
    values = tuple(sorted((*kept, *laid), key=lambda value: value.start))
    return replace(parameter, values=values, next_expected=None)


def resting_on(
    regulation: str, *, basis: str, confidence: str = "high", sources: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The fields of a dated value that say what it rests on."""
    return {
        "regulation": regulation,
        "article": "",
        "basis": basis,
        "confidence": confidence,
        "class_confidence": {},
        "retroactive": False,
        "unknown_after": False,
        "note_id": "",
        "note_en": "",
        "sources": sources,
    }


def _laid(
    parameter: Parameter, day: date, until: date | None, raw: Any, fields: Mapping[str, Any]
) -> DatedValue:
    before = parameter.at(day)
    value = parse_value(raw, parameter.kind, parameter.unit)
    if isinstance(value, Mapping) and before is not None and isinstance(before.value, Mapping):
        value = {**before.value, **value}
    return DatedValue(start=day, until=until, value=value, **fields)


def _until(values: tuple[DatedValue, ...], after: date | None) -> tuple[DatedValue, ...]:
    """Values that begin before `after`, cut so that none reaches it."""
    if after is None:
        return values
    found = []
    for index, value in enumerate(values):
        if value.start >= after:
            continue
        following = values[index + 1].start if index + 1 < len(values) else None
        open_end = value.until is None or value.until >= after
        cut = open_end and (following is None or following >= after)
        found.append(replace(value, until=after - timedelta(days=1)) if cut else value)
    return tuple(found)


def _from(parameter: Parameter, day: date) -> tuple[DatedValue, ...]:
    """Values from a day on; the one in force on it begins there."""
    current = parameter.at(day)
    later = tuple(value for value in parameter.values if value.start > day)
    return ((replace(current, start=day), *later)) if current else later


def _multiple(value: Value, times: Fraction, parameter: Parameter) -> Value:
    def scaled(number: Fraction) -> Fraction:
        product = number * times
        return Fraction((product + Fraction(1, 2)).__floor__()) if money else product

    money = parameter.unit == "rupiah"
    if isinstance(value, Fraction):
        return scaled(value)
    if isinstance(value, Mapping):
        return {key: scaled(number) for key, number in value.items()}
    return tuple((bound, scaled(number)) for bound, number in value)
