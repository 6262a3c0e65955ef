# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""Price a Parquet file of people: out comes a row per person and month, in constant memory."""

from dataclasses import dataclass, field
from pathlib import Path

from payung.core.calendar import Month
from payung.core.law.batch.duck import MEMORY, DuckEngine
from payung.core.law.batch.engine import Progress, TableEngine
from payung.core.law.batch.people import join_terms, open_people
from payung.core.law.batch.spans import Span, spans_between
from payung.core.law.batch.statements import span_statement
from payung.core.law.batch.terms import COLUMNS, Row, rows_of
from payung.core.law.law import Law, current_law
from payung.core.law.refusal import LawRefusal
from payung.core.law.scenarios import Scenario

EARLIEST, LATEST = Month(1990, 1), Month(2100, 12)
MOST_TERMS = 20_000


@dataclass(frozen=True)
class Comparison:
    """A scenario against the law as it is: rupiah, and months of people, on either side."""

    baseline: int
    scenario: int
    months: int
    months_scenario: int
    file: Path


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
    progress: Progress | None = None,
    memory: str = MEMORY,
    engine: TableEngine | None = None,
) -> PricedTable:
    """Price every person and month of a file into another, with `law_id` in its metadata.

    What is refused is left out and listed, with its code, in a second file beside the first. With
    a scenario the columns hold its rupiah, `baseline_total` the law's, and a further file compares
    them by area, source of money and month. Raises LawRefusal for a file that cannot be read.
    """
    law = law or current_law()
    used = engine or DuckEngine(out, memory)
    try:
        keys = open_people(used, people)
        used_statement = prepared(used, keys, law, scenario)
        used.write(used_statement, out, _metadata(law, scenario), progress)
        return _summary(used, out, law, scenario, "area" in keys)
    finally:
        used.close()


def prepared(engine: TableEngine, keys: list[str], law: Law, scenario: Scenario | None) -> str:
    """Join the terms of the open people and print the statement that prices them."""
    spans = _spans(engine, law, scenario)
    rows = _rows(engine, law, scenario, spans)
    join_terms(engine, keys, rows, spans)
    return _statement(engine, law, scenario, spans, keys, rows)


def _metadata(law: Law, scenario: Scenario | None) -> dict[str, str]:
    if scenario is None:
        return {"law_id": law.law_id}
    return {
        "law_id": scenario.law.law_id,
        "baseline_law_id": law.law_id,
        "scenario": scenario.name,
    }


def _spans(engine: TableEngine, law: Law, scenario: Scenario | None) -> list[Span]:
    ((first, last),) = engine.fetch("SELECT min(m_from), max(m_to) FROM people")
    if first is None or last is None:
        return []
    if first < EARLIEST.ordinal or last > LATEST.ordinal:
        raise LawRefusal(
            "months_out_of_range",
            f"Bulan di luar {EARLIEST} sampai {LATEST}.",
            f"Months beyond {EARLIEST} to {LATEST}.",
        )
    laws, cuts = [law], []
    if scenario:
        laws.append(scenario.law)
        cuts = [change.since for change in scenario.changes]
        cuts += [change.until + 1 for change in scenario.changes if change.until]
    return spans_between(laws, cuts, Month.from_ordinal(first), Month.from_ordinal(last))


def _rows(engine: TableEngine, law: Law, scenario: Scenario | None, spans: list[Span]) -> list[Row]:
    columns = ", ".join(f"t_{name}" for name in COLUMNS)
    keys = engine.fetch(f"SELECT DISTINCT {columns} FROM people LIMIT {MOST_TERMS + 1}")
    if len(keys) > MOST_TERMS:
        raise LawRefusal(
            "too_many_terms",
            f"Lebih dari {MOST_TERMS} kombinasi {', '.join(COLUMNS)}; periksa isi kolomnya.",
            f"More than {MOST_TERMS} combinations of {', '.join(COLUMNS)}; check the columns.",
        )
    return rows_of(law, scenario, sorted(keys), spans)


def _statement(
    engine: TableEngine,
    law: Law,
    scenario: Scenario | None,
    spans: list[Span],
    keys: list[str],
    rows: list[Row],
) -> str:
    variants = {span.number: set[str]() for span in spans}
    for row in rows:
        if not row.terms.refusal:
            variants[row.terms.span].add(row.terms.variant)
    priced = [
        span_statement(law, scenario, span, keys, variants[span.number], engine.dialect)
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
    engine: TableEngine, out: Path, law: Law, scenario: Scenario | None, by_area: bool
) -> PricedTable:
    ((people,),) = engine.fetch("SELECT count(*) FROM source")
    priced = engine.priced(out)
    ((rows, total),) = engine.fetch(
        f"SELECT count(*), CAST(coalesce(sum(total), 0) AS BIGINT) FROM {priced}"
    )
    counted = engine.fetch("SELECT code, count(*) FROM refused GROUP BY code ORDER BY code")
    refused = {str(code): int(count) for code, count in counted}
    listed = out.with_name(f"{out.stem}.refused.parquet") if refused else None
    if listed:
        engine.write("SELECT * FROM refused", listed, {}, None)
    compared = _compare(engine, priced, out, by_area) if scenario else None
    law_id = scenario.law.law_id if scenario else law.law_id
    return PricedTable(people, rows, int(total), law_id, refused, listed, compared)


def _compare(engine: TableEngine, priced: str, out: Path, by_area: bool) -> Comparison:
    area = "area, " if by_area else ""
    sums = """count(*) AS people, count(*) FILTER (WHERE protected) AS people_scenario,
      CAST(coalesce(sum(baseline_total), 0) AS BIGINT) AS baseline,
      CAST(coalesce(sum(total), 0) AS BIGINT) AS scenario"""
    file = out.with_name(f"{out.stem}.comparison.parquet")
    engine.write(
        f"SELECT {area}source, month, {sums} FROM {priced} GROUP BY {area}source, month "
        f"ORDER BY {area}source, month",
        file,
        {},
        None,
    )
    ((months, kept, baseline, total),) = engine.fetch(f"SELECT {sums} FROM {priced}")
    return Comparison(int(baseline), int(total), int(months), int(kept), file)
