"""Fit the table of points that ships with the program, on lists of the first generator.

    python -m benchmarks.linkage.fit_points LINKS… --dedupe LISTS… --out points.json

Each folder holds what `benchmarks.linkage.make` wrote. All candidate pairs are labelled from the
truth; a fifth of them is taken again with some fields blanked, for lists that lack columns. The
held-out lists must never be among the folders.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np

from payung.core.linkage.files import read_list
from payung.core.linkage.fit import Labelled, fit, labelled, quality
from payung.core.linkage.kernel import (
    BORN,
    COMPARISONS,
    HOUSEHOLD,
    NAME,
    NIK,
    PLACE,
    SEX,
    levels_of_pairs,
)
from payung.core.linkage.link import clean_lists
from payung.core.linkage.local import score_all
from payung.core.linkage.points import Points, default_points
from payung.core.linkage.segment import segment

MATCH, FLOOR, MARGIN = 4.0, -3.0, 1.0
BLANKED = 0.2


def pairs_of(folder: Path, one: bool) -> tuple[np.ndarray, np.ndarray]:
    """Levels and labels of all candidate pairs of a folder."""
    names = ["left.parquet"] if one else ["left.parquet", "right.parquet"]
    lists = [read_list(folder / name) for name in names]
    places = [{name: row for row, name in enumerate(listed.ids)} for listed in lists]
    rows = clean_lists(lists, lambda _step, _share: None)
    pairs = score_all(rows[0], segment(rows[-1]), default_points(), -1e6, one)
    levels = levels_of_pairs(rows[0], rows[-1], pairs.left, pairs.right)[:, :COMPARISONS]
    truth = duckdb.sql(f"SELECT id_l, id_r FROM '{folder}/truth.parquet'").fetchnumpy()
    left = np.array([places[0][name] for name in truth["id_l"]], np.int64)
    right = np.array([places[-1][name] for name in truth["id_r"]], np.int64)
    if one:
        left, right = np.minimum(left, right), np.maximum(left, right)
    same = np.isin(pairs.left << 32 | pairs.right, left << 32 | right)
    return levels, same


def blanked(levels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The same pairs as lists without some of the columns would show them."""
    out = levels.copy()
    for comparison in (NIK, BORN, SEX, PLACE):
        out[rng.random(len(out)) < 0.4, comparison] = 0
    out[:, NAME] = levels[:, NAME]
    card, mother, village = (
        out[:, HOUSEHOLD] // 16,
        out[:, HOUSEHOLD] // 4 % 4,
        out[:, HOUSEHOLD] % 4,
    )
    for part in (card, mother, village):
        part[rng.random(len(out)) < 0.4] = 0
    out[:, HOUSEHOLD] = card * 16 + mother * 4 + village
    return out


def gathered(folders: list[Path], lists: list[Path], seed: int) -> Labelled:
    """All labelled pairs of all folders, and the blanked ones."""
    found = [pairs_of(folder, False) for folder in folders]
    found += [pairs_of(folder, True) for folder in lists]
    levels = np.concatenate([part for part, _same in found])
    same = np.concatenate([part for _levels, part in found])
    rng = np.random.default_rng(seed)
    chosen = rng.random(len(levels)) < BLANKED
    return labelled(
        np.concatenate([levels, blanked(levels[chosen], rng)]), np.concatenate([same, same[chosen]])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("links", type=Path, nargs="+")
    parser.add_argument("--dedupe", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="1")
    parser.add_argument("--basis", default="synthetic people of benchmarks/linkage/make.py")
    parser.add_argument("--ridge", type=float, default=0.3)
    given = parser.parse_args()
    data = gathered(given.links, given.dedupe, 1)
    start = replace(default_points(), match=MATCH, floor=FLOOR, margin=MARGIN)
    points: Points = fit(data, start, given.version, given.basis, given.ridge)
    given.out.write_text(points.as_json(), "utf-8")
    print(len(data.levels), quality(start, data), quality(points, data))


if __name__ == "__main__":
    main()
