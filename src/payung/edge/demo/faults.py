"""The faults of real life, planted in the villages' files and counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random

from payung.edge.demo.people import Resident


def plant(
    people: list[Resident], neighbours: list[Resident], seed: str, today: dt.date,
    *, tells_life: bool = True,
) -> Counter[str]:  # fmt: skip
    """Spoil a few rows of a village in place; returns how many of each kind.

    `neighbours` are residents of another village, whose NIKs turn up here as well. Without
    `tells_life` the file cannot say who has died, so nobody does.
    """
    rng = Random(f"faults:{seed}")  # noqa: S311 - faults, not keys
    found: Counter[str] = Counter()
    rows = [r for r in people if r.age(today) >= 20]
    rng.shuffle(rows)
    turn = iter(rows)
    for kind, spoil, count in (
        ("nik_temporary", _temporary, 2),
        ("nik_scientific", _scientific, 1),
        ("nik_cut", _cut, 1),
        ("date_swapped", _swapped, 1),
        ("nik_spaced", _spaced, 3),
        ("dead", _dead, 2 if tells_life else 0),
    ):
        for _ in range(count):
            spoil(next(turn))
            found[kind] += 1
    first, second = next(turn), next(turn)
    second.nik = first.nik
    found["nik_double_in_village"] += 1
    if neighbours:
        next(turn).nik = rng.choice(neighbours).nik
        found["nik_of_another_village"] += 1
    return found


def _temporary(r: Resident) -> None:
    r.nik = "0" + r.nik[1:10] + r.nik[-6:]


def _scientific(r: Resident) -> None:
    r.nik = f"{r.nik[0]},{r.nik[1:6]}E+15"


def _cut(r: Resident) -> None:
    r.nik = r.nik[:15]


def _swapped(r: Resident) -> None:
    """Day and month change places in the birth date, not in the NIK, where that is a date."""
    born = r.birth_date
    if born.day <= 12:
        r.birth_date = born.replace(month=born.day, day=born.month)
    else:
        r.birth_date = born.replace(year=born.year + 1, day=min(born.day, 28))


def _spaced(r: Resident) -> None:
    r.nik = f"'{r.nik[:6]} {r.nik[6:12]} {r.nik[12:]}"


def _dead(r: Resident) -> None:
    r.life = 2
