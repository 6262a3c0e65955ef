"""What a result says of itself: steps, references, confidence, warnings, identity."""

from dataclasses import replace
from datetime import date

import pytest

from payung.core.law import Contribution, ContributionCase, Law, contribution, current_law

EVERY = ["jkk", "jkm", "jht", "jp", "jkp"]


def reckon(**changes: object) -> Contribution:
    case = ContributionCase("bpu", ["jkk", "jkm"], date(2026, 5, 1), income=1_000_000)
    return contribution(replace(case, **changes))  # type: ignore[arg-type]


def test_defaults_give_no_relief_and_say_so() -> None:
    answer = reckon()
    assert answer.total == 16_800
    assumed = {step.rule: step.sentence_id for step in answer.steps if "assumed" in step.rule}
    assert assumed.keys() == {"assumed_fund", "assumed_sector"}
    assert "tanpa keringanan" in assumed["assumed_fund"]


def test_stated_facts_are_not_called_assumed() -> None:
    answer = reckon(fund="self", sector="other")
    assert answer.total == 8_400
    assert not [step for step in answer.steps if "assumed" in step.rule]


def test_unresolved_village_budget_warns_and_lowers_confidence() -> None:
    answer = reckon(fund="apbdes")
    assert (answer.total, answer.confidence) == (16_800, "low")
    assert [warning.code for warning in answer.warnings] == ["low_confidence"]
    assert "APBDes" in answer.warnings[0].text("id")


def test_the_uncertain_value_is_silent_where_it_decides_nothing() -> None:
    answer = reckon(fund="apbdes", month=date(2025, 12, 1))
    assert (answer.confidence, answer.warnings) == ("high", ())


def test_sponsors_get_the_relief_with_medium_confidence() -> None:
    answer = reckon(fund="csr")
    assert (answer.total, answer.confidence) == (8_400, "medium")


def test_the_payer_of_a_non_wage_worker() -> None:
    assert reckon().payers["participant"] == 16_800
    assert reckon(fund="apbd").payers["fund"] == 16_800


@pytest.mark.parametrize(
    "case",
    [
        ContributionCase("pu", EVERY, date(2024, 4, 1), wage=15_000_000),
        ContributionCase("bpu", EVERY[:3], date(2025, 9, 1), income=1_000_000),
        ContributionCase("bpu", EVERY[:3], date(2026, 9, 1), income=1_000_000, fund="csr"),
        ContributionCase("construction", EVERY[:2], date(2024, 4, 1), contract_value=10**9),
    ],
    ids=lambda case: f"{case.segment}-{case.month}",
)
def test_every_step_of_money_names_what_it_rests_on(case: ContributionCase) -> None:
    for step in contribution(case).steps:
        assert step.reference
        assert step.confidence in ("low", "medium", "high")
        assert step.sentence_id.endswith(".")
        assert step.sentence_en != step.sentence_id


def test_a_step_shows_inputs_parameter_date_and_source() -> None:
    case = ContributionCase("pu", ["jp"], date(2024, 4, 1), wage=15_000_000)
    step = next(step for step in contribution(case).steps if step.rule == "jp_base")
    assert step.inputs == {"wage": 15_000_000}
    use = step.parameters[0]
    assert (use.name, use.value, use.start) == ("jp_wage_cap", 10_042_300, date(2024, 3, 1))
    assert use.sources[0].startswith("https://")
    assert step.sentence_id == (
        "Upah dasar iuran JP: terkecil dari Rp15.000.000 dan Rp10.042.300 = Rp10.042.300 "
        "(PP 45/2015 Pasal 29 ayat (2)-(4))."
    )


def test_the_state_stands_outside_the_bill() -> None:
    case = ContributionCase("pu", EVERY, date(2025, 4, 1), wage=4_000_000)
    answer = contribution(case)
    without = contribution(replace(case, programmes=EVERY[:4]))
    assert answer.total == without.total == sum(answer.parts.values())
    assert answer.payers["state"] == 8_800
    assert answer.parts["jkm"] == 12_000


def test_a_pension_deferral_is_told_and_changes_nothing() -> None:
    case = ContributionCase("pu", ["jp"], date(2020, 10, 1), wage=5_000_000)
    answer = contribution(case)
    assert answer.total == 150_000
    assert [warning.code for warning in answer.warnings] == ["jp_deferrable"]
    assert "148.500" in answer.warnings[0].text("id")


def test_an_overdue_cap_is_used_and_flagged() -> None:
    case = ContributionCase("pu", ["jp"], date(2027, 6, 1), wage=20_000_000)
    answer = contribution(case)
    assert (answer.total, answer.confidence) == (332_589, "low")
    assert [warning.code for warning in answer.warnings] == ["value_overdue"]


def test_law_id_names_this_text_and_no_other() -> None:
    law = current_law()
    assert law.law_id == Law(law.parameters, law.rules, law.regulations).law_id
    assert len(law.law_id) == 16
    rate = law.parameters["jkm_pu_rate"]
    value = replace(rate.values[0], confidence="medium")
    changed = {**law.parameters, "jkm_pu_rate": replace(rate, values=(value,))}
    assert Law(changed, law.rules, law.regulations).law_id != law.law_id
    fewer = {name: rule for name, rule in law.rules.items() if name != "jp_pu_deferrable"}
    assert Law(law.parameters, fewer, law.regulations).law_id != law.law_id


def test_july_2027_needs_no_relief_parameter() -> None:
    assert reckon(month=date(2027, 7, 1), fund="self").total == 16_800
