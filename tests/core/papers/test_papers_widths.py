"""No register is wider than the room between the margins of its page."""

from __future__ import annotations

from types import ModuleType

import pytest

from payung.core.papers import budget, meeting, payment, reconciliation
from payung.core.papers.tables import Layout

FOLIO = (215, 330)


@pytest.mark.parametrize(
    ("paper", "side", "margin"),
    [
        (payment, FOLIO[0], 20),
        (meeting, FOLIO[1], 18),
        (reconciliation, FOLIO[1], 18),
        (budget, FOLIO[1], 20),
    ],
)
def test_registers_fit_between_the_margins(paper: ModuleType, side: int, margin: int) -> None:
    room = (side - 2 * margin) * 72 / 25.4
    layouts = [value for value in vars(paper).values() if isinstance(value, Layout)]
    assert layouts
    for layout in layouts:
        assert sum(layout.widths) <= room + 0.5
        assert len(layout.widths) == len(layout.header) == len(layout.align)
