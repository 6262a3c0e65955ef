"""One kernel: files, one pair and the index give equal scores, to the last bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.core.linkage.people import MARIA, two_lists, written

from payung.core.linkage import Index, dedupe_file, link_files, score
from payung.core.linkage.encode import columns_of, encode, token_counts
from payung.core.linkage.rarity import counted

PEOPLE = 600


def test_files_one_pair_and_the_index_agree(tmp_path: Path) -> None:
    left, right = two_lists(PEOPLE)
    out = tmp_path / "pairs.parquet"
    done = link_files(written(tmp_path / "l.csv", left), written(tmp_path / "r.csv", right), out)
    pairs = duckdb.sql(f"SELECT id_l, id_r, weight, band, reasons FROM '{out}'").fetchall()
    assert done.matches > 0.8 * PEOPLE
    rows = [encode(columns_of(side), len(side)) for side in (left, right)]
    rarity = counted(*token_counts(*rows), len(left) + len(right))
    index = Index(right, rarity=rarity)
    of_left, of_right = ({r.id: r for r in side} for side in (left, right))
    for id_l, id_r, weight, _band, reasons in pairs[::5]:
        one = score(of_left[id_l], of_right[id_r], rarity=rarity)
        assert one.weight == weight
        told = [(r.code, r.points) for r in one.reasons]
        assert told == [(r["code"], r["points"]) for r in reasons if "hard:" not in r["code"]]
        online = {f.id: f.scored for f in index.search(of_left[id_l], 20)}
        assert online[id_r] == one


def test_each_row_has_at_most_one_match_and_most_are_right(tmp_path: Path) -> None:
    left, right = two_lists(PEOPLE)
    out = tmp_path / "pairs.parquet"
    link_files(written(tmp_path / "l.csv", left), written(tmp_path / "r.csv", right), out)
    matches = duckdb.sql(f"SELECT id_l, id_r FROM '{out}' WHERE band = 'match'").fetchall()
    for side in (0, 1):
        assert len({match[side] for match in matches}) == len(matches)
    assert all(id_r == "x" + id_l for id_l, id_r in matches)


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    left, right = two_lists(PEOPLE)
    found = []
    for name, sides in (("a", (left, right)), ("b", (left[::-1], right[::-1]))):
        out = tmp_path / f"{name}.parquet"
        files = [written(tmp_path / f"{name}{n}.csv", side) for n, side in enumerate(sides)]
        link_files(files[0], files[1], out)
        found.append(duckdb.sql(f"SELECT * FROM '{out}' ORDER BY ALL").fetchall())
    assert found[0] == found[1]


def test_doubles_inside_one_list_are_found(tmp_path: Path) -> None:
    left, right = two_lists(PEOPLE)
    out = tmp_path / "pairs.csv"
    done = dedupe_file(written(tmp_path / "all.csv", left + right[:100]), out)
    pairs = duckdb.sql(f"SELECT id_l, id_r FROM '{out}'").fetchall()
    right_ones = sum(id_r == "x" + id_l for id_l, id_r in pairs)
    assert (done.rows_left, done.rows_right) == (PEOPLE + 100, PEOPLE + 100)
    assert right_ones >= 97
    assert len(pairs) - right_ones <= 3


@pytest.mark.parametrize("threshold", [0.5, 0.999999])
def test_the_threshold_is_the_least_probability_written(tmp_path: Path, threshold: float) -> None:
    left, right = two_lists(200)
    out = tmp_path / "pairs.parquet"
    files = written(tmp_path / "l.csv", left), written(tmp_path / "r.csv", right)
    link_files(*files, out, threshold=threshold)
    ((least, count),) = duckdb.sql(f"SELECT min(probability), count(*) FROM '{out}'").fetchall()
    assert least >= threshold
    assert count > 0


def test_one_nik_on_two_rows_of_the_reference_is_left_to_people(tmp_path: Path) -> None:
    second = replace(MARIA, id="second", nama="Yosef Taek", tanggal_lahir="02-03-1961")
    files = written(tmp_path / "l.csv", [MARIA]), written(tmp_path / "r.csv", [MARIA, second])
    out = tmp_path / "pairs.parquet"
    assert link_files(*files, out).matches == 0
    ((right, band, last),) = duckdb.sql(
        f"SELECT id_r, band, reasons[-1].code FROM '{out}'"
    ).fetchall()
    assert (right, band, last) == ("maria", "review", "hard:nik_twice")
    assert link_files(files[1], files[0], out).matches == 1
