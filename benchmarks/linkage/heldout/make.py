"""The held-out lists: same files and columns as the first set, other people and other means.

python -m benchmarks.linkage.heldout.make --rows 100000 --out DIR [--seed 2026] [--noise 2]
    [--culture belu] [--dedupe] [--hash]
"""

import argparse
import hashlib
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.linkage.heldout.kin import Human, Land, make_land
from benchmarks.linkage.heldout.lists import Noted, Scribe, order_of
from benchmarks.linkage.heldout.words import TRADITIONS

SHARED, DOUBLE = 0.78, 0.11


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--noise", type=float, default=1.0)
    parser.add_argument("--culture", action="append", choices=sorted(TRADITIONS))
    parser.add_argument("--dedupe", action="store_true")
    parser.add_argument("--hash", action="store_true", help="print what the rows hash to")
    given = parser.parse_args()
    found = (one_list if given.dedupe else two_lists)(
        given.rows, given.seed, given.noise, given.culture or list(TRADITIONS)
    )
    if given.hash:
        print(fingerprint(found))
    save(found, given.out)


def two_lists(rows: int, seed: int, noise: float, traditions: list[str]) -> dict[str, Any]:
    """Tables by file name."""
    chance = Random(f"two {seed}")
    land = make_land(round(rows * (2 - SHARED) * 1.12) + 4000, seed, traditions)
    houses = {h.house: chance.random() for h in land.people}
    shared = round(rows * SHARED)
    # Some are on one list only with their whole house, some alone.
    order = sorted(land.people, key=lambda h: (houses[h.house] + chance.random() ** 3) / 2)
    order = order[: 2 * rows - shared]
    if len(order) < 2 * rows - shared:
        raise SystemExit("too few people were born")
    lists = [order[:rows], order[rows - shared :]]
    sides = [_written(land, lists[side], side, noise, chance) for side in (0, 1)]
    right = {id(h): noted.row["id"] for h, noted in sides[1]}
    pairs = [(n.row["id"], right[id(h)]) for h, n in sides[0] if id(h) in right]
    return {
        "left": _table(sides[0]), "right": _table(sides[1]), "truth": _pairs(pairs),
        "records": _records(land, [*sides[0], *sides[1]]),
    }  # fmt: skip


def one_list(rows: int, seed: int, noise: float, traditions: list[str]) -> dict[str, Any]:
    """One list of villages in which one in nine stands twice."""
    chance = Random(f"one {seed}")
    land = make_land(round(rows * 1.12) + 4000, seed, traditions)
    once = chance.sample(land.people, round(rows / (1 + DOUBLE)))
    people = once + once[: rows - len(once)]
    side = _written(land, people, 0, noise, chance)
    seen: dict[int, list[str]] = {}
    for human, noted in side:
        seen.setdefault(id(human), []).append(noted.row["id"])
    pairs = [(ids[0], ids[1]) for ids in seen.values() if len(ids) == 2]
    return {"left": _table(side), "truth": _pairs(pairs), "records": _records(land, side)}


def _written(
    land: Land, people: list[Human], side: int, noise: float, chance: Random
) -> list[tuple[Human, Noted]]:
    scribe = Scribe(land, side, noise, chance)
    done = [(h, scribe.write(h)) for h in sorted(people, key=order_of(side))]
    for place, (_human, noted) in enumerate(done):
        noted.row["id"] = f"{'ab'[side]}-{place + 1}"
    return done


def _table(side: list[tuple[Human, Noted]]) -> dict[str, list[str]]:
    return {c: [n.row[c] for _h, n in side] for c in side[0][1].row}


def _pairs(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {"id_l": [a for a, _b in pairs], "id_r": [b for _a, b in pairs]}


def _records(land: Land, noted: list[tuple[Human, Noted]]) -> dict[str, list[Any]]:
    numbers = {id(h): i for i, h in enumerate(land.people)}
    return {
        "id": [n.row["id"] for _h, n in noted],
        "person": [numbers[id(h)] for h, _n in noted],
        "kinds": [" ".join(n.kinds) for _h, n in noted],
        "culture": [land.tradition[h.village] for h, _n in noted],
        "sex": ["P" if h.woman else "L" for h, _n in noted],
        "one_word": [" " not in h.name for h, _n in noted],
        "heaped": [h.heaped for h, _n in noted],
        "twin": [h.twin for h, _n in noted],
    }


def fingerprint(found: dict[str, Any]) -> str:
    """SHA-256 of every table, column and value."""
    digest = hashlib.sha256()
    for name, table in found.items():
        for column, values in table.items():
            digest.update(f"{name} {column}\n".encode())
            digest.update("\n".join(map(str, values)).encode())
    return digest.hexdigest()


def save(found: dict[str, Any], out: Path) -> None:
    """A Parquet file for each table."""
    import duckdb
    import numpy as np

    out.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        for name, table in found.items():
            kinds = {c: object if isinstance(v[0], str) else None for c, v in table.items()}
            con.register("made", {c: np.array(v, kinds[c]) for c, v in table.items()})
            con.execute(f"COPY (SELECT * FROM made) TO '{out / name}.parquet' (FORMAT parquet)")


if __name__ == "__main__":
    main()
