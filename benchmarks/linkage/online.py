"""One new person against a million known ones, cleaning included: how long a clerk waits.

    python -m benchmarks.linkage.online [--rows 1000000] [--asked 2000] [--seed 41]

The index holds `right.parquet`; rows of `left.parquet` are asked for one by one, as typed.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from types import SimpleNamespace

import duckdb
import numpy as np
from benchmarks.linkage.compare import make_lists

TARGET_MS = 50


def main() -> int:
    from payung.core.linkage import Index, Record
    from payung.core.linkage.record import COLUMNS

    given = _arguments()
    lists = make_lists(
        SimpleNamespace(
            set="first", rows=given.rows, seed=given.seed, noise=1.0, culture=None, dedupe=False
        )
    )
    with duckdb.connect() as con:
        asked = f"SELECT {', '.join(COLUMNS)} FROM '{lists}/{{}}.parquet' ORDER BY {{}}"
        known = [Record(*row) for row in con.execute(asked.format("right", "id")).fetchall()]
        new = con.execute(asked.format("left", "hash(id)") + f" LIMIT {given.asked}").fetchall()
        truth = dict(con.execute(f"FROM '{lists}/truth.parquet'").fetchall())
    started, busy = time.perf_counter(), time.process_time()
    index = Index(known)
    print(
        f"{len(index)} records indexed in {time.perf_counter() - started:.1f} s"
        f" ({time.process_time() - busy:.1f} s of processor), load {os.getloadavg()[0]:.1f}"
    )
    index.search(Record(*new[0]))  # the first one loads the compiled code
    walls, cpus, first = [], [], 0
    for row in new:
        started, busy = time.perf_counter(), time.process_time()
        found = index.search(Record(*row), limit=5)
        walls.append((time.perf_counter() - started) * 1000)
        cpus.append((time.process_time() - busy) * 1000)
        first += bool(found) and row[0] in truth and found[0].id == truth[row[0]]
    for name, taken in (("wall", walls), ("processor", cpus)):
        p50, p99, most = np.percentile(taken, (50, 99, 100))
        print(f"{name} ms: p50 {p50:.2f}, p99 {p99:.2f}, most {most:.1f}")
    there = sum(row[0] in truth for row in new)
    print(f"true partner first: {first} of {there} ({first / there:.4f})")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 1 if np.percentile(walls, 99) > TARGET_MS else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=41)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
