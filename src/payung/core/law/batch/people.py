# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""A Parquet file of people as a view with known columns: text terms, months, an exact amount."""

from pathlib import Path
from typing import Any

from payung.core.law.batch.spans import Span
from payung.core.law.batch.terms import COLUMNS, Row
from payung.core.law.refusal import LawRefusal
from payung.core.law.vocabulary import FACTS, PROGRAMMES

REQUIRED = ("person_id", "segment", "programmes", "month_from", "months")
MOST_MONTHS = 1200
TOP = FACTS["wage"].high * FACTS["wage"].den
WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER")
_MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"


def open_people(connection: Any, path: Path) -> list[str]:
    """Make the view `people`; return the key columns. Raises LawRefusal for missing columns."""
    connection.execute(
        "CREATE VIEW source AS SELECT * FROM read_parquet(?, file_row_number = true)".replace(
            "?", quoted(str(path))
        )
    )
    described = connection.execute("DESCRIBE source").fetchall()
    types = {str(row[0]): str(row[1]) for row in described}
    lacking = [name for name in REQUIRED if name not in types]
    if not {"wage", "income"} & types.keys():
        lacking.append("wage / income")
    if lacking:
        raise LawRefusal(
            "columns_missing",
            f"Kolom tidak ada: {', '.join(lacking)}.",
            f"Missing columns: {', '.join(lacking)}.",
        )
    keys = ["person_id", *(["area"] if "area" in types else []), "segment"]
    connection.execute(_people_view(types, keys))
    return keys


def _people_view(types: dict[str, str], keys: list[str]) -> str:
    texts = ", ".join(
        f"coalesce(CAST({name} AS VARCHAR), '') AS t_{name}" if name in types else f"'' AS t_{name}"
        for name in COLUMNS
    )
    month = "CAST(month_from AS VARCHAR)"
    parts = f"(CAST({month}[1:4] AS INTEGER) * 12 + CAST({month}[6:7] AS INTEGER) - 1)"
    valid = f"regexp_matches({month}, '{_MONTH}')"
    counted = f"months BETWEEN 1 AND {MOST_MONTHS}"
    amounts = ", ".join(
        f"{sen(name, types.get(name))} AS sen_{name}" for name in ("wage", "income")
    )
    presence = ", ".join(
        f"{f'{name} IS NOT NULL' if name in types else 'FALSE'} AS given_{name}"
        for name in ("wage", "income")
    )
    return f"""CREATE VIEW people AS SELECT {", ".join(keys)}, file_row_number, {texts}, {amounts},
  {presence},
  CASE WHEN {valid} THEN {parts} END AS m_from,
  CASE WHEN {valid} AND {counted} THEN {parts} + CAST(months AS INTEGER) - 1 END AS m_to
  FROM source"""


def sen(name: str, kind: str | None) -> str:
    """A money column in sen as HUGEINT; NULL where it is no exact amount of sen.

    Floating columns are taken only where they hold whole rupiah: a fraction there is not exact.
    """
    if kind is None:
        return "CAST(NULL AS HUGEINT)"
    if kind in WHOLE:
        return f"CAST({name} AS HUGEINT) * 100"
    if kind in ("FLOAT", "DOUBLE"):
        exact = f"{name} = floor({name}) AND abs({name}) < 1e15"
        return f"CASE WHEN {exact} THEN CAST({name} AS HUGEINT) * 100 END"
    amount = f"TRY_CAST({name} AS DECIMAL(24, 6))"
    exact = f"{amount} * 100 = floor({amount} * 100)"
    if kind == "VARCHAR":
        exact = f"regexp_matches({name}, '^ *-?[0-9]+([.][0-9]+)? *$') AND {exact}"
    return f"CASE WHEN {exact} THEN CAST(floor({amount} * 100) AS HUGEINT) END"


def join_terms(connection: Any, keys: list[str], rows: list[Row], spans: list[Span]) -> None:
    """Make the views `ready` (what is priced) and `refused` (what is not, and why).

    Columns that begin with s_ hold the terms under a scenario (the same where there is none).
    """
    texts = ", ".join(f"t_{name} VARCHAR" for name in COLUMNS)
    flags = ", ".join(f"has_{name} INTEGER" for name in PROGRAMMES) + ", fund_bears INTEGER"
    reform = flags.replace("has_", "s_has_").replace("fund_bears", "s_fund_bears")
    connection.execute(
        f"CREATE TABLE terms ({texts}, span INTEGER, variant VARCHAR, risk VARCHAR, fund VARCHAR, "
        f"sector VARCHAR, {flags}, refusal VARCHAR, s_fund VARCHAR, {reform}, "
        "s_num BIGINT, s_den BIGINT, s_on INTEGER)"
    )
    marks = ", ".join("?" * len(rows[0].values())) if rows else ""
    if rows:
        connection.executemany(
            f"INSERT INTO terms VALUES ({marks})", [row.values() for row in rows]
        )
    connection.execute("CREATE TABLE spans (span INTEGER, s_first INTEGER, s_last INTEGER)")
    for span in spans:
        connection.execute(
            "INSERT INTO spans VALUES (?, ?, ?)",
            [span.number, span.first.ordinal, span.last.ordinal],
        )
    named = ", ".join(f"p.{key}" for key in keys)
    same = " AND ".join(f"p.t_{name} = t.t_{name}" for name in COLUMNS)
    connection.execute(f"""CREATE VIEW joined AS SELECT {named}, p.file_row_number, t.* EXCLUDE ({
        ", ".join(f"t_{name}" for name in COLUMNS)
    }), p.m_from, p.m_to, s_first, s_last,
      CASE t.variant WHEN 'bpu' THEN p.sen_income ELSE p.sen_wage END AS sen,
      CASE t.variant WHEN 'bpu' THEN p.given_income ELSE p.given_wage END AS given,
      CASE t.variant WHEN 'bpu' THEN 'income' ELSE 'wage' END AS fact
      FROM people p JOIN terms t ON {same} JOIN spans s ON s.span = t.span
      WHERE p.m_from <= s.s_last AND p.m_to >= s.s_first""")
    connection.execute(f"""CREATE VIEW ready AS
      SELECT *, CAST(sen AS BIGINT) AS amount, has_jkp AS with_jkp,
        CAST((sen * s_num * 2 + s_den) // (2 * s_den) AS BIGINT) AS s_amount,
        s_has_jkp AS s_with_jkp FROM joined
      WHERE refusal = '' AND sen BETWEEN 0 AND {TOP}""")
    _refused_view(connection, keys)


def _refused_view(connection: Any, keys: list[str]) -> None:
    named = ", ".join(keys)
    connection.execute(f"""CREATE VIEW refused AS
      SELECT {named}, file_row_number + 1 AS row, code,
        {_month_text("min(first)")} AS month_from, {_month_text("max(last)")} AS month_to
      FROM (
        SELECT *, greatest(m_from, s_first) AS first, least(m_to, s_last) AS last,
          CASE WHEN refusal <> '' THEN refusal
               WHEN NOT given THEN fact || '_missing'
               WHEN sen IS NULL THEN fact || '_invalid'
               WHEN sen < 0 THEN fact || '_negative'
               ELSE fact || '_out_of_range' END AS code
        FROM joined WHERE refusal <> '' OR sen IS NULL OR sen NOT BETWEEN 0 AND {TOP})
      GROUP BY {named}, file_row_number, code
      UNION ALL
      SELECT {named}, file_row_number + 1,
        CASE WHEN m_from IS NULL THEN 'month_invalid' ELSE 'months_invalid' END, NULL, NULL
      FROM people WHERE m_to IS NULL""")


def _month_text(ordinal: str) -> str:
    return f"printf('%04d-%02d', {ordinal} // 12, {ordinal} % 12 + 1)"


def quoted(text: str) -> str:
    """A text as an SQL literal.

    >>> quoted("d'or.parquet")
    "'d''or.parquet'"
    """
    return "'" + text.replace("'", "''") + "'"
