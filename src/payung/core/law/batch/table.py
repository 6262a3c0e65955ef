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
from payung.core.law.batch.terms import COLUMNS, Terms, terms_of
from payung.core.law.law import Law, current_law
from payung.core.law.refusal import LawRefusal

Progress = Callable[[float], None]
EARLIEST, LATEST = Month(1990, 1), Month(2100, 12)
MOST_TERMS = 20_000
MEMORY = "1GB"


@dataclass(frozen=True)
class PricedTable:
    """Rows in and out, the sum of all totals, and how many people were refused months, by code."""

    people: int
    rows: int
    total: int
    law_id: str
    refused: dict[str, int] = field(default_factory=dict)
    refused_file: Path | None = None


def price_table(
    people: Path,
    out: Path,
    *,
    law: Law | None = None,
    progress: Progress | None = None,
    memory: str = MEMORY,
) -> PricedTable:
    """Price every person and month of a file into another, with `law_id` in its metadata.

    What is refused is left out and listed, with its code, in a second file beside the first.
    Raises LawRefusal for a file that cannot be read or lacks columns.
    """
    law = law or current_law()
    part = out.with_name(f"{out.name}.part")
    connection = _connect(out, memory)
    try:
        keys = _open(connection, people)
        spans = _spans(connection, law)
        terms = _terms(connection, law, spans)
        join_terms(connection, keys, terms, spans)
        _copy(connection, _statement(law, spans, keys, terms), part, law.law_id, progress)
        part.replace(out)
        return _summary(connection, out, law.law_id)
    finally:
        connection.close()
        part.unlink(missing_ok=True)
        shutil.rmtree(_scratch(out), ignore_errors=True)


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


def _spans(connection: Any, law: Law) -> list[Span]:
    first, last = connection.execute("SELECT min(m_from), max(m_to) FROM people").fetchone()
    if first is None or last is None:
        return []
    if first < EARLIEST.ordinal or last > LATEST.ordinal:
        raise LawRefusal(
            "months_out_of_range",
            f"Bulan di luar {EARLIEST} sampai {LATEST}.",
            f"Months beyond {EARLIEST} to {LATEST}.",
        )
    return spans_between(law, Month.from_ordinal(first), Month.from_ordinal(last))


def _terms(connection: Any, law: Law, spans: list[Span]) -> list[Terms]:
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
    return terms_of(law, keys, spans)


def _statement(law: Law, spans: list[Span], keys: list[str], terms: list[Terms]) -> str:
    variants = {span.number: set[str]() for span in spans}
    for term in terms:
        if not term.refusal:
            variants[term.span].add(term.variant)
    priced = [
        span_statement(law, span, keys, sorted(variants[span.number]))
        for span in spans
        if variants[span.number]
    ]
    if not priced:
        codes = ", ".join(sorted({term.refusal for term in terms})) or "–"
        raise LawRefusal(
            "nothing_priced",
            f"Tidak ada baris yang dapat dihitung ({codes}).",
            f"There is no row that can be reckoned ({codes}).",
        )
    return "\nUNION ALL".join(priced)


def _copy(
    connection: Any, statement: str, out: Path, law_id: str, progress: Progress | None
) -> None:
    copy = (
        f"COPY ({statement}) TO {quoted(str(out))} "
        f"(FORMAT parquet, KV_METADATA {{law_id: {quoted(law_id)}}})"
    )
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


def _summary(connection: Any, out: Path, law_id: str) -> PricedTable:
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
    return PricedTable(people, rows, int(total), law_id, refused, listed)
