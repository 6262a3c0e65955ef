"""The law on a standalone Spark cluster of this machine, beside the local engine: a cost curve.

    PYTHONPATH=src python -m benchmarks.law_spark [--people 10000 100000] [--workers 1 2]

A master and workers as processes of their own (one core each), the people of `law_peers.py` in
eight Parquet files, twelve months. Prints seconds of wall and of CPU (of the master, the workers
and their executors; the driver's apart), and whether the totals are those of the local engine. A
first small run, not counted, lets the executors start. Needs requirements/spark.txt and Java 17.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
from benchmarks.law_peers import CACHE, make_people
from tools.spark_cluster import Cluster, cluster, driver, missing, processes

from payung.core.law.batch.spark import SparkEngine
from payung.core.law.batch.table import PricedTable, price_table

PARTS, WARM = 8, 1_000


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    if lacking := missing():
        print(f"Spark cannot be measured here: {lacking}", file=sys.stderr)
        return 2
    # Told to end, end the cluster too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    CACHE.mkdir(parents=True, exist_ok=True)
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")
    print(f"{'':22}{'people':>10}{'wall s':>9}{'CPU s':>9}{'M rows/s':>10}  totals")
    local = {count: locally(count) for count in asked.people}
    for workers in asked.workers:
        with cluster(workers) as found:
            session = driver(found.url)
            on_cluster(session, found, WARM)
            name = f"spark, {processes(session)} executors"
            for count in asked.people:
                done, wall, cpu = on_cluster(session, found, count)
                same = (done.rows, done.total) == (local[count].rows, local[count].total)
                line(name, done, wall, cpu, "identical" if same else "DIFFERENT")
            session.stop()
    return 0


def line(name: str, done: PricedTable, wall: float, cpu: float, told: str) -> None:
    pace = done.rows / wall / 1e6
    print(f"{name:22}{done.people:10}{wall:9.1f}{cpu:9.1f}{pace:10.3f}  {told}", flush=True)


def people_of(count: int) -> tuple[Path, Path]:
    """The people in one file, and the same in a folder of several."""
    whole, folder = CACHE / f"law-{count}.parquet", CACHE / f"law-{count}-parts.parquet"
    make_people(whole, count)
    if not folder.exists():
        folder.mkdir()
        for part in range(PARTS):
            duckdb.execute(
                f"""COPY (FROM read_parquet('{whole}') WHERE person_id % {PARTS} = {part})
                TO '{folder}/part-{part}.parquet' (FORMAT parquet)"""
            )
    return whole, folder


def locally(count: int) -> PricedTable:
    out = CACHE / "law-local.parquet"
    begun, cpu = time.perf_counter(), time.process_time()
    done = price_table(people_of(count)[0], out)
    line("local", done, time.perf_counter() - begun, time.process_time() - cpu, "")
    out.unlink()
    return done


def on_cluster(session: Any, found: Cluster, count: int) -> tuple[PricedTable, float, float]:
    """The priced table, seconds of wall, seconds of the cluster's CPU."""
    out = CACHE / "law-spark.parquet"
    _whole, folder = people_of(count)
    begun, cpu = time.perf_counter(), found.cpu_seconds()
    done = price_table(folder, out, engine=SparkEngine(session))
    wall, spent = time.perf_counter() - begun, found.cpu_seconds() - cpu
    shutil.rmtree(out)
    return done, wall, spent


if __name__ == "__main__":
    sys.exit(main())
