"""The fused loop against the embedded engine: the same file, the same refusals, the same sums."""

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.core.law.test_law_reforms import MOVED, example
from tests.core.law.test_law_table import COLUMNS, GOOD, REFORM, read, somebody, write

from payung.core.law import LawRefusal, current_law
from payung.core.law.batch.duck import DuckEngine
from payung.core.law.batch.table import PricedTable, price_table
from payung.core.law.fused.engine import FusedEngine
from payung.core.law.fused.reading import FEW
from payung.core.law.scenarios import Scenario, parse_scenario

duckdb = pytest.importorskip("duckdb")
LAW = current_law()


def both(table: Path, *scenarios: Scenario) -> PricedTable:
    """Price by both engines and hold every file and every figure against the other's."""
    folder = table.parent
    outs = [folder / "duck.parquet", folder / "fused.parquet"]
    engines = (DuckEngine(outs[0]), FusedEngine(outs[1], least=0))
    duck, fused = (
        price_table(table, out, scenarios=scenarios, engine=engine)
        for out, engine in zip(outs, engines, strict=True)
    )
    assert read(outs[0]) == read(outs[1])
    assert described(outs[0]) == described(outs[1])
    assert figures(duck) == figures(fused)
    if duck.refused_file and fused.refused_file:
        assert read(duck.refused_file) == read(fused.refused_file)
    if duck.comparison and fused.comparison:
        assert read(duck.comparison.file) == read(fused.comparison.file)
    return fused


def described(path: Path) -> list[Any]:
    """Columns and their types, and what the file says of itself."""
    columns = duckdb.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
    told = duckdb.execute(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
    return [*((row[0], row[1]) for row in columns), *sorted(told)]


def figures(done: PricedTable) -> list[object]:
    """What a run says of itself, but for its files."""
    compared = done.comparison
    sums = (compared.baseline, compared.months, compared.heads, compared.outcomes)\
        if compared else None  # fmt: skip
    return [done.people, done.rows, done.total, done.law_id, done.refused, sums]


def anybody(number: int, seed: int) -> list[dict[str, Any]]:
    """People of every year of the law, good and bad."""
    rng = random.Random(seed)
    return [somebody(rng, place) for place in range(number)]


def test_anybody_good_or_bad(tmp_path: Path) -> None:
    people = anybody(400, 3)
    for person in people:
        person["month_from"], person["months"] = "2025-11", min(person["months"], 6)
    done = both(write(tmp_path / "in.parquet", people))
    assert done.rows > 300
    assert len(done.refused) > 5


@pytest.mark.slow
@pytest.mark.parametrize("reforms", [1, 5])
def test_scenarios_in_the_same_pass(tmp_path: Path, reforms: int) -> None:
    found = [
        parse_scenario(REFORM, "reform.yaml", LAW),
        parse_scenario(MOVED, "moved.yaml", LAW),
        example("bpu-new-floor"),
        example("district-adds-jht"),
        example("ump-plus-8"),
    ][:reforms]
    people = anybody(200, reforms)
    for person in people:
        person["month_from"], person["months"] = "2026-06", 8
    both(write(tmp_path / "in.parquet", people), *found)


NEW_RULE = """
name: by the base
label: {id: Menurut dasar, en: By the base}
rules:
- since: '2027-01-01'
  text: |
    def jkm_bpu(bpu_base: Amount) -> Rupiah:
        '''Iuran JKM menurut dasar upah | JKM by the base'''
        if bpu_base > 2000000 and not bpu_base == 3450000:
            return half_up(bpu_base * p.jkm_pu_rate)
        return floor_to(max(bpu_base * p.jht_bpu_rate, 5000), 100)
"""


def test_a_scenario_with_a_rule_of_its_own(tmp_path: Path) -> None:
    reform = parse_scenario(NEW_RULE, "rule.yaml", LAW)
    people = [GOOD | {"person_id": f"p{n}", "income": n * 137_000, "month_from": "2026-12"}
              for n in range(60)]  # fmt: skip
    done = both(write(tmp_path / "in.parquet", people), reform, example("relief-ends"))
    assert done.comparison is not None
    assert done.comparison.outcomes[0].total != done.comparison.baseline


@pytest.mark.parametrize("kind", ["BIGINT", "INTEGER", "VARCHAR"])
def test_keys_of_every_kind_with_holes(tmp_path: Path, kind: str) -> None:
    people = [
        GOOD
        | {"person_id": None if n % 7 == 3 else n % 40, "area": None if n % 3 else f"53.{n % 5}é"}
        for n in range(200)
    ]
    columns = COLUMNS | {"person_id": kind, "wage": "VARCHAR", "income": "DOUBLE"}
    done = both(write(tmp_path / "in.parquet", people, columns))
    assert done.rows == 400


def test_a_run_spills_over_many_row_groups(tmp_path: Path) -> None:
    """More rows than one group holds, however the reader cuts the file into batches."""
    duckdb.execute(
        f"""COPY (SELECT 'orang ' || i AS person_id, ['pu', 'bpu'][i % 2 + 1] AS segment,
          1000000 + i * 7 AS wage, i * 11 AS income, 'jkk,jkm,jht' AS programmes,
          '2019-0' || (1 + i % 9) AS month_from, 60 AS months FROM range(9000) t(i))
        TO '{tmp_path / "in.parquet"}' (FORMAT parquet, ROW_GROUP_SIZE 2048)"""
    )
    done = both(tmp_path / "in.parquet")
    assert done.rows == 9_000 * 60
    ((groups,),) = duckdb.execute(
        f"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{tmp_path}/fused.parquet')"
    ).fetchall()
    assert groups > 1


def test_more_words_than_a_case_tells_apart(tmp_path: Path) -> None:
    words = [f"jkk,{'jkm,' * (n + 1)}"[:-1] for n in range(FEW + 3)]
    people = [
        GOOD
        | {"person_id": f"p{n}", "programmes": word, "month_from": f"{2016 + n % 9}-0{1 + n % 8}"}
        for n, word in enumerate(words)
    ]
    people += [GOOD | {"programmes": word} for word in words]
    both(write(tmp_path / "in.parquet", people))


def test_nobody_priced_is_refused_by_both(tmp_path: Path) -> None:
    table = write(tmp_path / "in.parquet", [GOOD | {"programmes": "jp"}])
    with pytest.raises(LawRefusal) as caught:
        both(table)
    assert caught.value.code == "nothing_priced"


def test_a_wage_raised_beyond_what_is_proven_is_refused(tmp_path: Path) -> None:
    tenfold = parse_scenario(
        "name: t\nlabel: {id: t, en: t}\npeople: [{since: 2026-01, wage_times: 1000%}]", "t", LAW
    )
    table = write(tmp_path / "in.parquet", [GOOD | {"income": 2 * 10**9}])
    with pytest.raises(LawRefusal) as caught:
        price_table(table, tmp_path / "out.parquet", scenario=tenfold,
                    engine=FusedEngine(tmp_path / "out.parquet", least=0))  # fmt: skip
    assert caught.value.code == "wage_out_of_range"
    assert list(tmp_path.iterdir()) == [table]


def test_a_key_that_the_loop_cannot_read(tmp_path: Path) -> None:
    table = write(tmp_path / "in.parquet", [GOOD | {"person_id": "2.5"}],
                  COLUMNS | {"person_id": "DOUBLE"})  # fmt: skip
    out = tmp_path / "out.parquet"
    with pytest.raises(LawRefusal) as caught:
        price_table(table, out, engine=FusedEngine(out, least=0))
    assert caught.value.code == "engine_unfit"
    assert price_table(table, out, engine=FusedEngine(out, least=1)).rows == 2


def test_progress_ends_at_one(tmp_path: Path) -> None:
    seen: list[float] = []
    out = tmp_path / "out.parquet"
    table = write(tmp_path / "in.parquet", [GOOD])
    price_table(table, out, progress=seen.append, engine=FusedEngine(out, least=0))
    assert seen[-1] == 1.0


def test_one_case_needs_no_compiler() -> None:
    text = """
import sys
from datetime import date
from payung.core.law import price_line
from payung.core.law.batch import table
price_line("bpu", ("jkk",), date(2026, 1, 1), 1000000)
assert not {"numba", "numpy", "duckdb"} & set(sys.modules), sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", text], check=True)
