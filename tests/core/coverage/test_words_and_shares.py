"""The JKM clock, the sentences, percentages with denominators, the funnel."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.calendar import Month
from payung.core.coverage import (
    ClockBasis,
    ClockScope,
    CoverFacts,
    CoverRules,
    Funnel,
    Receipt,
    Segment,
    Share,
    Stakes,
    jkm_clock,
    jkm_is_full,
    percent,
    standing,
    tell,
)

D = dt.date
STAKES = Stakes(full=42_000_000, waiting=10_000_000)


def member(*months: int, segment: Segment = Segment.BPU) -> CoverFacts:
    receipts = tuple(Receipt(Month(2026, n), D(2026, n, 5), "Desa Kewar (ADD)") for n in months)
    return CoverFacts(segment, receipts, data_complete_on=D(2026, 1, 1))


@pytest.mark.parametrize(
    ("basis", "start", "full"),
    [
        (ClockBasis.CALENDAR_MONTHS, D(2025, 11, 30), D(2026, 2, 28)),
        (ClockBasis.DAYS_90, D(2025, 11, 30), D(2026, 2, 28)),
        (ClockBasis.CALENDAR_MONTHS, D(2026, 1, 5), D(2026, 4, 5)),
        (ClockBasis.DAYS_90, D(2026, 1, 5), D(2026, 4, 5)),
        (ClockBasis.CALENDAR_MONTHS, D(2026, 6, 1), D(2026, 9, 1)),
        (ClockBasis.DAYS_90, D(2026, 6, 1), D(2026, 8, 30)),
    ],
)
def test_the_clock_in_both_readings(basis: ClockBasis, start: dt.date, full: dt.date) -> None:
    assert jkm_clock(start, Segment.BPU, CoverRules(jkm_clock=basis)).full_from == full


def test_the_clock_binds_whom_its_scope_names() -> None:
    everybody = CoverRules(jkm_clock_scope=ClockScope.ALL)
    assert jkm_clock(D(2026, 1, 5), Segment.PU, everybody).full_from == D(2026, 4, 5)
    assert jkm_clock(D(2026, 1, 5), Segment.PU, CoverRules()).full_from == D(2026, 1, 5)


def test_no_waiting_before_the_rule_was_in_force() -> None:
    clock = jkm_clock(D(2025, 2, 20), Segment.BPU, CoverRules())
    assert jkm_is_full(clock, D(2025, 2, 23))
    assert not jkm_is_full(clock, D(2025, 2, 24))


def test_the_waiting_member_is_told_the_day() -> None:
    now = standing(member(1), CoverRules(), D(2026, 1, 20))
    said = tell(now, "Yosef Bau", STAKES)
    assert "Rp10.000.000" in said.stakes
    assert "Manfaat penuh Rp42.000.000 mulai 5 April 2026, 75 hari lagi." in said.stakes


def test_grace_names_months_and_last_chance() -> None:
    now = standing(member(1, 2, 3), CoverRules(), D(2026, 5, 20))
    said = tell(now, "Yosef Bau", STAKES)
    assert said.headline == "Yosef Bau dalam masa tenggang sejak 1 April 2026."
    assert said.why == "Iuran April s.d. Mei 2026 belum tercatat diterima BPJS."
    assert "sebelum 16 Juni 2026" in said.mend


def test_lapsed_says_since_when_why_and_what_mends() -> None:
    now = standing(member(1, 2, 3), CoverRules(), D(2026, 7, 1))
    said = tell(now, "Yosef Bau", STAKES)
    assert said.headline == "Yosef Bau tidak terlindungi sejak 16 Juni 2026."
    assert "April s.d. Juli 2026" in said.why
    assert "mulai lagi" in said.mend
    assert "Rp42.000.000" in said.stakes


def test_english_is_a_full_language() -> None:
    for on in (D(2025, 12, 1), D(2026, 2, 1), D(2026, 5, 20), D(2026, 9, 1)):
        now = standing(member(1, 2, 3), CoverRules(), on)
        words = tell(now, "X", STAKES, "en").text
        assert not {"terlindungi", "iuran", "sampai", "bila"} & set(words.lower().split())
        assert "None" not in words + tell(now, "X", STAKES).text


def test_pangkalpinang() -> None:
    """Published for 20 May 2025; the whole is the sum of counts, not a mean of percentages."""
    pu, bpu = Share(24286, 47010), Share(4754, 23416)
    both = Share.total([pu, bpu])
    assert [s.percent for s in (pu, bpu, both)] == [
        Decimal("51.66"),
        Decimal("20.30"),
        Decimal("41.23"),
    ]
    assert (both.part, both.whole, both.missing) == (29040, 70426, 41386)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_percent_is_half_up_and_exact(part: int, whole: int) -> None:
    expected = (Fraction(part * 10000, whole) + Fraction(1, 2)).__floor__()
    value = percent(part, whole)
    assert value is not None
    assert int(value * 100) == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 100))
def test_to_reach_is_the_least_number(part: int, whole: int, target: int) -> None:
    more = Share(part, whole).to_reach(target)
    assert Fraction(part + more, whole) * 100 >= target
    if more:
        assert Fraction(part + more - 1, whole) * 100 < target


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Share(-1, 5)
    with pytest.raises(ValueError, match="negative"):
        Funnel(1, -1, 0, 0, 0)


COUNTS = st.integers(0, 10**5)
FUNNELS = st.builds(Funnel, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)


@given(st.lists(FUNNELS, max_size=6))
def test_funnels_add_by_step(funnels: list[Funnel]) -> None:
    total = Funnel.total(funnels)
    assert total.decreed == sum(f.decreed for f in funnels)
    assert len(total.steps) == 4


@given(FUNNELS)
def test_a_drop_is_what_is_missing_to_the_step_before(funnel: Funnel) -> None:
    for before, step in zip(funnel.counts, funnel.steps, strict=False):
        assert step.dropped == max(0, before - step.count)
    assert funnel.narrowest.dropped == max(s.dropped for s in funnel.steps)


def test_belu_2023() -> None:
    """5.829 workers in 69 villages with a target of 100 each."""
    funnel = Funnel(quota=6900, proposed=6900, valid=6000, decreed=5829, active=5829)
    assert funnel.reached == Decimal("84.48")
    assert funnel.unused == 1071
