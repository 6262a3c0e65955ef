"""How fast the law prices one person and a table, beside reading the same table with no rule.

``PYTHONPATH=src python benchmarks/law_speed.py [--people 1000000]`` writes a seeded Parquet file of
people, then measures, in one process and by CPU time:

- one person: the fast line, and the line with its explanation and sentences;
- the table: a floor that reads the same file, joins the same terms, repeats each person for the
  months and sums twelve plain columns; the law doing the same with every rule; the law under a
  scenario beside it in the same pass; and the whole command, which also writes the Parquet file.

It prints microseconds, seconds, rows a second and the ratio to the floor.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from payung.core.law import ContributionCase, contribution, current_law, price_line
from payung.core.law.batch import table
from payung.core.law.batch.duck import DuckEngine
from payung.core.law.batch.people import open_people
from payung.core.law.batch.statements import job_statement
from payung.core.law.fused.engine import FusedEngine
from payung.core.law.scenarios import Scenario, parse_scenario

SUMS = "jkk jkm jht jp jkp employer worker state participant fund total"
REFORM = """
name: relief-ends
label: {id: Keringanan berakhir, en: The relief ends}
parameters:
  relief_2026_due: {'2026-07-01': {value: {transport: 100%, other: 100%}}}
"""


def make(path: Path, people: int) -> None:
    """People of Belu: four in ten wage earners, the rest non-wage, under four sources of money."""
    import duckdb

    duckdb.execute(f"""COPY (SELECT i AS person_id, '53.04' AS area,
      CASE WHEN i % 10 < 4 THEN 'pu' ELSE 'bpu' END AS segment,
      CAST(1000000 + hash(i) % 15000000 AS BIGINT) AS wage,
      CAST(hash(i + 1) % 20000000 AS BIGINT) AS income,
      CASE WHEN i % 10 < 2 THEN 'jkk,jkm,jht,jp' ELSE 'jkk,jkm' END AS programmes,
      '2026-01' AS month_from, 12 AS months, 'very-low' AS risk,
      ['self', 'apbd', 'apbdes', 'csr'][i % 4 + 1] AS fund, 'other' AS sector
      FROM range({people}) AS t(i)) TO '{path}' (FORMAT parquet)""")


def cpu(work: Callable[[], object], times: int) -> float:
    """The least CPU seconds of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def one_person() -> None:
    """Microseconds of one case."""
    case = ContributionCase("bpu", ("jkk", "jkm"), date(2026, 5, 1), income=1_000_000, fund="self")
    whole = ContributionCase(
        "pu", ("jkk", "jkm", "jht", "jp", "jkp"), date(2026, 5, 1), wage=3_400_000, risk="low"
    )

    def line() -> None:
        price_line("pu", ("jkk", "jkm", "jht", "jp"), date(2026, 5, 1), 3_400_000)

    tasks: dict[str, Callable[[], object]] = {
        "line, pu, four programmes": line,
        "explained, bpu, two programmes": lambda: contribution(case),
        "explained, pu, five programmes": lambda: contribution(whole),
        "the same with sentences": lambda: contribution(whole).as_json(),
    }
    for name, task in tasks.items():
        task()
        spent = cpu(lambda task=task: [task() for _ in range(500)], 3) / 500  # type: ignore[misc]
        print(f"{name:<34}{spent * 1e6:>10.1f} µs")


def summed(people: Path, scenario: Scenario | None) -> Callable[[], object]:
    """Sum every money column of the priced rows, writing nothing."""
    engine = DuckEngine(people, "2GB")
    job = table.prepared(engine, open_people(engine, people), current_law(), scenario)
    statement = job_statement(job, engine.dialect)
    columns = SUMS + (" baseline_total" if scenario else "")
    sums = ", ".join(f"sum({name})" for name in columns.split())
    return lambda: engine.fetch(f"SELECT {sums}, max(month) FROM ({statement})")


def floor(people: Path) -> Callable[[], object]:
    """The same people, terms, months and number of sums, with the amount in place of rules."""
    engine = DuckEngine(people, "2GB")
    table.prepared(engine, open_people(engine, people), current_law(), None)
    sums = ", ".join(f"sum(amount + {number})" for number in range(len(SUMS.split())))
    months = ", ".join(f"'2026-{month:02d}'" for month in range(1, 13))
    sql = f"""SELECT {sums}, max(month) FROM (SELECT amount, unnest(list_slice([{months}],
      greatest(m_from, s_first) - {2026 * 12 - 1}, least(m_to, s_last) - {2026 * 12 - 1})) AS month
      FROM ready)"""
    return lambda: engine.fetch(sql)


def whole_table(people: int) -> None:
    """Seconds and ratios of a table."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "people.parquet", Path(folder) / "out.parquet"
        make(path, people)
        scenario = parse_scenario(REFORM, "reform.yaml", current_law())
        tasks = {
            "floor: read, join, months, sums": floor(path),
            "law: the same with every rule": summed(path, None),
            "law and a scenario in one pass": summed(path, scenario),
            "the command, Parquet written by DuckDB": lambda: table.price_table(
                path, out, engine=DuckEngine(out)
            ),
            "the command, by the fused loop": lambda: table.price_table(
                path, out, engine=FusedEngine(out, least=0)
            ),
        }
        base = 0.0
        for name, task in tasks.items():
            spent = cpu(task, 2)
            base = base or spent
            speed = people * 12 / spent / 1e6
            print(f"{name:<40}{spent:>8.2f} s CPU{speed:>8.2f} M rows/s{spent / base:>8.2f} ×")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory {peak / (1024 if sys.platform != 'darwin' else 1024**2):.0f} MB")


def main() -> None:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    people = parser.parse_args().people
    one_person()
    print(f"\n{people:,} people × 12 months of 2026")
    whole_table(people)


if __name__ == "__main__":
    main()
