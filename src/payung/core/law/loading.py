"""Parameter files in, parameters out: strict YAML, the schema, exact numbers."""

import json
import re
from collections.abc import Hashable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from payung.core.law.dated import DatedValue, Parameter, Regulation, Table, Value
from payung.core.law.numerals import parse_number
from payung.core.law.refusal import LawFault

HERE = Path(__file__).parent / "parameters"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_BOOL = "tag:yaml.org,2002:bool"


class StrictLoader(_Loader):  # type: ignore[misc]
    """YAML without duplicate keys, where only `true` and `false` are booleans."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag != _BOOL]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Hashable, Any]:
    found: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            line = key_node.start_mark.line + 1
            raise LawFault(f"{key_node.start_mark.name}:{line}: the key {key!r} stands twice")
        found[key] = loader.construct_object(value_node, deep=True)
    return found


StrictLoader.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), list("tf"))
StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(text: str, name: str) -> Any:
    """Parse strict YAML. Raises LawFault for bad syntax or a duplicate key."""
    try:
        loader = StrictLoader(text)
        loader.name = name
        return loader.get_single_data()
    except yaml.YAMLError as error:
        raise LawFault(f"{name}: {error}") from error


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((HERE / "schema.json").read_text("utf-8")))


def parse_parameters(text: str, name: str) -> dict[str, Parameter]:
    """The parameters of one file's text. Raises LawFault with the place of the first fault."""
    raw = read_yaml(text, name)
    for error in _validator().iter_errors(raw):
        place = "/".join(str(part) for part in error.absolute_path)
        raise LawFault(f"{name}: {place}: {error.message}")
    return {
        key: _parameter(key, raw["programme"], entry, name)
        for key, entry in raw["parameters"].items()
    }


def _parameter(key: str, programme: str, raw: Mapping[str, Any], name: str) -> Parameter:
    place = f"{name}: {key}"
    described = raw.get("description", {})
    expected = raw.get("next_expected")
    return Parameter(
        name=key,
        programme=programme,
        kind=raw["kind"],
        unit=raw["unit"],
        class_name=raw.get("class", ""),
        label_id=raw["label"]["id"],
        label_en=raw["label"]["en"],
        values=tuple(
            _dated(start, entry, raw["kind"], raw["unit"], place)
            for start, entry in sorted(raw["values"].items())
        ),
        next_expected=parse_day(expected, place) if expected else None,
        read_by=raw.get("read_by", "rules"),
        description_id=described.get("id", ""),
        description_en=described.get("en", ""),
        class_labels={
            key: (label["id"], label["en"]) for key, label in raw.get("class_labels", {}).items()
        },
    )


def _dated(start: str, raw: Mapping[str, Any], kind: str, unit: str, place: str) -> DatedValue:
    until = raw.get("until")
    note = raw.get("note", {})
    try:
        value = parse_value(raw["value"], kind, unit)
    except LawFault as fault:
        raise LawFault(f"{place} {start}: {fault}") from fault
    return DatedValue(
        start=parse_day(start, place),
        until=parse_day(until, place) if until else None,
        value=value,
        regulation=raw["regulation"],
        article=raw["article"],
        confidence=raw["confidence"],
        basis=raw["basis"],
        sources=tuple(raw["sources"]),
        retroactive=raw.get("retroactive", False),
        unknown_after=raw.get("unknown_after", False),
        class_confidence=raw.get("class_confidence", {}),
        note_id=note.get("id", ""),
        note_en=note.get("en", ""),
    )


def parse_value(raw: Any, kind: str, unit: str) -> Value:
    """A value of a parameter as a file writes it. Raises LawFault for a wrong form."""
    if kind == "constant":
        return parse_number(raw, unit)
    if kind == "per_class":
        if not isinstance(raw, Mapping):
            raise LawFault("a value per class is a mapping from class to number")
        return {str(key): parse_number(number, unit) for key, number in raw.items()}
    if not isinstance(raw, list):
        raise LawFault(f"a value of kind {kind} is a list of lower bounds")
    table: Table = tuple((Fraction(row["from"]), parse_number(row["value"], unit)) for row in raw)
    bounds = [bound for bound, _ in table]
    if bounds != sorted(set(bounds)):
        raise LawFault("lower bounds must rise and never repeat")
    return table


def parse_day(text: str, place: str) -> date:
    """A day in ISO form. Raises LawFault with the place."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise LawFault(f"{place}: {text!r} is not a day") from error


def load_regulations(text: str | None = None) -> dict[str, Regulation]:
    """The regulations that values may cite, by name."""
    raw = read_yaml(text or (HERE / "regulations.yaml").read_text("utf-8"), "regulations.yaml")
    return {
        name: Regulation(
            name,
            entry["title"]["id"],
            entry["title"]["en"],
            parse_day(entry["promulgated"], name) if "promulgated" in entry else None,
        )
        for name, entry in raw.items()
    }


def load_parameters(folder: Path = HERE) -> dict[str, Parameter]:
    """Every parameter of a folder. Raises LawFault for a name that stands in two files."""
    found: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == "regulations.yaml":
            continue
        for key, parameter in parse_parameters(path.read_text("utf-8"), path.name).items():
            if key in found:
                raise LawFault(f"{path.name}: {key} stands in another file too")
            found[key] = parameter
    return found
