"""Who is it? Asked while a clerk types, among a million: each question as the page asks it.

    python -m benchmarks.typing_speed [--people 1000000] [--engines sqlite postgresql]
        [--keep FOLDER]

In the register of `benchmarks.register`, where one in fifty people is born on 1 January: the
candidates and their scores. The baseline in the same run is the exact NIK, asked of the same
register. The target is 50 ms at the 95th percentile. `--keep` leaves SQLite's database in a folder
and uses it again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.register import TARGET_MS, fill, measure, on_engines

VILLAGE = "53.04.12.1001"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--keep", default="", help="folder for SQLite's database")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(child(arguments.people)))
        return 0
    slow = 0
    for _engine, found in on_engines(
        "benchmarks.typing_speed", arguments.engines, arguments.people, keep=arguments.keep
    ):
        print(
            f"{'question':44}{'found':>6}{'best ms':>9}{'median ms':>11}{'p95 ms':>9}"
            f"{'processor ms':>14}{'statements':>12}{'x exact NIK':>13}"
        )
        exact = found["questions"][0][2]
        for name, rows, best, median, late, cpu, statements in found["questions"]:
            print(
                f"{name:44}{rows:>6}{best:>9.1f}{median:>11.1f}{late:>9.1f}{cpu:>14.1f}"
                f"{statements:>12}{best / exact:>12.1f}x"
            )
            slow += late > TARGET_MS
        print(f"filled in {found['filled']:.0f} s")
    return 1 if slow else 0


def child(people: int) -> dict[str, Any]:
    import django

    django.setup()
    started = time.perf_counter()
    fill(people)
    filled = time.perf_counter() - started
    return {"questions": [measure(name, ask, 100) for name, ask in cases()], "filled": filled}


def cases() -> Iterator[tuple[str, Callable[[], int]]]:
    """Every way to ask, of somebody who is there and of somebody who is not."""
    from payung.programme.people.likely import Wanted, likely
    from payung.programme.people.models import Person

    person = Person.objects.filter(village_id=VILLAGE).exclude(pk__gte=900_000).order_by("-pk")[7]
    heaped = Person.objects.filter(birth_date="1980-01-01").order_by("pk")[100]
    nik = "5304014908800003"
    full = {
        "name": person.name, "birth_date": str(person.birth_date), "sex": person.sex,
        "mother_name": "Rosalia Hoar", "kk": "5304010101010001", "nik": nik,
        "birth_place": "Atambua", "address": person.address,
    }  # fmt: skip
    questions: dict[str, dict[str, Any]] = {
        "everything": full,
        "name and birth date": {k: full[k] for k in ("name", "birth_date")},
        "name with a slip, birth date": {**full, "name": f"{person.name[:-1]}x", "nik": ""},
        "name, born 1 January": {"name": heaped.name, "birth_date": "1980-01-01", "sex": "L"},
        "name alone, in a village": {"name": person.name},
        "nobody": {"name": "Zzz Qqq", "birth_date": "1971-03-04"},
    }

    def exact() -> int:
        from payung.programme.people.columns import nik_index

        return len(Person.objects.active().filter(nik_index=nik_index(nik))[:5])

    yield "exact NIK (baseline)", exact
    for what, columns in questions.items():

        def ask(columns: dict[str, Any] = columns) -> int:
            return len(likely([Wanted(0, columns, VILLAGE)], least=-50.0, limit=8).get(0, []))

        yield what, ask


if __name__ == "__main__":
    sys.exit(main())
