"""The law's own text: what a parameter file or a rule may not say, and why."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml

from payung.core.law import Law, LawFault, current_law
from payung.core.law.checks import check_law
from payung.core.law.compiler.lowering import compile_rules
from payung.core.law.compiler.reading import read_rules
from payung.core.law.loading import HERE, parse_parameters, read_yaml

LAW = current_law()
GOOD: dict[str, Any] = {
    "programme": "jkm",
    "subject": {"id": "Uji", "en": "Trial"},
    "checked": {"by": "test", "on": "2026-01-01"},
    "parameters": {
        "rate": {
            "label": {"id": "Tarif", "en": "Rate"},
            "kind": "constant",
            "unit": "share",
            "values": {
                "2015-07-01": {
                    "value": "0.30%",
                    "regulation": "PP 44/2015",
                    "article": "Pasal 18",
                    "confidence": "high",
                    "basis": "seen",
                    "sources": ["https://example.org/pp-44-2015"],
                }
            },
        }
    },
}


def text(**changes: Any) -> str:
    """The good file, with fields of its one value changed (None takes a field away)."""
    raw = yaml.safe_load(yaml.safe_dump(GOOD))
    value = raw["parameters"]["rate"]["values"]["2015-07-01"]
    for key, change in changes.items():
        value.pop(key) if change is None else value.update({key: change})
    dumped: str = yaml.safe_dump(raw)
    return dumped


def test_the_law_is_sound() -> None:
    assert check_law(LAW) == []


def test_the_files_are_read_alike_without_the_fast_reader() -> None:
    for path in HERE.glob("*.yaml"):
        text = path.read_text("utf-8")
        assert yaml.load(text, yaml.SafeLoader).keys() == read_yaml(text, path.name).keys()


def test_a_good_file_is_read() -> None:
    assert (
        parse_parameters(text(), "good.yaml")["rate"].values[0].reference == "PP 44/2015 Pasal 18"
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"value": 0.003}, "is not valid"),
        ({"value": 3}, "with %"),
        ({"value": "0.30"}, "with %"),
        ({"value": "30"}, "with %"),
        ({"value": True}, "with %"),
        ({"value": {"total": "1%"}}, "a share is written"),
        ({"regulation": None}, "'regulation' is a required property"),
        ({"article": None}, "'article' is a required property"),
        ({"sources": []}, "should be non-empty"),
        ({"sources": ["a newspaper"]}, "does not match"),
        ({"confidence": "certain"}, "is not one of"),
        ({"valeu": "0.30%"}, "Additional properties"),
    ],
)
def test_a_bad_value_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(LawFault, match=why):
        parse_parameters(text(**changes), "bad.yaml")


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(LawFault, match="stands twice"):
        parse_parameters(text() + "programme: jkk\n", "bad.yaml")


def test_yes_and_no_are_words_and_not_truth_values() -> None:
    flag = text(value="yes").replace("unit: share", "unit: flag")
    with pytest.raises(LawFault, match="true or false"):
        parse_parameters(flag, "bad.yaml")


def with_value(name: str, **changes: Any) -> Law:
    """The current law with the last value of one parameter changed."""
    parameter = LAW.parameters[name]
    values = (*parameter.values[:-1], replace(parameter.values[-1], **changes))
    return Law(
        {**LAW.parameters, name: replace(parameter, values=values)}, LAW.rules, LAW.regulations
    )


@pytest.mark.parametrize(
    ("name", "changes", "why"),
    [
        ("jp_wage_cap", {"start": date(2026, 4, 1)}, "a gap between 2026-02-28 and 2026-04-01"),
        ("jp_wage_cap", {"start": date(2026, 2, 1)}, "an overlap between"),
        ("jkm_pu_rate", {"start": date(2015, 6, 1)}, "promulgated later: mark it retroactive"),
        ("jkm_pu_rate", {"retroactive": True}, "was not promulgated later"),
        ("jkm_pu_rate", {"regulation": "PP 99/2099"}, "is not in regulations.yaml"),
        ("jkm_pu_rate", {"basis": "recall"}, "only recalled"),
        ("jkm_pu_rate", {"until": date(2015, 6, 30)}, "ends before it begins"),
        ("jkk_pu_rate", {"value": {"low": 1}}, "very-high has no value"),
        ("jkk_pu_rate", {"value": {"tiny": 1}}, "tiny is not of class risk"),
        ("relief_2026_reaches", {"class_confidence": {"x": "low"}}, "which has no value"),
        ("bpu_base", {"value": ((1, 1),)}, "first lower bound must be 0"),
    ],
)
def test_check_finds(name: str, changes: dict[str, Any], why: str) -> None:
    assert [fault for fault in check_law(with_value(name, **changes)) if why in fault]


def test_check_finds_a_parameter_that_nobody_reads() -> None:
    extra = parse_parameters(text(), "extra.yaml")
    faults = check_law(Law({**LAW.parameters, **extra}, LAW.rules, LAW.regulations))
    assert faults == ["rate: no rule reads this parameter (or mark it read_by: settings)"]


def test_check_finds_a_rule_that_does_not_compile() -> None:
    fewer = {name: found for name, found in LAW.parameters.items() if name != "jp_wage_cap"}
    assert (
        "there is no parameter p.jp_wage_cap"
        in check_law(Law(fewer, LAW.rules, LAW.regulations))[0]
    )


HEAD = """from payung.core.law.language import *

def rule(wage: Amount, risk: Risk) -> Rupiah:
    '''a | b'''
"""


def compiled(source: str) -> None:
    """Read and compile the rules of a text against the current parameters."""
    rules = read_rules(source, "trial.py")
    compile_rules({rule.name: rule for rule in rules}, LAW.parameters)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("return wage * p.jkm_pu_rate", "unrounded rupiah"),
        ("return half_up(wage * p.jkm_pu_rate) + wage", "unrounded rupiah"),
        ("return half_up(wage / 2)", "division is refused"),
        ("return wage // 2", "division is refused"),
        ("return half_up(wage * 0.003)", "floats are refused"),
        ("for _ in risk: return 0", "loops are refused"),
        ("while wage: return 0", "loops are refused"),
        ("return half_up(wage * wage)", "rupiah times rupiah"),
        ("return half_up(wage * 1000000000000)", "overflow"),
        ("return half_up(wage + p.jkm_pu_rate)", "units do not fit"),
        ("return half_up(wage - p.jp_wage_cap)", "could fall below zero"),
        ("return half_up(wage * p.jkm_rate)", "no parameter p.jkm_rate"),
        ("return half_up(wage * p.jkk_pu_rate)", "is of kind per_class"),
        ('return half_up(wage * p.jkk_pu_rate["tiny"])', "has no class 'tiny'"),
        ("return half_up(wage * p.jht_pu_rate[risk])", "does not choose a class"),
        ("return half_up(p.bpu_base.marginal(wage))", "of kind table"),
        ("return half_up(p.bpu_base.lookup(p.jkm_pu_rate))", "read at an amount of rupiah"),
        ("return risk", "is a class"),
        ("return p.jkm_pu_rate", "returns share where rupiah is due"),
        ("return 5 if wage else 6", "a condition is a comparison"),
        ("return round(wage)", "this call is not part"),
        ("return half_up(amount)", "neither an argument nor a local name"),
        ("x = 1\n    x = 2\n    return x", "given a value twice"),
        ("if wage > 5:\n        return 1", "ends in a return"),
        ("return 1\n    return 2", "nothing may follow"),
        ("import os\n    return 1", "Import is not part of the rules"),
        ("return [wage][0]", "a parameter is"),
        ("return -wage", "UnaryOp is not part"),
    ],
)
def test_a_rule_that_could_go_wrong_does_not_compile(body: str, why: str) -> None:
    with pytest.raises(LawFault, match=why):
        compiled(f"{HEAD}    {body}\n")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import os\n", "rules and the import of their language only"),
        (
            'def a(b: Rupiah) -> Rupiah:\n    """a | b"""\n    return b\n',
            "neither a rule nor a fact",
        ),
        (
            'def a(b: Rupiah) -> Rupiah:\n    """a | b"""\n    return b\n'
            'def b(a: Rupiah) -> Rupiah:\n    """a | b"""\n    return a\n',
            "round in a circle",
        ),
        ('def a() -> float:\n    """a | b"""\n    return 1\n', "not a type of the rules"),
        ("def a() -> Rupiah:\n    return 1\n", "the docstring begins with"),
    ],
)
def test_a_rule_file_that_is_refused(source: str, why: str) -> None:
    with pytest.raises(LawFault, match=why):
        compiled(source)
