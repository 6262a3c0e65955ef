"""Would the address be evidence? What a level for it adds to the weight, if addresses were kept so.

    python -m benchmarks.linkage.address [--rows 100000] [--train 7] [--seed 31]

The lists of `make` never spoil an address (only leave it out), and give it to whole households. So
each true pair of a share of the people gets another's address here (`--moved`), then a level for
hamlet, RT and RW is fitted beside the weight on one list and measured on another.
"""

from __future__ import annotations

import argparse
import re
from types import SimpleNamespace
from typing import NamedTuple

import duckdb
import numpy as np
from benchmarks.linkage.compare import make_lists
from numpy.typing import NDArray

from payung.core.linkage.files import read_list
from payung.core.linkage.link import clean_lists
from payung.core.linkage.local import score_all
from payung.core.linkage.points import UNIT, default_points
from payung.core.linkage.segment import segment

LEVELS = ("missing", "equal", "another hamlet, RT and RW equal", "another RT or RW", "different")
PLAIN = frozenset(("DUSUN", "DSN", "JL", "JALAN", "RT", "RW", "GANG", "GG", "NO", "KAMPUNG"))
Parsed = tuple[str, tuple[int, ...]] | None


class Pairs(NamedTuple):
    """Weights, labels, address levels, and how many true pairs there are."""

    weight: NDArray[np.float64]
    same: NDArray[np.bool_]
    level: NDArray[np.int64]
    true: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--train", type=int, default=7)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--moved", type=float, nargs="+", default=[0.0, 0.05, 0.2])
    given = parser.parse_args()
    for moved in given.moved:
        train = pairs(given.rows, given.train, moved)
        test = pairs(given.rows, given.seed, moved)
        points = fitted(train)
        print(f"\naddresses of {moved:.0%} of the rows are another's")
        told = zip(LEVELS[1:], points[2:], strict=True)
        print("  " + "; ".join(f"{name} {value:+.2f}" for name, value in told))
        for name, weights in (("without", design(test)[:, :2]), ("with", design(test))):
            f1, at_999, at_9998 = curve(weights @ points[: weights.shape[1]], test)
            print(f"  {name:8} best F1 {f1:.4f}, R@P.999 {at_999:.4f}, R@P.9998 {at_9998:.4f}")


def pairs(rows: int, seed: int, moved: float) -> Pairs:
    """Scored pairs of one dirty list, with the level of their addresses."""
    folder = make_lists(
        SimpleNamespace(set="first", rows=rows, seed=seed, noise=1.0, culture=None, dedupe=True)
    )
    listed = read_list(folder / "left.parquet")
    ids = [str(name) for name in listed.ids]
    cleaned = clean_lists([listed], lambda _step, _share: None)[0]
    found = score_all(cleaned, segment(cleaned), default_points().for_one_list(), -8.0, True)
    place = {name: row for row, name in enumerate(ids)}
    truth = duckdb.sql(f"SELECT id_l, id_r FROM '{folder}/truth.parquet'").fetchall()
    true = {tuple(sorted((place[a], place[b]))) for a, b in truth}
    each = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    typed = dict(duckdb.sql(f"SELECT id, alamat FROM '{folder}/left.parquet'").fetchall())
    texts = [typed[name] for name in ids]
    chance = np.random.default_rng(seed)
    for row in np.flatnonzero(chance.random(len(texts)) < moved).tolist():
        texts[row] = texts[int(chance.integers(len(texts)))]
    parsed = [parse(text) for text in texts]
    return Pairs(
        found.total / UNIT,
        np.array([pair in true for pair in each]),
        np.array([level(parsed[a], parsed[b]) for a, b in each]),
        len(true),
    )


def parse(text: str) -> Parsed:
    """Hamlet, and RT with RW.

    >>> parse("Dusun Mawar RT 003 RW 001"), parse("MAWAR, 003/001"), parse("")
    (('MAWAR', (3, 1)), ('MAWAR', (3, 1)), None)
    """
    words = [w for w in re.findall(r"[A-Z]+", (text or "").upper()) if w not in PLAIN]
    numbers = tuple(int(n) for n in re.findall(r"\d+", text or ""))[-2:]
    return (words[0] if words else "", numbers) if words or numbers else None


def level(a: Parsed, b: Parsed) -> int:
    """How two addresses stand to each other (`LEVELS`)."""
    if a is None or b is None:
        return 0
    if a[1] == b[1]:
        return 1 if a[0] == b[0] else 2
    return 3 if a[0] == b[0] else 4


def design(found: Pairs) -> NDArray[np.float64]:
    levels = [found.level == n for n in range(1, len(LEVELS))]
    return np.column_stack([np.ones(len(found.weight)), found.weight, *levels]).astype(float)


def fitted(found: Pairs) -> NDArray[np.float64]:
    """Start, scale of the weight, and the points of the levels; ridge 0.3 on the levels."""
    rows, ridge = design(found), np.array([1e-6, 1e-6, 0.3, 0.3, 0.3, 0.3])
    points = np.array([0.0, 1.0, 0.0, 0.0, 0.0, 0.0])
    for _ in range(60):
        share = 1 / (1 + np.exp(-np.clip(rows @ points, -30, 30)))
        slope = rows.T @ (found.same - share) - ridge * points
        bend = (rows * (share * (1 - share))[:, None]).T @ rows + np.diag(ridge)
        points = points + np.linalg.solve(bend, slope)
    return points


def curve(weights: NDArray[np.float64], found: Pairs) -> tuple[float, float, float]:
    """Best F1, and the most recall at precision 0.999 and 0.9998."""
    good = np.cumsum(found.same[np.argsort(-weights, kind="stable")])
    said = np.arange(1, len(good) + 1)
    recall, right = good / found.true, good / said
    at = [float(np.max(recall, where=right >= least, initial=0.0)) for least in (0.999, 0.9998)]
    return float((2 * good / (said + found.true)).max()), at[0], at[1]


if __name__ == "__main__":
    main()
