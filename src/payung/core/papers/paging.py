"""Cutting a register into pages, so that every page can carry its own sum.

The heights are computed here from the type's advance widths: asking the typesetter for sums per
page would lay out thousands of rows several times.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, TypeVar

from payung.core.papers.engine import FONTS

Row = TypeVar("Row")
_WIDEST: Final = 1000
_BREAK: Final = re.compile(r"(?<=[-/–])|\s+")


@cache
def _widths(face: str) -> dict[str, int]:
    text = (FONTS / f"NotoSans-{face}.widths.json").read_text(encoding="utf-8")
    table: dict[str, int] = json.loads(text)
    return table


def text_width(text: str, *, face: str = "Regular") -> int:
    """Width in thousandths of the type size; unknown signs count as a full square.

    >>> text_width("00") == 2 * text_width("0")
    True
    """
    table = _widths(face)
    return sum(table.get(sign, _WIDEST) for sign in text)


def line_count(text: str, width: float, size: float) -> int:
    """Lines that a text takes in a column, both measured in points. At least one.

    >>> line_count("Maria", 100, 8), line_count("Maria Bere " * 9, 100, 8)
    (1, 5)
    """
    room = int(width / size * 1000)
    space = text_width(" ")
    lines, used = 1, 0
    for word in _BREAK.split(text):
        wide = text_width(word)
        if used and used + space + wide > room:
            lines, used = lines + 1, 0
        used += wide + (space if used else 0)
        if used > room:
            lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return lines


def pages(
    rows: Iterable[Row],
    height: Callable[[Row], float],
    *,
    first: float,
    other: float,
    closing: float = 0,
) -> list[list[Row]]:
    """Rows in pages of limited height. There is always one page, be it empty.

    `closing` is room for what follows the last row (a signature): if it does not fit, the last
    rows move with it to a page of their own, so that nobody signs an empty page.

    >>> pages([1, 2, 3], lambda row: 10, first=10, other=25)
    [[1], [2, 3]]
    >>> pages([1, 2, 3, 4, 5], lambda row: 10, first=55, other=55, closing=20)
    [[1, 2], [3, 4, 5]]
    """
    cut: list[list[Row]] = [[]]
    left = first
    for row in rows:
        tall = height(row)
        if tall > left and cut[-1]:
            cut.append([])
            left = other
        cut[-1].append(row)
        left -= tall
    if left < closing and len(cut[-1]) > 1:
        keep = _staying([height(row) for row in cut[-1]], other - closing)
        cut[-1:] = [cut[-1][:keep], cut[-1][keep:]]
    return cut


def _staying(heights: Sequence[float], room: float) -> int:
    """How many rows stay when the last ones, three at most and one at least, need a page."""
    keep = len(heights) - 1
    while keep > 1 and len(heights) - keep < 3 and sum(heights[keep - 1 :]) <= room:
        keep -= 1
    return keep


def row_height(
    cells: Sequence[str], widths: Sequence[float], columns: Sequence[int], size: float = 8
) -> float:
    """Height in points of a row of the template's register; `columns` are those that may wrap.

    The template sets lines 1.164 em apart (cap height and leading) in cells with 3 and 3.4 points
    of inset.
    """
    lines = max(line_count(cells[i], widths[i] - 6, size) for i in columns)
    return lines * size * 1.164 + 6.8 - 0.45 * size
