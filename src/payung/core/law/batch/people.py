# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""A Parquet file of people as a view with known columns: text terms, months, an exact amount."""

from collections.abc import Sequence
from pathlib import Path

from payung.core.law.batch.engine import Dialect, TableEngine
from payung.core.law.batch.spans import Span
from payung.core.law.batch.terms import COLUMNS, Row
from payung.core.law.refusal import LawRefusal
from payung.core.law.vocabulary import FACTS, PROGRAMMES

REQUIRED = ("person_id", "segment", "programmes", "month_from", "months")
MOST_MONTHS = 1200
TOP = FACTS["wage"].high * FACTS["wage"].den
WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER")
EMPTY = "''"
COUNTED = f"months BETWEEN 1 AND {MOST_MONTHS}"
_MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
_PLAIN = "^ *-?[0-9]+([.][0-9]+)? *$"


def open_people(engine: TableEngine, path: Path) -> list[str]:
    """Make the view `people`; return the key columns. Raises LawRefusal for missing columns."""
    types = engine.open(path)
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
    engine.run(_people_view(engine.dialect, types, keys))
    stated = [name for name in (*COLUMNS, "month_from", "months") if name in types]
    engine.run(
        f"""CREATE TEMPORARY VIEW wordings AS SELECT {_texts(engine.dialect, types)},
  {_stretch(engine.dialect)} FROM (SELECT DISTINCT {", ".join(stated)} FROM source) AS stated"""
    )
    return keys


def text(dialect: Dialect, types: dict[str, str], name: str) -> str:
    """A column of the terms as text; empty where it is not stated."""
    return f"coalesce(CAST({name} AS {dialect.text}), {EMPTY})" if name in types else EMPTY


def _texts(dialect: Dialect, types: dict[str, str]) -> str:
    return ", ".join(f"{text(dialect, types, name)} AS t_{name}" for name in COLUMNS)


def month_of(dialect: Dialect) -> str:
    """The first month as an ordinal; NULL where it is none."""
    month = f"CAST(month_from AS {dialect.text})"
    year, number = (f"CAST(substring({month}, {at}) AS INTEGER)" for at in ("1, 4", "6, 2"))
    valid = dialect.matches.format(month, _MONTH)
    return f"CASE WHEN {valid} THEN {year} * 12 + {number} - 1 END"


def _stretch(dialect: Dialect) -> str:
    """The first and last month; NULL where they are none."""
    first = month_of(dialect)
    return f"""{first} AS m_from,
  CASE WHEN {COUNTED} THEN {first} + CAST(months AS INTEGER) - 1 END AS m_to"""


def _people_view(dialect: Dialect, types: dict[str, str], keys: list[str]) -> str:
    amounts = ", ".join(
        f"{sen(dialect, name, types.get(name))} AS sen_{name}" for name in ("wage", "income")
    )
    presence = ", ".join(
        f"{f'{name} IS NOT NULL' if name in types else 'FALSE'} AS given_{name}"
        for name in ("wage", "income")
    )
    return f"""CREATE TEMPORARY VIEW people AS SELECT {", ".join(keys)}, row,
  {_texts(dialect, types)}, {amounts}, {presence}, {_stretch(dialect)} FROM source"""


def sen(dialect: Dialect, name: str, kind: str | None) -> str:
    """A money column in sen; NULL where it is no exact amount of sen.

    Whole rupiah beyond the bounds become the nearest amount that is out of them, so that int64 is
    enough; other kinds are wider than int64. Floating columns are taken only where they hold whole
    rupiah: a fraction there is not exact.
    """
    if kind is None:
        return "CAST(NULL AS BIGINT)"
    if kind in WHOLE:
        return f"CAST(least(greatest({name}, -1), {TOP // 100 + 1}) AS BIGINT) * 100"
    if kind in ("FLOAT", "DOUBLE"):
        exact = f"{name} = floor({name}) AND abs({name}) < 1e15"
        return f"CASE WHEN {exact} THEN CAST({name} AS {dialect.huge}) * 100 END"
    amount = f"TRY_CAST({name} AS DECIMAL(24, 6))"
    exact = f"{amount} * 100 = floor({amount} * 100)"
    if kind == "VARCHAR":
        exact = f"{dialect.matches.format(name, _PLAIN)} AND {exact}"
    return f"CASE WHEN {exact} THEN CAST(floor({amount} * 100) AS {dialect.huge}) END"


def join_terms(
    engine: TableEngine,
    keys: Sequence[str],
    rows: Sequence[Row],
    spans: Sequence[Span],
    scenarios: int = 0,
) -> None:
    """Make the views `ready` (what is priced) and `refused` (what is not, and why).

    Columns that begin with s1_, s2_ … hold the terms under each scenario.
    """
    columns = _terms_columns(engine.dialect.text, scenarios)
    engine.load("terms", columns, (row.values() for row in rows))
    bounds = {"span": "INTEGER", "s_first": "INTEGER", "s_last": "INTEGER"}
    engine.load(
        "spans", bounds, ((span.number, span.first.ordinal, span.last.ordinal) for span in spans)
    )
    named = ", ".join(f"p.{key}" for key in keys)
    same = " AND ".join(f"p.t_{name} = t.t_{name}" for name in COLUMNS)
    taken = ", ".join(f"t.{name}" for name in columns if not name.startswith("t_"))
    engine.run(f"""CREATE TEMPORARY VIEW joined AS SELECT {named}, p.row, {taken},
      p.m_from, p.m_to, s.s_first, s.s_last,
      CASE t.variant WHEN 'bpu' THEN p.sen_income ELSE p.sen_wage END AS sen,
      CASE t.variant WHEN 'bpu' THEN p.given_income ELSE p.given_wage END AS given,
      CASE t.variant WHEN 'bpu' THEN 'income' ELSE 'wage' END AS fact
      FROM people p JOIN terms t ON {same} JOIN spans s ON s.span = t.span
      WHERE p.m_from <= s.s_last AND p.m_to >= s.s_first""")
    raised = "".join(
        f",\n        {_raised(engine.dialect, prefix)}" for prefix in prefixes(scenarios)
    )
    engine.run(f"""CREATE TEMPORARY VIEW ready AS
      SELECT *, CAST(sen AS BIGINT) AS amount, has_jkp AS with_jkp{raised} FROM joined
      WHERE refusal = '' AND sen BETWEEN 0 AND {TOP}""")
    engine.run(_refused_view(engine.dialect, keys))


def prefixes(scenarios: int) -> list[str]:
    """What the columns of each scenario begin with.

    >>> prefixes(2)
    ['s1_', 's2_']
    """
    return [f"s{number}_" for number in range(1, scenarios + 1)]


def _raised(dialect: Dialect, prefix: str) -> str:
    """The amount under a scenario, half a sen up, and its JKP flag."""
    num, den = f"{prefix}num", f"{prefix}den"
    divided = f"(CAST(sen AS BIGINT) * {num} * 2 + {den}) {dialect.division} (2 * {den})"
    return f"CAST({divided} AS BIGINT) AS {prefix}amount, {prefix}has_jkp AS {prefix}with_jkp"


def _terms_columns(text: str, scenarios: int) -> dict[str, str]:
    flags = [*(f"has_{name}" for name in PROGRAMMES), "fund_bears"]
    texts = [*(f"t_{name}" for name in COLUMNS)]
    columns = {
        **dict.fromkeys(texts, text),
        "span": "INTEGER",
        **dict.fromkeys(("variant", "risk", "fund", "sector"), text),
        **dict.fromkeys(flags, "INTEGER"),
        "refusal": text,
    }
    for prefix in prefixes(scenarios):
        columns[f"{prefix}fund"] = text
        columns |= {f"{prefix}{flag}": "INTEGER" for flag in flags}
        columns |= {f"{prefix}num": "BIGINT", f"{prefix}den": "BIGINT", f"{prefix}on": "INTEGER"}
    return columns


def _refused_view(dialect: Dialect, keys: Sequence[str]) -> str:
    named = ", ".join(keys)
    first, last = (dialect.month.format(f"{which}") for which in ("min(first)", "max(last)"))
    none = f"CAST(NULL AS {dialect.text})"
    return f"""CREATE TEMPORARY VIEW refused AS
      SELECT {named}, row, code, {first} AS month_from, {last} AS month_to
      FROM (
        SELECT *, greatest(m_from, s_first) AS first, least(m_to, s_last) AS last,
          CASE WHEN refusal <> '' THEN refusal
               WHEN NOT given THEN fact || '_missing'
               WHEN sen IS NULL THEN fact || '_invalid'
               WHEN sen < 0 THEN fact || '_negative'
               ELSE fact || '_out_of_range' END AS code
        FROM joined WHERE refusal <> '' OR sen IS NULL OR sen NOT BETWEEN 0 AND {TOP}) AS why
      GROUP BY {named}, row, code
      UNION ALL
      SELECT {named}, row, CASE WHEN m_from IS NULL THEN 'month_invalid' ELSE 'months_invalid' END,
        {none}, {none}
      FROM people WHERE m_to IS NULL"""
