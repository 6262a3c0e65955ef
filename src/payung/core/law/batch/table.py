# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""Price a Parquet file of people: out comes a row per person and month, in constant memory."""

import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from payung.core.calendar import Month
from payung.core.law.batch.people import join_terms, open_people, quoted
from payung.core.law.batch.spans import Span, spans_between
from payung.core.law.batch.statements import span_statement
from payung.core.law.batch.terms import COLUMNS, Row, rows_of
from payung.core.law.law import Law, current_law
from payung.core.law.refusal import LawRefusal
from payung.core.law.scenarios import Scenario

Progress = Callable[[float], None]
EARLIEST, LATEST = Month(1990, 1), Month(2100, 12)
MOST_TERMS = 20_000
MEMORY = "1GB"


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
) -> PricedTable:
    """Price every person and month of a file into another, with `law_id` in its metadata.

    What is refused is left out and listed, with its code, in a second file beside the first. With
    a scenario the columns hold its rupiah, `baseline_total` the law's, and a further file compares
    them by area, source of money and month. Raises LawRefusal for a file that cannot be read.
    """
    law = law or current_law()
    part = out.with_name(f"{out.name}.part")
    connection = _connect(out, memory)
    try:
        keys = _open(connection, people)
        spans = _spans(connection, law, scenario)
        rows = _rows(connection, law, scenario, spans)
        join_terms(connection, keys, rows, spans)
        statement = _statement(law, scenario, spans, keys, rows)
        _copy(connection, statement, part, _metadata(law, scenario), progress)
        part.replace(out)
        return _summary(connection, out, law, scenario, "area" in keys)
    finally:
        connection.close()
        part.unlink(missing_ok=True)
        shutil.rmtree(_scratch(out), ignore_errors=True)


def _metadata(law: Law, scenario: Scenario | None) -> dict[str, str]:
    if scenario is None:
        return {"law_id": law.law_id}
    return {
        "law_id": scenario.law.law_id,
        "baseline_law_id": law.law_id,
        "scenario": scenario.name,
    }


def _scratch(out: Path) -> Path:
    return out.with_name(f"{out.name}.tmp")


def _connect(out: Path, memory: str) -> Any:
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = {quoted(memory)}")
    connection.execute(f"SET temp_directory = {quoted(str(out.parent / (out.name + '.tmp')))}")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    return connection


def _open(connection: Any, people: Path) -> list[str]:
    import duckdb

    try:
        return open_people(connection, people)
    except duckdb.Error as error:
        raise LawRefusal(
            "unreadable",
            f"Berkas {people.name} tidak dapat dibaca sebagai tabel Parquet orang: {error}",
            f"The file {people.name} cannot be read as a Parquet table of people: {error}",
        ) from error


def _spans(connection: Any, law: Law, scenario: Scenario | None) -> list[Span]:
    first, last = connection.execute("SELECT min(m_from), max(m_to) FROM people").fetchone()
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


def _rows(connection: Any, law: Law, scenario: Scenario | None, spans: list[Span]) -> list[Row]:
    columns = ", ".join(f"t_{name}" for name in COLUMNS)
    keys = connection.execute(
        f"SELECT DISTINCT {columns} FROM people ORDER BY ALL LIMIT {MOST_TERMS + 1}"
    ).fetchall()
    if len(keys) > MOST_TERMS:
        raise LawRefusal(
            "too_many_terms",
            f"Lebih dari {MOST_TERMS} kombinasi {', '.join(COLUMNS)}; periksa isi kolomnya.",
            f"More than {MOST_TERMS} combinations of {', '.join(COLUMNS)}; check the columns.",
        )
    return rows_of(law, scenario, keys, spans)


def _statement(
    law: Law, scenario: Scenario | None, spans: list[Span], keys: list[str], rows: list[Row]
) -> str:
    variants = {span.number: set[str]() for span in spans}
    for row in rows:
        if not row.terms.refusal:
            variants[row.terms.span].add(row.terms.variant)
    priced = [
        span_statement(law, scenario, span, keys, variants[span.number])
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


def _copy(
    connection: Any, statement: str, out: Path, metadata: dict[str, str], progress: Progress | None
) -> None:
    pairs = ", ".join(f"{name}: {quoted(value)}" for name, value in metadata.items())
    copy = f"COPY ({statement}) TO {quoted(str(out))} (FORMAT parquet, KV_METADATA {{{pairs}}})"
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(connection, done, progress), daemon=True)
    if progress:
        watcher.start()
    try:
        connection.execute(copy)
    finally:
        done.set()
        if progress:
            watcher.join()
            progress(1.0)


def _watch(connection: Any, done: threading.Event, progress: Progress) -> None:
    while not done.wait(0.2):
        percent = connection.query_progress()
        if percent > 0:
            progress(min(percent / 100, 1.0))


def _summary(
    connection: Any, out: Path, law: Law, scenario: Scenario | None, by_area: bool
) -> PricedTable:
    (people,) = connection.execute("SELECT count(*) FROM source").fetchone()
    rows, total = connection.execute(
        f"SELECT count(*), coalesce(sum(total), 0) FROM read_parquet({quoted(str(out))})"
    ).fetchone()
    counted = connection.execute(
        "SELECT code, count(*) FROM refused GROUP BY code ORDER BY code"
    ).fetchall()
    refused = {str(code): int(count) for code, count in counted}
    listed = out.with_name(f"{out.stem}.refused.parquet") if refused else None
    if listed:
        connection.execute(f"COPY refused TO {quoted(str(listed))} (FORMAT parquet)")
    compared = _compare(connection, out, by_area) if scenario else None
    law_id = scenario.law.law_id if scenario else law.law_id
    return PricedTable(people, rows, int(total), law_id, refused, listed, compared)


def _compare(connection: Any, out: Path, by_area: bool) -> Comparison:
    area = "area, " if by_area else ""
    source = f"read_parquet({quoted(str(out))})"
    sums = """count(*) AS people, count(*) FILTER (protected) AS people_scenario,
      CAST(coalesce(sum(baseline_total), 0) AS BIGINT) AS baseline,
      CAST(coalesce(sum(total), 0) AS BIGINT) AS scenario"""
    file = out.with_name(f"{out.stem}.comparison.parquet")
    connection.execute(
        f"""COPY (SELECT {area}source, month, {sums} FROM {source} GROUP BY {area}source, month
        ORDER BY {area}source, month) TO {quoted(str(file))} (FORMAT parquet)"""
    )
    months, kept, baseline, total = connection.execute(f"SELECT {sums} FROM {source}").fetchone()
    return Comparison(int(baseline), int(total), int(months), int(kept), file)
