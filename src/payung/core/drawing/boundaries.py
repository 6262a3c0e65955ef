"""The delivered village boundaries, read once and turned into paths."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from payung.core.calendar import Lang
from payung.core.drawing.topology import Arc, Point, area_of, ring_of

DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Area:
    """One village: its outline as an SVG path, a point inside it, and its size in grid steps."""

    code: str
    name: str
    path: str
    x: int
    y: int
    size: float
    box: tuple[int, int, int, int]

    @property
    def district(self) -> str:
        """Code of its kecamatan."""
        return self.code[:8]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The villages of a regency on a grid; `borders` are the lines between kecamatan."""

    code: str
    name: str
    attribution: str
    width: int
    height: int
    areas: tuple[Area, ...]
    borders: str
    left: int = 0
    top: int = 0

    def credit(self, lang: Lang = "id") -> str:
        """Whose work the outlines are."""
        if lang == "id":
            return self.attribution
        said = self.attribution.replace("Batas desa:", "Village boundaries:")
        return said.replace("disederhanakan", "simplified")

    def within(self, prefix: str) -> Boundaries:
        """Only the villages whose code begins so (one kecamatan), with a frame that fits them.

        Raises KeyError when there is none.
        """
        chosen = tuple(area for area in self.areas if area.code.startswith(prefix))
        if not chosen:
            raise KeyError(f"no village in {prefix}")
        left, top = min(a.box[0] for a in chosen), min(a.box[1] for a in chosen)
        width = max(a.box[2] for a in chosen) - left
        height = max(a.box[3] for a in chosen) - top
        return replace(
            self, areas=chosen, borders="", left=left, top=top, width=width, height=height
        )


def available() -> tuple[str, ...]:
    """Codes of the regencies that have boundaries.

    >>> "53.04" in available()
    True
    """
    return tuple(sorted(file.stem for file in DATA.glob("*.json")))


@cache
def load_boundaries(code: str) -> Boundaries:
    """The boundaries of a regency. Raises KeyError when none are delivered for it.

    >>> len(load_boundaries("53.04").areas)
    81
    """
    if code not in available():
        raise KeyError(f"no boundaries for {code}")
    return from_resource(json.loads((DATA / f"{code}.json").read_text(encoding="utf-8")))


def from_resource(resource: dict[str, Any]) -> Boundaries:
    """Boundaries from the compact form that `tools/build_boundaries.py` writes."""
    arcs = [_unpacked(flat) for flat in resource["arcs"]]
    areas = tuple(_area(arcs, *row) for row in resource["areas"])
    return Boundaries(
        code=resource["code"],
        name=resource["name"],
        attribution=resource["attribution"],
        width=resource["width"],
        height=resource["height"],
        areas=areas,
        borders=_borders(arcs, resource["areas"]),
    )


def _unpacked(flat: list[int]) -> Arc:
    x, y = flat[0], flat[1]
    points = [(x, y)]
    for i in range(2, len(flat), 2):
        x, y = x + flat[i], y + flat[i + 1]
        points.append((x, y))
    return tuple(points)


def _area(arcs: list[Arc], code: str, name: str, x: int, y: int, rings: list[list[int]]) -> Area:
    outlines = [ring_of(arcs, ring) for ring in rings]
    path = "".join(steps(outline) + "z" for outline in outlines)
    xs = [px for outline in outlines for px, _ in outline]
    ys = [py for outline in outlines for _, py in outline]
    box = (min(xs), min(ys), max(xs), max(ys))
    return Area(code, name, path, x, y, area_of(outlines[0]), box)


def steps(points: list[Point]) -> str:
    """A path of relative whole steps, as short as SVG allows.

    >>> steps([(5, 5), (8, 5), (8, 1)])
    'M5 5l3 0 0-4'
    """
    out = f"M{points[0][0]} {points[0][1]}l"
    numbers = [n for (ax, ay), (bx, by) in itertools.pairwise(points) for n in (bx - ax, by - ay)]
    text = "".join(f"{n}" if n < 0 else f" {n}" for n in numbers)
    return out + text.lstrip(" ")


def _borders(arcs: list[Arc], areas: list[Any]) -> str:
    """Borders that only one kecamatan touches from inside: its own edges, drawn once."""
    sides: dict[int, list[str]] = {}
    for code, _, _, _, rings in areas:
        for ring in rings:
            for number in ring:
                sides.setdefault(abs(number), []).append(code[:8])
    chosen = [arcs[n - 1] for n, codes in sides.items() if len(set(codes)) > 1]
    return "".join(steps(list(arc)) for arc in chosen)


def district_points(boundaries: Boundaries) -> dict[str, tuple[int, int, float]]:
    """For each kecamatan a point near its middle, inside one of its villages, and its size."""
    sums: dict[str, list[float]] = {}
    for area in boundaries.areas:
        whole = sums.setdefault(area.district, [0.0, 0.0, 0.0])
        whole[0] += area.x * area.size
        whole[1] += area.y * area.size
        whole[2] += area.size
    counted = Counter(area.district for area in boundaries.areas)
    return {code: _nearest(boundaries, code, *sums[code]) for code in counted}


def _nearest(
    boundaries: Boundaries, code: str, sum_x: float, sum_y: float, size: float
) -> tuple[int, int, float]:
    x, y = sum_x / (size or 1), sum_y / (size or 1)
    own = [area for area in boundaries.areas if area.district == code]
    best = min(own, key=lambda area: (area.x - x) ** 2 + (area.y - y) ** 2)
    return best.x, best.y, size
