"""A list from outside meets who came after it: what the worker's job costs.

    python -m benchmarks.again_speed [--people 100000] [--rows 30000] [--engines sqlite postgresql]

In the register of `benchmarks.register`: Dukcapil's list of 30,000 deaths is taken in, then a
village's list of 10,000 is imported, 100 of whom stand on the list. Beside the job, in the same
run, the same list sent once more. Seconds of processor time (wall time in brackets).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.import_against import _list, actor
from benchmarks.import_speed import VILLAGE, Meter
from benchmarks.register import fill, on_engines
from benchmarks.resident_list import HEADERS, rows

HEAD = ("NIK", "Nama Lengkap", "Tgl Lahir", "Tgl Meninggal")
NEW, MEANT = 10_000, 100
KIND = "dukcapil_deaths"
REGENCY = VILLAGE[:5]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=30_000)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        print(json.dumps(child(given.people, given.rows)))
        return 0
    more = ("--rows", str(given.rows))
    for _engine, found in on_engines("benchmarks.again_speed", given.engines, given.people, *more):
        for name, used, told in found:
            seconds = f"{used['cpu']:.2f} ({used['wall']:.2f})"
            print(f"{name:32}{seconds:>18}{used['statements']:>12}{used['peak']:>9.0f}  {told}")
    return 0


def child(people: int, count: int) -> list[tuple[str, dict[str, Any], Any]]:
    import django

    django.setup()
    from payung.base.jobs.actions import run_here
    from payung.base.staging import actions as staging
    from payung.base.staging.finishing import finish
    from payung.desk.matching.lists.again import MACHINE, match_again
    from payung.programme.people.kinds import CODE

    fill(people)
    listed = deaths(count)
    steps = [_taken("list taken in", listed)]
    batch = staging.receive(
        by=actor(), kind=CODE, area=VILLAGE, content=_list(NEW, 0), name="warga.xlsx"
    )
    finish(actor(), batch)
    staging.accept(by=actor(), batch=batch)
    finish(actor(), batch)
    job = match_again(by=MACHINE, area=REGENCY)
    if job is None:
        raise SystemExit("nobody came")
    with _Counted() as meter:
        done = run_here(by=MACHINE, job=job)
    steps.append(("met again", meter.found(), done.result))
    steps.append(_taken("the same list sent again", listed))
    return steps


class _Counted(Meter):
    def __enter__(self) -> _Counted:
        from django.db import connection

        self._wrapped = connection.execute_wrapper(self.count)
        self._wrapped.__enter__()
        super().__enter__()
        return self

    def __exit__(self, *given: object) -> None:
        super().__exit__(*given)
        self._wrapped.__exit__(None, None, None)


def _taken(name: str, content: bytes) -> tuple[str, dict[str, Any], Any]:
    from payung.base.accounts.roles import ROLES
    from payung.base.territory.actor import Actor, Grant
    from payung.desk.matching.actions import take_list

    rights = ROLES["dukcapil"].rights
    office = Actor("machine:benchmark", "dukcapil", (Grant("dukcapil", REGENCY, REGENCY, rights),))
    with _Counted() as meter:
        batch = take_list(by=office, kind=KIND, area=REGENCY, content=content, name=f"{name}.xlsx")
    if batch.state != "accepted":
        raise SystemExit(f"{name}: {batch.state} {batch.message}")
    return name, meter.found(), batch.counts


def deaths(count: int) -> bytes:
    """People of whom the first hundred stand on the village's list that comes later."""
    import xlsxwriter

    places = [HEADERS.index(name) for name in ("NIK", "Nama Lengkap", "Tanggal Lahir")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kematian.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            sheet = book.add_worksheet("Kematian")
            sheet.write_row(0, 0, HEAD)
            place = 0
            for number, row in enumerate(rows(NEW + count)):
                if place < count and (number < MEANT or number >= NEW):
                    place += 1
                    sheet.write_row(place, 0, [*(row[n] for n in places), "2026-03-05"])
        return path.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
