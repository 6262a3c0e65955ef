"""The law over more people than fit anywhere: one run of the fused loop, from file to file.

    PYTHONPATH=src python -m benchmarks.law_stream [--people 50000000]

The people of `law_peers.py`, twelve months of 2025, are priced by a process of its own, which tells
its CPU and wall seconds and the most memory that it held. The rows are then counted, and their
amounts summed, in the written file, and the sums set beside a reckoning in whole numbers written by
hand. Both files are deleted, the people's only if it was made here; ten million people need about
0,9 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
from benchmarks.law_peer import AMOUNTS, peak
from benchmarks.law_peers import CACHE, ROOT, make_people, reckoned_by_hand

from payung.core.law.batch.table import price_table
from payung.core.law.fused.engine import FusedEngine


def main() -> int:
    """Price, tell, and check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=50_000_000)
    parser.add_argument("--child", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(priced(*asked.child)))
        return 0
    CACHE.mkdir(parents=True, exist_ok=True)
    source = CACHE / f"law-{asked.people}.parquet"
    out = CACHE / f"law-stream-{os.getpid()}.parquet"
    fresh = not source.exists()
    try:
        make_people(source, asked.people)
        return told(source, out, asked.people)
    finally:
        out.unlink(missing_ok=True)
        if fresh:
            source.unlink(missing_ok=True)


def priced(source: Path, out: Path) -> dict[str, float]:
    """Price a file into another; what it cost."""
    begun, cpu = time.perf_counter(), time.process_time()
    done = price_table(source, out, engine=FusedEngine(out, least=0))
    return {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - begun,
        "peak": peak(),
        "rows": done.rows,
        "total": done.total,
    }


def told(source: Path, out: Path, people: int) -> int:
    """Run the process, print what it says, and hold the file against the reckoning by hand."""
    load = os.getloadavg()[0]
    command = [sys.executable, "-m", "benchmarks.law_stream", "--child", str(source), str(out)]
    path = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=path, cwd=ROOT)
    cost = json.loads(answer.stdout.splitlines()[-1])
    print(f"{people} persons × 12 months: {cost['cpu']:.1f} s CPU, {cost['wall']:.1f} s wall"
          f" (load average {load:.1f} at its start), {cost['peak']:.0f} MB at the most,"
          f" {cost['rows']} rows, {out.stat().st_size / 1e6:.0f} MB", flush=True)  # fmt: skip
    sums = ", ".join(f"sum({name})::HUGEINT" for name in AMOUNTS)
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '2GB'")
    written = connection.execute(f"SELECT count(*), {sums} FROM read_parquet('{out}')").fetchone()
    exact = connection.execute(
        f"SELECT count(*), {sums} FROM ({reckoned_by_hand(source, people)})"
    ).fetchone()
    same = written == exact and written is not None and written[-1] == cost["total"]
    verdict = "those reckoned by hand" if same else f"WRONG: {written} and not {exact}"
    print(f"rows and the sums of {', '.join(AMOUNTS)}: {verdict}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
