"""The law on a standalone Spark cluster: a master and two workers, each a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tools.spark_cluster import cluster, driver, missing, processes

from payung.core.law.batch.spark import SparkEngine
from payung.core.law.batch.table import price_table

if lacking := missing():
    pytest.skip(f"SPARK IS NOT TESTED HERE: {lacking}", allow_module_level=True)
pytestmark = pytest.mark.slow
PEOPLE = 4_000


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with cluster(workers=2) as found:
        session = driver(found.url)
        yield session
        session.stop()


def write_people(folder: Path) -> None:
    """Wage earners and non-wage workers in files of several parts, for both workers to read."""
    folder.mkdir()
    for part in range(4):
        duckdb.execute(
            f"""COPY (SELECT i AS person_id, '53.04.01.2001' AS area,
              CASE i % 2 WHEN 0 THEN 'pu' ELSE 'bpu' END AS segment,
              CASE i % 2 WHEN 0 THEN 'jkk,jkm,jht,jp' ELSE 'jkk,jkm,jht' END AS programmes,
              1000000 + hash(i) % 15000000 AS wage, hash(i + 7) % 22000000 AS income,
              ['very-low', 'low', 'medium', 'high', 'very-high'][1 + i % 5] AS risk,
              ['self', 'apbd', 'apbdes', 'csr'][1 + i % 4] AS fund, 'other' AS sector,
              '2026-02' AS month_from, 6 AS months
            FROM range({part * PEOPLE // 4}, {(part + 1) * PEOPLE // 4}) t(i))
            TO '{folder}/part-{part}.parquet' (FORMAT parquet)"""
        )


def test_two_workers_give_every_row_of_the_local_engine(session: Any, tmp_path: Path) -> None:
    write_people(tmp_path / "people.parquet")
    whole = tmp_path / "whole.parquet"
    parts = tmp_path / "people.parquet" / "*.parquet"
    duckdb.execute(f"COPY (FROM read_parquet('{parts}')) TO '{whole}' (FORMAT parquet)")
    local = price_table(whole, tmp_path / "local.parquet")
    spark = price_table(
        tmp_path / "people.parquet", tmp_path / "spark.parquet", engine=SparkEngine(session)
    )
    assert processes(session) == 2
    assert (spark.people, spark.rows, spark.total) == (PEOPLE, PEOPLE * 6, local.total)
    assert spark.law_id == local.law_id
    here, there = f"'{tmp_path}/local.parquet'", f"'{tmp_path}/spark.parquet/*.parquet'"
    columns = "person_id, month, jkk, jkm, jht, jp, jkp, employer, worker, participant, fund, total"
    for one, other in ((here, there), (there, here)):
        rows = f"SELECT {columns} FROM read_parquet("
        assert duckdb.execute(f"{rows}{one}) EXCEPT ALL {rows}{other}) LIMIT 1").fetchall() == []
