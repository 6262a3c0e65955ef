"""A district's own settings: over the law from a day, each with its paper, and nothing else."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from payung.core.law import (
    BenefitCase,
    ContributionCase,
    Law,
    LawRefusal,
    benefit,
    contribution,
    current_law,
    price_line,
)
from payung.core.law.checks import check_law
from payung.core.law.reader import minimum_wage
from payung.core.law.scenarios import load_scenario
from payung.core.law.settings import SETTINGS, load_settings, parse_settings

LAW = current_law()
EXAMPLES = Path(__file__).parents[3] / "docs/examples"
BELU = load_settings(EXAMPLES / "settings/belu.yaml")
PU = ("jkk", "jkm")


def settled(body: str) -> Law:
    """The law under a settings file of this body."""
    return parse_settings(f"name: Uji\nsettings: {{{body}}}", "trial.yaml", LAW)


def test_the_example_uses_every_setting_and_is_sound() -> None:
    text = (EXAMPLES / "settings/belu.yaml").read_text("utf-8")
    assert all(f"  {code}:" in text for code in SETTINGS)
    assert check_law(BELU) == []
    assert BELU.law_id != LAW.law_id


def test_a_regency_s_wage_is_entered_and_holds_for_its_year() -> None:
    assert minimum_wage("53.04", date(2026, 12, 1), BELU) == 2_500_000
    for law, day in ((BELU, date(2027, 1, 1)), (BELU, date(2025, 12, 1)), (LAW, date(2026, 1, 1))):
        with pytest.raises(LawRefusal, match="settings file"):
            minimum_wage("53.04", day, law)
    assert minimum_wage("33.10", date(2023, 7, 1), BELU) == Fraction("2152322.94")


def test_a_wage_by_name_carries_its_paper() -> None:
    case = ContributionCase("pu", PU, date(2026, 5, 1), wage="umk:53.04")
    answer = contribution(case, BELU)
    assert answer.total == price_line("pu", PU, date(2026, 5, 1), 2_500_000).total
    step = next(step for step in answer.steps if step.rule == "wage_umk")
    assert "Keputusan Gubernur" in step.reference
    assert "Rp2.500.000" in step.sentence_id
    with pytest.raises(LawRefusal) as caught:
        contribution(case)
    assert caught.value.code == "month_without_parameter"


@pytest.mark.parametrize(
    ("wage", "day", "amount"),
    [
        ("ump:53", date(2025, 3, 1), "2328969.69"),
        ("umk:33.10", date(2023, 3, 1), "2152322.94"),
        ("wage_base:RT-RW", date(2026, 3, 1), "1000000"),
        ("siltap_minimum:kepala-desa", date(2026, 3, 1), "2426640"),
    ],
)
def test_named_wages(wage: str, day: date, amount: str) -> None:
    named = contribution(ContributionCase("pu", PU, day, wage=wage), BELU)
    plain = contribution(ContributionCase("pu", PU, day, wage=amount), BELU)
    assert named.parts == plain.parts


def test_klaten_s_published_sum_follows_from_its_minimum_wage() -> None:
    case = ContributionCase("pu", PU, date(2023, 1, 1), wage="umk:33.10")
    answer = contribution(case)
    assert (answer.total, answer.confidence) == (11_623, "low")


@pytest.mark.parametrize("wage", ["umk:99.99", "wage_base:lurah", "ump:", "umr:53", "umk:33.10:1"])
def test_a_name_that_says_nothing_is_refused(wage: str) -> None:
    with pytest.raises(LawRefusal):
        contribution(ContributionCase("pu", PU, date(2026, 5, 1), wage=wage), BELU)


def test_the_relief_of_village_money_from_the_letter_on() -> None:
    def total(fund: str, month: int) -> int:
        return price_line("bpu", PU, date(2026, month, 1), 10**6, fund=fund, law=BELU).total

    assert [total("apbdes", month) for month in (3, 4, 12)] == [16_800, 8_400, 8_400]
    assert [total("apbd", 4), total("self", 4)] == [16_800, 8_400]


def test_a_letter_leaves_the_certainty_of_other_funds_alone() -> None:
    def steps(fund: str) -> str:
        case = ContributionCase("bpu", PU, date(2026, 5, 1), income=10**6, fund=fund)
        found = contribution(case, BELU).steps
        return next(step.confidence for step in found if step.rule == "bpu_relief")

    assert (steps("apbdes"), steps("csr"), steps("self")) == ("medium", "medium", "high")
    law = settled("apbdes_relief: {'2026-04-01': {value: 'no', paper: Surat}}")
    case = ContributionCase("bpu", PU, date(2026, 5, 1), income=10**6, fund="apbdes")
    assert (contribution(case).confidence, contribution(case, law).confidence) == ("low", "high")


def test_the_waiting_clock_is_as_settled_unless_the_case_says() -> None:
    def total(law: Law, segment: str = "bpu", **stated: Any) -> int:
        start, day = date(2026, 1, 31), date(2026, 4, 30)
        return benefit(BenefitCase("jkm", "death", day, segment, start, **stated), law).total

    assert (total(LAW), total(BELU)) == (42_000_000, 10_000_000)
    assert total(BELU, clock="calendar_months") == 42_000_000
    both = settled(
        "jkm_clock: {'2025-03-01': {value: days_90, paper: S}},"
        " jkm_clock_scope: {'2025-03-01': {value: all, paper: S}}"
    )
    assert (total(BELU, "pu"), total(both, "pu")) == (42_000_000, 10_000_000)
    assert total(both, "pu", clock_scope="bpu") == 42_000_000


def test_a_scenario_stands_on_the_settings() -> None:
    reform = load_scenario(EXAMPLES / "scenarios/relief-ends.yaml", BELU).law
    totals = [
        price_line("bpu", PU, date(2026, month, 1), 10**6, fund="apbdes", law=reform).total
        for month in (6, 7)
    ]
    assert totals == [8_400, 16_800]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("umk: {'2026-01-01': {value: {'53.04': 2500000}}}", "name the paper"),
        ("umk: {'2026-01-01': {value: {'53.04': 2.5}, paper: P}}", "plain integer"),
        ("umk: {'2026-01-01': {paper: P}}", "lacks 'value'"),
        ("umk: {'2026-01-01': {value: {'53.04': 1}, paper: P, pages: 3}}", "the keys are"),
        ("jkm_clock: {'2026-01-01': {value: weeks, paper: P}}", "choose calendar_months or days"),
        ("grace_months: {'2026-01-01': {value: '3', paper: P}}", "not a number of unit months"),
        ("age_boundary: {'2026-02-30': {value: 64, paper: P}}", "not a day"),
        ("age_boundary: {'2026-01-01': {value: 64, paper: P, confidence: x}}", "not high, medium"),
        ("jkm_pu_rate: {'2026-01-01': {value: 1%, paper: P}}", "there is no setting"),
    ],
)
def test_settings_that_are_refused(body: str, why: str) -> None:
    with pytest.raises(LawRefusal, match=why):
        settled(body)


def test_a_settings_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LawRefusal) as caught:
        load_settings(tmp_path / "none.yaml")
    assert caught.value.code == "settings_unreadable"
