"""The database itself keeps the books: nothing is changed, nothing enters a closed month."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from payung.base.journal.triggers import run

APPEND_ONLY = ("billing_price", "billing_bill", "billing_line", "billing_entry",
               "billing_closedmonth")  # fmt: skip
MESSAGE = "the books are append-only"
CLOSED = "the month is closed"
POSTED = "the bill is posted"
DATED = {"billing_bill": "period", "billing_entry": "booked"}
"""Which column says the month in which a row is booked."""


def statements(vendor: str) -> list[str]:
    """SQL that installs the guards on an engine."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def _sqlite() -> list[str]:
    kept = [
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for table in APPEND_ONLY
        for act in ("UPDATE", "DELETE")
    ]
    frozen = [
        f"CREATE TRIGGER {table}_open BEFORE INSERT ON {table} WHEN EXISTS "  # noqa: S608
        f"(SELECT 1 FROM billing_closedmonth c WHERE c.month = NEW.{column} AND "
        "(c.area = NEW.village_id OR c.area = substr(NEW.village_id, 1, length(c.area)))) "
        f"BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"
        for table, column in DATED.items()
    ]
    posted = (
        "CREATE TRIGGER billing_line_open BEFORE INSERT ON billing_line WHEN EXISTS "  # noqa: S608
        "(SELECT 1 FROM billing_entry e WHERE e.bill_id = NEW.bill_id) "
        f"BEGIN SELECT RAISE(ABORT, '{POSTED}'); END"
    )
    return [*kept, *frozen, posted]


def _postgresql() -> list[str]:
    made = [
        "CREATE OR REPLACE FUNCTION billing_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    ]
    for table in APPEND_ONLY:
        made.append(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION billing_refuse()"
        )
    for table, column in DATED.items():
        joined = (
            f"added a JOIN billing_closedmonth c ON c.month = a.{column} "
            "AND (c.area = a.village_id OR c.area = left(a.village_id, length(c.area)))"
        )
        made += _after_insert(table, joined, CLOSED)
    made += _after_insert(
        "billing_line", "added a JOIN billing_entry e ON e.bill_id = a.bill_id", POSTED
    )
    return made


def _after_insert(table: str, joined: str, message: str) -> list[str]:
    """A check of all rows of one statement at once."""
    return [
        f"CREATE OR REPLACE FUNCTION {table}_check() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608
        f"IF EXISTS (SELECT 1 FROM {joined}) THEN RAISE EXCEPTION '{message}'; END IF; "
        "RETURN NULL; END $$",
        f"CREATE TRIGGER {table}_open AFTER INSERT ON {table} REFERENCING NEW TABLE AS added "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_check()",
    ]


def removals(vendor: str) -> list[str]:
    """SQL that takes the guards away: to migrate backwards, to empty a test database."""
    checked = (*DATED, "billing_line")
    if vendor == "sqlite":
        names = [f"{t}_no_{act}" for t in APPEND_ONLY for act in ("update", "delete")]
        names += [f"{table}_open" for table in checked]
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    return [f"DROP TRIGGER IF EXISTS {t}_append_only ON {t}" for t in APPEND_ONLY] + [
        f"DROP TRIGGER IF EXISTS {table}_open ON {table}" for table in checked
    ]


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    run(editor.connection, statements(editor.connection.vendor))


def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    run(editor.connection, removals(editor.connection.vendor))
