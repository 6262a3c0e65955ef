# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""Two priced tables of the same people: what a regulation that became known later changes.

A priced table names the law it was reckoned with (`law_id`). Reckoned anew under a later text, its
rows are held against the old ones, person by person and month by month.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from payung.core.law.batch.duck import MEMORY, DuckEngine
from payung.core.law.batch.engine import quoted
from payung.core.law.outputs import PAYERS
from payung.core.law.refusal import LawRefusal
from payung.core.law.vocabulary import PROGRAMMES

KEYS = ("person_id", "segment", "month")
PARTS = (*PROGRAMMES, *PAYERS)


@dataclass(frozen=True)
class MonthChange:
    """One month in both tables: rows that differ, and rupiah."""

    month: str
    rows: int
    before: int
    after: int


@dataclass(frozen=True)
class Difference:
    """Two tables and their laws: rows that changed, came or went, and rupiah, also by month."""

    law_before: str
    law_after: str
    before: int
    after: int
    changed: int
    added: int
    removed: int
    months: tuple[MonthChange, ...]


def compare_tables(old: Path, new: Path, out: Path, memory: str = MEMORY) -> Difference:
    """Write every row that differs between two priced tables, and sum up. Raises LawRefusal.

    The output has the keys, what became of the row (`changed`, `added`, `removed`), the totals
    `before` and `after`, and the signed difference of every programme and payer.
    """
    engine = DuckEngine(out, memory)
    try:
        columns = [_columns(engine, path) for path in (old, new)]
        keys = [*KEYS, *(["area"] if all("area" in names for names in columns) else [])]
        law_before, law_after = (law_id_of(engine, path) for path in (old, new))
        metadata = {"law_id": law_after, "law_id_before": law_before}
        order = ", ".join(keys)
        engine.write(f"{_differing(old, new, keys)} ORDER BY {order}", out, metadata, None)
        return _summed(engine, old, new, out, (law_before, law_after))
    finally:
        engine.close()


def _columns(engine: DuckEngine, path: Path) -> set[str]:
    import duckdb

    try:
        found = {row[0] for row in engine.fetch(f"DESCRIBE SELECT * FROM {_table(path)}")}
    except duckdb.Error as error:
        raise LawRefusal(
            "unreadable",
            f"Berkas {path} tidak dapat dibaca sebagai tabel hasil hitungan: {error}",
            f"The file {path} cannot be read as a priced table: {error}",
        ) from error
    lacking = ", ".join(sorted({*KEYS, *PARTS, "total"} - found))
    if lacking:
        raise LawRefusal(
            "columns_missing",
            f"{path} bukan hasil `law price`; kolom yang tidak ada: {lacking}.",
            f"{path} was not written by `law price`; it lacks the columns {lacking}.",
        )
    return found


def _table(path: Path) -> str:
    """A priced file, or a folder of them as Spark writes it."""
    return f"read_parquet({_files(path)})"


def _files(path: Path) -> str:
    return quoted(str(path / "*.parquet" if path.is_dir() else path))


def law_id_of(engine: DuckEngine, path: Path) -> str:
    """The law that a table was reckoned with; empty where it does not say."""
    rows = engine.fetch(f"SELECT DISTINCT key, value FROM parquet_kv_metadata({_files(path)})")
    known = {bytes(key).decode(): bytes(value).decode() for key, value in rows}
    if "law_id" in known:
        return known["law_id"]
    schema = json.loads(known.get("org.apache.spark.sql.parquet.row.metadata", "{}"))
    fields = (field.get("metadata", {}) for field in schema.get("fields", []))
    return next((str(field["law_id"]) for field in fields if "law_id" in field), "")


def _differing(old: Path, new: Path, keys: list[str]) -> str:
    """Rows that are not alike; a person's rows of one segment and month are added up."""
    named = ", ".join(["CAST(person_id AS VARCHAR) AS person_id", *keys[1:]])
    own = ", ".join(
        [f"sign * {name} AS {name}" for name in PARTS]
        + [
            "CASE WHEN sign < 0 THEN total ELSE 0 END AS before",
            "CASE WHEN sign > 0 THEN total ELSE 0 END AS after",
            "CASE WHEN sign < 0 THEN 1 ELSE 0 END AS was",
            "CASE WHEN sign > 0 THEN 1 ELSE 0 END AS now",
        ]
    )
    both = " UNION ALL ".join(
        f"SELECT {named}, {own} FROM (SELECT *, CAST({sign} AS BIGINT) AS sign FROM {_table(path)})"
        for sign, path in ((-1, old), (1, new))
    )
    sums = ", ".join(
        f"CAST(sum({name}) AS BIGINT) AS {name}" for name in ("before", "after", *PARTS)
    )
    unlike = " OR ".join(f"{name} <> 0" for name in PARTS)
    return f"""SELECT {", ".join(keys)},
      CASE WHEN was = 0 THEN 'added' WHEN now = 0 THEN 'removed' ELSE 'changed' END AS change,
      before, after, after - before AS difference, {", ".join(PARTS)}
    FROM (SELECT {", ".join(keys)}, sum(was) AS was, sum(now) AS now, {sums}
      FROM ({both}) AS both_tables GROUP BY {", ".join(keys)}) AS summed
    WHERE was = 0 OR now = 0 OR {unlike}"""


def _summed(
    engine: DuckEngine, old: Path, new: Path, out: Path, laws: tuple[str, str]
) -> Difference:
    counts = engine.fetch(f"SELECT change, count(*) FROM {_table(out)} GROUP BY change")
    found = {str(change): int(count) for change, count in counts}
    (before,), (after,) = (
        engine.fetch(f"SELECT CAST(coalesce(sum(total), 0) AS BIGINT) FROM {_table(path)}")[0]
        for path in (old, new)
    )
    months = engine.fetch(
        f"""SELECT month, count(*), CAST(sum(before) AS BIGINT), CAST(sum(after) AS BIGINT)
        FROM {_table(out)} GROUP BY month ORDER BY month"""
    )
    changed, added, removed = (found.get(name, 0) for name in ("changed", "added", "removed"))
    by_month = (MonthChange(str(month), int(n), int(b), int(a)) for month, n, b, a in months)
    law_before, law_after = laws
    return Difference(
        law_before, law_after, int(before), int(after), changed, added, removed, tuple(by_month)
    )
