"""Every rule's answers, as tables that a lawyer can read, and properties that must hold for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.programme.selection.rules.age import age_on
from payung.programme.selection.rules.facts import Facts
from payung.programme.selection.rules.outcome import outcome
from payung.programme.selection.rules.page import rules_page
from payung.programme.selection.rules.ranking import Standing, ranked
from payung.programme.selection.rules.registry import RULES
from payung.programme.selection.rules.verdict import Ruling
from payung.programme.selection.rules.work import EMPLOYED, LISTED, NOT_WORKING

FARMER = Facts(
    enrol_on=date(2026, 1, 1), segment="bpu", life_status="alive", citizenship=1,
    village="53.04.01.2001", roster_village="53.04.01.2001", birth_date=date(1980, 5, 1),
    occupation=9, nik_state="given", working_statement=True, decile=2, income=1_000_000,
)  # fmt: skip
AGES = {"minimum": 18, "below": 65}
PARAMS: dict[str, dict[str, Any]] = {
    code: {**rule.params, **(AGES if code == "age" else {})} for code, rule in RULES.items()
}


def ruled(code: str, **facts: Any) -> Ruling:
    return RULES[code].judge(replace(FARMER, **facts), PARAMS[code])


def test_a_farmer_passes_every_rule() -> None:
    assert {code: ruled(code).result for code in RULES} == dict.fromkeys(RULES, "pass")


@pytest.mark.parametrize(
    ("code", "facts", "result"),
    [
        ("alive", {"life_status": "dead"}, "fail"),
        ("alive", {"life_status": "invalid"}, "fail"),
        ("alive", {"life_status": "missing"}, "unknown"),
        ("alive", {"life_status": "away"}, "unknown"),
        ("alive", {"life_status": "moved"}, "pass"),
        ("citizen", {"citizenship": 2}, "fail"),
        ("citizen", {"citizenship": 3}, "warn"),
        ("citizen", {"citizenship": 0}, "unknown"),
        ("resident", {"life_status": "moved"}, "fail"),
        ("resident", {"village": "53.04.01.2002"}, "fail"),
        ("age", {"birth_date": date(2008, 1, 1)}, "pass"),
        ("age", {"birth_date": date(2008, 1, 2)}, "fail"),
        ("age", {"birth_date": date(1961, 1, 2)}, "pass"),
        ("age", {"birth_date": date(1961, 1, 1)}, "fail"),
        ("age", {"birth_date": date(1961, 1, 1), "enrolled_before": True}, "warn"),
        ("nik_usable", {"nik_state": "temporary"}, "fail"),
        ("nik_usable", {"nik_state": "missing"}, "fail"),
        ("nik_usable", {"nik_state": "verified"}, "pass"),
        ("nik_usable", {"nik_shared": True}, "unknown"),
        ("no_employer", {"occupation": 5}, "fail"),
        ("no_employer", {"occupation": 6}, "fail"),
        ("no_employer", {"occupation": 7}, "fail"),
        ("no_employer", {"occupation": 16}, "fail"),
        ("no_employer", {"occupation": 18}, "warn"),
        ("no_employer", {"occupation": None}, "unknown"),
        ("occupation_listed", {"occupation": 2}, "fail"),
        ("occupation_listed", {"occupation": 1}, "fail"),
        ("occupation_listed", {"occupation": 11}, "pass"),
        ("occupation_listed", {"occupation": 81}, "pass"),
        ("occupation_listed", {"occupation": 68}, "fail"),
        ("occupation_listed", {"occupation": None}, "unknown"),
        ("works_and_fit", {"working_statement": False}, "unknown"),
        ("not_active_bpu", {"active_bpu": "elsewhere"}, "fail"),
        ("not_active_bpu", {"active_bpu": "continues"}, "pass"),
        ("other_payer", {"other_payers": ("CSR Bank",)}, "fail"),
        ("household_asn", {"household_asn": True}, "warn"),
        ("decile", {"decile": 4}, "pass"),
        ("decile", {"decile": 5}, "fail"),
        ("decile", {"decile": 9, "override_reason": "janda, tiga anak"}, "warn"),
        ("decile", {"decile": None}, "unknown"),
        ("decile", {"decile": None, "override_reason": "diputuskan musdes"}, "warn"),
        ("income", {"income": 1_500_001}, "fail"),
        ("income", {"income": None}, "unknown"),
    ],
)
def test_each_rule(code: str, facts: dict[str, Any], result: str) -> None:
    assert ruled(code, **facts).result == result


def test_the_reason_names_the_payer() -> None:
    assert "CSR Bank" in ruled("other_payer", other_payers=("CSR Bank",)).reason_id


def test_no_occupation_is_both_listed_and_barred() -> None:
    assert not set(LISTED) & (set(EMPLOYED) | set(NOT_WORKING))


def test_every_rule_carries_its_ground_in_two_languages() -> None:
    for rule in RULES.values():
        assert rule.regulation
        assert rule.title("id") != rule.title("en")
        assert rule.description("id").endswith(".")
        assert rule.description("en").endswith(".")


FACTS = st.builds(
    Facts,
    enrol_on=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    segment=st.sampled_from(["bpu", "pu"]),
    life_status=st.sampled_from(["alive", "dead", "moved", "missing", "away", "invalid"]),
    citizenship=st.integers(0, 3),
    village=st.sampled_from(["53.04.01.2001", "53.04.01.2002"]),
    roster_village=st.just("53.04.01.2001"),
    birth_date=st.dates(date(1920, 1, 1), date(2020, 1, 1)),
    occupation=st.none() | st.integers(1, 89),
    nik_state=st.sampled_from(["given", "verified", "temporary", "missing"]),
    nik_shared=st.booleans(),
    working_statement=st.booleans(),
    decile=st.none() | st.integers(1, 10),
    override_reason=st.sampled_from(["", "diputuskan musdes " * 30]),
    income=st.none() | st.integers(0, 10**9),
    enrolled_before=st.booleans(),
    active_bpu=st.sampled_from(["none", "continues", "elsewhere"]),
    other_payers=st.lists(st.text(max_size=200), max_size=5).map(tuple),
    household_asn=st.booleans(),
    household_head=st.booleans(),
)


@given(FACTS)
def test_every_rule_answers_everything_with_a_sentence(facts: Facts) -> None:
    for code, rule in RULES.items():
        ruling = rule.judge(facts, PARAMS[code])
        assert 0 < len(ruling.reason_id) <= 300
        assert 0 < len(ruling.reason_en) <= 300


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.integers(0, 60_000))
def test_age_is_the_number_of_birthdays(birth: date, days: int) -> None:
    day = birth + timedelta(days=days)
    birthdays = sum(
        1
        for year in range(birth.year + 1, day.year + 1)
        if (birth.month, birth.day) <= ((day.month, day.day) if year == day.year else (12, 31))
    )
    assert age_on(birth, day) == birthdays


RESULTS = st.lists(
    st.tuples(st.sampled_from(["pass", "warn", "unknown", "fail"]), st.booleans()), max_size=12
)


@given(RESULTS)
def test_only_a_hard_fail_bars(results: list[tuple[Any, bool]]) -> None:
    found = outcome(results)
    assert (found == "ineligible") == (("fail", True) in results)
    assert (found == "eligible") == all(result == "pass" for result, _ in results)


@given(st.lists(FACTS, max_size=20), st.randoms())
def test_ranking_keeps_everybody_and_does_not_depend_on_order(
    people: list[Facts], random: Any
) -> None:
    standings = [Standing(key, "eligible", facts) for key, facts in enumerate(people)]
    shuffled = list(standings)
    random.shuffle(shuffled)
    order = ranked(standings)
    assert ranked(shuffled) == order
    assert sorted(s.key for s in order) == list(range(len(people)))
    deciles = [s.facts.decile or 11 for s in order]
    assert deciles == sorted(deciles)


def test_ranking_prefers_need_then_breadwinner_then_risk_then_age() -> None:
    base = replace(FARMER, decile=2)
    people = {
        "poor": replace(base, decile=1),
        "head": replace(base, household_head=True),
        "fisher": replace(base, occupation=11),
        "older": replace(base, birth_date=date(1970, 1, 1)),
        "plain": base,
        "unknown": replace(base, decile=None),
    }
    names = list(people)
    order = ranked(Standing(n, "eligible", people[name]) for n, name in enumerate(names))
    assert [names[s.key] for s in order] == ["poor", "head", "fisher", "older", "plain", "unknown"]
    barred = Standing(9, "ineligible", people["poor"])
    assert ranked([barred, Standing(1, "check", people["unknown"])])[-1] is barred


def test_the_rules_in_the_reference_are_up_to_date() -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "selection-rules.md"
    assert page.read_text(encoding="utf-8") == rules_page(), "run tools/selection_reference.py"
