"""Every engine against the independent reckoning, at and around every change of the law."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.law import law_oracle

from payung.core.law import ContributionCase, contribution, current_law, price_line
from payung.core.law.vocabulary import FUNDS, RISKS, SECTORS

LAW = current_law()
EDGES = sorted(
    {
        month
        for day in LAW.boundaries
        for month in (
            (day - timedelta(days=1)).replace(day=1),
            day.replace(day=1),
            (day.replace(day=28) + timedelta(days=4)).replace(day=1),
        )
        if month >= date(2015, 7, 1)
    }
)
WAGES = st.one_of(
    st.integers(0, 60_000_000),
    st.integers(0, 10**12).map(lambda sen: Fraction(sen, 100)),
    st.sampled_from([cap + d for _, cap in law_oracle.JP_CAPS for d in (-1, 0, 1)]),
)
INCOMES = st.one_of(
    st.integers(0, 30_000_000), st.integers(0, 3 * 10**9).map(lambda s: Fraction(s, 100))
)
EVERY_PU = ("jkk", "jkm", "jht", "jp", "jkp")


def test_edges_cover_every_version_of_every_parameter() -> None:
    for parameter in LAW.parameters.values():
        if parameter.read_by == "rules":
            for value in parameter.values:
                assert value.start.replace(day=1) in EDGES or value.start < date(2015, 7, 1)


@given(month=st.sampled_from(EDGES), wage=WAGES, risk=st.sampled_from(RISKS), data=st.data())
def test_wage_earners(month: date, wage: Fraction, risk: str, data: st.DataObject) -> None:
    known = EVERY_PU if month >= date(2021, 3, 1) else EVERY_PU[:4]
    programmes = data.draw(st.sets(st.sampled_from(known), min_size=1))
    sector = data.draw(st.sampled_from(SECTORS))
    if "jkp" in programmes:
        programmes |= {"jkk", "jkm", "jht"}
        sector = "other"
    expected = law_oracle.pu(Fraction(wage), month, risk, sector, programmes)
    worker, state = expected.pop("worker"), expected.pop("state")
    answer = contribution(
        ContributionCase("pu", programmes, month, wage=wage, risk=risk, sector=sector)
    )
    assert answer.parts == expected
    assert answer.total == sum(expected.values())
    assert answer.payers["worker"] == worker
    assert answer.payers["employer"] == answer.total - worker
    assert answer.payers["state"] == state
    line = price_line("pu", tuple(programmes), month, wage, risk=risk, sector=sector)
    assert (line.total, line.worker, line.employer, line.state) == (
        answer.total,
        worker,
        answer.total - worker,
        state,
    )
    assert line.parts == tuple(answer.parts.values())


@given(
    month=st.sampled_from(EDGES),
    income=INCOMES,
    sector=st.sampled_from(SECTORS),
    fund=st.sampled_from(FUNDS),
)
def test_non_wage_workers(month: date, income: Fraction, sector: str, fund: str) -> None:
    expected = law_oracle.bpu(Fraction(income), month, sector, fund)
    case = ContributionCase("bpu", expected, month, income=income, sector=sector, fund=fund)
    answer = contribution(case)
    assert answer.parts == expected
    bearer = "participant" if fund == "self" else "fund"
    assert answer.payers == {**dict.fromkeys(answer.payers, 0), bearer: answer.total}
    line = price_line("bpu", tuple(expected), month, income, sector=sector, fund=fund)
    assert line.parts == tuple(expected.values())
    assert (line.participant, line.fund) == (answer.payers["participant"], answer.payers["fund"])


@given(
    month=st.sampled_from([month for month in EDGES if month >= date(2016, 1, 1)]),
    value=st.one_of(
        st.integers(0, 10**15),
        st.sampled_from([b + d for b in (10**8, 5 * 10**8, 10**9, 5 * 10**9) for d in (-1, 0, 1)]),
    ),
)
def test_construction_by_contract_value(month: date, value: int) -> None:
    expected = law_oracle.construction_value(value, month)
    case = ContributionCase("construction", ["jkk", "jkm"], month, contract_value=value)
    assert contribution(case).parts == expected
    assert price_line("construction", ("jkk", "jkm"), month, value).parts == tuple(
        expected.values()
    )


@given(month=st.sampled_from(EDGES), wage=WAGES)
def test_construction_by_wages(month: date, wage: Fraction) -> None:
    month = max(month, date(2016, 1, 1))
    due = law_oracle.covid(month)
    expected = {
        "jkk": law_oracle.half_up(Fraction(wage) * Fraction(174, 10000) * due),
        "jkm": law_oracle.half_up(Fraction(wage) * Fraction(30, 10000) * due),
    }
    answer = contribution(ContributionCase("construction", expected, month, wage=wage))
    assert answer.parts == expected
    assert price_line("construction-wage", ("jkk", "jkm"), month, wage).parts == tuple(
        expected.values()
    )


def test_the_pension_cap_follows_its_formula() -> None:
    growth = [479, 502, 507, 517, 502, -207, 369, 531, 505, 503, 511]
    caps = [int(value.value) for value in LAW.parameters["jp_wage_cap"].values]  # type: ignore[arg-type]
    for (before, after), rate in zip(pairwise(caps), growth, strict=True):
        assert before * (10_000 + rate) // 10_000 // 100 * 100 == after


@pytest.mark.parametrize("row", LAW.parameters["bpu_base"].values[0].value)
def test_brackets_are_lower_bounds(row: tuple[Fraction, Fraction]) -> None:
    bound, base = row
    assert price_line("bpu", ("jkk",), date(2025, 1, 1), bound).total == base / 100
    if bound:
        below = price_line("bpu", ("jkk",), date(2025, 1, 1), bound - 1).total
        assert below < base / 100
