"""The month board: villages × months, a cell per state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from payung.core.calendar import NAMES, Lang, Month
from payung.core.drawing.legend import extra_rows, legend
from payung.core.drawing.svg import (
    AMBER,
    GREY,
    INK,
    RED,
    STEPS,
    TEAL,
    esc,
    fitted,
    frame,
    link,
    mark_of,
    safe_href,
    tag,
    text,
    width_of,
)

Tone = Literal["done", "part", "wait", "late", "none"]


@dataclass(frozen=True, slots=True)
class State:
    """A state of a cell: its word for the legend and its tone. The tone decides sign and colour."""

    key: str
    label: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A village and its states by month, in the order of the months; None is an empty cell."""

    label: str
    cells: tuple[str | None, ...]
    href: str = ""


# What a cell looks like: colour for those who see it, a sign for everyone and for grey paper.
_TONES: Final[dict[Tone, tuple[str, str, str]]] = {
    "done": (TEAL, "#fff", "m-4 0 3 3 5-6"),
    "part": (STEPS[2], INK, "m-4 0h8"),
    "wait": ("#fff4d6", AMBER, "m-3-3h6l-6 6h6z"),
    "late": (RED, "#fff", "m-3-3 6 6m0-6-6 6"),
    "none": ("#f5f7f8", GREY, ""),
}


def heat(
    rows: Sequence[HeatRow],
    months: Sequence[Month],
    states: Sequence[State],
    *,
    title: str,
    alt: str,
    lang: Lang = "id",
    width: float = 360,
) -> str:
    """Villages × months, a cell per state; colour and sign say the same.

    Raises ValueError for a state that is not declared or a row that does not fit the months.
    """
    tones = {state.key: state for state in states}
    if any(len(row.cells) != len(months) for row in rows):
        raise ValueError("each row needs one cell per month")
    if unknown := {c for row in rows for c in row.cells if c is not None} - tones.keys():
        raise ValueError(f"undeclared states: {sorted(unknown)}")
    name = mark_of("heat", title, alt, *rows)
    side = min(170.0, max((width_of(row.label) for row in rows), default=60.0) + 10, width * 0.34)
    cell = (width - side - 4) / max(len(months), 1)
    tall = min(22.0, max(cell, 16.0))
    tones_used = {state.tone for state in states}
    defs = "".join(_symbol(name, tone, cell, tall) for tone in _TONES if tone in tones_used)
    out, y = [f"<defs>{defs}</defs>", _heads(months, side, cell, lang)], 30.0
    for row in rows:
        line = [text(fitted(row.label, side - 6), 4, y + tall / 2 + 4)]
        for i, key in enumerate(row.cells):
            if key is not None:
                where = f"{row.label}, {months[i].label(lang)}: {tones[key].label}"
                line.append(_use(name, tones[key].tone, side + i * cell, y, where))
        out.append(link(tag("g", "".join(line)), row.href, row.label))
        y += tall
    entries = [(s.label, _cell(18, 13, s.tone)) for s in states]
    out.append(legend(entries, y + 8, width))
    height = y + 30 + 18 * extra_rows([s.label for s in states], width)
    linked = any(safe_href(row.href) for row in rows if row.href)
    return frame(
        "".join(out), width=width, height=height, title=title, alt=alt, linked=linked, name=name
    )


def _heads(months: Sequence[Month], side: float, cell: float, lang: Lang) -> str:
    out = []
    for i, month in enumerate(months):
        x = side + (i + 0.5) * cell
        word = NAMES[lang][month.number - 1]
        out.append(
            text(word[:3] if cell >= 24 else word[:1], x, 25, size=10, anchor="middle", fill=GREY)
        )
        if i == 0 or month.number == 1:
            out.append(text(str(month.year), x - cell / 2, 11, size=10, weight="600"))
    return "".join(out)


def _cell(wide: float, tall: float, tone: Tone) -> str:
    fill, sign, path = _TONES[tone]
    out = tag("rect", x=0.5, y=0.5, width=wide - 1, height=tall - 1, fill=fill)
    if path:
        start = f"M{wide / 2:.1f} {tall / 2:.1f}"
        out += tag("path", d=start + path, fill="none", stroke=sign, stroke_width=1.8)
    return out


def _symbol(name: str, tone: Tone, wide: float, tall: float) -> str:
    return tag("g", _cell(wide, tall, tone), id=f"{name}-{tone}")


def _use(name: str, tone: Tone, x: float, y: float, label: str) -> str:
    return tag("use", tag("title", esc(label)), href=f"#{name}-{tone}", x=x, y=y)
