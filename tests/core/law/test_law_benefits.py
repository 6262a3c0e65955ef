"""Benefits at their boundaries, against sums written out by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.law import law_oracle

from payung.core.law import BenefitCase, LawRefusal, benefit, current_law

DEATH = BenefitCase("jkm", "death", date(2025, 7, 20), "bpu", date(2025, 1, 1))
ACCIDENT = BenefitCase("jkk", "death", date(2024, 1, 1), "pu", date(2023, 1, 1), wage=3_000_000)
WHOLE_SCHOOL = {"sd": 8, "smp": 3, "sma": 3, "pt": 5}


@pytest.mark.parametrize(
    ("since", "on", "total"),
    [
        ("2025-04-20", "2025-07-20", 42_000_000),
        ("2025-04-21", "2025-07-20", 10_000_000),
        ("2025-11-30", "2026-02-28", 42_000_000),
        ("2025-11-30", "2026-02-27", 10_000_000),
        ("2025-02-23", "2025-02-23", 42_000_000),
        ("2025-02-23", "2025-02-24", 10_000_000),
        ("2019-12-01", "2019-12-01", 24_000_000),
        ("2019-12-01", "2019-12-02", 42_000_000),
    ],
)
def test_jkm_waiting_time_and_versions(since: str, on: str, total: int) -> None:
    case = replace(DEATH, member_since=date.fromisoformat(since), on=date.fromisoformat(on))
    assert benefit(case).total == total


@pytest.mark.parametrize(("days", "total"), [(89, 10_000_000), (90, 42_000_000)])
def test_jkm_clock_in_days(days: int, total: int) -> None:
    since = date.fromordinal(DEATH.on.toordinal() - days)
    assert benefit(replace(DEATH, member_since=since, clock="days_90")).total == total


def test_jkm_waiting_time_of_wage_earners_is_a_setting() -> None:
    early = replace(DEATH, segment="pu", member_since=date(2025, 7, 1))
    answer = benefit(early)
    assert (answer.total, answer.confidence) == (42_000_000, "low")
    assert [warning.code for warning in answer.warnings] == ["low_confidence"]
    assert benefit(replace(early, clock_scope="all")).total == 10_000_000


@pytest.mark.parametrize("scope", ["bpu", "all"])
def test_an_uncertain_scope_of_the_clock_is_told_whichever_reading_is_taken(scope: str) -> None:
    case = BenefitCase("jkm", "death", date(2025, 7, 20), "pu", date(2025, 7, 1), clock_scope=scope)
    found = benefit(case)
    assert found.total == (10_000_000 if scope == "all" else 42_000_000)
    assert found.confidence == "low"
    assert [warning.code for warning in found.warnings] == ["low_confidence"]


@pytest.mark.parametrize(
    ("on", "total", "told"),
    [("2025-02-06", 10_500_000, ["jkp_in_a_row"]), ("2025-02-07", 18_000_000, [])],
)
def test_jkp_says_which_condition_it_could_not_check(on: str, total: int, told: list[str]) -> None:
    case = BenefitCase(
        "jkp", "job-loss", date.fromisoformat(on), "pu", date(2022, 1, 1), wage=6_000_000
    )
    found = benefit(case)
    assert found.total == total
    assert [warning.code for warning in found.warnings] == told


def test_few_paid_months_hold_the_clock_back() -> None:
    assert benefit(replace(DEATH, months_paid=2)).total == 10_000_000
    assert (
        benefit(replace(DEATH, member_since=date(2025, 7, 1), months_paid=12)).total == 10_000_000
    )


@pytest.mark.parametrize(("paid", "scholarship"), [(35, 0), (36, 87_000_000)])
def test_jkm_scholarship_needs_three_years(paid: int, scholarship: int) -> None:
    case = replace(DEATH, member_since=date(2015, 7, 1), months_paid=paid, children=[WHOLE_SCHOOL])
    assert benefit(case).scholarship == scholarship


def test_jkk_scholarship_has_no_minimum_and_takes_the_two_dearest_children() -> None:
    children = [{"sd": 1}, {"pt": 5}, {"sma": 3}]
    case = replace(ACCIDENT, member_since=ACCIDENT.on, children=children)
    assert benefit(case).scholarship == 60_000_000 + 9_000_000


def test_years_beyond_a_level_are_cut() -> None:
    case = replace(ACCIDENT, children=[{"sd": 50, "smp": 50, "sma": 50, "pt": 50}])
    assert benefit(case).scholarship == 87_000_000


def test_the_old_scholarship_is_paid_once_and_uncertain() -> None:
    case = replace(
        DEATH,
        on=date(2019, 12, 1),
        member_since=date(2015, 7, 1),
        months_paid=60,
        children=[WHOLE_SCHOOL, WHOLE_SCHOOL],
    )
    answer = benefit(case)
    assert (answer.scholarship, answer.confidence) == (12_000_000, "low")
    assert benefit(replace(case, months_paid=59)).scholarship == 0


@given(
    sen=st.integers(0, 10**11),
    percent=st.integers(1, 1000),
    days=st.integers(1, 2000),
)
def test_jkk_against_hand_sums(sen: int, percent: int, days: int) -> None:
    wage = Fraction(sen, 100)
    death = benefit(replace(ACCIDENT, wage=wage))
    assert death.parts["santunan"] == max(law_oracle.half_up(48 * wage), 20_000_000)
    total = benefit(replace(ACCIDENT, event="total-disability", wage=wage))
    assert total.total == law_oracle.half_up(56 * wage) + 12_000_000
    stated = f"{percent / 10:.1f}"
    partial = benefit(replace(ACCIDENT, event="partial-disability", wage=wage, percent=stated))
    assert partial.total == law_oracle.half_up(wage * 80 * Fraction(percent, 1000))
    off = benefit(replace(ACCIDENT, event="temporary-inability", wage=wage, days=days))
    paid = min(days, 360) + Fraction(max(days - 360, 0), 2)
    assert off.total == floor(wage / 30 * paid + Fraction(1, 2))


@given(income=st.integers(0, 30_000_000))
def test_jkk_of_non_wage_workers_stands_on_the_bracket(income: int) -> None:
    case = replace(ACCIDENT, segment="bpu", wage=None, income=income)
    expected = max(48 * law_oracle.bpu_base(Fraction(income)), 20_000_000)
    assert benefit(case).parts["santunan"] == expected


@pytest.mark.parametrize("part", current_law().parameters["jkk_disability"].class_labels)
def test_every_part_of_the_table_pays_its_share(part: str) -> None:
    shares: Any = current_law().parameters["jkk_disability"].values[0].value
    case = replace(ACCIDENT, event="partial-disability", part=part)
    assert benefit(case).total == shares[part] * 80 * 3_000_000
    half = benefit(replace(case, percent="50"))
    assert half.total == law_oracle.half_up(shares[part] * 40 * 3_000_000)


@given(average=st.integers(0, 40_000_000), months=st.integers(180, 600))
def test_old_age_pension_stays_between_its_bounds(average: int, months: int) -> None:
    case = BenefitCase(
        "jp",
        "old-age",
        date(2025, 6, 1),
        "pu",
        date(2015, 7, 1),
        months_paid=months,
        average_wage=average,
    )
    formula = law_oracle.half_up(Fraction(average * months, 1200))
    pension = max(min(formula, 4_792_300), 399_700)
    assert benefit(case).parts == {"monthly": pension}
    widow = benefit(replace(case, event="death"))
    assert widow.parts == {"monthly": law_oracle.half_up(Fraction(pension, 2))}
    assert widow.confidence == "low"


JP = BenefitCase("jp", "old-age", date(2025, 6, 1), "pu", date(2015, 7, 1), months_paid=240)
JKP = BenefitCase("jkp", "job-loss", date(2025, 6, 1), "pu", date(2024, 1, 1), wage=3_000_000)
JHT = BenefitCase("jht", "job-loss", date(2025, 6, 1), "pu", date(2020, 1, 1), balance=1_000_000)
REFUSED = [
    ("event_not_covered", replace(DEATH, event="old-age")),
    ("unknown_event", replace(DEATH, event="flood")),
    ("unknown_programme", replace(DEATH, programme="jkn")),
    ("not_a_member", replace(DEATH, member_since=date(2025, 7, 21))),
    ("before_programme", replace(DEATH, on=date(2015, 6, 30), member_since=date(2015, 1, 1))),
    (
        "month_without_parameter",
        replace(ACCIDENT, on=date(2019, 12, 1), member_since=date(2018, 1, 1)),
    ),
    ("wage_missing", replace(ACCIDENT, wage=None)),
    ("income_missing", replace(ACCIDENT, segment="bpu")),
    ("wage_negative", replace(ACCIDENT, wage=-1)),
    ("benefit_wage_out_of_range", replace(ACCIDENT, wage=10**9 + 1)),
    ("part_missing", replace(ACCIDENT, event="partial-disability")),
    ("unknown_part", replace(ACCIDENT, event="partial-disability", part="scalp")),
    ("percent_invalid", replace(ACCIDENT, event="partial-disability", percent="101")),
    ("percent_invalid", replace(ACCIDENT, event="partial-disability", percent="12.34")),
    ("days_missing", replace(ACCIDENT, event="temporary-inability")),
    ("months_member_out_of_range", replace(DEATH, on=date(9999, 1, 1))),
    ("months_paid_out_of_range", replace(DEATH, months_paid=-1)),
    ("average_wage_missing", JP),
    ("balance_missing", replace(JP, months_paid=179)),
    ("not_decided", replace(JP, months_paid=179, event="death")),
    ("month_without_parameter", replace(JP, on=date(2020, 6, 1), average_wage=1)),
    ("jp_not_for_bpu", replace(JP, segment="bpu")),
    ("jkp_not_for_bpu", replace(JKP, segment="bpu")),
    ("jkp_not_for_construction", replace(JKP, segment="construction")),
    ("contributions_too_few", replace(JKP, months_paid=11)),
    ("before_programme", replace(JKP, on=date(2021, 2, 1), member_since=date(2019, 1, 1))),
    ("balance_missing", replace(JHT, balance=None)),
    ("event_not_decided", replace(JHT, on=date(2022, 4, 25))),
    ("membership_too_short", replace(JHT, event="partial-withdrawal")),
]


@pytest.mark.parametrize(("code", "case"), REFUSED, ids=lambda value: str(value)[:40])
def test_refused_and_never_guessed(code: str, case: BenefitCase) -> None:
    with pytest.raises(LawRefusal) as caught:
        benefit(case)
    assert caught.value.code == code


def test_every_step_of_a_benefit_names_its_source() -> None:
    for step in benefit(replace(ACCIDENT, children=[WHOLE_SCHOOL])).steps:
        assert step.reference
        assert step.sentence_id != step.sentence_en
