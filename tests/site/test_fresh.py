"""Tables made at once are those that the migrations make, down to every check and guard."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
MAKE = """
import django
django.setup()
from payung.edge.site.fresh import is_empty, make_tables
assert is_empty()
make_tables()
assert not is_empty()
"""
#: Columns, constraints, indexes and guards of a PostgreSQL database.
CATALOGUES = (
    "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, "
    "collation_name, is_identity FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "SELECT app, name FROM django_migrations",
)


@pytest.mark.django_db
def test_the_same_tables_as_by_migrations(tmp_path: Path) -> None:
    if connection.vendor == "postgresql":
        with fresh_on_the_server(tmp_path) as fresh:
            for statement in CATALOGUES:
                with connection.cursor() as cursor:
                    cursor.execute(statement)
                    rows = set(cursor.fetchall())
                made = set(fresh.execute(statement).fetchall())
                assert without_join(made ^ without_cache(rows)) == set()
        return
    make(PAYUNG_DATA_DIR=str(tmp_path))
    with closing(sqlite3.connect(tmp_path / "payung.sqlite3")) as fresh, connection.cursor() as own:
        begun, migrated = shape(fresh), shape(own)
    assert len(begun) > 250
    ours = {key: value for key, value in migrated.items() if "site_cache" not in key[1]}
    assert {key for key in begun | ours if begun.get(key) != ours.get(key)} == set()


def without_cache(rows: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """The cache's table is made by another command."""
    return {row for row in rows if "site_cache" not in " ".join(map(str, row))}


def without_join(rows: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """The key of a join table of Django's, which nobody uses, grew with its model's setting."""
    return {row for row in rows if row[:2] != ("auth_group_permissions", "id")}


def shape(database: Any) -> dict[tuple[str, str], Any]:
    """Tables as the set of their columns and constraints, indexes and guards as they are worded."""
    found: dict[tuple[str, str], Any] = {
        ("migration", f"{app}.{name}"): ""
        for app, name in database.execute("SELECT app, name FROM django_migrations").fetchall()
    }
    rows = database.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for kind, name, sql in rows:
        inside = sql[sql.index("(") + 1 : -1] if kind == "table" else ""
        parts = re.split(r', (?="\w+" |CONSTRAINT )', inside)
        found[kind, name] = frozenset(parts) if inside else sql
    return found


def make(**environment: str) -> None:
    subprocess.run(
        [sys.executable, "-c", MAKE], check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
    )  # fmt: skip


class fresh_on_the_server:  # noqa: N801 - reads as a context
    """A connection to a new database on the server of the tests, dropped at the end."""

    def __init__(self, folder: Path) -> None:
        self.name = f"{connection.settings_dict['NAME']}_fresh"
        self.folder = folder

    def __enter__(self) -> Any:
        import psycopg

        self._say(f'DROP DATABASE IF EXISTS "{self.name}"', f'CREATE DATABASE "{self.name}"')
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{self.name}").geturl()
        make(DATABASE_URL=url, PAYUNG_DATA_DIR=str(self.folder))
        self.fresh = psycopg.connect(url)
        return self.fresh

    def __exit__(self, *_error: object) -> None:
        self.fresh.close()
        self._say(f'DROP DATABASE "{self.name}"')

    def _say(self, *statements: str) -> None:
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
