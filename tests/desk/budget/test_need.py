"""What a village and a region need: heads × tariff × months by law, beside the ceiling."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rosters import DPMD, give, listed, make_fund, person
from tests.world import BELU, FULUR, KEWAR, LAMAKNEN, World

from payung.base.policy import actions as policy
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.desk.budget.need import Guess, Position, Stretch, month_sums, needs
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate
from payung.programme.selection.pricing import Terms
from payung.programme.selection.refusals import NoPrice

pytestmark = pytest.mark.django_db


def area(code: str) -> Area:
    return Area.objects.get(code=code)


def decide(world: World, code: str, value: Any, scope: str = "", on: str = "2026-01-01") -> None:
    policy.decide(
        by=world.actor(DPMD), code=code, area=BELU, value=value, scope=scope,
        valid_from=date.fromisoformat(on), paper="Perbup Belu 5/2026",
    )  # fmt: skip


def test_a_target_of_a_hundred_costs_the_published_sum(world: World) -> None:
    give(world, make_fund(world))
    village = needs(area(KEWAR), 2026)[0]
    assert (village.heads, village.amount) == (100, 20_160_000)
    position = village.shares[0].positions[0]
    assert (position.basis, position.stretches[0].borne, position.months) == ("target", 16_800, 12)


def test_a_list_takes_the_place_of_the_target(world: World) -> None:
    listed(world, heads=4)
    village = needs(area(KEWAR), 2026)[0]
    assert (village.heads, village.amount) == (4, 4 * 12 * 16_800)
    assert village.shares[0].below_target == 96


def test_transport_and_other_workers_are_told_apart(world: World) -> None:
    made = listed(world, heads=3)
    alone = needs(area(KEWAR), 2026)[0].shares[0].positions
    assert [p.label for p in alone] == ["Pekerja rentan"]
    Person.objects.filter(pk=made.people[0].pk).update(occupation=81)
    held = needs(area(KEWAR), 2026)[0].shares[0].positions
    assert {p.label: p.heads for p in held} == {
        "Pekerja rentan, sektor lain": 2, "Pekerja rentan, sektor transportasi": 1,
    }  # fmt: skip


def test_a_decree_counts_its_own_months(world: World) -> None:
    from tests.rosters import PAPER

    made = listed(world, heads=2)
    made.bring_to("verified")
    paper = type(PAPER)(number="SK 1", on=date(2026, 4, 2))
    made.decree(paper)
    position = needs(area(KEWAR), 2026)[0].shares[0].positions[0]
    assert (position.basis, position.months, position.amount) == ("decree", 9, 2 * 9 * 16_800)


def test_ceiling_and_what_it_buys(world: World) -> None:
    give(world, make_fund(world), ceiling=10_000_000)
    share = needs(area(KEWAR), 2026)[0].shares[0]
    assert share.left == 10_000_000 - 20_160_000
    assert share.affordable == 10_000_000 // 201_600


def test_what_if(world: World) -> None:
    give(world, make_fund(world))
    key = needs(area(KEWAR), 2026)[0].shares[0].positions[0].key
    guessed = needs(area(KEWAR), 2026, {key: Guess(heads=10, months=6)})[0]
    assert guessed.amount == 10 * 6 * 16_800
    assert needs(area(KEWAR), 2026)[0].amount == 20_160_000


def test_regions_add_up_by_village_and_month(world: World) -> None:
    fund = make_fund(world)
    give(world, fund)
    give(world, fund, village=FULUR, target_minimum=50, month_from=Month(2026, 7))
    found = needs(area(BELU), 2026)
    assert [v.village.code for v in found] == [KEWAR, FULUR]
    assert sum(v.amount for v in found) == 20_160_000 + 50 * 6 * 16_800
    months = month_sums(found, 2026)[fund.name]
    assert months[0] == 100 * 16_800
    assert months[6] == 150 * 16_800
    assert sum(months) == sum(v.amount for v in found)
    assert len(needs(area(LAMAKNEN), 2026)) == 2


def test_region_costs_few_statements(world: World, django_assert_max_num_queries: Any) -> None:
    fund = make_fund(world)
    for village in Area.objects.in_area(BELU).filter(level="village"):
        give(world, fund, village=village.code)
    belu = area(BELU)
    with django_assert_max_num_queries(5):
        found = needs(belu, 2026)
    assert len(found) == 81


def test_no_income_set_is_said_and_never_guessed(world: World) -> None:
    give(world, make_fund(world, income_base=None))
    share = needs(area(KEWAR), 2026)[0].shares[0]
    assert share.amount == 0
    assert "Penghasilan yang dilaporkan belum ditetapkan" in share.no_price


def officials(world: World) -> None:
    """A village head on the officials' list of Kewar."""
    fund = make_fund(world, code="siltap", name="ADD perangkat", income_base=None)
    give(world, fund, target_minimum=None)
    operator = world.actor("op_kewar")
    roster = selection.open_roster(
        by=operator, village=area(KEWAR), fund=fund, year=2026, segment="pu"
    )
    selection.add_candidates(
        by=operator, roster=roster, people=[NewCandidate(person(1).pk, post="kades")]
    )


def test_officials_need_a_decided_wage(world: World) -> None:
    with pytest.raises(NoPrice, match="Kepala desa"):
        officials(world)


def test_officials_are_priced_on_their_wage_and_programmes(world: World) -> None:
    """0,54 % of the wage for JKK and JKM; with JHT the village bears 3,7 %, the worker 2 %."""
    decide(world, "wage_base", 2_000_000, scope="kades")
    officials(world)
    position = needs(area(KEWAR), 2026)[0].shares[0].positions[0]
    assert position.stretches[0].borne == 10_800
    decide(world, "programmes", "jkk,jkm,jht", scope="kades")
    position = needs(area(KEWAR), 2026)[0].shares[0].positions[0]
    assert position.stretches[0].billed == 10_800 + 114_000
    assert position.stretches[0].borne == 10_800 + 74_000
    assert position.withheld == 12 * 40_000


def test_a_wage_decided_for_july_makes_two_tariffs(world: World) -> None:
    decide(world, "wage_base", 2_000_000, scope="kades")
    decide(world, "wage_base", 2_500_000, scope="kades", on="2026-07-01")
    officials(world)
    position = needs(area(KEWAR), 2026)[0].shares[0].positions[0]
    assert [(s.borne, s.months) for s in position.stretches] == [(10_800, 6), (13_500, 6)]


def test_relief_only_where_the_district_decides_it(world: World) -> None:
    """PP 50/2025 halves JKK and JKM from April to December 2026; APBDes is not named."""
    give(world, make_fund(world))
    assert needs(area(KEWAR), 2026)[0].amount == 20_160_000
    decide(world, "apbdes_relief", "yes")
    assert needs(area(KEWAR), 2026)[0].amount == 100 * (3 * 16_800 + 9 * 8_400)


TERMS = Terms("bpu", ("jkk", "jkm"), 1_000_000, "apbdes", "other")


@given(
    heads=st.integers(0, 10_000),
    tariffs=st.lists(st.integers(0, 500_000), min_size=1, max_size=12),
)
def test_months_sum_to_the_amount(heads: int, tariffs: list[int]) -> None:
    stretches = tuple(
        Stretch(Month(2026, n + 1), 1, tariff, tariff, TERMS) for n, tariff in enumerate(tariffs)
    )
    position = Position("k", "rentan", "bpu", heads, 1_000_000, "list", stretches)
    assert sum(position.in_month(Month(2026, n)) for n in range(1, 13)) == position.amount
    assert position.amount == heads * sum(tariffs)
    assert position.withheld == 0
