"""A register of up to a million people for benchmarks, and how a question to it is measured.

Set-based and seeded, no real person. The indexes are the true ones; sealed columns hold a filler.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.import_speed import database
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
STAMPS = (
    "created_at", "updated_at", "withdrawn_at", "withdrawn_reason", "origin_content",
    "origin_fields",
)  # fmt: skip
FIRST_BORN = date(1940, 1, 1).toordinal()
SYLLABLES = ("ba", "be", "ku", "la", "lo", "ma", "na", "ra", "sa", "ta", "te", "wa", "ya", "fa")


def on_engines(
    module: str, engines: list[str], people: int, *more: str, keep: str = ""
) -> Iterator[tuple[str, Any]]:
    """What `module --child` prints last, on a fresh database of each engine.

    `keep` names a folder for SQLite's: what lies there is used again, and left.
    """
    for engine in engines:
        here = bool(keep) and engine == "sqlite"
        with kept_database(Path(keep)) if here else database(engine) as environment:
            done = subprocess.run(
                [sys.executable, "-m", module, "--child", "--people", str(people), *more],
                cwd=ROOT,
                check=True, text=True, env={**os.environ, "PAYUNG_MFA": "off", **environment},
                stdout=subprocess.PIPE,
            )  # fmt: skip
        print(f"\n{engine}, {people} people   (load average {os.getloadavg()[0]:.1f})")
        yield engine, json.loads(done.stdout.splitlines()[-1])


@contextmanager
def kept_database(folder: Path) -> Iterator[dict[str, str]]:
    """An SQLite database in a folder that stays, made where there is none."""
    environment = {
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings", "PAYUNG_DATA_DIR": str(folder),
    }  # fmt: skip
    if not (folder / "payung.sqlite3").exists():
        folder.mkdir(parents=True, exist_ok=True)
        making = [sys.executable, "-m", "benchmarks.import_speed", "--child", "prepare"]
        subprocess.run(
            [*making, "--file", "-", "--rows", "0"], cwd=ROOT, check=True,
            env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    yield environment


def fill(people: int) -> None:
    """Rows by COPY or executemany, with true indexes; sealed columns hold a filler.

    Nothing where so many are there already.
    """
    from django.db import connection, transaction
    from django.utils import timezone

    from payung.base import bulk
    from payung.base.territory.models import Area

    if _there() >= people:
        return
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


def _there() -> int:
    from payung.programme.people.models import Person

    return Person.objects.count()


def _person(n: int, villages: list[str], now: Any, chance: random.Random) -> tuple[Any, ...]:
    from payung.programme.people.columns import nik_index, tail_index

    nik = f"5304{n % 12 + 1:02d}{n % 28 + 1:02d}{n % 12 + 1:02d}{n % 90 + 10:02d}{n % 9973:04d}"
    made = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
    name = f"{chance.choice(GIVEN)} {made} {chance.choice(CLAN)}"
    return (
        villages[n % len(villages)], name, name.upper(), "LP"[n % 2], "Atambua", _born(n + 1),
        sealed(), nik_index(nik + str(n)), tail_index(nik[-4:]), "given", sealed(),
        f"{n // 4:032x}", sealed(), f"Jalan {n % 200}", "", "001", "002", None, None, 1, 9, "",
        b"", "alive", now, now, None, "", "", _no_fields(),
    )  # fmt: skip


@cache
def _no_fields() -> Any:
    from django.db import connection

    from payung.programme.people.models import Person

    return Person._meta.get_field("origin_fields").get_db_prep_save([], connection)


@cache
def sealed() -> bytes:
    from payung.base.vault.crypto import seal

    return seal(b"5304010101800001")


def _born(number: int) -> str:
    """Birth dates over seventy years; one in fifty on 1 January, as where nobody knows the day."""
    if number % 50 == 0:
        return f"{1940 + number % 70}-01-01"
    return str(date.fromordinal(FIRST_BORN + number * 7919 % 25550))


Measured = tuple[str, int, float, float, float, float, int]


def measure(name: str, search: Callable[[], int], times: int = TIMES) -> Measured:
    """What it found; best, median and 95th percentile of some runs; own processor time; statements.

    Milliseconds, after a first run that does not count. On a machine that others use as well the
    best run tells most; PostgreSQL's own processor time is in the wall times only.
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
    for _ in range(times):
        started, busy = time.perf_counter(), time.process_time()
        search()
        taken.append((time.perf_counter() - started) * 1000)
        used.append((time.process_time() - busy) * 1000)
    late = statistics.quantiles(taken, n=20)[-1]
    return (
        name, rows, min(taken), statistics.median(taken), late, statistics.median(used), statements,
    )  # fmt: skip
