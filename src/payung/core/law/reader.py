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


def minimum_wage(province: str, month: date, law: Law | None = None) -> Fraction:
    """The UMP of a province (two-digit Kemendagri code) in a month, in rupiah with sen.

    Raises LawRefusal for a province or a year of which no value is known.

    >>> minimum_wage("53", date(2025, 3, 1))
    Fraction(232896969, 100)
    """
    parameter = (law or current_law()).parameters["ump"]
    dated = parameter.at(month.replace(day=1))
    if dated is not None and isinstance(dated.value, Mapping) and province in dated.value:
        return dated.value[province]
    raise LawRefusal(
        "month_without_parameter",
        f"UMP provinsi {province} untuk {month:%Y-%m} tidak diketahui; isi sebagai setelan.",
        f"The UMP of province {province} for {month:%Y-%m} is not known; enter it as a setting.",
        parameter.values[0].regulation,
    )
