"""The scores of the linkage benchmark, on a few pairs reckoned by hand."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
from benchmarks.linkage.scoring import Pairs

PAIRS = "id_l VARCHAR, id_r VARCHAR, weight DOUBLE, probability DOUBLE, band VARCHAR"
RECORDS = (
    "id VARCHAR, person INT, kinds VARCHAR, culture VARCHAR, sex VARCHAR, one_word BOOLEAN,"
    " heaped BOOLEAN, twin BOOLEAN"
)


def table(path: Path, columns: str, rows: list[tuple[Any, ...]]) -> None:
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE t ({columns})")
        con.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(rows[0]))})", rows)
        con.execute(f"COPY t TO '{path}' (FORMAT parquet)")


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Four people on both lists; the second is misspelt on the left, the fourth has no NIK."""
    kinds = ["", "typo", "", "nik_missing title"]
    left = [(f"l{i}", i, kinds[i], "ntt", "LP"[i % 2], i == 0, False, False) for i in range(4)]
    right = [(f"r{i}", i, "", "ntt", "LP"[i % 2], i == 0, False, False) for i in range(4)]
    table(tmp_path / "records.parquet", RECORDS, left + right)
    table(
        tmp_path / "truth.parquet",
        "id_l VARCHAR, id_r VARCHAR",
        [(f"l{i}", f"r{i}") for i in range(4)],
    )
    table(tmp_path / "right.parquet", "id VARCHAR", [(f"r{i}",) for i in range(4)])
    return tmp_path


FOUND = [
    ("l0", "r0", 9.0, 0.999, "match"),
    ("l0", "r1", 8.0, 0.99, "match"),  # false, and l0 has a better partner
    ("l1", "r1", 7.0, 0.98, "review"),
    ("l2", "r3", 3.0, 0.9, "review"),  # false, and l2 has no better one
    ("l2", "r2", 2.0, 0.6, "review"),
]


def test_scores_by_hand(lists: Path) -> None:
    table(lists / "pairs.parquet", PAIRS, FOUND)
    score = Pairs(lists / "pairs.parquet", lists).score()
    assert score.reached == 3 / 4
    assert (score.own_precision, score.own_recall) == (3 / 5, 3 / 4)
    assert score.own_f1 == pytest.approx(2 * 0.6 * 0.75 / 1.35)
    # One to one: l0-r0, l1-r1, l2-r3; l2-r2 falls with l2.
    assert (score.precision, score.recall) == (2 / 3, 2 / 4)
    assert score.f1 == pytest.approx(4 / 7)
    assert score.best_f1 == pytest.approx(4 / 6)  # threshold above 3.0
    assert score.recall_at_999 == 2 / 4
    assert (score.auto_precision, score.auto_recall) == (1 / 2, 1 / 4)
    assert score.review == 2 / 4  # l1 and l2 wait, l0 is joined


def test_what_blocking_lost_counts_as_missed(lists: Path) -> None:
    table(lists / "pairs.parquet", PAIRS, FOUND)
    pairs = Pairs(lists / "pairs.parquet", lists)
    assert pairs.by_kind() == [
        ("nik_missing", 1, 0),
        ("none", 2, 1),
        ("title", 1, 0),
        ("typo", 1, 1),
    ]
    groups = {name: rest for name, *rest in pairs.by_group()}
    assert groups["one-word name"] == [1, 0.0, 0.0]
    assert groups["woman"] == [2, 0.5, 0.0]
    assert groups["man"] == [2, 0.5, 0.5]


def test_false_links_are_listed_heaviest_first(lists: Path) -> None:
    table(lists / "pairs.parquet", PAIRS, FOUND)
    assert [row[:2] for row in Pairs(lists / "pairs.parquet", lists).false_links()] == [
        ("l2", "r3")
    ]


def test_in_one_list_order_does_not_matter_and_all_pairs_stay(tmp_path: Path) -> None:
    rows = [(f"l{i}", i // 2, "", "ntt", "L", False, False, False) for i in range(4)]
    table(tmp_path / "records.parquet", RECORDS, rows)
    table(tmp_path / "truth.parquet", "id_l VARCHAR, id_r VARCHAR", [("l0", "l1"), ("l2", "l3")])
    found = [("l1", "l0", 5.0, 0.9, "match"), ("l0", "l2", 4.0, 0.8, "match")]
    table(tmp_path / "pairs.parquet", PAIRS, found)
    score = Pairs(tmp_path / "pairs.parquet", tmp_path).score()
    assert (score.precision, score.recall) == (1 / 2, 1 / 2)
