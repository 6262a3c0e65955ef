"""The demo's people: nobody real, the same every time, faults as counted."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from tests.world import World

from payung.core.identity import parse_nik
from payung.edge.demo.layouts import file_of
from payung.edge.demo.names import DATA, book_of
from payung.edge.demo.people import Place, Resident, VillageMaker
from payung.edge.demo.plan import MEMBERS_2023, SIZES, make_plan
from payung.edge.demo.register import drawn

TODAY = dt.date(2026, 6, 15)
PLACE = Place("53.04.01.2001", "Kewar", "Lamaknen", 0)
DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference" / "demo.md"


def people(today: dt.date = TODAY) -> list[Resident]:
    return VillageMaker(PLACE, book_of("belu"), today).residents(300)


def test_names_come_from_the_list_alone() -> None:
    known = set(re.findall(r"[^,\s]+", DATA.read_text(encoding="utf-8")))
    used = {word for r in people() for word in f"{r.name} {r.mother} {r.father}".split()}
    assert used <= known


def test_the_same_seed_gives_the_same_people_and_bytes() -> None:
    assert people() == people()
    assert file_of(PLACE, people()).content == file_of(PLACE, people()).content


def test_nobody_is_born_after_today_and_numbers_are_whole() -> None:
    for today in (TODAY, dt.date(2027, 1, 1), dt.date(2028, 2, 29)):
        for r in people(today):
            assert r.birth_date <= today
            assert parse_nik(r.nik).birth_date(today) == r.birth_date
            assert len(r.kk) == 16


@pytest.mark.parametrize("today", [TODAY, dt.date(2027, 1, 1)])
def test_no_two_have_the_same_number(today: dt.date) -> None:
    assert max(Counter(r.nik for r in people(today)).values()) == 1


@pytest.mark.parametrize("today", [TODAY, dt.date(2027, 1, 3), dt.date(2028, 2, 29)])
def test_the_plan_of_belu_adds_up_in_any_year(world: World, today: dt.date) -> None:
    plan = make_plan(SIZES["belu"], today)
    desa = [v for v in plan.villages if v.is_desa]
    assert (len(desa), len(plan.villages)) == (69, 81)
    assert sum(v.members for v in desa) == MEMBERS_2023
    assert plan.listed_on <= plan.decreed_on <= today
    assert plan.year == today.year
    kewar = desa[0].area.code
    trouble = (plan.late, plan.stopped, plan.gap, plan.changing, plan.eager)
    assert all(kewar not in codes for codes in trouble)
    assert not set(plan.late) & set(plan.stopped)


def test_the_table_of_faults_says_what_is_planted(world: World) -> None:
    plan = make_plan(SIZES["belu"], TODAY)
    planted: Counter[str] = Counter()
    for village, residents, faults in drawn(plan):
        planted += faults
        old = [r for r in residents if r.age(plan.listed_on) >= 65]
        assert village.area.code not in plan.eager or len(old) > 2
    said = {
        key: int(count.replace(".", ""))
        for key, count in re.findall(r"\| `(\w+)` \| ([\d.]+) \|", DOCS.read_text(encoding="utf-8"))
    }
    assert {key: said.get(key) for key in planted} == dict(planted)
    assert said["villages_late"] == len(plan.late)
    assert said["villages_stopped"] == len(plan.stopped)
    assert said["excluded_over_age"] == len(plan.eager)
    assert said["member_dead"] == len(plan.changing)
