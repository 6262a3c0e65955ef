"""Tables of the shorter papers, cut to pages like the annex of a decree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from payung.core.papers.paging import pages, row_height


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns of a register: titles, widths in points, alignment, and which may wrap.

    Alignment: `l` left, `r` right, `c` centre, `m` monospaced (identities).
    `pad` is extra height of each row in points, for handwriting.
    """

    header: tuple[str, ...]
    widths: tuple[float, ...]
    align: str
    wrapping: tuple[int, ...]
    empty: str
    size: float = 8
    pad: float = 0


def register(
    layout: Layout,
    rows: Sequence[Sequence[str]],
    *,
    first: float,
    other: float,
    closing: float = 0,
    sums: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Data of a register whose sums stand once, under the last page.

    `first`, `other` and `closing` are heights in points: of the room on the first page, on the
    others, and of what follows the table.
    """
    cut = pages(
        [list(row) for row in rows],
        lambda row: layout.pad + row_height(row, layout.widths, layout.wrapping, layout.size),
        first=first,
        other=other,
        closing=closing + 16 * len(sums),
    )
    made: list[dict[str, Any]] = [{"rows": page, "sums": []} for page in cut]
    made[-1]["sums"] = list(sums)
    return {
        "header": list(layout.header),
        "widths": list(layout.widths),
        "align": list(layout.align),
        "empty": layout.empty,
        "pad": layout.pad,
        "pages": made,
    }


def sum_line(label: str, span: int, values: Sequence[str]) -> dict[str, Any]:
    """A line of sums: the label spans the first `span` columns."""
    return {"span": span, "label": label, "values": list(values)}
