"""The table of points: what each level adds to the log-odds, versioned and dated, as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from payung.core.linkage.levels import COMPARISONS, WIDEST
from payung.core.linkage.refusal import LinkageRefusal
from payung.core.linkage.text import Integers

UNIT = 100
ONE_LIST, SURER = 2.0, 1.0
"""Inside one list a pair is likelier two persons by this (doubles there are eight times rarer than
partners in a list of reference), and a match needs this more, since no better partner warns."""


@dataclass(frozen=True)
class Points:
    """Whole points (hundredths of natural log-odds) per level, and where the bands begin.

    ``match`` and ``floor`` are weights: from ``match`` on a pair is a match, from ``floor`` on a
    question for people, below it nothing. ``margin`` is the lead over a second candidate that a
    match needs. ``basis`` says in words what the table was fitted on.
    """

    version: str
    fitted_on: str
    basis: str
    intercept: int
    levels: Mapping[str, int]
    match: float
    floor: float
    margin: float

    @cached_property
    def table(self) -> Integers:
        """The points as the kernel reads them: comparison by level."""
        table = np.zeros((len(COMPARISONS), WIDEST), np.int64)
        for row, comparison in enumerate(COMPARISONS):
            for column, level in enumerate(comparison.levels):
                table[row, column] = self.levels[level.code]
        return table

    def for_one_list(self) -> Points:
        """The same table for pairs inside one list: another start, and a stricter match.

        Questions begin where they do between two lists.
        """
        start = self.intercept - round(ONE_LIST * UNIT)
        return replace(self, intercept=start, match=self.match + SURER, floor=self.floor - ONE_LIST)

    def as_json(self) -> str:
        """The text of the file that holds this table."""
        shown = {
            "version": self.version, "fitted_on": self.fitted_on, "basis": self.basis,
            "unit": "points of 1/100 natural log-odds", "intercept": self.intercept,
            "match": self.match, "floor": self.floor, "margin": self.margin,
            "levels": dict(self.levels),
        }  # fmt: skip
        return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def probability(weight: float) -> float:
    """Log-odds as a probability.

    >>> probability(0.0), round(probability(4.6), 2)
    (0.5, 0.99)
    """
    return 1 / (1 + math.exp(-max(min(weight, 700.0), -700.0)))


def read_points(text: str) -> Points:
    """A table from its JSON. Raises LinkageRefusal if a level is missing, unknown or no integer."""
    try:
        raw: dict[str, Any] = json.loads(text)
        levels = raw["levels"]
        wanted = {level.code for comparison in COMPARISONS for level in comparison.levels}
        wrong = sorted(wanted ^ levels.keys()) + [
            code for code, value in levels.items() if type(value) is not int
        ]
        if wrong:
            raise KeyError(", ".join(wrong[:3]))
        return Points(
            raw["version"], raw["fitted_on"], raw["basis"], int(raw["intercept"]), levels,
            float(raw["match"]), float(raw["floor"]), float(raw["margin"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LinkageRefusal(
            "points_invalid",
            f"Tabel poin tidak dapat dipakai: {error}. Pakai tabel yang disimpan oleh program ini.",
            f"The table of points cannot be used: {error}. Use a table saved by this program.",
        ) from error


def load_points(path: Path) -> Points:
    """The table in a file. Raises LinkageRefusal if there is none."""
    try:
        return read_points(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LinkageRefusal(
            "points_unreadable",
            f"Tabel poin {path.name} tidak dapat dibaca. Periksa nama berkasnya.",
            f"The table of points {path.name} cannot be read. Check the name of the file.",
        ) from error


@cache
def default_points() -> Points:
    """The table that ships with the program, good without any training."""
    return read_points(files("payung.core.linkage").joinpath("data/points.json").read_text("utf-8"))
