"""The file of pairs: ids, weight, probability, band and reasons, as Parquet or CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from payung.core.linkage.choose import MATCH, Chosen
from payung.core.linkage.kernel import levels_of_pairs
from payung.core.linkage.levels import COMPARISONS, HARD_CODES
from payung.core.linkage.points import UNIT, Points
from payung.core.linkage.refusal import LinkageRefusal
from payung.core.linkage.text import Integers


def write_pairs(
    out: Path, left_ids: Any, right_ids: Any, chosen: Chosen, levels: Integers, points: Points
) -> None:
    """Write the pairs; reasons are a list of code and points (in CSV one text, ``;`` between).

    A hard finding stands last among the reasons, with no points.
    """
    import duckdb

    part = out.with_name(f"{out.name}.part")
    csv = out.suffix.lower() != ".parquet"
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE level (comparison INTEGER, number INTEGER, code VARCHAR, p DOUBLE)"
        )
        con.executemany("INSERT INTO level VALUES (?, ?, ?, ?)", _level_rows(points))
        con.register("found", _arrays(left_ids, right_ids, chosen, levels))
        try:
            con.execute(f"COPY ({_select(points, csv)}) TO '{_quoted(part)}' {_form(csv)}")
            part.replace(out)
        except (duckdb.Error, OSError) as error:
            part.unlink(missing_ok=True)
            raise LinkageRefusal(
                "unwritable",
                f"Hasil tidak dapat ditulis ke {out}. Periksa foldernya, hak tulis dan ruang disk.",
                f"The result cannot be written to {out}. Check folder, write permission and disk.",
            ) from error


def levels_for(left: Integers, right: Integers, chosen: Chosen) -> Integers:
    """The levels of the chosen pairs."""
    found: Integers = levels_of_pairs(left, right, chosen.left, chosen.right)
    return found


def _level_rows(points: Points) -> list[tuple[int, int, str, float]]:
    return [
        (place, number, level.code, points.levels[level.code] / UNIT)
        for place, comparison in enumerate(COMPARISONS)
        for number, level in enumerate(comparison.levels)
    ] + [(99, n, f"hard:{code}", 0.0) for n, code in enumerate(HARD_CODES) if code]


def _arrays(left_ids: Any, right_ids: Any, chosen: Chosen, levels: Integers) -> dict[str, Any]:
    weight = chosen.total / UNIT
    arrays = {
        "id_l": np.asarray(left_ids, object)[chosen.left],
        "id_r": np.asarray(right_ids, object)[chosen.right],
        "weight": weight,
        "probability": 1 / (1 + np.exp(-np.clip(weight, -700, 700))),
        "matched": chosen.band == MATCH,
        "hard": chosen.hard,
    }
    return arrays | {f"c{i}": levels[:, i].copy() for i in range(len(COMPARISONS))}


def _select(points: Points, csv: bool) -> str:
    numbers = range(len(COMPARISONS))
    steps = [f"struct_pack(code := 'start', points := {points.intercept / UNIT}::DOUBLE)"]
    steps += [f"struct_pack(code := l{i}.code, points := l{i}.p)" for i in numbers]
    joins = " ".join(
        f"JOIN level l{i} ON l{i}.comparison = {i} AND l{i}.number = c{i}" for i in numbers
    )
    hard = (
        "CASE WHEN h.code IS NULL THEN [] "
        "ELSE [struct_pack(code := h.code, points := 0.0::DOUBLE)] END"
    )
    reasons = f"list_concat([{', '.join(steps)}], {hard})"
    if csv:
        reasons = (
            f"array_to_string(list_transform({reasons}, lambda r: "
            "r.code || '=' || printf('%+.2f', r.points)), '; ')"
        )
    return (
        "SELECT id_l, id_r, weight, probability, "  # noqa: S608
        f"CASE WHEN matched THEN 'match' ELSE 'review' END AS band, {reasons} AS reasons "
        f"FROM found {joins} LEFT JOIN level h ON h.comparison = 99 AND h.number = hard "
        "ORDER BY id_l, id_r"
    )


def _form(csv: bool) -> str:
    return "(FORMAT csv, HEADER)" if csv else "(FORMAT parquet)"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
