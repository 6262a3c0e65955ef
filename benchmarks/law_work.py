"""What `law_peers.py` measures of payung, and of the same table without rules.

Each contender writes the file first, as `payung law price` does; the further measures then run
without writing, so that what rules cost stands beside what a scan of the same file costs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from benchmarks.law_peer import AMOUNTS

from payung.core.law import current_law
from payung.core.law.batch.duck import DuckEngine
from payung.core.law.batch.people import open_people
from payung.core.law.batch.statements import job_statement
from payung.core.law.batch.table import prepared, price_table
from payung.core.law.engines.loop import MONEY, TABLED, Printed
from payung.core.law.fused.arrow import batches
from payung.core.law.fused.compiled import compiled
from payung.core.law.fused.engine import FusedEngine
from payung.core.law.fused.pages import Workspace
from payung.core.law.fused.program import program
from payung.core.law.fused.run import Loop
from payung.core.law.scenarios import Scenario, parse_scenario
from payung.core.law.vocabulary import PROGRAMMES

COLUMNS = [*AMOUNTS, "jkp", "state", "fund"]
Measures = dict[str, Callable[[], Any]]
ROUNDS = 3
REFORMS = {
    "dearer death insurance": "jkm_pu_rate: {'2025-01-01': {value: 0.36%}}, "
    "jkm_bpu_amount: {'2025-01-01': {value: 8000}}",
    "dearer accident insurance": "jkk_bpu_rate: {'2025-01-01': {value: 2%}}, "
    "jkm_pu_rate: {'2025-01-01': {value: 0.24%}}",
    "more savings": "jht_bpu_rate: {'2025-01-01': {value: 4%}}, "
    "jp_wage_cap: {'2025-01-01': {times: 108%}}, jkm_bpu_amount: {'2025-01-01': {value: 7000}}",
}


def reforms(count: int) -> list[Scenario]:
    """So many reforms, each of which touches everybody."""
    label = "label: {id: Uji, en: Trial}"
    return [
        parse_scenario(f"name: {name}\n{label}\nparameters: {{{text}}}", name, current_law())
        for name, text in list(REFORMS.items())[:count]
    ]


def by_duckdb(source: Path, target: Path) -> Measures:
    """The embedded engine."""

    def summed(count: int) -> Callable[[], object]:
        engine, under = DuckEngine(target), reforms(count)
        job = prepared(engine, open_people(engine, source), current_law(), *under)
        statement = job_statement(job, engine.dialect)
        extra = ["baseline_total"] if count == 1 else [
            f"total_{one.name.replace(' ', '_')}" for one in under
        ]  # fmt: skip
        sums = ", ".join(f"sum({name})" for name in [*COLUMNS, *extra])
        return lambda: engine.fetch(f"SELECT {sums}, max(month) FROM ({statement})")

    return {"rules": summed(0), "one reform": summed(1), "three reforms": summed(3)}


def by_loop(source: Path, target: Path) -> Measures:
    """The fused engine; `loop` is the compiled loop alone, `bare` the same loop with no rule."""

    def summed(count: int, bare: bool = False) -> Callable[[], object]:
        engine = FusedEngine(target)
        job = prepared(engine, open_people(engine, source), current_law(), *reforms(count))
        loop = Loop.of(engine, job)
        if bare:
            text = f"    return {', '.join(['amount'] * len(MONEY))}"
            parts = ("    return amount",) * len(PROGRAMMES)
            rules = tuple(Printed(variant, text, parts, ()) for variant in TABLED)
            none = compiled(program([rules])).price
            loop = Loop(job, loop.types, loop.tariffs, loop.sql, loop.keys_of, none)
        sums_of(loop, engine, limit=1)
        return lambda: sums_of(loop, engine)

    measures = {
        "rules": summed(0),
        "bare": summed(0, bare=True),
        "one reform": summed(1),
        "three reforms": summed(3),
    }
    return {**measures, "loop": measures["rules"]}


def sums_of(loop: Loop, engine: DuckEngine, limit: int = 0) -> float:
    """Sum every column of all months, writing nothing; returns the loop's own CPU seconds."""
    space = Workspace(len(MONEY) + len(loop.extra))
    sums, spent = np.zeros(len(space.money), dtype=np.int64), 0.0
    arguments = loop.arguments()
    for number, (rows, batch) in enumerate(batches(engine.connection.sql(loop.sql))):
        people = [batch[name].values for name in ("code", "wage", "income", "first", "last")]
        place = 0
        while place < rows:
            begun = time.thread_time()
            place, runs, *_ = loop.price(
                place, rows, *people, *arguments,
                space.person, space.bundle, space.first, space.months, space.money,
            )  # fmt: skip
            spent += time.thread_time() - begun
            sums += space.money[:, :runs] @ space.months[:runs]
        if number + 1 == limit:
            break
    return spent


def scanned(source: Path) -> tuple[Any, str]:
    """The same columns and rows, no rule: the amount as it stands, once for each column."""
    copied = ", ".join(f"coalesce(wage, income) + {n} AS {name}" for n, name in enumerate(COLUMNS))
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '1GB'")
    connection.execute("SET preserve_insertion_order = false")
    listed = ", ".join(f"'2025-{m:02d}'" for m in range(1, 13))
    return (
        connection,
        f"""SELECT person_id, segment, unnest([{listed}]) AS month, {copied}
        FROM read_parquet('{source}')""",
    )


def write_scan(source: Path, target: Path) -> None:
    """The scan from file to file, with the sum that `law price` tells."""
    connection, rows = scanned(source)
    connection.execute(f"COPY ({rows}) TO '{target}' (FORMAT parquet)")
    connection.execute(f"SELECT count(*), sum(total) FROM read_parquet('{target}')").fetchall()


def scan(source: Path, target: Path) -> Measures:  # noqa: ARG001 - nothing is written
    """The scan, summing every column."""
    connection, rows = scanned(source)
    sums = ", ".join(f"sum({name})" for name in COLUMNS)
    return {
        "rules": lambda: connection.execute(f"SELECT {sums}, max(month) FROM ({rows})").fetchall()
    }


Writer = Callable[[Path, Path], object]
CHILDREN: dict[str, tuple[Writer, Callable[[Path, Path], Measures]]] = {
    "scan": (write_scan, scan),
    "payung duckdb": (
        lambda source, target: price_table(source, target, engine=DuckEngine(target)),
        by_duckdb,
    ),
    "payung fused": (
        lambda source, target: price_table(source, target, engine=FusedEngine(target, least=0)),
        by_loop,
    ),
}


def measured(name: str, source: Path, target: Path) -> dict[str, Any]:
    """Seconds of wall and of all processors from file to file, then of each further measure.

    A measure is its first run, as for the peers; `least` has the least of all rounds, which take
    turns, so that what a reform adds is not what the machine did meanwhile.
    """
    from benchmarks.law_peer import peak

    writer, measures = CHILDREN[name]
    begun, cpu = time.perf_counter(), time.process_time()
    writer(source, target)
    told: dict[str, Any] = {
        "wall": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "peak": peak(),
    }
    spent: dict[str, list[float]] = {}
    found = measures(source, target)
    for _ in range(ROUNDS):
        for measure, work in found.items():
            cpu = time.process_time()
            answer = work()
            seconds = answer if measure == "loop" else time.process_time() - cpu
            spent.setdefault(measure, []).append(seconds)
    told |= {measure: seconds[0] for measure, seconds in spent.items()}
    told["least"] = {measure: min(seconds) for measure, seconds in spent.items()}
    return told
