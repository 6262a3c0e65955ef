"""Bars and funnels: one row per thing, its name above or before, its number beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from payung.core.calendar import Lang
from payung.core.drawing.svg import (
    GREY,
    INK,
    STEPS,
    TEAL,
    esc,
    figure,
    fitted,
    frame,
    hatch,
    link,
    mark_of,
    percent,
    safe_href,
    tag,
    text,
)

_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "id": {
        "lost": "tidak lanjut",
        "none": "tidak ada data",
        "target": "target",
        "more": "lebih banyak",
    },
    "en": {"lost": "not carried on", "none": "no data", "target": "target", "more": "more"},
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a funnel, with the address of its list of names."""

    label: str
    value: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart; None means "no data"; `target` is drawn as a tick."""

    label: str
    value: float | None
    target: float | None = None
    href: str = ""
    note: str = ""


def funnel(
    steps: Sequence[Step], *, title: str, alt: str, lang: Lang = "id", width: float = 360
) -> str:
    """From quota to active: a bar per step, and between the steps how many were lost.

    Each bar says its number and its share of the first step. An empty sequence draws an empty
    frame with the title.
    """
    name = mark_of("funnel", title, alt, *steps)
    first = steps[0].value if steps else 0
    top = max((step.value for step in steps), default=0) or 1
    room = width - 8
    out, y = [], 4.0
    before: int | None = None
    for step in steps:
        if before is not None:
            out.append(_lost(before, step.value, y, lang))
            y += 16
        share = (
            f" ({percent(100 * step.value / first, lang)})" if first and before is not None else ""
        )
        words = f"{figure(step.value, lang)}{share}"
        row = (
            text(step.label, 4, y + 11, weight="600")
            + text(words, width - 4, y + 11, anchor="end", weight="600")
            + tag("rect", x=4, y=y + 17, width=room, height=16, fill=STEPS[0])
            + tag("rect", x=4, y=y + 17, width=room * step.value / top, height=16, fill=TEAL)
        )
        out.append(link(row, step.href, f"{step.label}: {words}"))
        y += 37
        before = step.value
    linked = any(safe_href(step.href) for step in steps if step.href)
    return frame(
        "".join(out), width=width, height=max(y, 20), title=title, alt=alt, linked=linked, name=name
    )


def _lost(before: int, value: int, y: float, lang: Lang) -> str:
    """The line between two steps; a step may also be larger than the one before."""
    words = _WORDS[lang]
    up = value > before
    if up:
        said = f"{figure(value - before, lang)} {words['more']}"
    else:
        share = f" ({percent(100 * (before - value) / before, lang)})" if before else ""
        said = f"{figure(before - value, lang)} {words['lost']}{share}"
    arrow = f"M10 {y + (9 if up else 2):.1f}h8l-4 {-7 if up else 7}z"
    return tag("path", d=arrow, fill=GREY) + text(said, 23, y + 9, size=10.5, fill=GREY)


def bars(
    rows: Sequence[Bar],
    *,
    title: str,
    alt: str,
    unit: str = "%",
    lang: Lang = "id",
    width: float = 360,
) -> str:
    """Horizontal bars in the given order. Below its target a bar is outlined; no data is hatched.

    `unit` "%" writes percentages; anything else is written after the number.
    """
    name = mark_of("bars", title, alt, *rows)
    known = [v for row in rows for v in (row.value, row.target) if v is not None]
    top = max([*known, 100.0 if unit == "%" else 0.0]) or 1.0
    side = min(150.0, width * 0.36)
    room = width - side - 66
    out, y = [f"<defs>{hatch(name + 'h')}</defs>"], 4.0
    for row in rows:
        words = _said(row, unit, lang)
        parts = [
            tag("title", esc(f"{row.label}: {words}")),
            text(fitted(row.label, side - 8), side - 4, y + 12, anchor="end"),
            _bar(row, side, y, room, top, name),
            text(words.split(" · ")[0], side + _reach(row, room, top) + 6, y + 12, weight="600"),
        ]
        out.append(link(tag("g", "".join(parts)), row.href, f"{row.label}: {words}"))
        y += 22
    linked = any(safe_href(row.href) for row in rows if row.href)
    return frame(
        "".join(out), width=width, height=max(y, 20), title=title, alt=alt, linked=linked, name=name
    )


def _said(row: Bar, unit: str, lang: Lang) -> str:
    words = _WORDS[lang]
    if row.value is None:
        said = words["none"]
    elif unit == "%":
        said = percent(row.value, lang)
    else:
        said = f"{figure(row.value, lang)} {unit}".rstrip()
    if row.target is not None:
        said += f" · {words['target']} {figure(row.target, lang)}"
    return f"{said} · {row.note}" if row.note else said


def _reach(row: Bar, room: float, top: float) -> float:
    ends = [v for v in (row.value, row.target) if v is not None]
    return room * max(ends, default=0.0) / top if row.value is not None else 24.0


def _bar(row: Bar, x: float, y: float, room: float, top: float, name: str) -> str:
    if row.value is None:
        return tag(
            "rect", x=x, y=y + 1, width=20, height=14, fill=f"url(#{name}h)", stroke="#8b939c"
        )
    short_of = row.target is not None and row.value < row.target
    long = max(room * row.value / top, 0.8)
    out = tag(
        "rect", x=x, y=y + 1, width=long, height=14, fill=STEPS[2] if short_of else TEAL,
        stroke=INK if short_of else None, stroke_width=1.6 if short_of else None,
    )  # fmt: skip
    if row.target is not None:
        at = x + room * row.target / top
        out += tag("path", d=f"M{at:.1f} {y - 1:.1f}v18", stroke=INK, stroke_width=2)
    return out


def sparkline(
    values: Sequence[float | None],
    *,
    title: str,
    alt: str,
    width: float = 120,
    height: float = 28,
) -> str:
    """A small line with a dot at its end; gaps where nothing is known."""
    name = mark_of("spark", title, alt, *values)
    known = [v for v in values if v is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    span, step = (high - low) or 1.0, (width - 8) / max(len(values) - 1, 1)
    path, pen, last = "", False, ""
    for i, value in enumerate(values):
        if value is None:
            pen = False
            continue
        x, y = 4 + i * step, height - 4 - (height - 8) * (value - low) / span
        path += f"{'L' if pen else 'M'}{x:.1f} {y:.1f}"
        pen, last = True, tag("circle", cx=x, cy=y, r=2.6, fill=TEAL)
    line = tag(
        "path", d=path, fill="none", stroke=TEAL, stroke_width=1.8, stroke_linejoin="round",
        stroke_linecap="round",
    )  # fmt: skip
    body = (line + last) if path else ""
    return frame(body, width=width, height=height, title=title, alt=alt, linked=False, name=name)
