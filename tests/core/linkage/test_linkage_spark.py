"""Linkage on a standalone Spark cluster: the same pairs, scores, bands and reasons, difference 0.

Needs pyspark, pyarrow, pandas and Java 17 or later.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.core.linkage.people import MARIA, two_lists, written
from tools.spark_cluster import cluster, driver, missing, processes

from payung.core.linkage import Record, dedupe_file, default_points, link_files
from payung.core.linkage.spark import link_on_spark

if lacking := missing():
    pytest.skip(f"SPARK IS NOT TESTED HERE: {lacking}", allow_module_level=True)
pytest.importorskip("pyarrow", reason="SPARK IS NOT TESTED HERE: pyarrow is not installed")
pytest.importorskip("pandas", reason="SPARK IS NOT TESTED HERE: pandas is not installed")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with cluster(workers=2) as found:
        paths = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry)
        session = driver(found.url, **{"spark.executorEnv.PYTHONPATH": paths})
        yield session
        session.stop()


def differing(one: Path, other: Path) -> list[Any]:
    """Rows that one file has and the other has not."""
    a, b = f"SELECT * FROM '{one}'", f"SELECT * FROM '{other}'"
    return duckdb.sql(f"({a} EXCEPT ALL {b}) UNION ALL ({b} EXCEPT ALL {a})").fetchall()


def test_two_lists(session: Any, tmp_path: Path) -> None:
    left, right = two_lists(3000)
    crowd = [Record(f"c{i:04d}", nama="Maria Bere", kode_desa=MARIA.kode_desa) for i in range(200)]
    files = written(tmp_path / "l.csv", [*left, MARIA]), written(tmp_path / "r.csv", right + crowd)
    here, there = tmp_path / "local.parquet", tmp_path / "spark.parquet"
    local = link_files(*files, here)
    spark = link_on_spark(*files, there, None, default_points(), session)
    assert processes(session) == 2
    assert differing(here, there) == []
    assert local.matches > 2000
    assert local.capped_blocks == spark.capped_blocks > 0
    assert local.candidates == spark.candidates


def test_one_list(session: Any, tmp_path: Path) -> None:
    left, right = two_lists(500)
    file = written(tmp_path / "all.csv", left + right)
    here, there = tmp_path / "local.parquet", tmp_path / "spark.parquet"
    local = dedupe_file(file, here)
    spark = link_on_spark(file, None, there, None, default_points(), session)
    assert differing(here, there) == []
    assert (local.matches, local.reviews) == (spark.matches, spark.reviews)
