"""The law to be read: parameters as data, on a day or through time; minimum wages by province."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from payung.core.law.dated import DatedValue, Parameter
from payung.core.law.law import Law, current_law
from payung.core.law.refusal import LawRefusal
from payung.core.law.wording import plain


def listed(law: Law, day: date) -> dict[str, Any]:
    """Every parameter with the value in force on a day (none where nothing is known)."""
    entries = [_entry(parameter, _in_force(parameter, day)) for parameter in _sorted(law)]
    return {"on": day.isoformat(), "law_id": law.law_id, "parameters": entries}


def shown(law: Law, name: str, day: date | None = None) -> dict[str, Any]:
    """One parameter: its whole history, or its value on a day. Raises LawRefusal if unknown."""
    parameter = law.parameters.get(name)
    if parameter is None:
        near = ", ".join(n for n in sorted(law.parameters) if name.lower() in n) or "–"
        raise LawRefusal(
            "unknown_parameter",
            f"Parameter “{name}” tidak ada; yang mirip: {near}.",
            f"There is no parameter “{name}”; similar: {near}.",
        )
    values = _in_force(parameter, day) if day else list(parameter.values)
    return {
        "on": day.isoformat() if day else None,
        "law_id": law.law_id,
        "parameters": [_entry(parameter, values)],
    }


def _sorted(law: Law) -> list[Parameter]:
    return sorted(law.parameters.values(), key=lambda found: (found.programme, found.name))


def _in_force(parameter: Parameter, day: date) -> list[DatedValue]:
    found = parameter.at(day)
    return [found] if found else []


def _entry(parameter: Parameter, values: list[DatedValue]) -> dict[str, Any]:
    return {
        "parameter": parameter.name,
        "programme": parameter.programme,
        "label_id": parameter.label_id,
        "label_en": parameter.label_en,
        "description_id": parameter.description_id,
        "description_en": parameter.description_en,
        "kind": parameter.kind,
        "unit": parameter.unit,
        "class": parameter.class_name or None,
        "class_labels": {
            key: {"id": label_id, "en": label_en}
            for key, (label_id, label_en) in parameter.class_labels.items()
        },
        "values": [_value_entry(parameter, value) for value in values],
    }


def _value_entry(parameter: Parameter, value: DatedValue) -> dict[str, Any]:
    return {
        "since": value.start.isoformat(),
        "until": value.until.isoformat() if value.until else None,
        "value": _plain_value(parameter, value),
        "reference": value.reference,
        "confidence": value.confidence,
        "class_confidence": dict(value.class_confidence),
        "basis": value.basis,
        "retroactive": value.retroactive,
        "sources": list(value.sources),
        "note_id": value.note_id,
        "note_en": value.note_en,
    }


def _plain_value(parameter: Parameter, dated: DatedValue) -> object:
    value, unit = dated.value, parameter.unit
    if isinstance(value, Fraction):
        return plain(value, unit)
    if isinstance(value, Mapping):
        return {key: plain(number, unit) for key, number in value.items()}
    return [{"from": int(bound), "value": plain(number, unit)} for bound, number in value]


def minimum_wage(place: str, month: date, law: Law | None = None) -> Fraction:
    """The UMP of a province ("53") or the UMK of a regency ("53.04"), in rupiah with sen.

    Places are Kemendagri codes. Raises LawRefusal for a place or a year of which no value is
    known: a regency that has set none is not guessed to follow its province.

    >>> minimum_wage("53", date(2025, 3, 1))
    Fraction(232896969, 100)
    """
    name = "umk" if "." in place else "ump"
    return class_value(law or current_law(), name, place, month.replace(day=1))[0]


def class_value(law: Law, name: str, key: str, day: date) -> tuple[Fraction, DatedValue]:
    """The value of one class of a parameter that settings may fill. Raises LawRefusal."""
    parameter = law.parameters.get(name)
    dated = parameter.at(day) if parameter else None
    if dated is not None and isinstance(dated.value, Mapping) and key in dated.value:
        return dated.value[key], dated
    raise LawRefusal(
        "month_without_parameter",
        f"{name.upper()} {key} pada {day.isoformat()} tidak diketahui; isi dalam berkas setelan "
        "(--settings) beserta dasarnya.",
        f"{name.upper()} of {key} on {day.isoformat()} is not known; enter it in a settings file "
        "(--settings) with the paper it rests on.",
        parameter.values[0].regulation if parameter else "",
    )
