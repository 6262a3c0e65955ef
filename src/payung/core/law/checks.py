"""What must be true of the law's own text before anyone relies on it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from fractions import Fraction

from payung.core.law.compiler.form import parameters_of
from payung.core.law.dated import DatedValue, Parameter
from payung.core.law.law import Law
from payung.core.law.refusal import LawFault
from payung.core.law.vocabulary import CLASSES


def check_law(law: Law) -> list[str]:
    """Every fault of a law's parameters and rules, as sentences; an empty list is a sound law.

    Faults of syntax, of the schema and of number forms are raised earlier, when files are read.
    """
    found = [fault for parameter in law.parameters.values() for fault in _faults(parameter, law)]
    found += _unused(law)
    try:
        law.compiled  # noqa: B018 - compiling is the check
    except LawFault as fault:
        found.append(str(fault))
    return found


def _unused(law: Law) -> list[str]:
    used = {name for rule in law.rules.values() for name in parameters_of(rule.body)}
    unread = [
        f"{name}: no rule reads this parameter (or mark it read_by: settings)"
        for name, parameter in law.parameters.items()
        if parameter.read_by == "rules" and name not in used
    ]
    misread = [
        f"{name}: marked read_by: settings, but rules read it"
        for name in sorted(used & set(law.parameters))
        if law.parameters[name].read_by != "rules"
    ]
    return unread + misread


def _faults(parameter: Parameter, law: Law) -> Iterator[str]:
    for value in parameter.values:
        place = f"{parameter.name} {value.start.isoformat()}"
        yield from (f"{place}: {fault}" for fault in _value_faults(parameter, value))
        yield from (f"{place}: {fault}" for fault in _citation_faults(value, law))
    for earlier, later in zip(parameter.values, parameter.values[1:], strict=False):
        if earlier.until is None:
            continue
        expected = earlier.until + timedelta(days=1)
        if earlier.unknown_after and expected < later.start:
            continue
        if expected != later.start:
            word = "a gap" if expected < later.start else "an overlap"
            yield (
                f"{parameter.name}: {word} between {earlier.until.isoformat()} "
                f"and {later.start.isoformat()}"
            )


def _value_faults(parameter: Parameter, value: DatedValue) -> Iterator[str]:
    if value.until is not None and value.until < value.start:
        yield "it ends before it begins"
    if parameter.kind in ("table", "bands"):
        if not isinstance(value.value, Fraction | Mapping) and value.value[0][0] != 0:
            yield "the first lower bound must be 0"
        return
    if parameter.kind == "per_class" and isinstance(value.value, Mapping):
        yield from _class_faults(parameter, value, set(value.value))


def _class_faults(parameter: Parameter, value: DatedValue, keys: set[str]) -> Iterator[str]:
    if parameter.class_name not in CLASSES:
        yield f"{parameter.class_name} is not a class"
        return
    closed = CLASSES[parameter.class_name]
    for key in sorted(keys - set(closed or keys)):
        yield f"{key} is not of class {parameter.class_name}"
    for key in sorted(set(closed or ()) - keys):
        yield f"{key} has no value"
    for key in sorted(set(value.class_confidence) - keys):
        yield f"a confidence is given for {key}, which has no value"


def _citation_faults(value: DatedValue, law: Law) -> Iterator[str]:
    regulation = law.regulations.get(value.regulation)
    if regulation is None:
        yield f"{value.regulation} is not in regulations.yaml"
        return
    later = regulation.promulgated is not None and regulation.promulgated > value.start
    if later and not value.retroactive:
        yield f"{value.regulation} was promulgated later: mark it retroactive"
    if value.retroactive and not later:
        yield f"marked retroactive, but {value.regulation} was not promulgated later"
    if value.basis == "recall" and value.confidence == "high":
        yield "what is only recalled is not of high confidence"
