"""Reforms laid over the law: from a day, until a day, and nothing else changes."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from payung.core.law import ContributionCase, LawRefusal, contribution, current_law, price_line
from payung.core.law.checks import check_law
from payung.core.law.scenarios import Scenario, load_scenario, parse_scenario

LAW = current_law()


def scenario(body: str) -> Scenario:
    """A scenario from its body."""
    return parse_scenario(f"name: trial\nlabel: {{id: Uji, en: Trial}}\n{body}", "trial.yaml", LAW)


def bpu(law: Any, month: date, fund: str = "self") -> int:
    """The two programmes of the lowest bracket."""
    return price_line("bpu", ("jkk", "jkm"), month, 1_000_000, fund=fund, law=law).total


RELIEF_ENDS = """
parameters:
  relief_2026_due:
    '2026-07-01': {value: {transport: 100%, other: 100%, labour-intensive: 100%}}
"""


def test_the_relief_ends_early_and_nothing_before_it_changes() -> None:
    reform = scenario(RELIEF_ENDS).law
    assert [bpu(reform, date(2026, month, 1)) for month in (3, 4, 6, 7, 12)] == [
        16_800,
        8_400,
        8_400,
        16_800,
        16_800,
    ]
    assert bpu(LAW, date(2026, 7, 1)) == 8_400
    assert reform.law_id != LAW.law_id
    assert check_law(reform) == []


def test_a_value_until_a_day_gives_way_to_the_law_again() -> None:
    reform = scenario(
        "parameters: {jkm_bpu_amount: {'2026-05-01': {value: 10000, until: '2026-06-30'}}}"
    ).law
    totals = [
        price_line("bpu", ("jkm",), date(2026, month, 1), 0, fund="apbd", law=reform).total
        for month in (4, 5, 6, 7)
    ]
    assert totals == [6_800, 10_000, 10_000, 6_800]


def test_a_multiple_follows_every_later_value() -> None:
    reform = scenario("parameters: {jp_wage_cap: {'2025-01-01': {times: 108%}}}").law
    caps = [
        price_line("pu", ("jp",), month, 10**8, law=reform).total * 100 // 3
        for month in (date(2024, 12, 1), date(2025, 1, 1), date(2025, 3, 1), date(2026, 3, 1))
    ]
    expected = [10_042_300, 10_845_684, 11_391_192, 11_973_204]
    assert all(abs(cap - right) < 100 for cap, right in zip(caps, expected, strict=True))


def test_a_new_floor_of_the_brackets() -> None:
    reform = scenario(
        "parameters: {bpu_base: {'2027-01-01': {value: [{from: 0, value: 1500000}]}}}"
    ).law
    assert bpu(reform, date(2026, 12, 1), "apbd") == 16_800
    assert bpu(reform, date(2027, 1, 1), "apbd") == 21_800


def test_a_rule_may_change_from_a_day() -> None:
    reform = scenario(
        """
rules:
- since: '2027-01-01'
  text: |
    def jkm_bpu(bpu_base: Amount) -> Rupiah:
        '''Iuran JKM menurut dasar upah | JKM by the base'''
        return half_up(bpu_base * p.jkm_pu_rate)
"""
    ).law
    assert bpu(reform, date(2026, 12, 1), "apbd") == 16_800
    assert bpu(reform, date(2027, 1, 1), "apbd") == 13_000
    case = ContributionCase("bpu", ["jkm"], date(2027, 1, 1), income=2_000_000, fund="apbd")
    step = next(step for step in contribution(case, reform).steps if step.rule == "jkm_bpu")
    assert step.value == 6_000


def test_a_step_of_a_scenario_says_so() -> None:
    case = ContributionCase("bpu", ["jkk"], date(2026, 8, 1), income=1, fund="self")
    steps = contribution(case, scenario(RELIEF_ENDS).law).steps
    assert any("Skenario trial" in step.reference for step in steps)


def test_changes_to_people_are_read_in_the_words_of_the_law() -> None:
    found = scenario(
        """
people:
- since: 2027-01
  where: {segment: BPU, fund: APBDes}
  add: [JHT]
- since: 2027-01
  until: 2027-12
  where: {segment: pu}
  wage_times: 108%
"""
    ).changes
    assert found[0].add == ("jht",)
    assert found[0].where == {"segment": "bpu", "fund": "apbdes"}
    assert found[1].times == Fraction(27, 25)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("parameters: {ump: {'2027-01-01': {times: 108%}}}", "no value holds"),
        ("parameters: {jkm_rate: {'2026-01-01': {value: 1%}}}", "no parameter jkm_rate"),
        ("parameters: {jkm_pu_rate: {'2026-01-01': {value: 0.3}}}", "with %"),
        ("parameters: {jkm_pu_rate: {'2026-01-01': {}}}", "either value or times"),
        ("parameters: {jkm_pu_rate: {'2026-13-01': {value: 1%}}}", "not a day"),
        (
            "parameters: {jkm_pu_rate: {'2026-02-01': {value: 1%, until: '2026-01-01'}}}",
            "ends before it begins",
        ),
        ("parameters: {jkk_pu_rate: {'2026-01-01': {value: {tiny: 1%}}}}", "not of class risk"),
        ("reform: true", "unknown keys"),
        ("people: [{since: 2027-01, wage_times: 0%}]", "wage_times is above"),
        ("people: [{since: 2027-01, wage_times: 1001%}]", "wage_times is above"),
        ("people: [{since: 2027-01, wage_times: 108.000001%}]", "wage_times is above"),
        ("people: [{since: 2027-01, where: {village: x}}]", "unknown keys in people"),
        ("people: [{where: {segment: pu}}]", "since"),
        (
            "rules: [{since: '2027-01-01', text: 'def jkm_bpu() -> Rupiah: return 1'}]",
            "docstring begins",
        ),
    ],
)
def test_a_scenario_that_is_refused(body: str, why: str) -> None:
    with pytest.raises(LawRefusal, match=why):
        scenario(body)


def test_a_scenario_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LawRefusal) as caught:
        load_scenario(tmp_path / "none.yaml")
    assert caught.value.code == "scenario_unreadable"


def test_the_example_of_the_reference_is_valid() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/law.md").read_text("utf-8")
    example = page.split("```yaml\n", 1)[1].split("```", 1)[0]
    reform = parse_scenario(example, "law.md", LAW)
    assert (len(reform.changes), reform.name) == (3, "relief-ends-and-jht")
    assert bpu(reform.law, date(2026, 8, 1)) == 16_800
