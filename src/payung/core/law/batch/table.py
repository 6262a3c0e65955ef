# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""Price a Parquet file of people: out comes a row per person and month, in constant memory."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from payung.core.calendar import Month
from payung.core.law.batch.comparison import Comparison, compare
from payung.core.law.batch.duck import MEMORY, DuckEngine
from payung.core.law.batch.engine import Progress, TableEngine
from payung.core.law.batch.people import join_terms, open_people
from payung.core.law.batch.spans import Span, spans_between
from payung.core.law.batch.statements import column_word, span_statement
from payung.core.law.batch.terms import COLUMNS, Row, rows_of
from payung.core.law.law import Law, current_law
from payung.core.law.refusal import LawRefusal
from payung.core.law.scenarios import Scenario

EARLIEST, LATEST = Month(1990, 1), Month(2100, 12)
MOST_TERMS = 20_000


@dataclass(frozen=True)
class PricedTable:
    """Rows in and out, the sum of all totals, and how many people were refused months, by code."""

    people: int
    rows: int
    total: int
    law_id: str
    refused: dict[str, int] = field(default_factory=dict)
    refused_file: Path | None = None
    comparison: Comparison | None = None


def price_table(
    people: Path,
    out: Path,
    *,
    law: Law | None = None,
    scenario: Scenario | None = None,
    scenarios: Sequence[Scenario] = (),
    progress: Progress | None = None,
    memory: str = MEMORY,
    engine: TableEngine | None = None,
) -> PricedTable:
    """Price every person and month of a file into another, with `law_id` in its metadata.

    What is refused is left out and listed, with its code, in a second file beside the first. With
    one scenario the columns hold its rupiah and `baseline_total` the law's; with several they hold
    the law's, and each scenario has a total of its own. A further file compares the law and the
    scenarios by area, source of money and month. Raises LawRefusal for a file that cannot be read.
    """
    law = law or current_law()
    reforms = _known(([scenario] if scenario else []) + list(scenarios))
    used = engine or DuckEngine(out, memory)
    try:
        keys = open_people(used, people)
        statement = prepared(used, keys, law, *reforms)
        used.write(statement, out, _metadata(law, reforms), progress)
        return _summary(used, out, law, reforms, "area" in keys)
    finally:
        used.close()


def _known(scenarios: list[Scenario]) -> list[Scenario]:
    """The scenarios, each with a name of its own. Raises LawRefusal."""
    words = [column_word(scenario.name) for scenario in scenarios]
    if len(set(words)) == len(words) and all(words):
        return scenarios
    names = ", ".join(scenario.name for scenario in scenarios)
    raise LawRefusal(
        "scenario_names",
        f"Setiap skenario perlu nama sendiri dengan huruf atau angka: {names}.",
        f"Every scenario needs a name of its own, in letters or digits: {names}.",
    )


def prepared(engine: TableEngine, keys: list[str], law: Law, *reforms: Scenario | None) -> str:
    """Join the terms of the open people and print the statement that prices them."""
    scenarios = [scenario for scenario in reforms if scenario]
    spans = _spans(engine, law, scenarios)
    rows = _rows(engine, law, scenarios, spans)
    join_terms(engine, keys, rows, spans, len(scenarios))
    return _statement(engine, law, scenarios, spans, keys, rows)


def _metadata(law: Law, scenarios: Sequence[Scenario]) -> dict[str, str]:
    if not scenarios:
        return {"law_id": law.law_id}
    names = {scenario.name: scenario.law.law_id for scenario in scenarios}
    return {
        "law_id": _law_id(law, scenarios),
        "baseline_law_id": law.law_id,
        "scenarios": json.dumps(names),
    }


def _law_id(law: Law, scenarios: Sequence[Scenario]) -> str:
    """The law of the money columns."""
    return scenarios[0].law.law_id if len(scenarios) == 1 else law.law_id


def _spans(engine: TableEngine, law: Law, scenarios: Sequence[Scenario]) -> list[Span]:
    ((first, last),) = engine.fetch("SELECT min(m_from), max(m_to) FROM people")
    if first is None or last is None:
        return []
    if first < EARLIEST.ordinal or last > LATEST.ordinal:
        raise LawRefusal(
            "months_out_of_range",
            f"Bulan di luar {EARLIEST} sampai {LATEST}.",
            f"Months beyond {EARLIEST} to {LATEST}.",
        )
    changes = [change for scenario in scenarios for change in scenario.changes]
    laws = [law, *(scenario.law for scenario in scenarios)]
    cuts = [change.since for change in changes]
    cuts += [change.until + 1 for change in changes if change.until]
    return spans_between(laws, cuts, Month.from_ordinal(first), Month.from_ordinal(last))


def _rows(
    engine: TableEngine, law: Law, scenarios: Sequence[Scenario], spans: list[Span]
) -> list[Row]:
    columns = ", ".join(f"t_{name}" for name in COLUMNS)
    keys = engine.fetch(f"SELECT DISTINCT {columns} FROM people LIMIT {MOST_TERMS + 1}")
    if len(keys) > MOST_TERMS:
        raise LawRefusal(
            "too_many_terms",
            f"Lebih dari {MOST_TERMS} kombinasi {', '.join(COLUMNS)}; periksa isi kolomnya.",
            f"More than {MOST_TERMS} combinations of {', '.join(COLUMNS)}; check the columns.",
        )
    return rows_of(law, scenarios, sorted(keys), spans)


def _statement(
    engine: TableEngine,
    law: Law,
    scenarios: Sequence[Scenario],
    spans: list[Span],
    keys: list[str],
    rows: list[Row],
) -> str:
    variants = {span.number: set[str]() for span in spans}
    for row in rows:
        if not row.terms.refusal:
            variants[row.terms.span].add(row.terms.variant)
    priced = [
        span_statement(law, scenarios, span, keys, variants[span.number], engine.dialect)
        for span in spans
        if variants[span.number]
    ]
    if not priced:
        codes = ", ".join(sorted({row.terms.refusal for row in rows})) or "–"
        raise LawRefusal(
            "nothing_priced",
            f"Tidak ada baris yang dapat dihitung ({codes}).",
            f"There is no row that can be reckoned ({codes}).",
        )
    return "\nUNION ALL".join(priced)


def _summary(
    engine: TableEngine, out: Path, law: Law, scenarios: Sequence[Scenario], by_area: bool
) -> PricedTable:
    ((people,),) = engine.fetch("SELECT count(*) FROM source")
    ((rows, total),) = engine.fetch(
        f"SELECT count(*), CAST(coalesce(sum(total), 0) AS BIGINT) FROM {engine.priced(out)}"
    )
    counted = engine.fetch("SELECT code, count(*) FROM refused GROUP BY code ORDER BY code")
    refused = {str(code): int(count) for code, count in counted}
    listed = out.with_name(f"{out.stem}.refused.parquet") if refused else None
    if listed:
        engine.write("SELECT * FROM refused", listed, {}, None)
    compared = compare(engine, out, scenarios, by_area) if scenarios else None
    law_id = _law_id(law, scenarios)
    return PricedTable(people, rows, int(total), law_id, refused, listed, compared)
