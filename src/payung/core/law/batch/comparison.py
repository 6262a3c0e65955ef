# ruff: noqa: S608 - SQL is put together from our own words; file names are quoted
"""Scenarios against the law as it is: cost, heads and protection, by area, fund and month."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from payung.core.law.batch.engine import TableEngine
from payung.core.law.batch.people import prefixes
from payung.core.law.batch.statements import Compared, compared_columns
from payung.core.law.scenarios import Scenario


@dataclass(frozen=True)
class Outcome:
    """One scenario: rupiah, protected person-months, and persons with any protected month."""

    name: str
    label_id: str
    label_en: str
    law_id: str
    total: int
    months: int
    heads: int


@dataclass(frozen=True)
class Comparison:
    """The law as it is, each scenario beside it, and the file that tells them apart by place.

    `baseline` is rupiah, `months` person-months, `heads` persons with at least one month.
    """

    baseline: int
    months: int
    heads: int
    outcomes: tuple[Outcome, ...]
    file: Path


def compare(
    engine: TableEngine, out: Path, scenarios: Sequence[Scenario], by_area: bool
) -> Comparison:
    """Write the comparison of what was priced into `out`, and sum it up."""
    file = out.with_name(f"{out.stem}.comparison.parquet")
    columns = compared_columns(scenarios)
    _gather(engine, out, columns, by_area)
    area = "area, " if by_area else ""
    parts = " UNION ALL ".join(
        _of_scenario(number, one, area) for number, one in enumerate(columns)
    )
    order = f"name, {area}source, month"
    engine.write(f"SELECT * FROM ({parts}) AS compared ORDER BY {order}", file, {}, None)
    sums = ", ".join(
        f"{_sum(f'months_{number}')}, {_sum(f'total_{number}')}" for number in range(len(columns))
    )
    ((months, total, *found),) = engine.fetch(
        f"SELECT {_sum('people')}, {_sum('baseline')}, {sums} FROM cells"
    )
    heads, *kept = _heads(engine, len(scenarios))
    outcomes = tuple(
        Outcome(
            one.scenario.name,
            one.scenario.label_id,
            one.scenario.label_en,
            one.scenario.law.law_id,
            int(found[2 * number + 1]),
            int(found[2 * number]),
            kept[number],
        )
        for number, one in enumerate(columns)
    )
    return Comparison(int(total), int(months), heads, outcomes, file)


def _gather(engine: TableEngine, out: Path, columns: Sequence[Compared], by_area: bool) -> None:
    """Read what was priced once, into the table `cells`: sums by place, fund and month."""
    sources = list(dict.fromkeys(["source", *(one.source for one in columns)]))
    keys = ", ".join([*(["area"] if by_area else []), *sources, "month"])
    sums = ["count(*) AS people", f"{_sum(columns[0].baseline)} AS baseline"]
    for number, one in enumerate(columns):
        sums.append(f"{_sum(f'CASE WHEN {one.protected} THEN 1 ELSE 0 END')} AS months_{number}")
        sums.append(f"{_sum(one.total)} AS total_{number}")
    engine.gather(
        "cells", f"SELECT {keys}, {', '.join(sums)} FROM {engine.priced(out)} GROUP BY {keys}"
    )


def _sum(sql: str) -> str:
    return f"CAST(coalesce(sum({sql}), 0) AS BIGINT)"


def _of_scenario(number: int, one: Compared, area: str) -> str:
    """The rows of one scenario; its money stands under the fund that it gives."""
    name = one.scenario.name.replace("'", "''")
    now = f"""SELECT {area}source, month, people, 0 AS people_scenario, baseline, 0 AS scenario
      FROM cells"""
    then = f"""SELECT {area}{one.source} AS source, month, 0 AS people,
      months_{number} AS people_scenario, 0 AS baseline, total_{number} AS scenario FROM cells"""
    sums = ("people", "people_scenario", "baseline", "scenario")
    listed = ", ".join(f"{_sum(name)} AS {name}" for name in sums)
    return f"""SELECT '{name}' AS name, {area}source, month, {listed}
      FROM ({now} UNION ALL {then}) AS both_{number} GROUP BY {area}source, month"""


def _heads(engine: TableEngine, scenarios: int) -> list[int]:
    """Persons with at least one month under the law, and under each scenario."""
    kept = "".join(f", max({prefix}on) AS {prefix}kept" for prefix in prefixes(scenarios))
    sums = "".join(f", {_sum(f'{prefix}kept')}" for prefix in prefixes(scenarios))
    (row,) = engine.fetch(
        f"SELECT count(*){sums} FROM (SELECT person_id{kept} FROM ready GROUP BY person_id) AS h"
    )
    return [int(number) for number in row]
