"""What x percent costs, and what a cut takes away."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.planning.conftest import TARIFF, YEAR

from payung.core.planning import Bar, PlanRefused, Question, allocate, binding, cut, left_out, reach


def test_ninety_percent_costs_what_the_missing_heads_cost(village: Question) -> None:
    found = reach(village, Fraction(9, 10))
    assert found.heads == 36
    assert found.plan.reached == 36
    assert found.extra == 36 * 12 * TARIFF - int(25.5 * 12 * TARIFF)
    assert found.plan.extra == {"des": found.extra}


def test_a_share_already_paid_for_needs_nothing_more(village: Question) -> None:
    assert reach(village, Fraction(1, 2)).extra == 0


def test_only_the_named_purses_grow(village: Question) -> None:
    groups = (*village.groups[:3], replace(village.groups[3], prices={
        key: dict.fromkeys(YEAR, TARIFF) for key in ("des", "dbh")
    }))  # fmt: skip
    question = replace(village, groups=groups)
    found = reach(question, Fraction(30, 40), {"des"})
    assert found.plan.extra == {}
    assert next(entry for entry in found.plan.spent if entry.purse.key == "dbh").heads == 5


def test_a_share_that_no_fund_may_pay_is_refused_with_the_most_there_is(village: Question) -> None:
    groups = (*village.groups[:3], replace(village.groups[3], prices={}))
    with pytest.raises(PlanRefused, match="Paling banyak 32 dari 40"):
        reach(replace(village, groups=groups), Fraction(1))


@pytest.mark.parametrize("share", [Fraction(0), Fraction(11, 10)])
def test_a_share_is_more_than_nothing_and_at_most_all(village: Question, share: Fraction) -> None:
    with pytest.raises(PlanRefused):
        reach(village, share)


def test_a_cut_names_who_lapses_what_their_families_lose_and_who_could_carry_them(
    village: Question,
) -> None:
    found = cut(village, Fraction(7, 10))
    assert found.after.reached_by == {"lama": 7, "d1": 0, "d2": 0, "d5": 0}
    (lapse,) = found.lapses
    assert (lapse.group.key, lapse.heads, lapse.stake) == ("lama", 3, 126_000_000)
    assert [(r.purse.key, r.rupiah) for r in lapse.rescues] == [("des", 3 * 12 * TARIFF)]
    assert (found.heads, found.stake) == (3, 126_000_000)


def test_a_cut_of_another_purse_leaves_them_alone(village: Question) -> None:
    assert cut(village, Fraction(1, 2), {"dbh"}).lapses == ()


def test_whoever_is_left_out_is_told_why(village: Question) -> None:
    plan = allocate(village)
    found = {left.group.key: left for left in left_out(plan)}
    assert {key: left.heads for key, left in found.items()} == {"d2": 7, "d5": 8}
    assert [b.bar for b in found["d5"].barred] == [Bar.CEILING, Bar.RULE]
    assert found["d5"].barred[1].text() == "DBH: tidak boleh membayar: bukan buruh tani tembakau"
    assert found["d5"].barred[1].text("en") == "DBH: may not pay: bukan buruh tani tembakau"
    assert [entry.purse.key for entry in binding(plan)] == ["des"]
