"""Several reforms in one pass: the examples of the documentation, each against itself alone."""

import json
import random
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.core.law.test_law_table import GOOD, read, somebody, write

from payung.core.law import LawRefusal, current_law, price_line
from payung.core.law.batch.table import price_table
from payung.core.law.checks import check_law
from payung.core.law.scenarios import Scenario, load_scenario, parse_scenario

duckdb = pytest.importorskip("duckdb")

LAW = current_law()
FOLDER = Path(__file__).parents[3] / "docs/examples/scenarios"
NAMES = ("relief-ends", "district-adds-jht", "ump-plus-8", "bpu-new-floor")
MOVED = """
name: villages pay
label: {id: Dana desa membayar, en: Village funds pay}
people: [{since: 2026-07, where: {fund: apbd}, fund: dana-desa}]
"""


def example(name: str) -> Scenario:
    """One of the documented scenarios."""
    return load_scenario(FOLDER / f"{name}.yaml")


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anybody, in the years around the reforms."""
    rng = random.Random(13)
    persons = []
    for number in range(60):
        person = somebody(rng, number)
        persons.append(person | {"month_from": f"{rng.randint(2025, 2027)}-{rng.randint(1, 12)}"})
    for person in persons:
        year, month = person["month_from"].split("-")
        person["month_from"] = f"{year}-{int(month):02d}"
    return write(tmp_path_factory.mktemp("reforms") / "in.parquet", persons)


def test_every_example_is_listed_and_sound() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(NAMES)
    for name in NAMES:
        found = example(name)
        assert (found.name, check_law(found.law)) == (name, [])


def test_the_relief_ends() -> None:
    law = example("relief-ends").law
    months = [date(2026, month, 1) for month in (6, 7)]
    got = [price_line("bpu", ("jkk", "jkm"), m, 10**6, fund="self", law=law) for m in months]
    assert [line.total for line in got] == [8_400, 16_800]


def test_a_new_floor_under_the_base() -> None:
    law = example("bpu-new-floor").law
    totals = [
        price_line("bpu", ("jkk", "jkm"), day, income, fund="apbd", law=law).total
        for day in (date(2026, 12, 1), date(2027, 1, 1))
        for income in (0, 10**6, 3_000_000)
    ]
    assert totals == [16_800, 16_800, 36_300, 21_800, 21_800, 36_300]


@pytest.mark.parametrize(
    ("name", "person", "before", "after"),
    [
        ("relief-ends", {"month_from": "2026-07", "months": 6}, 50_400, 100_800),
        (
            "district-adds-jht",
            {"month_from": "2026-07", "months": 1, "fund": "apbdes"},
            16_800,
            36_800,
        ),
        (
            "ump-plus-8",
            {"segment": "pu", "wage": 2_500_000, "month_from": "2026-12", "months": 2},
            2 * 13_500,
            13_500 + 14_580,
        ),
        (
            "bpu-new-floor",
            {"month_from": "2026-12", "months": 2, "fund": "apbd"},
            2 * 16_800,
            16_800 + 21_800,
        ),
    ],
)
def test_an_example_in_a_table(
    tmp_path: Path, name: str, person: dict[str, Any], before: int, after: int
) -> None:
    path = write(tmp_path / "in.parquet", [GOOD | person])
    done = price_table(path, tmp_path / "out.parquet", scenario=example(name))
    assert done.comparison is not None
    assert (done.comparison.baseline, done.total) == (before, after)


def test_many_in_one_pass_are_what_each_is_alone(tmp_path: Path, people: Path) -> None:
    reforms = [*map(example, NAMES), parse_scenario(MOVED, "moved.yaml", LAW)]
    done = price_table(people, tmp_path / "all.parquet", scenarios=reforms)
    plain = price_table(people, tmp_path / "plain.parquet")
    assert done.comparison is not None
    assert (done.total, done.rows, done.law_id) == (plain.total, plain.rows, LAW.law_id)
    together = read(done.comparison.file)
    for reform, outcome in zip(reforms, done.comparison.outcomes, strict=True):
        alone = price_table(people, tmp_path / "one.parquet", scenario=reform)
        assert alone.comparison is not None
        assert alone.comparison.outcomes == (outcome,)
        assert (alone.comparison.heads, outcome.total) == (done.comparison.heads, alone.total)
        assert read(alone.comparison.file) == [c for c in together if c["name"] == reform.name]
        column = f"total_{reform.name.replace('-', '_').replace(' ', '_')}"
        ((total,),) = duckdb.execute(
            f"SELECT sum({column}) FROM '{tmp_path}/all.parquet'"
        ).fetchall()
        assert total == alone.total


def test_cells_stand_under_the_fund_that_pays(tmp_path: Path) -> None:
    person = GOOD | {"month_from": "2026-06", "months": 2, "fund": "apbd"}
    path = write(tmp_path / "in.parquet", [person])
    moved = parse_scenario(MOVED, "moved.yaml", LAW)
    done = price_table(path, tmp_path / "out.parquet", scenario=moved)
    assert done.comparison is not None
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    for cell in read(done.comparison.file):
        sums = ("people", "people_scenario", "baseline", "scenario")
        cells[cell["source"], cell["month"]] = [cell[name] for name in sums]
    assert cells == {
        ("apbd", "2026-06"): [1, 1, 16_800, 16_800],
        ("apbd", "2026-07"): [1, 0, 16_800, 0],
        ("dana-desa", "2026-07"): [0, 1, 0, 16_800],
    }
    assert read(tmp_path / "out.parquet")[1]["source_scenario"] == "dana-desa"


def test_a_table_of_scenarios_names_every_law(tmp_path: Path, people: Path) -> None:
    reforms = [example("relief-ends"), example("ump-plus-8")]
    price_table(people, tmp_path / "out.parquet", scenarios=reforms)
    found = dict(
        duckdb.execute(
            f"SELECT key, value FROM parquet_kv_metadata('{tmp_path}/out.parquet')"
        ).fetchall()
    )
    assert found[b"law_id"] == LAW.law_id.encode()
    assert json.loads(found[b"scenarios"]) == {one.name: one.law.law_id for one in reforms}


def test_equal_steps_are_reckoned_once() -> None:
    from payung.core.calendar import Month
    from payung.core.law.batch.duck import DuckEngine
    from payung.core.law.batch.spans import Span
    from payung.core.law.batch.statements import span_statement

    span = Span(0, Month(2027, 1), Month(2027, 12))
    floor = example("bpu-new-floor")
    again = Scenario("again", "Lagi", "Again", floor.law)

    def printed(*reforms: Scenario) -> str:
        return span_statement(LAW, reforms, span, ["row"], {"pu", "bpu"}, DuckEngine.dialect)

    assert "AS s1_bpu_base" in printed(floor)
    assert "AS s1_jht_pu" not in printed(floor)
    assert "s2_bpu_base" not in printed(floor, again)
    assert "AS total_again" in printed(floor, again)


def test_two_scenarios_of_one_name_are_refused(tmp_path: Path, people: Path) -> None:
    twice = [example("relief-ends"), example("relief-ends")]
    with pytest.raises(LawRefusal) as caught:
        price_table(people, tmp_path / "out.parquet", scenarios=twice)
    assert caught.value.code == "scenario_names"
