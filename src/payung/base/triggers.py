"""Rows counted by the database itself, in the transaction that writes them.

No act has to remember a count and none can forget it, and a page reads hundreds of counts instead
of hundreds of thousands of rows (ADR 21).

SQLite has one writer, so it counts in one row. On PostgreSQL each transaction counts in rows of
its own (`part`), so that no act waits for another's count; readers add them up, and whoever finds
many parts of a group, while nobody else is at it, makes them one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from payung.base.journal.triggers import run

MOST_PARTS: Final = 20
TOLD: Final = {"insert": ("added",), "update": ("added", "gone"), "delete": ("gone",)}
SIGN: Final = {"added": "1", "gone": "-1"}
TRANSITION: Final = {"added": "NEW", "gone": "OLD"}


@dataclass(frozen=True)
class Tally:
    """How the rows of `table` that meet `only` are counted in `counts`, which has a unique
    constraint on its columns in `key` with `part`, and `heads`.

    `key` says for each of those columns what it is of a counted row, the group first; `read` are
    the columns of the row on which all this depends. In SQL, "{0}" stands before those.
    """

    name: str
    table: str
    counts: str
    key: Mapping[str, str]
    only: str
    read: tuple[str, ...]

    def statements(self, vendor: str) -> list[str]:
        """SQL that makes an engine count; what is there already is counted by `filling`."""
        return self._sqlite() if vendor == "sqlite" else self._postgresql()

    def filling(self) -> list[str]:
        """SQL that counts everything anew."""
        return [
            f"DELETE FROM {self.counts}",  # noqa: S608
            f"INSERT INTO {self.counts} ({self._names}, part, heads) "  # noqa: S608
            f"SELECT {self._row()}, 0, COUNT(*) FROM {self.table} "
            f"WHERE {self.only.format('')} GROUP BY {self._numbers}",
        ]

    def removals(self, vendor: str) -> list[str]:
        """SQL that stops the counting: to migrate backwards."""
        on = "" if vendor == "sqlite" else f" ON {self.table}"
        return [f"DROP TRIGGER IF EXISTS {self.name}_{act}{on}" for act in TOLD]

    def install(self, _apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        """For a migration: count from now on, and what is there; nobody may write meanwhile."""
        run(editor.connection, [*self.statements(editor.connection.vendor), *self.filling()])

    def remove(self, _apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        run(editor.connection, self.removals(editor.connection.vendor))

    def wrong(self) -> list[Any]:
        """Groups whose counts are not what the rows say; one statement over all rows."""
        group, *_rest = self.key
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT {group} FROM (SELECT {self._names} FROM "  # noqa: S608
                f"(SELECT {self._names}, heads FROM {self.counts} UNION ALL "
                f"SELECT {self._row()}, -1 FROM {self.table} WHERE {self.only.format('')}) AS told "
                f"GROUP BY {self._numbers} HAVING SUM(heads) <> 0) AS wrong ORDER BY 1"
            )
            return [found for (found,) in cursor.fetchall()]

    @property
    def _names(self) -> str:
        return ", ".join(self.key)

    @property
    def _numbers(self) -> str:
        return ", ".join(str(n) for n in range(1, len(self.key) + 1))

    def _row(self, of: str = "") -> str:
        return ", ".join(value.format(of) for value in self.key.values())

    def _sqlite(self) -> list[str]:
        moved = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in self.read)
        start = f"CREATE TRIGGER {self.name}"
        return [
            f"{start}_insert AFTER INSERT ON {self.table} "
            f"WHEN {self.only.format('NEW.')} BEGIN {self._more()} END",
            f"{start}_update AFTER UPDATE OF {', '.join(self.read)} ON {self.table} "
            f"WHEN {moved} BEGIN {self._fewer()} {self._more()} END",
            f"{start}_delete AFTER DELETE ON {self.table} "
            f"WHEN {self.only.format('OLD.')} BEGIN {self._fewer()} END",
        ]

    def _more(self) -> str:
        """One more, in two steps: what an outer INSERT says of conflicts would hold here too."""
        row, only = self._row("NEW."), self.only.format("NEW.")
        same = f"({self._names}) = ({row}) AND part = 0 AND {only}"
        return (
            f"INSERT INTO {self.counts} ({self._names}, part, heads) SELECT {row}, 0, 0 "  # noqa: S608
            f"WHERE {only} AND NOT EXISTS (SELECT 1 FROM {self.counts} WHERE {same}); "
            f"UPDATE {self.counts} SET heads = heads + 1 WHERE {same};"
        )

    def _fewer(self) -> str:
        only = self.only.format("OLD.")
        same = f"({self._names}) = ({self._row('OLD.')}) AND part = 0 AND {only}"
        return (
            f"UPDATE {self.counts} SET heads = heads - 1 WHERE {same}; "  # noqa: S608
            f"DELETE FROM {self.counts} WHERE {same} AND heads = 0;"
        )

    def _postgresql(self) -> list[str]:
        made = []
        for act, tables in TOLD.items():
            name = f"{self.name}_{act}"
            named = " ".join(f"{TRANSITION[table]} TABLE AS {table}" for table in tables)
            made += [
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN {self._told(tables)} "
                f"IF FOUND THEN {self._folded(tables)} END IF; RETURN NULL; END $$",
                f"CREATE TRIGGER {name} AFTER {act} ON {self.table} "
                f"REFERENCING {named} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
            ]
        return made

    def _told(self, tables: tuple[str, ...]) -> str:
        """What a statement changed, in the rows of its transaction."""
        changes = " UNION ALL ".join(
            f"SELECT {self._row()}, {SIGN[table]} FROM {table} WHERE {self.only.format('')}"  # noqa: S608
            for table in tables
        )
        return (
            f"INSERT INTO {self.counts} AS kept ({self._names}, part, heads) "  # noqa: S608
            f"SELECT {self._names}, txid_current(), SUM(n) "
            f"FROM ({changes}) AS changes ({self._names}, n) "
            f"GROUP BY {self._numbers} HAVING SUM(n) <> 0 "
            f"ON CONFLICT ({self._names}, part) DO UPDATE SET heads = kept.heads + EXCLUDED.heads;"
        )

    def _folded(self, tables: tuple[str, ...]) -> str:
        """The parts of groups that have many, made one part by whoever is alone at it."""
        group, value = next(iter(self.key.items()))
        touched = " UNION ".join(f"SELECT {value.format('')} FROM {table}" for table in tables)  # noqa: S608
        many = (
            f"SELECT {group} FROM {self.counts} WHERE {group} IN ({touched}) "  # noqa: S608
            f"GROUP BY {group} HAVING COUNT(DISTINCT part) > {MOST_PARTS}"
        )
        return (
            f"IF EXISTS ({many}) AND pg_try_advisory_xact_lock(hashtext('payung.{self.name}')) "  # noqa: S608
            f"THEN WITH parts AS (DELETE FROM {self.counts} WHERE {group} IN ({many}) RETURNING *) "
            f"INSERT INTO {self.counts} ({self._names}, part, heads) "
            f"SELECT {self._names}, txid_current(), SUM(heads) FROM parts "
            f"GROUP BY {self._numbers} HAVING SUM(heads) <> 0; END IF;"
        )
