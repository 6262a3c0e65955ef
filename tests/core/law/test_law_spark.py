"""Spark against DuckDB: the same statements, the same rows. Needs pyspark and Java 17 or later."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.core.law.test_law_table import REFORM, read, somebody, write

from payung.core.law import current_law
from payung.core.law.batch.difference import compare_tables
from payung.core.law.batch.spark import SparkEngine, law_id_of
from payung.core.law.batch.table import PricedTable, price_table
from payung.core.law.scenarios import Scenario, load_scenario, parse_scenario

pytest.importorskip("pyspark", reason="SPARK IS NOT TESTED HERE: pyspark is not installed")
if shutil.which("java") is None:
    pytest.skip("SPARK IS NOT TESTED HERE: there is no Java", allow_module_level=True)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A session on this machine."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "1500m")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def people(number: int) -> list[dict[str, Any]]:
    """People of 2025 to 2027, some of whom the law refuses."""
    rng = random.Random(11)
    found = [somebody(rng, place) for place in range(number)]
    for person in found:
        person["month_from"], person["months"] = f"2025-{rng.randint(1, 12):02d}", 12
    return found


@pytest.mark.parametrize("reform", [None, REFORM], ids=["law", "scenario"])
def test_spark_gives_the_same_rows(session: Any, tmp_path: Path, reform: str | None) -> None:
    scenario: Scenario | None = None
    if reform:
        scenario = parse_scenario(reform, "reform.yaml", current_law())
    table = write(tmp_path / "in.parquet", people(80))
    local = price_table(table, tmp_path / "local.parquet", scenario=scenario)
    spark = price_table(
        table, tmp_path / "spark.parquet", scenario=scenario, engine=SparkEngine(session)
    )
    here, there = read(tmp_path / "local.parquet"), read(tmp_path / "spark.parquet/*.parquet")
    assert here == there
    assert len(here) > 100
    assert told(local) == told(spark)
    assert law_id_of(session, tmp_path / "spark.parquet") == local.law_id


def told(done: PricedTable) -> list[object]:
    """What a run says of itself, but for where it wrote."""
    compared = done.comparison
    sums = (
        (compared.baseline, compared.months, compared.heads, compared.outcomes) if compared else ()
    )
    return [done.people, done.rows, done.total, done.law_id, done.refused, sums]


def test_spark_gives_the_same_for_several_scenarios(session: Any, tmp_path: Path) -> None:
    folder = Path(__file__).parents[3] / "docs/examples/scenarios"
    reforms = [load_scenario(path) for path in sorted(folder.glob("*.yaml"))]
    persons = [person | {"month_from": "2026-06", "months": 8} for person in people(25)]
    table = write(tmp_path / "in.parquet", persons)
    local = price_table(table, tmp_path / "local.parquet", scenarios=reforms)
    spark = price_table(
        table, tmp_path / "spark.parquet", scenarios=reforms, engine=SparkEngine(session)
    )
    assert local.comparison is not None
    assert spark.comparison is not None
    assert local.comparison.outcomes == spark.comparison.outcomes
    assert len({outcome.total for outcome in local.comparison.outcomes}) > 1
    here, there = read(tmp_path / "local.parquet"), read(tmp_path / "spark.parquet/*.parquet")
    assert here == there
    cells = read(spark.comparison.file / "*.parquet")
    assert read(local.comparison.file) == cells
    same = compare_tables(
        tmp_path / "local.parquet", tmp_path / "spark.parquet", tmp_path / "diff.parquet"
    )
    assert (same.changed, same.added, same.removed) == (0, 0, 0)
    assert same.law_before == same.law_after == current_law().law_id
