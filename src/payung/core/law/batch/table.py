# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""Price a Parquet file of people: out comes a row per person and month, in constant memory."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from payung.core.calendar import Month
from payung.core.law.batch.comparison import Comparison, compare
from payung.core.law.batch.duck import MEMORY
from payung.core.law.batch.engine import Job, Progress, TableEngine, Written
from payung.core.law.batch.people import join_terms, open_people
from payung.core.law.batch.spans import Span, spans_between
from payung.core.law.batch.statements import column_word
from payung.core.law.batch.terms import COLUMNS, Key, rows_of
from payung.core.law.fused.engine import FusedEngine
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
    used = engine or FusedEngine(out, memory)
    try:
        job = prepared(used, open_people(used, people), law, *reforms)
        written = used.price(job, out, _metadata(law, reforms), progress)
        return _summary(used, out, job, written)
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


def prepared(engine: TableEngine, keys: Sequence[str], law: Law, *reforms: Scenario | None) -> Job:
    """What is to be priced, with the terms of the open people joined. Raises LawRefusal."""
    from payung.core.law.batch.merging import merged

    scenarios = tuple(scenario for scenario in reforms if scenario)
    terms, first, last = _stated(engine)
    spans = _spans(law, scenarios, first, last)
    rows = rows_of(law, scenarios, terms, spans)
    job = merged(Job(law, scenarios, tuple(keys), tuple(spans), tuple(rows)))
    join_terms(engine, keys, job.rows, job.spans, len(scenarios))
    if all(row.terms.refusal for row in rows):
        codes = ", ".join(sorted({row.terms.refusal for row in rows})) or "–"
        raise LawRefusal(
            "nothing_priced",
            f"Tidak ada baris yang dapat dihitung ({codes}).",
            f"There is no row that can be reckoned ({codes}).",
        )
    return job


def _stated(engine: TableEngine) -> tuple[list[Key], int | None, int | None]:
    """The different terms of the people, their first month and their last; one reading of all."""
    columns = ", ".join(f"t_{name}" for name in COLUMNS)
    found = engine.fetch(
        f"""SELECT {columns}, min(m_from), max(m_to) FROM wordings GROUP BY {columns}
        LIMIT {MOST_TERMS + 1}"""
    )
    if len(found) > MOST_TERMS:
        raise LawRefusal(
            "too_many_terms",
            f"Lebih dari {MOST_TERMS} kombinasi {', '.join(COLUMNS)}; periksa isi kolomnya.",
            f"More than {MOST_TERMS} combinations of {', '.join(COLUMNS)}; check the columns.",
        )
    terms: list[Key] = sorted((row[0], row[1], row[2], row[3], row[4]) for row in found)
    firsts = [row[-2] for row in found if row[-2] is not None]
    lasts = [row[-1] for row in found if row[-1] is not None]
    return terms, min(firsts, default=None), max(lasts, default=None)


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


def _spans(
    law: Law, scenarios: Sequence[Scenario], first: int | None, last: int | None
) -> list[Span]:
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


def _summary(engine: TableEngine, out: Path, job: Job, written: Written) -> PricedTable:
    ((people,),) = engine.fetch("SELECT count(*) FROM source")
    counted: list[tuple[str, int]] = []
    if written.refused:
        counted = [
            (str(code), int(count))
            for code, count in engine.fetch(
                "SELECT code, count(*) FROM refused GROUP BY code ORDER BY code"
            )
        ]
    listed = out.with_name(f"{out.stem}.refused.parquet") if counted else None
    if listed:
        engine.write("SELECT * FROM refused", listed, {}, None)
    compared = compare(engine, out, job.scenarios, "area" in job.keys) if job.scenarios else None
    law_id = _law_id(job.law, job.scenarios)
    return PricedTable(people, written.rows, written.total, law_id, dict(counted), listed, compared)
