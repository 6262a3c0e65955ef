"""The cover room and the law of benefits must say the same of the JKM waiting time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.coverage import CoverRules, Segment, jkm_amounts, jkm_clock, jkm_is_full
from payung.core.coverage.facts import ClockBasis, ClockScope
from payung.core.law import BenefitCase, benefit


@pytest.mark.parametrize("basis", list(ClockBasis))
@pytest.mark.parametrize("scope", list(ClockScope))
@pytest.mark.parametrize("segment", list(Segment))
@given(died=st.dates(date(2024, 12, 1), date(2026, 12, 31)), days=st.integers(0, 120))
def test_one_waiting_clock(
    segment: Segment, scope: ClockScope, basis: ClockBasis, died: date, days: int
) -> None:
    start = died - timedelta(days=days)
    rules = CoverRules(jkm_clock=basis, jkm_clock_scope=scope)
    full = jkm_is_full(jkm_clock(start, segment, rules), died)
    case = BenefitCase(
        "jkm",
        "death",
        died,
        segment.value,
        start,
        clock=basis.value,
        clock_scope=scope.value,
    )
    amounts = jkm_amounts(died)
    assert amounts is not None
    expected = amounts.stakes.full if full else amounts.stakes.waiting
    assert benefit(case).total == expected
