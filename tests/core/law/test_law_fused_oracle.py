"""The fused loop against the reckoning in fractions, in every version interval of the law."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.law import law_oracle
from tests.core.law.test_law_oracle import EDGES

from payung.core.calendar import Month
from payung.core.law import current_law
from payung.core.law.batch.engine import Job
from payung.core.law.batch.people import TOP
from payung.core.law.batch.spans import Span
from payung.core.law.batch.terms import Row, rows_of
from payung.core.law.engines.loop import MONEY
from payung.core.law.fused.compiled import compiled
from payung.core.law.fused.tariffs import tariffs_of
from payung.core.law.vocabulary import FUNDS, RISKS, SECTORS

LAW = current_law()
MONTHS = [Month(day.year, day.month) for day in EDGES]
SPANS = tuple(Span(number, month, month) for number, month in enumerate(MONTHS))
PLACE = {month: number for number, month in enumerate(MONTHS)}
AMOUNTS = st.lists(st.integers(0, TOP), min_size=1, max_size=20) | st.lists(
    st.integers(0, 30_000_000).map(lambda rupiah: rupiah * 100), min_size=1, max_size=20
)
Tables = dict[tuple[str, ...], Any]


@pytest.fixture(scope="module")
def priced() -> Any:
    """Totals, parts and payers of amounts in sen, by the loop, for one key in one month."""
    keys = list(_keys())
    job = Job(LAW, (), (), SPANS, tuple(rows_of(LAW, (), keys, SPANS)))
    tariffs = tariffs_of(job)
    reckon = compiled(tariffs.text).reckon
    place = {key: number for number, key in enumerate(tariffs.keys)}

    def answers(key: tuple[str, ...], month: date, amounts: list[int]) -> list[dict[str, int]]:
        bundle = tariffs.bundle[place[key], PLACE[Month(month.year, month.month)]]
        assert bundle >= 0, (key, month)
        row, variant = tariffs.sides[bundle, 0], tariffs.variant[bundle]
        return [
            dict(
                zip(
                    MONEY,
                    reckon(
                        np.int64(0), variant, np.int64(sen), tariffs.rows, row,
                        tariffs.bounds, tariffs.values,
                    ),
                    strict=True,
                )
            )
            for sen in amounts
        ]  # fmt: skip

    return answers


def _keys() -> Iterator[tuple[str, str, str, str, str]]:
    for risk in RISKS:
        for sector in SECTORS:
            yield "pu", "jkk,jkm,jht,jp", risk, "", sector
        yield "pu", "jkk,jkm,jht,jp,jkp", risk, "", "other"
    for sector in SECTORS:
        for fund in FUNDS:
            yield "bpu", "jkk,jkm,jht", "", fund, sector
    yield "construction", "jkk,jkm", "", "", ""


@settings(max_examples=300)
@given(month=st.sampled_from(EDGES), amounts=AMOUNTS, risk=st.sampled_from(RISKS), data=st.data())
def test_wage_earners(
    priced: Any, month: date, amounts: list[int], risk: str, data: st.DataObject
) -> None:
    jkp = month >= date(2021, 3, 1) and data.draw(st.booleans())
    sector = "other" if jkp else data.draw(st.sampled_from(SECTORS))
    programmes = "jkk,jkm,jht,jp,jkp" if jkp else "jkk,jkm,jht,jp"
    for sen, got in zip(
        amounts, priced(("pu", programmes, risk, "", sector), month, amounts), strict=True
    ):
        expected = law_oracle.pu(Fraction(sen, 100), month, risk, sector, {*programmes.split(",")})
        parts = {name: expected.get(name, 0) for name in ("jkk", "jkm", "jht", "jp", "jkp")}
        total = sum(parts.values())
        payers = {"worker": expected["worker"], "employer": total - expected["worker"]}
        rest = {"state": expected["state"], "participant": 0, "fund": 0, "total": total}
        assert got == parts | payers | rest


@settings(max_examples=300)
@given(
    month=st.sampled_from(EDGES),
    amounts=AMOUNTS,
    sector=st.sampled_from(SECTORS),
    fund=st.sampled_from(FUNDS),
)
def test_non_wage_workers(
    priced: Any, month: date, amounts: list[int], sector: str, fund: str
) -> None:
    bearer = "participant" if fund == "self" else "fund"
    key = ("bpu", "jkk,jkm,jht", "", fund, sector)
    for sen, got in zip(amounts, priced(key, month, amounts), strict=True):
        expected = law_oracle.bpu(Fraction(sen, 100), month, sector, fund)
        total = sum(expected.values())
        zero = dict.fromkeys(MONEY, 0)
        assert got == zero | expected | {bearer: total, "total": total}


@given(month=st.sampled_from([day for day in EDGES if day >= date(2016, 1, 1)]), amounts=AMOUNTS)
def test_construction_by_wages(priced: Any, month: date, amounts: list[int]) -> None:
    due = law_oracle.covid(month)
    key = ("construction", "jkk,jkm", "", "", "")
    for sen, got in zip(amounts, priced(key, month, amounts), strict=True):
        wage = Fraction(sen, 100)
        jkk = law_oracle.half_up(wage * Fraction(174, 10000) * due)
        jkm = law_oracle.half_up(wage * Fraction(30, 10000) * due)
        assert (got["jkk"], got["jkm"]) == (jkk, jkm)
        assert got["total"] == got["employer"] == jkk + jkm


def test_no_number_in_the_loop_is_a_float(priced: Any) -> None:
    priced(("construction", "jkk,jkm", "", "", ""), EDGES[-1], [0])
    module = compiled(tariffs_of(Job(LAW, (), (), SPANS, _some_rows())).text)
    (signature,) = module.reckon.nopython_signatures
    assert {str(kind) for kind in signature.return_type} == {"int64"}


def _some_rows() -> tuple[Row, ...]:
    return tuple(rows_of(LAW, (), [next(_keys())], SPANS))


def test_every_interval_of_the_law_is_tried() -> None:
    firsts = {day for day in LAW.boundaries if day >= date(2015, 7, 1) and day.day == 1}
    assert firsts <= set(EDGES)
    tried = {LAW.interval(month.first_day) for month in MONTHS}
    every = range(LAW.interval(EDGES[0]), LAW.interval(EDGES[-1]) + 1)
    felt = {LAW.interval(month.first_day) for month in _months_between(MONTHS[0], MONTHS[-1])}
    assert tried == felt <= set(every)


def _months_between(first: Month, last: Month) -> Iterator[Month]:
    for ordinal in range(first.ordinal, last.ordinal + 1):
        yield Month.from_ordinal(ordinal)
