"""A village's list of 10,000 against a register of a million: how long until the preview stands.

    python -m benchmarks.import_against [--people 1000000] [--rows 10000]
        [--engines sqlite postgresql]

Three steps in the register of `benchmarks.register` (birth dates spread): the list is read and each
row meets the register (its NIK, else whoever it is likely to be); its good rows go in; and the same
list, a letter of every tenth name changed, is read again. Beside them in the same run the same list
read against an empty register. Seconds of processor time (wall time in brackets).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.import_speed import VILLAGE, Meter
from benchmarks.register import fill, on_engines
from benchmarks.resident_list import HEADERS, rows

NAME = HEADERS.index("Nama Lengkap")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, default=10_000)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(child(arguments.people, arguments.rows)))
        return 0
    for _engine, found in on_engines(
        "benchmarks.import_against",
        arguments.engines,
        arguments.people,
        "--rows",
        str(arguments.rows),
    ):
        print(f"{'step':44}{'seconds':>18}{'statements':>12}{'peak MB':>9}  counts")
        for name, used, counts in found["steps"]:
            seconds = f"{used['cpu']:.2f} ({used['wall']:.2f})"
            print(f"{name:44}{seconds:>18}{used['statements']:>12}{used['peak']:>9.0f}  {counts}")
        print(f"filled in {found['filled']['cpu']:.0f} s ({found['filled']['wall']:.0f})")
    return 0


def child(people: int, count: int) -> dict[str, Any]:
    import django

    django.setup()
    from payung.base.jobs.actions import run_here
    from payung.base.staging import actions as staging

    steps: list[tuple[str, dict[str, Any], dict[str, int]]] = []
    first, again = _list(count, 0), _list(count, 10)
    with Meter() as filled:
        read("warm", _list(50, 0), [])  # the compiled loops are loaded once
        read("read, nobody registered", _list(count, 7), steps)
        fill(people)
    batch = read("read, a million registered", first, steps)
    with Meter() as meter:
        run_here(by=actor(), job=staging.accept(by=actor(), batch=batch))
    batch.refresh_from_db()
    steps.append(("good rows taken in", meter.found(), batch.counts))
    read("read again with slips", again, steps)
    return {"steps": steps, "filled": filled.found()}


def actor() -> Any:
    from payung.base.accounts.queries import actor_named

    return actor_named("operator")


def read(name: str, content: bytes, steps: list[Any]) -> Any:
    """Upload and preview of a list."""
    from django.db import connection

    from payung.base.jobs.actions import run_here
    from payung.base.staging import actions as staging
    from payung.programme.people.kinds import CODE

    with Meter() as meter, connection.execute_wrapper(meter.count):
        batch = staging.receive(
            by=actor(), kind=CODE, area=VILLAGE, content=content, name=f"{name}.xlsx"
        )
        run_here(by=actor(), job=batch.job)
    batch.refresh_from_db()
    if batch.state != "previewed":
        raise SystemExit(f"{name}: {batch.state} {batch.message}")
    steps.append((name, meter.found(), batch.counts))
    return batch


def _list(count: int, every: int) -> bytes:
    """The list as .xlsx; of each `every`th row the first name has its second letter doubled."""
    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "penduduk.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            sheet = book.add_worksheet("Penduduk")
            sheet.write_row(0, 0, HEADERS)
            for place, row in enumerate(rows(count), start=1):
                cells = list(row)
                if every and place % every == 0:
                    cells[NAME] = cells[NAME][:2] + cells[NAME][1:]
                sheet.write_row(place, 0, cells)
        return path.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
