"""Databases with tables, or with tables and all regions: made once, copied for each who needs one.

For the test database of every worker, and for tests that start processes of their own on SQLite.
Making the tables takes most of ten seconds. The originals lie in `var/prepared`, named after what
made them: another migration makes another original.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/payung"
#: What tables, guards and regions are made of.
MAKERS = (
    "**/migrations/*.py", "**/triggers.py", "**/fields.py", "base/months.py",
    "base/territory/**/*", "base/vault/*.py", "edge/site/prepare.py", "edge/site/fresh.py",
)  # fmt: skip
TABLES = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
"""
REGIONS = """
import django
django.setup()
from payung.edge.site.prepare import prepare
prepare()
"""
#: The database on a PostgreSQL server that others are copied from, and the lock of its maker.
TEMPLATE, MAKING = "payung_prepared", 5304
DAY = 24 * 3600


def with_tables(folder: Path) -> Path:
    """`folder`, new, holding a database without any row of ours."""
    return Path(shutil.copytree(_made("tables", TABLES), folder))


def with_regions(folder: Path) -> Path:
    """`folder`, new, holding a database with every region and the keys that seal its data."""
    return Path(shutil.copytree(_made("regions", REGIONS), folder))


_held: list[sqlite3.Connection] = []


def begin_with_tables(connection: Any) -> None:
    """Let the test database begin as a copy; the migrations then find nothing left to do."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = _template(connection)
        return
    create = connection.creation._create_test_db

    def created(*given: Any, **named: Any) -> str:
        name: str = create(*given, **named)
        held = sqlite3.connect(name, uri=True)
        with closing(sqlite3.connect(_made("tables", TABLES) / "payung.sqlite3")) as tables:
            tables.backup(held)
        if connection.creation.is_in_memory_db(name):
            _held.append(held)  # what lies in memory lasts as long as somebody is connected
        else:
            held.close()
        return name

    connection.creation._create_test_db = created


def _template(connection: Any) -> str:
    """The name of a database with all tables on this server, made unless it is there already."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [MAKING])
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [TEMPLATE],
        )
        if cursor.fetchone() != (_digest(),):
            cursor.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
            cursor.execute(f"CREATE DATABASE {TEMPLATE}")
            url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{TEMPLATE}").geturl()
            with tempfile.TemporaryDirectory() as folder:
                _run(Path(folder), TABLES, DATABASE_URL=url)
            cursor.execute(f"COMMENT ON DATABASE {TEMPLATE} IS '{_digest()}'")
    return TEMPLATE


def _made(name: str, code: str) -> Path:
    """The original of a kind; who comes first makes it, the others wait."""
    place = _place()
    original = place / name
    with (place / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.exists():
            draft = place / f"{name}.draft"
            shutil.rmtree(draft, ignore_errors=True)
            if name == "tables":
                draft.mkdir()
            else:
                with_tables(draft)
            _run(draft, code)
            draft.rename(original)
    return original


@cache
def _place() -> Path:
    """Shared by all runs that have the same migrations; a run's own where nothing can be kept."""
    kept = ROOT / "var/prepared"
    try:
        kept.mkdir(parents=True, exist_ok=True)
        for former in kept.iterdir():
            if former.stat().st_mtime < time.time() - DAY:
                shutil.rmtree(former, ignore_errors=True)
        place = kept / _digest()
        place.mkdir(exist_ok=True)
        (place / "writable").touch()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="payung-prepared-"))
    return place


@cache
def _digest() -> str:
    """Names what the originals were made by."""
    digest = hashlib.sha256(f"{version('django')} {version('django-allauth')}".encode())
    paths = {path for pattern in MAKERS for path in SOURCE.glob(pattern) if path.is_file()}
    for path in sorted(paths):
        if path.suffix != ".pyc":
            digest.update(str(path.relative_to(SOURCE)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _run(folder: Path, code: str, **more: str) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PAYUNG_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **kept, "PAYUNG_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings", **more,
        },
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
