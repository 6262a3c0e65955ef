"""A picture of the body whose parts can be chosen: arms, hands, fingers, legs, toes, eyes, ears.

Codes are the classes of the law's disability table (PP 44/2015 annex III). The figure faces the
reader, so that its right hand is on the left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from payung.core.calendar import Lang
from payung.core.drawing.svg import GREY, INK, LINE, STEPS, SURFACE, TEAL, esc, tag, text

WIDTH: Final = 460
HEIGHT: Final = 480
LEFT_OUT: Final = {"id": ("kanan", "kiri"), "en": ("right", "left")}


@dataclass(frozen=True, slots=True)
class Shape:
    """A rounded box: place, size, roundness."""

    code: str
    x: float
    y: float
    wide: float
    high: float
    round: float = 6


def _both(right: Shape, left_code: str, middle: float = 230) -> tuple[Shape, Shape]:
    """A shape and its twin on the other side of the middle line."""
    x = 2 * middle - right.x - right.wide
    return right, Shape(left_code, x, right.y, right.wide, right.high, right.round)


TRUNK: Final = (
    Shape("", 206, 20, 48, 58, 22),
    Shape("", 222, 76, 16, 16, 4),
    Shape("", 190, 90, 80, 128, 16),
)
SHAPES: Final[tuple[Shape, ...]] = (
    Shape("eye-one", 214, 40, 10, 7, 3),
    Shape("eyes-both", 236, 40, 10, 7, 3),
    *_both(Shape("hearing-one", 199, 42, 8, 16, 4), "hearing-both"),
    Shape("nose-tip", 227, 50, 6, 8, 3),
    *_both(Shape("arm-right-shoulder", 164, 94, 24, 62, 10), "arm-left-shoulder"),
    *_both(Shape("arm-right-elbow", 160, 158, 24, 56, 10), "arm-left-elbow"),
    *_both(Shape("hand-right", 158, 216, 26, 26, 8), "hand-left"),
    Shape("leg-one-hip", 192, 222, 36, 150, 12),
    Shape("legs-both-hip", 232, 222, 36, 150, 12),
    Shape("foot-one-ankle", 184, 376, 44, 24, 10),
    Shape("feet-both-ankle", 232, 376, 44, 24, 10),
    # The hands, enlarged: palm, thumb, index, the others.
    *_both(Shape("thumb-right", 112, 296, 16, 40, 7), "thumb-left"),
    *_both(Shape("index-right", 92, 268, 14, 34, 6), "index-left"),
    *_both(Shape("index-right-joint", 92, 246, 14, 19, 6), "index-left-joint"),
    *_both(Shape("finger-right", 38, 272, 50, 30, 6), "finger-left"),
    *_both(Shape("finger-right-joint", 38, 250, 50, 19, 6), "finger-left-joint"),
    # A foot, enlarged: big toe, second toe, another.
    Shape("toe-big", 196, 420, 20, 26, 8),
    Shape("toe-second", 220, 424, 14, 22, 6),
    Shape("toe-other", 238, 428, 40, 18, 6),
)
PALMS: Final = _both(Shape("", 38, 304, 70, 52, 12), "")


def body(
    labels: Mapping[str, str], address: Callable[[str], str], *, chosen: str = "",
    title: str = "", lang: Lang = "id",
) -> str:  # fmt: skip
    """The picture as SVG; each part is a link to `address(code)` with its label as title.

    Parts that are not in `labels` are drawn but cannot be chosen. `chosen` is marked.
    """
    drawn = [_box(s, SURFACE) for s in (*TRUNK, *PALMS)]
    drawn += [_part(s, labels, address, chosen) for s in SHAPES]
    right, left = LEFT_OUT[lang]
    drawn += [
        text(right.capitalize(), 73, 380, size=12, fill=GREY, anchor="middle"),
        text(left.capitalize(), 387, 380, size=12, fill=GREY, anchor="middle"),
    ]
    said = title or labels.get(chosen, "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="group"'
        f' aria-label="{esc(said)}" font-family="system-ui,sans-serif" font-size="12">'
        f"<title>{esc(said)}</title>{''.join(drawn)}"
        f"{text(labels.get(chosen, ''), WIDTH / 2, 470, size=13, anchor='middle', weight='bold')}"
        "</svg>"
    )


def _box(shape: Shape, fill: str, stroke: str = LINE) -> str:
    return tag(
        "rect", x=shape.x, y=shape.y, width=shape.wide, height=shape.high, rx=shape.round,
        fill=fill, stroke=stroke, stroke_width=1.5,
    )  # fmt: skip


def _part(
    shape: Shape, labels: Mapping[str, str], address: Callable[[str], str], chosen: str
) -> str:
    label = labels.get(shape.code)
    if label is None:
        return _box(shape, SURFACE)
    marked = shape.code == chosen
    box = _box(shape, TEAL if marked else STEPS[0], INK if marked else GREY)
    inside = f"<title>{esc(label)}</title>{box}"
    current = ' aria-current="true"' if marked else ""
    return f'<a href="{esc(address(shape.code))}" aria-label="{esc(label)}"{current}>{inside}</a>'
