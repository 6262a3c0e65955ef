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
    priced, columns = engine.priced(out), compared_columns(scenarios)
    area = "area, " if by_area else ""
    parts = " UNION ALL ".join(
        _of_scenario(priced, number, one, area) for number, one in enumerate(columns)
    )
    order = f"name, {area}source, month"
    engine.write(f"SELECT * FROM ({parts}) AS compared ORDER BY {order}", file, {}, None)
    sums = ", ".join(
        f"{_sum(f'CASE WHEN {one.protected} THEN 1 ELSE 0 END')}, {_sum(one.total)}"
        for one in columns
    )
    baseline = _sum(columns[0].baseline)
    ((months, total, *found),) = engine.fetch(f"SELECT count(*), {baseline}, {sums} FROM {priced}")
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


def _sum(sql: str) -> str:
    return f"CAST(coalesce(sum({sql}), 0) AS BIGINT)"


def _of_scenario(priced: str, number: int, one: Compared, area: str) -> str:
    """The rows of one scenario; its money stands under the fund that it gives."""
    name = one.scenario.name.replace("'", "''")
    now = "count(*) AS people, 0 AS people_scenario"
    kept = "0 AS people, sum(CASE WHEN {0} THEN 1 ELSE 0 END) AS people_scenario"
    before = f"""SELECT {area}source, month, {now}, sum({one.baseline}) AS baseline, 0 AS scenario
      FROM {priced} GROUP BY {area}source, month"""
    after = f"""SELECT {area}{one.source} AS source, month, {kept.format(one.protected)},
      0 AS baseline, sum({one.total}) AS scenario
      FROM {priced} GROUP BY {area}{one.source}, month"""
    sums = ("people", "people_scenario", "baseline", "scenario")
    listed = ", ".join(f"{_sum(name)} AS {name}" for name in sums)
    return f"""SELECT '{name}' AS name, {area}source, month, {listed}
      FROM ({before} UNION ALL {after}) AS both_{number} GROUP BY {area}source, month"""


def _heads(engine: TableEngine, scenarios: int) -> list[int]:
    """Persons with at least one month under the law, and under each scenario."""
    kept = "".join(f", max({prefix}on) AS {prefix}kept" for prefix in prefixes(scenarios))
    sums = "".join(f", {_sum(f'{prefix}kept')}" for prefix in prefixes(scenarios))
    (row,) = engine.fetch(
        f"SELECT count(*){sums} FROM (SELECT person_id{kept} FROM ready GROUP BY person_id) AS h"
    )
    return [int(number) for number in row]
