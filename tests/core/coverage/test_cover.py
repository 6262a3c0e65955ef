"""Cover from receipts: starts, grace in both readings, lapses, ends."""

import datetime as dt
import doctest
import importlib
import pkgutil
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core import coverage
from payung.core.calendar import Month, months_between
from payung.core.coverage import (
    CoverFacts,
    CoverRules,
    GraceBasis,
    Mend,
    Receipt,
    Segment,
    State,
    Why,
    month_states,
    spells,
    standing,
)

D = dt.date
RULES = CoverRules()
BY_END = CoverRules(grace_basis=GraceBasis.END_OF_PROTECTION)


def paid(*items: tuple[int, dt.date], segment: Segment = Segment.BPU) -> CoverFacts:
    """A membership with complete data since 2025, months of 2026 received on days."""
    receipts = tuple(Receipt(Month(2026, 1) + (n - 1), day, "Desa Kewar") for n, day in items)
    return CoverFacts(segment, receipts, data_complete_on=D(2025, 12, 1))


@pytest.mark.parametrize("name", [m.name for m in pkgutil.iter_modules(coverage.__path__)])
def test_the_examples_hold(name: str) -> None:
    module = importlib.import_module(f"payung.core.coverage.{name}")
    assert doctest.testmod(module).failed == 0


def test_cover_starts_on_the_day_of_data_and_first_payment() -> None:
    facts = paid((1, D(2026, 1, 20)))
    assert standing(facts, RULES, D(2026, 1, 19)).state is State.PLANNED
    assert standing(facts, RULES, D(2026, 1, 20)).state is State.COVERED
    late_data = replace(facts, data_complete_on=D(2026, 1, 25))
    assert standing(late_data, RULES, D(2026, 1, 24)).why is Why.DATA_INCOMPLETE
    assert standing(late_data, RULES, D(2026, 1, 25)).since == D(2026, 1, 25)


def test_prepayment_does_not_start_before_its_month() -> None:
    facts = paid((1, D(2025, 12, 20)))
    before = standing(facts, RULES, D(2025, 12, 31))
    assert (before.state, before.why, before.since) == (
        State.PLANNED,
        Why.BEGINS_LATER,
        D(2026, 1, 1),
    )
    assert standing(facts, RULES, D(2026, 1, 1)).state is State.COVERED


@pytest.mark.parametrize(("rules", "last_day"), [(RULES, D(2026, 6, 15)), (BY_END, D(2026, 6, 30))])
def test_bpu_grace_in_both_readings(rules: CoverRules, last_day: dt.date) -> None:
    facts = paid(*((n, D(2026, n, 5)) for n in (1, 2, 3)))
    assert standing(facts, rules, D(2026, 3, 31)).covered_until == D(2026, 3, 31)
    still = standing(facts, rules, last_day)
    assert (still.state, still.mend) == (State.IN_GRACE, Mend.PAY_ARREARS)
    gone = standing(facts, rules, last_day + dt.timedelta(1))
    assert (gone.state, gone.since) == (State.LAPSED, last_day + dt.timedelta(1))
    assert gone.covered_until == D(2026, 3, 31)


@pytest.mark.parametrize(("rules", "last_day"), [(RULES, D(2026, 7, 15)), (BY_END, D(2026, 6, 30))])
def test_pu_is_protected_until_the_next_due_day(rules: CoverRules, last_day: dt.date) -> None:
    facts = paid(*((n, D(2026, n, 5)) for n in (1, 2, 3)), segment=Segment.PU)
    running = standing(facts, rules, D(2026, 5, 15))
    assert (running.state, running.why) == (State.COVERED, Why.NOT_DUE)
    assert standing(facts, rules, D(2026, 5, 16)).state is State.IN_GRACE
    assert standing(facts, rules, last_day).state is State.IN_GRACE
    assert standing(facts, rules, last_day + dt.timedelta(1)).state is State.LAPSED


def test_arrears_within_the_grace_rescue_the_days_before() -> None:
    facts = paid((1, D(2026, 1, 5)), (2, D(2026, 3, 20)), (3, D(2026, 3, 20)))
    death = D(2026, 3, 1)
    assert standing(facts, RULES, death).state is State.IN_GRACE
    assert standing(facts, RULES, death, known_on=D(2026, 3, 20)).state is State.COVERED
    assert len(spells(facts, RULES, D(2026, 12, 31))) == 1


def test_a_payment_after_the_lapse_starts_anew() -> None:
    facts = paid((1, D(2026, 1, 5)), (8, D(2026, 8, 10)))
    again = standing(facts, RULES, D(2026, 8, 10))
    assert (again.state, again.since, again.restarts) == (State.COVERED, D(2026, 8, 10), 1)
    assert again.clock is not None
    assert again.clock.full_from == D(2026, 11, 10)


def test_old_arrears_after_the_lapse_are_no_new_start() -> None:
    facts = paid((1, D(2026, 1, 5)), (2, D(2026, 8, 10)))
    assert standing(facts, RULES, D(2026, 8, 11)).state is State.LAPSED


def test_arrears_that_bpjs_accepts_heal_the_gap() -> None:
    first = Receipt(Month(2026, 1), D(2026, 1, 5))
    late = tuple(Receipt(Month(2026, n), D(2026, 8, 10), restores=True) for n in range(2, 9))
    facts = CoverFacts(Segment.BPU, (first, *late), data_complete_on=D(2026, 1, 1))
    healed = standing(facts, RULES, D(2026, 8, 10))
    assert (healed.state, healed.since, healed.restarts) == (State.COVERED, D(2026, 1, 5), 0)


def test_prepaid_months_behind_a_long_gap_are_a_new_spell() -> None:
    facts = paid((1, D(2026, 1, 5)), (7, D(2026, 1, 5)))
    found = spells(facts, RULES, D(2026, 1, 5))
    assert [(s.start, s.lapses_on) for s in found] == [
        (D(2026, 1, 5), D(2026, 4, 16)),
        (D(2026, 7, 1), D(2026, 10, 16)),
    ]
    filled = replace(
        facts, receipts=facts.receipts + paid(*((n, D(2026, 2, 3)) for n in range(2, 7))).receipts
    )
    assert [s.start for s in spells(filled, RULES, D(2026, 2, 3))] == [D(2026, 1, 5)]


def test_a_hole_shorter_than_the_grace_is_named_and_does_not_restart() -> None:
    facts = paid((1, D(2026, 1, 5)), (3, D(2026, 3, 5)))
    now = standing(facts, RULES, D(2026, 3, 20))
    assert (now.state, now.why, now.unpaid) == (State.COVERED, Why.UNPAID, (Month(2026, 2),))
    assert now.restarts == 0


def test_the_end_closes_everything() -> None:
    facts = replace(paid((1, D(2026, 1, 5))), ended_on=D(2026, 1, 15), end_reason="pindah")
    assert standing(facts, RULES, D(2026, 1, 15)).state is State.COVERED
    over = standing(facts, RULES, D(2026, 1, 16))
    assert (over.state, over.covered_until) == (State.ENDED, D(2026, 1, 15))
    assert over.end_reason == "pindah"


def test_planned_months_are_not_cover() -> None:
    facts = CoverFacts(
        Segment.BPU,
        planned=frozenset(months_between(Month(2026, 1), Month(2026, 12))),
        data_complete_on=D(2026, 1, 1),
    )
    now = standing(facts, RULES, D(2026, 6, 1))
    assert (now.state, now.why, now.mend) == (State.PLANNED, Why.NEVER_PAID, Mend.PAY_FIRST)
    assert set(month_states(facts, RULES, D(2026, 6, 1)).values()) == {State.PLANNED}


def test_months_after_a_lapse_are_lapsed() -> None:
    facts = replace(
        paid((1, D(2026, 1, 5))),
        planned=frozenset(months_between(Month(2026, 1), Month(2026, 8))),
    )
    states = [s.value for s in month_states(facts, BY_END, D(2026, 7, 3)).values()]
    assert states == ["covered"] + ["in_grace"] * 3 + ["lapsed"] * 3 + ["planned"]


DAYS = st.dates(D(2025, 6, 1), D(2027, 12, 31))
RECEIPTS = st.lists(
    st.builds(
        Receipt,
        st.integers(2025 * 12 + 5, 2027 * 12 + 11).map(Month.from_ordinal),
        DAYS,
        st.sampled_from(["desa", "kabupaten"]),
    ),
    max_size=14,
    unique_by=lambda r: r.month,
)
ANY_FACTS = st.builds(
    CoverFacts,
    st.sampled_from(Segment),
    RECEIPTS.map(tuple),
    data_complete_on=st.one_of(st.none(), DAYS),
    ended_on=st.one_of(st.none(), DAYS),
)
ANY_RULES = st.builds(
    CoverRules, st.integers(1, 6), st.sampled_from(GraceBasis), st.just(RULES.jkm_clock)
)


@given(ANY_FACTS, ANY_RULES, DAYS)
def test_spells_are_in_order_and_apart(facts: CoverFacts, rules: CoverRules, on: dt.date) -> None:
    found = spells(facts, rules, on)
    for one, other in pairwise(found):
        assert one.start < one.lapses_on <= other.start
        assert not one.paid & other.paid
    known = {r.month for r in facts.receipts if r.received_on <= on}
    assert {m for s in found for m in s.paid} <= known


@given(ANY_FACTS, ANY_RULES, DAYS)
def test_nobody_is_covered_before_data_and_payment(
    facts: CoverFacts, rules: CoverRules, on: dt.date
) -> None:
    now = standing(facts, rules, on)
    if now.active:
        assert facts.data_complete_on is not None
        assert facts.data_complete_on <= on
        assert any(r.received_on <= on for r in facts.receipts)
    if now.state is State.IN_GRACE:
        assert now.unpaid
        assert now.lapses_on is not None
        assert now.lapses_on > on
    if facts.ended_on is not None and on > facts.ended_on:
        assert now.state is State.ENDED


@given(ANY_FACTS, ANY_RULES, DAYS)
def test_order_of_receipts_does_not_matter(
    facts: CoverFacts, rules: CoverRules, on: dt.date
) -> None:
    turned = replace(facts, receipts=facts.receipts[::-1])
    assert standing(turned, rules, on) == standing(facts, rules, on)


@given(ANY_FACTS, ANY_RULES, DAYS)
def test_a_paid_day_is_never_worse_with_a_longer_grace(
    facts: CoverFacts, rules: CoverRules, on: dt.date
) -> None:
    longer = replace(rules, grace_months=rules.grace_months + 1)
    if standing(facts, rules, on).active:
        assert standing(facts, longer, on).active


@given(ANY_FACTS, ANY_RULES, DAYS)
def test_month_states_agree_with_the_spells(
    facts: CoverFacts, rules: CoverRules, on: dt.date
) -> None:
    states = month_states(facts, rules, on)
    laid = {m for s in spells(facts, rules, on) for m in s.paid}
    kept = {m for m in laid if facts.ended_on is None or m.first_day <= facts.ended_on}
    assert {m for m, s in states.items() if s is State.COVERED} == kept
    assert list(states) == sorted(states)
