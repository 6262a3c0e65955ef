"""Many rows in one go, without a model instance each: COPY on PostgreSQL, else executemany."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import Max

#: SQLite's settings while a long job writes: kilobytes (as a negative number) and pages.
ROOM = {"cache_size": -400_000, "wal_autocheckpoint": 50_000}


def insert(
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    same: Mapping[str, Any] | None = None,
) -> None:
    """Insert rows of database values (dates as date, JSON as text) in the order of `columns`.

    `same` are columns that hold the same in every row. One statement, whatever the number of
    rows; on SQLite one more with `same`. Constraints hold as for any insert.
    """
    shared = same or {}
    names = ", ".join(f'"{c}"' for c in (*columns, *shared))
    if connection.vendor == "postgresql":
        rest = tuple(shared.values())
        with (
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy,
        ):
            for row in rows:
                copy.write_row((*row, *rest))
        return
    values = ", ".join([*["%s"] * len(columns), *_literals(list(shared.values()))])
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({values})'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)  # type: ignore[arg-type]


def _literals(values: Sequence[Any]) -> list[str]:
    """Values as SQLite writes them in a statement: not given again for every row."""
    if not values:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['quote(%s)'] * len(values))}", values)
        return [str(each).replace("%", "%%") for each in cursor.fetchone()]


def insert_one(table: str, values: Mapping[str, Any]) -> None:
    """Insert one row of database values; one statement, without the model's own preparation."""
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608
            list(values.values()),
        )


def insert_absent(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows but those whose key is there already."""
    names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join(["%s"] * len(columns))
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


@contextmanager
def without_collector() -> Iterator[None]:
    """No search for cycles while many rows are made, for they hold none: it costs an eighth.

    Reference counts free them all the same. For a step of a job, not for a whole one. What is
    left is looked through at the end, or else the next object made would start a search of all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.collect(0)
            gc.enable()


@contextmanager
def roomy() -> Iterator[None]:
    """Room for the pages that a long job writes: on SQLite a cache that holds a region's indexes,
    and a write-ahead log that is taken over less often.

    Rows come in any order of their keys, so each lands on a page of its own in every index; what
    does not fit is read and written again for each step. Taken only as far as it is used.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ROOM]
        _set_room(ROOM)
    try:
        yield
    finally:
        _set_room(dict(zip(ROOM, before, strict=True)))


def _set_room(values: Mapping[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, value in values.items():
            cursor.execute(f"PRAGMA {name} = {value}")


def matching(sql: str, values: Iterable[str], *more: Any) -> list[tuple[Any, ...]]:
    """Rows of a SELECT in which `{within}` stands for "is one of these texts".

    The texts go as one parameter, however many there are; `more` are the marks after it.
    """
    texts = list(values)
    if not texts:
        return []
    given, within = _array(texts), "= ANY(%s)"
    if connection.vendor != "postgresql":
        within, given = "IN (SELECT value FROM json_each(%s))", json.dumps(texts)
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{within}", within), [given, *more])
        return list(cursor.fetchall())


def _array(texts: Sequence[str]) -> str:
    """Texts as PostgreSQL writes an array of them; a driver asks of each what type it is."""
    joined = "\0".join(texts).replace("\\", "\\\\").replace('"', '\\"')
    return '{"' + joined.replace("\0", '","') + '"}'


def moment(at: datetime) -> Any:
    """A moment as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(at)


def update_by_id(table: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """Set columns of many rows; `columns` maps a name to its PostgreSQL type.

    Each of `rows` holds the new values in that order and then the id. One statement.
    """
    if not rows:
        return
    if connection.vendor == "postgresql":
        names = list(columns)
        sets = ", ".join(f'"{name}" = v.c{n}' for n, name in enumerate(names))
        arrays = ", ".join(f"%s::{kind}[]" for kind in [*columns.values(), "bigint"])
        labels = ", ".join([*(f"c{n}" for n in range(len(names))), "id"])
        sql = (
            f'UPDATE "{table}" t SET {sets} FROM unnest({arrays}) AS v({labels}) '  # noqa: S608
            "WHERE t.id = v.id"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])
        return
    sets = ", ".join(f'"{name}" = %s' for name in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{table}" SET {sets} WHERE "id" = %s', rows)  # noqa: S608


def exchange(table: str, column: str, old: str, new: str, key: int) -> bool:
    """Set a column of the row with this id from one value to another; whether it was so.

    One statement: of two who exchange the same at once, one is told False.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" SET "{column}" = %s WHERE "id" = %s AND "{column}" = %s',  # noqa: S608
            [new, key, old],
        )
        return bool(cursor.rowcount == 1)


def set_among(table: str, column: str, value: Any, ids: Iterable[int], *, empty: bool) -> int:
    """Set one column of the rows with these ids; `empty`: only where it holds nothing yet.

    Returns how many rows were set. One statement, its text the same for any number of ids.
    """
    listed, within = list(ids), "= ANY(%s)"
    if not listed:
        return 0
    given: Any = listed
    if connection.vendor != "postgresql":
        within, given = "IN (SELECT value FROM json_each(%s))", json.dumps(listed)
    only = f' AND "{column}" IS NULL' if empty else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" SET "{column}" = %s WHERE "id" {within}{only}',  # noqa: S608
            [value, given],
        )
        return int(cursor.rowcount)


def take_ids(model: type[models.Model], count: int) -> range | list[int]:
    """`count` primary keys that nobody else will get; call inside the transaction that inserts.

    On SQLite the writer is alone (IMMEDIATE) and explicit keys move AUTOINCREMENT along.
    """
    if not count:
        return range(0)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = found[0] if found else model._default_manager.aggregate(m=Max("pk"))["m"] or 0
    return range(last + 1, last + 1 + count)


def one_writer(name: str) -> None:
    """Hold everybody else who asks for the same name until this transaction ends.

    SQLite has one writer anyway; PostgreSQL gets an advisory lock, which waits on no row.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"payung.{name}"])
