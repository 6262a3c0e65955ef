"""Two lists of people who do not exist, and the truth about them in files apart.

    python -m benchmarks.linkage.make --rows 100000 --seed 7 --out DIR [--noise 2]
        [--culture ntt] [--dedupe]

`left.parquet` is what villages sent, `right.parquet` a reference list: eight in ten of each are on
both. `truth.parquet` (`id_l`, `id_r`) holds every true pair; `records.parquet` what befell each
record (`kinds`, by spaces) and who it is. With `--dedupe` one `left.parquet` alone holds people
twice, a few three times; the truth has every pair once, the lesser id first.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.linkage.damage import REFERENCE, VILLAGE, Listed, damage
from benchmarks.linkage.names import CULTURES
from benchmarks.linkage.people import People, make_people
from benchmarks.linkage.typed import typed

SHARED, TWICE, THRICE = 0.8, 0.10, 0.01


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--noise", type=float, default=1.0)
    parser.add_argument("--culture", choices=sorted(CULTURES), action="append")
    parser.add_argument("--dedupe", action="store_true")
    given = parser.parse_args()
    cultures = tuple(given.culture or CULTURES)
    write = write_one if given.dedupe else write_two
    write(given.out, given.rows, given.seed, noise=given.noise, cultures=cultures)


def write_two(
    out: Path, rows: int, seed: int, *, noise: float = 1.0,
    cultures: tuple[str, ...] = tuple(CULTURES),
) -> None:  # fmt: skip
    """left, right, truth and records; each list `rows` long."""
    rng = np.random.default_rng([seed, 2])
    people = make_people(round(rows * (2 - SHARED) * 1.03) + 50, seed, cultures)
    left, right = _choose(people, rows, rng)
    by_village = left[np.argsort(people.village[left], kind="stable")]
    by_chance = rng.permutation(right)
    sides = [damage(people, by_village, VILLAGE, rng, noise)]
    sides.append(damage(people, by_chance, REFERENCE, rng, noise))
    tables = [typed(side, people, rng) for side in sides]
    place = {int(p): i for i, p in enumerate(sides[1].who)}
    pairs = [(i, place[int(p)]) for i, p in enumerate(sides[0].who) if int(p) in place]
    truth = {
        "id_l": [tables[0]["id"][i] for i, _j in pairs],
        "id_r": [tables[1]["id"][j] for _i, j in pairs],
    }
    out.mkdir(parents=True, exist_ok=True)
    _save(out / "left.parquet", tables[0])
    _save(out / "right.parquet", tables[1])
    _save(out / "truth.parquet", truth)
    _save(out / "records.parquet", _records(people, cultures, sides, tables))


def write_one(
    out: Path, rows: int, seed: int, *, noise: float = 1.0,
    cultures: tuple[str, ...] = tuple(CULTURES),
) -> None:  # fmt: skip
    """One dirty list with doubles; some of them stand in another village's part."""
    rng = np.random.default_rng([seed, 3])
    several = 1 + TWICE + 2 * THRICE
    people = make_people(round(rows / several * 1.03) + 50, seed, cultures)
    once = rng.permutation(len(people))[: round(rows / several)]
    again = once[: round(len(once) * (TWICE + THRICE))]
    third = once[: rows - len(once) - len(again)]
    who = np.concatenate([once, again, third])
    who = who[np.lexsort((rng.random(len(who)), people.village[who]))]
    side = damage(people, who, VILLAGE, rng, noise)
    table = typed(side, people, rng)
    places: dict[int, list[str]] = {}
    for i, person in enumerate(who.tolist()):
        places.setdefault(person, []).append(table["id"][i])
    pairs = [(a, b) for ids in places.values() for n, a in enumerate(ids) for b in ids[n + 1 :]]
    out.mkdir(parents=True, exist_ok=True)
    _save(out / "left.parquet", table)
    _save(out / "truth.parquet", {"id_l": [a for a, _b in pairs], "id_r": [b for _a, b in pairs]})
    _save(out / "records.parquet", _records(people, cultures, [side], [table]))


def _choose(people: People, rows: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Who is on which list: those on one only are whole households and single members alike."""
    alone = rows - round(rows * SHARED)
    homes = rng.permutation(people.household.max() + 1)
    key = homes[people.household].astype(float)
    single = rng.random(len(people)) < 0.5
    key[single] = rng.random(int(single.sum())) * len(homes)
    order = np.argsort(key, kind="stable")
    left_only, right_only = order[:alone], order[alone : 2 * alone]
    both = rng.permutation(order[2 * alone :])[: rows - alone]
    left, right = np.concatenate([left_only, both]), np.concatenate([right_only, both])
    return np.sort(left), np.sort(right)


def _records(
    people: People, cultures: tuple[str, ...], sides: list[Listed],
    tables: list[dict[str, list[str]]],
) -> dict[str, list[Any]]:  # fmt: skip
    names = np.array(cultures, object)
    found: dict[str, list[Any]] = {
        k: [] for k in ("id", "person", "kinds", "culture", "sex", "one_word", "heaped", "twin")
    }
    twins = people.twin | np.roll(people.twin, -1)
    for side, table in zip(sides, tables, strict=True):
        who = side.who
        found["id"] += table["id"]
        found["person"] += who.tolist()
        found["kinds"] += [" ".join(k) for k in side.kinds]
        found["culture"] += names[people.culture[who]].tolist()
        found["sex"] += np.where(people.female[who], "P", "L").tolist()
        found["one_word"] += [" " not in n for n in people.name[who]]
        found["heaped"] += people.heaped[who].tolist()
        found["twin"] += twins[who].tolist()
    return found


def _save(path: Path, table: dict[str, list[Any]]) -> None:
    import duckdb

    arrays = {c: np.array(v, object if isinstance(v[0], str) else None) for c, v in table.items()}
    with duckdb.connect() as con:
        con.register("made", arrays)
        con.execute(f"COPY (SELECT * FROM made) TO '{path}' (FORMAT parquet)")


if __name__ == "__main__":
    main()
