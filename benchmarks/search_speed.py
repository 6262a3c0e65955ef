"""Finding people among a million: each search as the pages make it, in the process.

    python -m benchmarks.search_speed [--people 1000000] [--engines sqlite postgresql]

Fills the register of Belu's 81 villages set-based (seeded, no real person; the indexes are the
true ones), then measures a first page, a deep page, and each way to search, for a village
operator, a camat and a district officer. The target is 50 ms for each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.import_speed import _database
from benchmarks.resident_list import CLAN, GIVEN

ROOT = Path(__file__).resolve().parents[1]
TARGET_MS, TIMES = 50, 15
TABLE = "people_person"
COLUMNS = (
    "name", "name_key", "sex", "birth_place", "birth_date", "nik", "nik_index", "nik_tail",
    "nik_state", "kk", "kk_index", "mother_name", "address", "hamlet", "rt", "rw",
    "family_relation", "marital_status", "citizenship", "occupation", "occupation_text", "phone",
    "life_status",
)  # fmt: skip
STAMPS = ("created_at", "updated_at", "withdrawn_at", "withdrawn_reason")
SYLLABLES = ("ba", "be", "ku", "la", "lo", "ma", "na", "ra", "sa", "ta", "te", "wa", "ya", "fa")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(child(arguments.people)))
        return 0
    slow = 0
    for engine in arguments.engines:
        with _database(engine) as environment:
            command = [sys.executable, "-m", "benchmarks.search_speed", "--child"]
            done = subprocess.run(
                [*command, "--people", str(arguments.people)], cwd=ROOT, check=True, text=True,
                env={**os.environ, **environment}, stdout=subprocess.PIPE,
            )  # fmt: skip
        found = json.loads(done.stdout.splitlines()[-1])
        load = os.getloadavg()[0]
        print(f"\n{engine}, {arguments.people} people   (load average {load:.1f})")
        print(
            f"{'search':44}{'rows':>6}{'best ms':>9}{'median ms':>11}{'processor ms':>14}"
            f"{'statements':>12}"
        )
        for name, rows, best, median, cpu, statements in found["searches"]:
            print(f"{name:44}{rows:>6}{best:>9.1f}{median:>11.1f}{cpu:>14.1f}{statements:>12}")
            slow += best > TARGET_MS
        print(f"peak {found['peak']:.0f} MB; filled in {found['filled']:.0f} s")
    return 1 if slow else 0


def child(people: int) -> dict[str, Any]:
    import django

    django.setup()
    started = time.perf_counter()
    fill(people)
    filled = time.perf_counter() - started
    searches = [measure(name, search) for name, search in cases()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"searches": searches, "peak": peak, "filled": filled}


def fill(people: int) -> None:
    """Rows by COPY or executemany, with true indexes; sealed columns hold a filler."""
    from django.db import connection, transaction
    from django.utils import timezone

    from payung.base import bulk
    from payung.base.territory.models import Area

    villages = list(
        Area.objects.in_area("53.04").filter(level="village").values_list("code", flat=True)
    )
    now = bulk.moment(timezone.now())
    chance = random.Random(20261121)
    for start in range(0, people, 50_000):
        with transaction.atomic():
            bulk.insert(
                TABLE,
                ("village_id", *COLUMNS, *STAMPS),
                (_person(n, villages, now, chance) for n in range(start, start + 50_000)),
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _person(n: int, villages: list[str], now: Any, chance: random.Random) -> tuple[Any, ...]:
    from payung.programme.people.columns import nik_index, tail_index

    nik = f"5304{n % 12 + 1:02d}{n % 28 + 1:02d}{n % 12 + 1:02d}{n % 90 + 10:02d}{n % 9973:04d}"
    made = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
    name = f"{chance.choice(GIVEN)} {made} {chance.choice(CLAN)}"
    return (
        villages[n % len(villages)], name, name.upper(), "LP"[n % 2], "Atambua", "1980-08-17",
        sealed(), nik_index(nik + str(n)), tail_index(nik[-4:]), "given", sealed(),
        f"{n // 4:032x}", sealed(), f"Jalan {n % 200}", "", "001", "002", None, None, 1, 9, "",
        b"", "alive", now, now, None, "",
    )  # fmt: skip


@cache
def sealed() -> bytes:
    from payung.base.vault.crypto import seal

    return seal(b"5304010101800001")


def measure(name: str, search: Callable[[], int]) -> tuple[str, int, float, float, float, int]:
    """Best and median of some runs after a first one, and the median of our own processor time.

    Milliseconds. On a machine that others use as well the best run tells most; PostgreSQL's own
    processor time is in the wall times only.
    """
    from django.db import connection

    statements = 0

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*given)

    with connection.execute_wrapper(count):
        rows = search()
    taken, used = [], []
    for _ in range(TIMES):
        started, busy = time.perf_counter(), time.process_time()
        search()
        taken.append((time.perf_counter() - started) * 1000)
        used.append((time.process_time() - busy) * 1000)
    return name, rows, min(taken), statistics.median(taken), statistics.median(used), statements


def cases() -> Iterator[tuple[str, Callable[[], int]]]:
    """Every kind of search, for each reach."""
    from django.http import QueryDict

    from payung.base.accounts.roles import ROLES
    from payung.base.territory.actor import Actor, Grant
    from payung.base.ui.paging import keyset_page, sort_from
    from payung.programme.people.models import Person
    from payung.programme.people.queries import search

    def actor(role: str, area: str) -> Actor:
        return Actor("user:0", role, (Grant(role, area, area, ROLES[role].rights),))

    reach = {
        "village": actor("village_operator", "53.04.12.1001"),
        "kecamatan": actor("camat", "53.04.12"),
        "district": actor("dpmd", "53.04"),
    }
    known = Person.objects.filter(village_id="53.04.12.1001").order_by("name_key")
    keys = list(known.values_list("pk", flat=True))
    deep = keys[len(keys) // 2]
    texts = {
        "first page": ("", ""),
        "deep page": ("", f"setelah={deep}"),
        "common prefix (maria)": ("maria", ""),
        "rare prefix (maria balola)": ("maria balola", ""),
        "prefix of nobody (zzz)": ("zzz", ""),
        "last four digits": ("1234", ""),
        "whole NIK": ("5304010101800001", ""),
    }
    for where, who in reach.items():
        for what, (text, query) in texts.items():

            def run(who: Actor = who, text: str = text, query: str = query) -> int:
                params = QueryDict(query)
                found = search(actor=who, text=text)
                return len(
                    keyset_page(found, params, sort_from(params, {"nama": "name_key"}, "nama"))
                )

            yield f"{where}: {what}", run


if __name__ == "__main__":
    sys.exit(main())
