"""The map: five steps of teal, hatching where nothing is known, bold outlines below target."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from payung.core.calendar import Lang
from payung.core.drawing.boundaries import Area, Boundaries, district_points
from payung.core.drawing.svg import (
    GREY,
    INK,
    STEPS,
    esc,
    fitted,
    frame,
    hatch,
    link,
    mark_of,
    percent,
    safe_href,
    short,
    tag,
    text,
    width_of,
)

WORDS: Final[dict[Lang, dict[str, str]]] = {
    "id": {
        "none": "Tidak ada data", "below": "Di bawah target", "more": "atau lebih",
    },
    "en": {
        "none": "No data", "below": "Below target", "more": "or more",
    },
}  # fmt: skip


def choropleth(
    boundaries: Boundaries,
    values: Mapping[str, float | None],
    *,
    title: str,
    alt: str,
    breaks: Sequence[float] = (25, 50, 75, 100),
    below: Collection[str] = (),
    hrefs: Mapping[str, str] | None = None,
    districts: Mapping[str, str] | None = None,
    show: Callable[[float, Lang], str] = percent,
    lang: Lang = "id",
    width: float = 360,
) -> str:
    """A map of the villages as SVG.

    `values` by village code, None or absent for "no data"; `breaks` are the four lower bounds of
    the second to fifth step; `below` the codes that get the bold outline; `hrefs` addresses by
    code; `districts` names by kecamatan code, written on the map where they fit. `width` is the
    width of the picture in its own units: text is 12 of them high. Raises ValueError unless there
    are four rising breaks.
    """
    if len(breaks) != 4 or list(breaks) != sorted(set(breaks)):
        raise ValueError("a map needs four rising breaks")
    links = {code: href for code, href in (hrefs or {}).items() if safe_href(href)}
    name = mark_of(boundaries.code, title, alt, width)
    scale = min((width - 8) / boundaries.width, 1.35 * width / boundaries.height)
    left = (width - boundaries.width * scale) / 2 - boundaries.left * scale
    up = 4 - boundaries.top * scale
    shapes = _shapes(
        boundaries, values, breaks, below, links, show, lang, name, scale, bool(districts)
    )
    tall = boundaries.height * scale + 8
    body = (
        f"<defs>{hatch(name + 'h')}</defs>"
        + tag("g", shapes, transform=f"translate({short(left)} {short(up)})scale({scale:.4f})")
        + _labels(boundaries, districts or {}, scale, left, up, 9 if width < 600 else 11)
    )
    legend, height = _legend(breaks, show, lang, name, width, tall + 8, bool(below))
    note = text(fitted(boundaries.credit(lang), width - 8, 9), 4, height + 8, size=9, fill=GREY)
    return frame(
        body + legend + note,
        width=width,
        height=height + 14,
        title=title,
        alt=alt,
        linked=bool(links),
        name=name,
    )


def _shapes(
    boundaries: Boundaries,
    values: Mapping[str, float | None],
    breaks: Sequence[float],
    below: Collection[str],
    links: Mapping[str, str],
    show: Callable[[float, Lang], str],
    lang: Lang,
    name: str,
    scale: float,
    borders: bool,
) -> str:
    plain: dict[str, list[str]] = {}
    bold: dict[str, list[str]] = {}
    for area in boundaries.areas:
        value = values.get(area.code)
        fill = f"url(#{name}h)" if value is None else STEPS[bisect_right(breaks, value)]
        shape = _shape(area, value, area.code in below, links.get(area.code), show, lang)
        (bold if area.code in below else plain).setdefault(fill, []).append(shape)
    body = "".join(
        tag("g", "".join(shapes), fill=fill, stroke=GREY if fill.startswith("url") else None)
        for fill, shapes in sorted(plain.items())
    )
    thin = tag("g", body, stroke="#fff", stroke_width=0.9 / scale, stroke_linejoin="round")
    edges = tag(
        "path", d=boundaries.borders, fill="none", stroke=INK, stroke_width=1.2 / scale,
        stroke_opacity="0.6", stroke_linejoin="round",
    ) if borders else ""  # fmt: skip
    outlined = "".join(
        tag("g", "".join(shapes), fill=fill) for fill, shapes in sorted(bold.items())
    )
    thick = tag("g", outlined, stroke=INK, stroke_width=2 / scale, stroke_linejoin="round")
    return thin + edges + (thick if bold else "")


def _shape(
    area: Area,
    value: float | None,
    below: bool,
    href: str | None,
    show: Callable[[float, Lang], str],
    lang: Lang,
) -> str:
    words = WORDS[lang]
    said = words["none"].lower() if value is None else show(value, lang)
    label = f"{area.name}: {said}" + (f", {words['below'].lower()}" if below else "")
    path = f'<path d="{area.path}"><title>{esc(label)}</title></path>'
    return link(path, href)


def _labels(
    boundaries: Boundaries,
    districts: Mapping[str, str],
    scale: float,
    left: float,
    up: float,
    size: float,
) -> str:
    placed: list[tuple[float, float, float, float]] = []
    out = []
    points = district_points(boundaries)
    for code, (x, y, _) in sorted(points.items(), key=lambda item: -item[1][2]):
        if code not in districts:
            continue
        half = width_of(districts[code], size) * 0.56
        for shift in (0, size, -size, 2 * size, -2 * size):
            cx, cy = left + x * scale, up + y * scale + shift + 3
            box = (cx - half, cy - size, cx + half, cy + 3)
            if box[0] > 0 and not any(_overlap(box, other) for other in placed):
                placed.append(box)
                out.append(text(districts[code], cx, cy, size=size))
                break
    return tag(
        "g", "".join(out), text_anchor="middle", stroke="#fff", stroke_width=2.4,
        stroke_linejoin="round", paint_order="stroke", font_weight="500", pointer_events="none",
    ) if out else ""  # fmt: skip


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _legend(
    breaks: Sequence[float],
    show: Callable[[float, Lang], str],
    lang: Lang,
    name: str,
    width: float,
    top: float,
    bold: bool,
) -> tuple[str, float]:
    words = WORDS[lang]
    edges = [show(b, lang) for b in breaks]
    short_edges = [e.removesuffix("%").rstrip() for e in edges]
    labels = [f"< {edges[0]}"]
    labels += [f"{a} – < {b}" for a, b in zip(short_edges, edges[1:], strict=False)]
    labels.append(f"{edges[-1]} {words['more']}")
    entries: list[tuple[str, str, str | None, float]] = [
        (label, fill, "#8b939c", 0.6) for label, fill in zip(labels, STEPS, strict=True)
    ]
    entries.append((words["none"], f"url(#{name}h)", "#8b939c", 0.6))
    if bold:
        entries.append((words["below"], "#fff", INK, 2))
    columns = max(1, min(len(entries), int((width - 8) // 168)))
    out = []
    for i, (label, fill, stroke, wide) in enumerate(entries):
        x = 5 + (i % columns) * (width - 8) / columns
        y = top + (i // columns) * 18
        out.append(
            tag("rect", x=x, y=y, width=18, height=12, fill=fill, stroke=stroke, stroke_width=wide)
        )
        out.append(text(label, x + 24, y + 10.5, size=11.5))
    rows = (len(entries) + columns - 1) // columns
    return "".join(out), top + rows * 18
