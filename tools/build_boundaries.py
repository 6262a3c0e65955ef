"""Make the small boundary files of the maps from GeoJSON; run by maintainers.

    python tools/build_boundaries.py 53.04 Belu desa_belu.geojson

Reads features with the properties `kode` (Kemendagri code) and `nama`, and writes
`src/payung/core/drawing/data/<code>.json`. A district that has better boundaries than the ones
delivered runs this on its own file and replaces the result.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from payung.core.drawing import topology  # noqa: E402

TARGET = ROOT / "src/payung/core/drawing/data"
ATTRIBUTION = "Batas desa: wilayah_boundaries, Cahya DSN (MIT), disederhanakan"


def outlines(geojson: dict[str, Any]) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Outer rings and names by code. Holes are left out: no village of these files has one."""
    shapes: dict[str, list[Any]] = {}
    names: dict[str, str] = {}
    for feature in geojson["features"]:
        geometry, about = feature["geometry"], feature["properties"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        shapes[about["kode"]] = [polygon[0] for polygon in polygons]
        names[about["kode"]] = about["nama"]
    return shapes, names


def flat(arc: tuple[tuple[int, int], ...]) -> list[int]:
    """First point, then steps."""
    out = [*arc[0]]
    for (ax, ay), (bx, by) in itertools.pairwise(arc):
        out += [bx - ax, by - ay]
    return out


def build(
    code: str, name: str, geojson: dict[str, Any], *, size: int, area: float, attribution: str
) -> dict[str, Any]:
    """The whole resource of one regency."""
    shapes, names = outlines(geojson)
    grid, width, height = topology.to_grid(shapes, size)
    arcs, used = topology.cut_to_arcs(topology.stitched(grid))
    small = [topology.simpler(arc, area) for arc in arcs]
    areas = []
    for key in sorted(used):
        rings = sorted(used[key], key=lambda r: -topology.area_of(topology.ring_of(small, r)))
        x, y = topology.inner_point(topology.ring_of(small, rings[0]))
        areas.append([key, names[key], x, y, rings])
    return {
        "code": code,
        "name": name,
        "attribution": attribution,
        "width": width,
        "height": height,
        "arcs": [flat(arc) for arc in small],
        "areas": areas,
    }


def main() -> None:
    """Write the resource and say how large it is."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("code")
    ask.add_argument("name")
    ask.add_argument("geojson", type=Path)
    ask.add_argument("--size", type=int, default=500, help="grid steps of the longer side")
    ask.add_argument("--area", type=float, default=12.0, help="least area of a kept corner")
    ask.add_argument("--attribution", default=ATTRIBUTION)
    given = ask.parse_args()
    source = json.loads(given.geojson.read_text(encoding="utf-8"))
    made = build(
        given.code,
        given.name,
        source,
        size=given.size,
        area=given.area,
        attribution=given.attribution,
    )
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"
    (TARGET / f"{given.code}.json").write_text(text, encoding="utf-8")
    corners = sum(len(arc) // 2 for arc in made["arcs"])
    packed = len(gzip.compress(text.encode(), 9))
    sys.stdout.write(
        f"{given.name}: {len(made['areas'])} villages, {len(made['arcs'])} borders, "
        f"{corners} corners, {len(text)} bytes, {packed} gzipped\n"
    )


if __name__ == "__main__":
    main()
