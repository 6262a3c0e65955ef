"""The database itself counts members by what was paid for them, in the act's own transaction.

`MemberCount` holds for each village, segment, history and last day how many memberships there
are. No act has to remember it, and a page reads hundreds of counts instead of all members.

SQLite has one writer, so it counts in one row. On PostgreSQL each transaction counts in rows of
its own (`part`), so that no act waits for another's count; readers add them up, and whoever finds
many parts of a village, while nobody else is at it, makes them one.
"""

from __future__ import annotations

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from payung.base.journal.triggers import run

MEMBERS, COUNTS = "membership_membership", "membership_membercount"
NO_END: Final = "9999-12-31"
MOST_PARTS = 20
KEY = "village, segment, history, until"
TOLD = {"insert": ("added",), "update": ("added", "gone"), "delete": ("gone",)}
SIGN = {"added": "1", "gone": "-1"}
TRANSITION = {"added": "NEW", "gone": "OLD"}


def statements(vendor: str) -> list[str]:
    """SQL that makes an engine count; what is there already is counted by `filling`."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def filling() -> list[str]:
    """SQL that counts everything anew."""
    return [
        f"DELETE FROM {COUNTS}",  # noqa: S608
        f"INSERT INTO {COUNTS} ({KEY}, part, heads) "  # noqa: S608
        f"SELECT {_row()}, 0, COUNT(*) FROM {MEMBERS} "
        "WHERE history_id IS NOT NULL GROUP BY 1, 2, 3, 4",
    ]


def _row(of: str = "") -> str:
    """The key of a membership's row."""
    return f"{of}village_id, {of}segment, {of}history_id, COALESCE({of}ended_on, '{NO_END}')"


def _sqlite() -> list[str]:
    moved = " OR ".join(
        f"OLD.{name} IS NOT NEW.{name}"
        for name in ("village_id", "segment", "history_id", "ended_on")
    )
    names = "village_id, segment, history_id, ended_on"
    return [
        f"CREATE TRIGGER membership_count_insert AFTER INSERT ON {MEMBERS} "
        f"WHEN NEW.history_id IS NOT NULL BEGIN {_more()} END",
        f"CREATE TRIGGER membership_count_update AFTER UPDATE OF {names} ON {MEMBERS} "
        f"WHEN {moved} BEGIN {_fewer()} {_more()} END",
        f"CREATE TRIGGER membership_count_delete AFTER DELETE ON {MEMBERS} "
        f"WHEN OLD.history_id IS NOT NULL BEGIN {_fewer()} END",
    ]


def _more() -> str:
    """One more, in two steps: what the outer statement says of conflicts would hold here too."""
    row = _row("NEW.")
    return (
        f"INSERT INTO {COUNTS} ({KEY}, part, heads) SELECT {row}, 0, 0 "  # noqa: S608
        f"WHERE NEW.history_id IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM {COUNTS} WHERE ({KEY}) = ({row}) AND part = 0); "
        f"UPDATE {COUNTS} SET heads = heads + 1 WHERE ({KEY}) = ({row}) AND part = 0;"
    )


def _fewer() -> str:
    row = _row("OLD.")
    return (
        f"UPDATE {COUNTS} SET heads = heads - 1 WHERE ({KEY}) = ({row}) AND part = 0; "  # noqa: S608
        f"DELETE FROM {COUNTS} WHERE ({KEY}) = ({row}) AND part = 0 AND heads = 0;"
    )


def _postgresql() -> list[str]:
    made = []
    for act, tables in TOLD.items():
        changes = " UNION ALL ".join(
            f"SELECT {_row()}::date AS until, {SIGN[table]} AS n FROM {table} "  # noqa: S608
            "WHERE history_id IS NOT NULL"
            for table in tables
        )
        named = " ".join(f"{TRANSITION[table]} TABLE AS {table}" for table in tables)
        villages = " UNION ".join(f"SELECT village_id FROM {table}" for table in tables)  # noqa: S608
        made += [
            f"CREATE OR REPLACE FUNCTION membership_count_{act}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ DECLARE many varchar[]; BEGIN {_told(changes)} "
            f"IF FOUND THEN {_folded(villages)} END IF; RETURN NULL; END $$",
            f"CREATE TRIGGER membership_count_{act} AFTER {act} ON {MEMBERS} "
            f"REFERENCING {named} FOR EACH STATEMENT EXECUTE FUNCTION membership_count_{act}()",
        ]
    return made


def _told(changes: str) -> str:
    """What a statement changed, in the rows of its transaction."""
    return (
        f"INSERT INTO {COUNTS} AS kept ({KEY}, part, heads) "  # noqa: S608
        f"SELECT village_id, segment, history_id, until, txid_current(), SUM(n) "
        f"FROM ({changes}) AS changes GROUP BY 1, 2, 3, 4 HAVING SUM(n) <> 0 "
        f"ON CONFLICT ({KEY}, part) DO UPDATE SET heads = kept.heads + EXCLUDED.heads;"
    )


def _folded(villages: str) -> str:
    """The parts of villages that have many, made one part by whoever is alone at it."""
    return (
        f"many := ARRAY(SELECT village FROM {COUNTS} WHERE village IN ({villages}) "  # noqa: S608
        f"GROUP BY village HAVING COUNT(DISTINCT part) > {MOST_PARTS}); "
        f"IF many <> '{{}}' AND pg_try_advisory_xact_lock(hashtext('payung.{COUNTS}')) THEN "
        f"WITH parts AS (DELETE FROM {COUNTS} WHERE village = ANY(many) RETURNING *) "
        f"INSERT INTO {COUNTS} ({KEY}, part, heads) "
        f"SELECT {KEY}, txid_current(), SUM(heads) FROM parts "
        "GROUP BY 1, 2, 3, 4 HAVING SUM(heads) <> 0; END IF;"
    )


def removals(vendor: str) -> list[str]:
    """SQL that stops the counting: to migrate backwards."""
    on = "" if vendor == "sqlite" else f" ON {MEMBERS}"
    return [f"DROP TRIGGER IF EXISTS membership_count_{act}{on}" for act in TOLD]


def count_anew(connection: BaseDatabaseWrapper) -> None:
    """Everything counted from the memberships; nobody may write meanwhile."""
    run(connection, filling())


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    run(editor.connection, statements(editor.connection.vendor))
    count_anew(editor.connection)


def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    run(editor.connection, removals(editor.connection.vendor))
