"""Allocation for a whole district: `PYTHONPATH=src python -m benchmarks.allocation_speed`.

232.788 residents of 81 villages (as many as Belu has), of whom two fifths are workers without an
employer, in groups alike by village, decile, occupation and cover; village funds, a district fund,
a province that pays from July, a tobacco fund of seven months and a company. Beside it a greedy
plan of the same question: village by village, most vulnerable first, first fund that still has
money. Told: seconds, people reached, members who lapse, and how far the bound is.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import defaultdict
from collections.abc import Mapping

from payung.core.calendar import Month, months_of_year
from payung.core.planning import Group, Plan, Purse, Question, allocate

YEAR = months_of_year(2026)
TARIFF = 16_800
RESIDENTS, VILLAGES = 232_788, 81
WORKERS = 2 / 5
Prices = Mapping[str, Mapping[Month, int]]


def question(seed: int, least_months: int) -> Question:
    """The same question for the same seed."""
    chance = random.Random(seed)
    whole, late, early = (dict.fromkeys(months, TARIFF) for months in (YEAR, YEAR[6:], YEAR[:7]))
    purses = [
        Purse("apbd", "APBD", frozenset(YEAR), 2_400_000_000),
        Purse("province", "Provinsi", frozenset(YEAR[6:]), 1_500_000_000),
        Purse("tobacco", "DBH-CHT", frozenset(YEAR[:7]), 300_000_000),
        Purse("company", "CSR", frozenset(YEAR), None, 400),
    ]
    groups: list[Group] = []
    heads = int(RESIDENTS * WORKERS)
    for number in range(VILLAGES):
        village = f"v{number:02d}"
        purses.append(
            Purse(f"add-{village}", f"ADD {village}", frozenset(YEAR),
                  chance.choice((15, 20, 25)) * 1_000_000, chance.choice((None, 150)))
        )  # fmt: skip
        for decile in range(1, 11):
            for occupation in range(3):
                for covered in (False, True):
                    prices: dict[str, Mapping[Month, int]] = {f"add-{village}": whole}
                    if decile <= 4:
                        prices["apbd"] = whole
                    if decile <= 2:
                        prices["province"] = late
                    if occupation == 0:
                        prices["tobacco"] = early
                    if occupation == 1 and number % 9 == 0:
                        prices["company"] = whole
                    alike = heads // (VILLAGES * 30)
                    count = alike // 12 if covered else alike - alike // 12
                    groups.append(
                        Group(f"{village}-{decile}-{occupation}-{covered}", village,
                              count + chance.randint(-2, 2), decile, prices, covered,
                              f"add-{village}" if covered else "", 42_000_000)
                    )  # fmt: skip
    floors = {f"v{number:02d}": 100 for number in range(VILLAGES)}
    return Question(YEAR, tuple(groups), tuple(purses), least_months, floors)


def greedy(asked: Question) -> tuple[int, int]:
    """(people reached, members who lapse) by hand's rule: covered first, then by decile."""
    left = {p.key: p.ceiling for p in asked.purses}
    room = {p.key: p.quota for p in asked.purses}
    open_in = {p.key: p.months for p in asked.purses}
    reached = lapsed = 0
    order = sorted(asked.groups, key=lambda g: (not g.covered, g.rank, g.key))
    taken: dict[str, int] = defaultdict(int)
    for group in order:
        for key, prices in group.prices.items():
            if not open_in[key].issuperset(asked.months):
                continue
            each = sum(prices.values())
            can = group.heads - taken[group.key]
            if left[key] is not None:
                can = min(can, (left[key] or 0) // each)
            if room[key] is not None:
                can = min(can, room[key] or 0)
            taken[group.key] += can
            if left[key] is not None:
                left[key] = (left[key] or 0) - can * each
            if room[key] is not None:
                room[key] = (room[key] or 0) - can
        reached += taken[group.key]
        lapsed += group.heads - taken[group.key] if group.covered else 0
    return reached, lapsed


def told(name: str, seconds: float, cpu: float, reached: int, lapsed: int) -> None:
    print(f"{name:<28}{seconds:8.1f} s wall{cpu:8.1f} s CPU{reached:10d} reached{lapsed:8d} lapse")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--least-months", type=int, default=12)
    arguments = parser.parse_args()
    asked = question(arguments.seed, arguments.least_months)
    print(f"{asked.heads} candidates in {len(asked.groups)} groups, {len(asked.purses)} purses")
    wall, cpu = time.perf_counter(), time.process_time()
    reached, lapsed = greedy(asked)
    told("greedy by decile", time.perf_counter() - wall, time.process_time() - cpu, reached, lapsed)
    wall, cpu = time.perf_counter(), time.process_time()
    plan: Plan = allocate(asked)
    lost = sum(heads for _group, heads in plan.lapsing)
    told("ranked aims (HiGHS)", time.perf_counter() - wall, time.process_time() - cpu,
         plan.reached, lost)  # fmt: skip
    for aim in plan.aims:
        print(f"  {aim.name:<12}{aim.value:>14}  bound {aim.bound:>14}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
