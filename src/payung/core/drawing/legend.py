"""A line of swatches and words under a picture, wrapped where the picture ends."""

from __future__ import annotations

from collections.abc import Sequence

from payung.core.drawing.svg import tag, text, width_of


def extra_rows(labels: Sequence[str], width: float) -> int:
    """How many lines beyond the first the legend takes."""
    used, rows = 4.0, 0
    for label in labels:
        need = width_of(label, 11.5) + 40
        if used + need > width and used > 4:
            used, rows = 4.0, rows + 1
        used += need
    return rows


def legend(entries: Sequence[tuple[str, str]], y: float, width: float) -> str:
    """The legend with its first line at `y`; swatches are 18 wide and 12 high."""
    out, x = [], 5.0
    for label, swatch in entries:
        need = width_of(label, 11.5) + 40
        if x + need > width + 1 and x > 5:
            x, y = 5.0, y + 18
        out.append(
            tag(
                "g",
                swatch + text(label, 24, 10.5, size=11.5),
                transform=f"translate({x:.1f} {y:.1f})",
            )
        )
        x += need
    return "".join(out)
