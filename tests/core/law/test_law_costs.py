"""Costs after a work accident: repaid up to their ceilings, each by its own rule."""

from datetime import date
from typing import Any

import pytest

from payung.core.law import LawRefusal
from payung.core.law.costs import REPAID, repaid

DAY = date(2026, 1, 1)


COSTS: list[tuple[str, int, int]] = [
    ("medical", 250_000_000, 250_000_000),
    ("transport-land", 4_999_999, 4_999_999),
    ("transport-land", 5_000_001, 5_000_000),
    ("transport-sea", 3_000_000, 2_000_000),
    ("transport-air", 10_000_001, 10_000_000),
    ("home-care", 21_000_000, 20_000_000),
    ("dentures", 6_000_000, 5_000_000),
    ("hearing-aid", 2_500_000, 2_500_000),
    ("glasses", 1_500_000, 1_000_000),
    ("prosthesis", 10_000_000, 14_000_000),
]


@pytest.mark.parametrize(("item", "cost", "due"), COSTS)
def test_each_item_up_to_its_ceiling(item: str, cost: Any, due: int) -> None:
    answer = repaid([(item, cost)], DAY)
    assert (answer.total, answer.parts) == (due, {item: due})
    assert all(step.reference.startswith("PP ") for step in answer.steps)


def test_every_item_is_in_the_table_above() -> None:
    assert {item for item, _, _ in COSTS} == set(REPAID)


def test_modes_of_transport_have_ceilings_of_their_own_and_bills_of_one_mode_share_one() -> None:
    bills = [("transport-land", 3_000_000), ("transport-sea", 2_500_000)]
    answer = repaid([*bills, ("Transport Land", 3_000_000)], DAY)
    assert answer.parts == {"transport-land": 5_000_000, "transport-sea": 2_000_000}
    assert (answer.total, len(answer.steps)) == (7_000_000, 2)


@pytest.mark.parametrize(
    ("costs", "day", "code"),
    [
        ([("crutches", 1)], DAY, "unknown_item"),
        ([("medical", -1)], DAY, "cost_negative"),
        ([("medical", "")], DAY, "cost_invalid"),
        ([("transport-land", 1)], date(2019, 12, 1), "month_without_parameter"),
        ([("medical", 1)], date(2015, 6, 30), "before_programme"),
    ],
)
def test_what_is_not_known_is_refused(costs: Any, day: date, code: str) -> None:
    with pytest.raises(LawRefusal) as caught:
        repaid(costs, day)
    assert caught.value.code == code


def test_medical_care_before_the_ceilings_of_2019() -> None:
    assert repaid([("medical", 1_000_000)], date(2016, 1, 1)).total == 1_000_000
