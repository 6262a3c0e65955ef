"""Making village outlines small without tearing them apart.

Neighbours share their borders: each border is found once, made simpler once, and used by both
sides. Coordinates are whole numbers on a grid, so that equal points are equal.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

Point = tuple[int, int]
Ring = list[Point]
Arc = tuple[Point, ...]


def to_grid(
    shapes: Mapping[str, Sequence[Sequence[tuple[float, float]]]], size: int
) -> tuple[dict[str, list[Ring]], int, int]:
    """Rings of longitude and latitude on a grid whose longer side has `size` steps.

    Returns the rings by key, and the grid's width and height. Rings that shrink to less than a
    triangle are left out unless they are all that a shape has.
    """
    points = [p for rings in shapes.values() for ring in rings for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    step = max((east - west) * squeeze, north - south) / size

    def place(lon: float, lat: float) -> Point:
        return round((lon - west) * squeeze / step), round((north - lat) / step)

    drawn = {
        key: [_clean([place(*p) for p in ring]) for ring in rings] for key, rings in shapes.items()
    }
    kept = {
        key: [ring for ring in rings if len(ring) > 2] or rings[:1] for key, rings in drawn.items()
    }
    return kept, round((east - west) * squeeze / step), round((north - south) / step)


def _clean(ring: Ring) -> Ring:
    """Without repeated points, spikes, and the closing point."""
    out: Ring = []
    for point in ring:
        if out and out[-1] == point:
            continue
        if len(out) > 1 and out[-2] == point:
            out.pop()
            continue
        out.append(point)
    while len(out) > 1 and out[0] == out[-1]:
        out.pop()
    return out


def stitched(shapes: Mapping[str, list[Ring]], reach: float = 1.0) -> dict[str, list[Ring]]:
    """Insert the corners of neighbours that lie on an edge, so that shared borders are equal.

    `reach` is how far, in grid steps, a corner may lie beside the edge.
    """
    counts = Counter(
        frozenset(edge) for rings in shapes.values() for ring in rings for edge in _edges(ring)
    )
    loose = {point for edge, n in counts.items() if n == 1 for point in edge}
    buckets: dict[Point, list[Point]] = defaultdict(list)
    for x, y in loose:
        buckets[x // 32, y // 32].append((x, y))
    return {
        key: [_clean(_with_corners(ring, counts, buckets, reach)) for ring in rings]
        for key, rings in shapes.items()
    }


def _edges(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _with_corners(
    ring: Ring,
    counts: Counter[frozenset[Point]],
    buckets: Mapping[Point, list[Point]],
    reach: float,
) -> Ring:
    out: Ring = []
    for a, b in _edges(ring):
        out.append(a)
        if counts[frozenset((a, b))] == 1:
            out.extend(_corners_on(a, b, buckets, reach))
    return out


def _corners_on(
    a: Point, b: Point, buckets: Mapping[Point, list[Point]], reach: float
) -> list[Point]:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    found: list[tuple[float, Point]] = []
    for bx in range((min(a[0], b[0]) - 1) // 32, (max(a[0], b[0]) + 1) // 32 + 1):
        for by in range((min(a[1], b[1]) - 1) // 32, (max(a[1], b[1]) + 1) // 32 + 1):
            for p in buckets.get((bx, by), ()):
                along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length
                aside = abs((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) / math.sqrt(length)
                if 0 < along < 1 and aside <= reach and p not in (a, b):
                    found.append((along, p))
    return [p for _, p in sorted(found)]


def cut_to_arcs(
    shapes: Mapping[str, list[Ring]],
) -> tuple[list[Arc], dict[str, list[list[int]]]]:
    """Borders, each once, and for every shape its rings as signed border numbers.

    Border n is written n + 1 when walked forwards and -(n + 1) when walked backwards.
    """
    near: dict[Point, set[Point]] = defaultdict(set)
    for rings in shapes.values():
        for ring in rings:
            for a, b in _edges(ring):
                near[a].add(b)
                near[b].add(a)
    numbers: dict[Arc, int] = {}
    arcs: list[Arc] = []
    used: dict[str, list[list[int]]] = {}
    for key, rings in shapes.items():
        used[key] = [[_number(arc, numbers, arcs) for arc in _pieces(ring, near)] for ring in rings]
    return arcs, used


def _pieces(ring: Ring, near: Mapping[Point, set[Point]]) -> list[Arc]:
    corners = [i for i, point in enumerate(ring) if len(near[point]) != 2]
    if not corners:
        start = ring.index(min(ring))
        turned = ring[start:] + ring[:start]
        return [(*turned, turned[0])]
    turned = ring[corners[0] :] + ring[: corners[0] + 1]
    pieces, piece = [], [turned[0]]
    for point in turned[1:]:
        piece.append(point)
        if len(near[point]) != 2:
            pieces.append(tuple(piece))
            piece = [point]
    return pieces


def _number(arc: Arc, numbers: dict[Arc, int], arcs: list[Arc]) -> int:
    back = arc[::-1]
    if arc in numbers:
        return numbers[arc] + 1
    if back in numbers:
        return -(numbers[back] + 1)
    numbers[arc] = len(arcs)
    arcs.append(arc)
    return len(arcs)


def simpler(arc: Arc, area: float) -> Arc:
    """The border without the corners that change it by less than `area` (Visvalingam's way).

    Its ends stay. A border that closes on itself keeps at least a triangle, and one that is
    longer than its ends suggest keeps one corner, so that no village vanishes.
    """
    least = 4 if arc[0] == arc[-1] else (3 if len(arc) > 6 else 2)
    before = list(range(-1, len(arc) - 1))
    after = list(range(1, len(arc) + 1))
    heap = [(_triangle(arc[i - 1], arc[i], arc[i + 1]), i) for i in range(1, len(arc) - 1)]
    heapq.heapify(heap)
    current = {i: size for size, i in heap}
    kept = len(arc)
    while heap and kept > least:
        size, i = heapq.heappop(heap)
        if current.get(i) != size:
            continue
        if size >= area:
            break
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        del current[i]
        kept -= 1
        for j in (left, right):
            if 0 < j < len(arc) - 1:
                grown = max(size, _triangle(arc[before[j]], arc[j], arc[after[j]]))
                current[j] = grown
                heapq.heappush(heap, (grown, j))
    return tuple(arc[i] for i in [0, *sorted(current), len(arc) - 1])


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def ring_of(arcs: Sequence[Arc], signed: Iterable[int]) -> Ring:
    """The points of a ring from its borders, without the closing point."""
    out: Ring = []
    for number in signed:
        arc = arcs[abs(number) - 1]
        out.extend((arc if number > 0 else arc[::-1])[:-1])
    return out


def area_of(ring: Sequence[Point]) -> float:
    """Area of a ring in square grid steps."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(ring))) / 2


def contains(ring: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies inside the ring (even-odd rule)."""
    inside = False
    for (ax, ay), (bx, by) in _edges(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def inner_point(ring: Sequence[Point]) -> Point:
    """A point well inside the ring: the best of a fine raster, farthest from every edge.

    A centroid will not do: of the villages of three regencies thirteen centroids lie outside.
    """
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    best, where = -1.0, ring[0]
    for i in range(1, 24):
        for j in range(1, 24):
            x, y = min(xs) + wide * i / 24, min(ys) + tall * j / 24
            if contains(ring, x, y):
                far = min(_distance(x, y, a, b) for a, b in _edges(ring))
                if far > best:
                    best, where = far, (round(x), round(y))
    return where


def _distance(x: float, y: float, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - a[0]) * dx + (y - a[1]) * dy) / length)) if length else 0.0
    return math.hypot(x - a[0] - along * dx, y - a[1] - along * dy)
