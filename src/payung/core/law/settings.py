"""A district's own settings as dated overrides of the law, each with the paper it rests on.

The result is a `Law` with a `law_id` of its own. Settings keep to what the law leaves to a district
or what sources read differently; a value of the law itself is only changed by a scenario.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from payung.core.law.checks import check_law
from payung.core.law.dated import DatedValue, Parameter, Regulation
from payung.core.law.law import Law, current_law
from payung.core.law.loading import parse_day, parse_value, read_yaml
from payung.core.law.overlay import overlaid, resting_on
from payung.core.law.refusal import LawFault, LawRefusal

KEYS = {"value", "paper", "until", "confidence", "source"}


@dataclass(frozen=True)
class Setting:
    """How a setting stands in the law: its parameter, and the numbers of its words."""

    parameter: str
    kind: str = "constant"
    unit: str = "flag"
    class_name: str = ""
    words: Mapping[str, Any] | None = None
    label_id: str = ""
    label_en: str = ""
    yearly: bool = False


SETTINGS: dict[str, Setting] = {
    "umk": Setting("umk", "per_class", "rupiah", yearly=True),
    "wage_base": Setting(
        "wage_base", "per_class", "rupiah", "role", None,
        "Dasar upah per jabatan", "Wage base per role",
    ),
    "jkm_clock": Setting(
        "jkm_clock_by_days", words={"calendar_months": False, "days_90": True},
        label_id="Masa tunggu JKM dihitung 90 hari", label_en="The JKM clock counts 90 days",
    ),
    "jkm_clock_scope": Setting(
        "jkm_clock_for_all", words={"bpu": False, "all": True},
        label_id="Masa tunggu JKM bagi semua segmen", label_en="The JKM clock is for all segments",
    ),
    "grace_months": Setting(
        "grace_months", unit="months",
        label_id="Lama masa tenggang", label_en="Months of grace",
    ),
    "grace_basis": Setting(
        "grace_from_protection", words={"unpaid_months": False, "end_of_protection": True},
        label_id="Masa tenggang sejak akhir perlindungan",
        label_en="Grace counts from the end of protection",
    ),
    "age_boundary": Setting("bpu_register_age", unit="years"),
    "apbdes_relief": Setting(
        "relief_2026_reaches", "per_class",
        words={
            "yes": {"apbdes": True, "dana-desa": True}, "no": {"apbdes": False, "dana-desa": False}
        },
    ),
}  # fmt: skip
"""By the codes under which the application keeps them."""


def load_settings(path: Path, law: Law | None = None) -> Law:
    """The law with a district's settings laid over it. Raises LawRefusal with the fault."""
    try:
        return parse_settings(path.read_text("utf-8"), path.name, law or current_law())
    except (OSError, UnicodeDecodeError) as error:
        raise LawRefusal(
            "settings_unreadable",
            f"Berkas setelan {path} tidak dapat dibaca: {error}",
            f"The settings file {path} cannot be read: {error}",
        ) from error


def parse_settings(text: str, place: str, law: Law) -> Law:
    """The law with settings from their text. Raises LawRefusal with the place and the fault.

    >>> belu = parse_settings('''
    ... name: Kabupaten Belu
    ... settings:
    ...   umk: {'2026-01-01': {value: {'53.04': 2500000}, paper: Keputusan Gubernur (contoh)}}
    ... ''', "belu.yaml", current_law())
    >>> belu.parameters["umk"].at(date(2026, 8, 1)).value["53.04"]
    Fraction(2500000, 1)
    """
    try:
        return _settled(read_yaml(text, place), place, law)
    except (LawFault, KeyError, TypeError, ValueError, AttributeError) as fault:
        why = f"lacks {fault}" if isinstance(fault, KeyError) else str(fault)
        raise LawRefusal(
            "settings_invalid",
            f"Setelan {place} tidak sah: {why}",
            f"The settings {place} are not valid: {why}",
        ) from fault


def _settled(raw: Mapping[str, Any], place: str, law: Law) -> Law:
    if set(raw) - {"name", "settings"}:
        raise LawFault("the keys are name and settings")
    str(raw["name"])
    parameters, papers = dict(law.parameters), dict(law.regulations)
    for code, values in raw["settings"].items():
        if code not in SETTINGS:
            raise LawFault(f"there is no setting {code}; known are {', '.join(SETTINGS)}")
        for start, entry in sorted(values.items()):
            paper = _paper(code, start, entry)
            papers.setdefault(paper, Regulation(paper, paper, paper, None))
            name = SETTINGS[code].parameter
            parameters[name] = _laid(parameters.get(name), SETTINGS[code], start, entry, paper)
    settled = Law(parameters, law.rules, papers)
    faults = check_law(settled)
    if faults:
        raise LawFault(f"{place}: {faults[0]}")
    return settled


def _paper(code: str, start: str, entry: Mapping[str, Any]) -> str:
    if set(entry) - KEYS:
        raise LawFault(f"{code} {start}: the keys are {', '.join(sorted(KEYS))}")
    paper = str(entry.get("paper") or "").strip()
    if not paper:
        raise LawFault(f"{code} {start}: name the paper that it rests on")
    return paper


def _laid(
    parameter: Parameter | None, setting: Setting, start: str, entry: Mapping[str, Any], paper: str
) -> Parameter:
    raw = entry["value"]
    if setting.words is not None:
        if str(raw) not in setting.words:
            raise LawFault(f"{setting.parameter} {start}: choose {' or '.join(setting.words)}")
        raw = setting.words[str(raw)]
    fields = resting_on(
        paper,
        basis="seen",
        confidence=_confidence(entry),
        sources=(entry["source"],) if "source" in entry else (),
    )
    until = {"until": entry["until"]} if "until" in entry else {}
    if setting.yearly:
        until.setdefault("until", f"{start[:4]}-12-31")
        fields["unknown_after"] = True
    if parameter is None:
        return _first(setting, start, raw, until, fields)
    held = parameter.at(parse_day(start, parameter.name))
    if held is not None and isinstance(held.value, Mapping) and isinstance(raw, Mapping):
        fields |= _shared(held, raw, paper)
    return overlaid(parameter, start, {"value": raw, **until}, fields)


def _confidence(entry: Mapping[str, Any]) -> str:
    level = str(entry.get("confidence", "high"))
    if level not in ("high", "medium", "low"):
        raise LawFault(f"the confidence {level!r} is not high, medium or low")
    return level


def _shared(held: DatedValue, raw: Mapping[str, Any], paper: str) -> dict[str, Any]:
    """What classes rest on that the setting does not name: what they rested on before."""
    known = held.value if isinstance(held.value, Mapping) else {}
    others = {key: held.confidence_of(key) for key in known if key not in raw}
    if not others:
        return {}
    both = f"{held.reference}; {paper}" if paper not in held.reference else held.reference
    return {
        "regulation": held.regulation,
        "article": both.removeprefix(held.regulation).strip(),
        "class_confidence": others,
        "retroactive": held.retroactive,
    }


def _first(
    setting: Setting, start: str, raw: Any, until: Mapping[str, str], fields: Mapping[str, Any]
) -> Parameter:
    """A parameter that only settings bring."""
    name = setting.parameter
    end = parse_day(until["until"], name) if until else None
    value = parse_value(raw, setting.kind, setting.unit)
    dated = DatedValue(start=parse_day(start, name), until=end, value=value, **fields)
    return Parameter(
        name, "settings", setting.kind, setting.unit, setting.class_name,
        setting.label_id, setting.label_en, (dated,), read_by="settings",
    )  # fmt: skip


def chosen_flag(law: Law, name: str, day: date) -> Fraction:
    """A flag that a setting may raise on a day; no without a setting."""
    parameter = law.parameters.get(name)
    dated = parameter.at(day) if parameter else None
    return dated.value if dated is not None and isinstance(dated.value, Fraction) else Fraction(0)
