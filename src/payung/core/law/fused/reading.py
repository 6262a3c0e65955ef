# ruff: noqa: S608 - SQL is put together from our own words; texts are quoted
"""What the loop reads of each person: keys, a code for the terms, amounts in sen, and months."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from payung.core.calendar import Month
from payung.core.law.batch.engine import TableEngine, quoted
from payung.core.law.batch.people import COUNTED, TOP, WHOLE, month_of, sen, text
from payung.core.law.batch.terms import COLUMNS, Key

FEW = 64
"""So many words of a column are told apart by a CASE, which reads a dictionary once; more, by a
join."""
MOST_CODES = 1_000_000


@dataclass(frozen=True)
class Reading:
    """The query, and the number of somebody's terms for each code."""

    sql: str
    keys_of: npt.NDArray[np.int32]


def reading_of(
    engine: TableEngine, types: dict[str, str], keys: Sequence[str], terms: Sequence[Key]
) -> Reading:
    """How to read the open people. `terms` are all combinations that stand in the file."""
    words = [sorted({key[place] for key in terms}) for place in range(len(COLUMNS))]
    named = ", ".join(f"p.{name}" for name in keys if name != "segment")
    size = int(np.prod([len(word) for word in words]))
    if max(map(len, words)) > FEW or size > MOST_CODES:
        code, joined, keys_of = _by_join(engine, types, terms)
    else:
        code, joined, keys_of = _by_case(engine, types, terms, words)
    first, last = _months(engine)
    amounts = ", ".join(f"{_sen(engine, types, name)} AS {name}" for name in ("wage", "income"))
    sql = f"""SELECT {named}, CAST({code} AS INTEGER) AS code, {amounts},
      CAST({first} AS INTEGER) AS first, CAST({last} AS INTEGER) AS last FROM source p {joined}"""
    return Reading(sql, keys_of)


def _by_case(
    engine: TableEngine, types: dict[str, str], terms: Sequence[Key], words: list[list[str]]
) -> tuple[str, str, npt.NDArray[np.int32]]:
    place: dict[tuple[str, ...], int] = {key: number for number, key in enumerate(terms)}
    codes = [place.get(key, -1) for key in product(*words)]
    parts, step = [], 1
    for name, word in reversed(list(zip(COLUMNS, words, strict=True))):
        if len(word) > 1:
            shown = _case(text(engine.dialect, types, name), [(w, n) for n, w in enumerate(word)])
            parts.append(f"{step} * {shown}")
        step *= len(word)
    return " + ".join(parts) or "0", "", np.array(codes, dtype=np.int32)


def _by_join(
    engine: TableEngine, types: dict[str, str], terms: Sequence[Key]
) -> tuple[str, str, npt.NDArray[np.int32]]:
    columns = {**{f"c_{name}": "VARCHAR" for name in COLUMNS}, "code": "INTEGER"}
    engine.load("codes", columns, ((*key, number) for number, key in enumerate(terms)))
    same = " AND ".join(f"c.c_{n} = {text(engine.dialect, types, n)}" for n in COLUMNS)
    return "c.code", f"JOIN codes c ON {same}", np.arange(len(terms), dtype=np.int32)


def _case(expr: str, cases: Sequence[tuple[str, int]]) -> str:
    listed = " ".join(f"WHEN {quoted(word)} THEN {number}" for word, number in cases)
    return f"CASE {expr} {listed} ELSE -1 END"


def _months(engine: TableEngine) -> tuple[str, str]:
    """The first and last month as ordinals; below zero where they are none."""
    month = f"CAST(month_from AS {engine.dialect.text})"
    found = engine.fetch(f"SELECT DISTINCT {month} AS m FROM source LIMIT {FEW + 1}")
    first = f"coalesce({month_of(engine.dialect)}, -1)"
    if len(found) <= FEW:
        known = [str(row[0]) for row in found if row[0] is not None]
        first = _case(month, [(word, _ordinal(word)) for word in known]) if known else "-1"
    last = f"CASE WHEN {COUNTED} THEN {first} + CAST(months AS INTEGER) - 1 ELSE -1 END"
    return first, f"CASE WHEN {first} < 0 THEN -1 ELSE {last} END"


def _ordinal(word: str) -> int:
    return Month.parse(word).ordinal if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", word) else -1


def _sen(engine: TableEngine, types: dict[str, str], name: str) -> str:
    """An amount in sen as int64; outside its bounds, or below zero, where it is none."""
    kind = types.get(name)
    if kind is None:
        return "CAST(-1 AS BIGINT)"
    if kind in WHOLE:
        return f"coalesce({sen(engine.dialect, name, kind)}, -1)"
    kept = f"least(greatest({sen(engine.dialect, name, kind)}, -1), {TOP + 1})"
    return f"coalesce(CAST({kept} AS BIGINT), -1)"
