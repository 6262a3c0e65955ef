"""What every reader gives: a book of sheets, each a run of numbered rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from payung.core.sheets.cells import Cell

Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Marks:
    """What the cells' values do not tell: formulas by row, hidden rows, merged spans.

    Rows count from 1, columns from 0, spans from (0, 0).
    """

    formulas: dict[int, set[int]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: tuple[Span, ...] = ()


class Sheet(Protocol):
    """One sheet. ``first_column`` is the index of the column in which each row's list begins."""

    name: str
    visible: bool
    first_column: int
    marks: Marks

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Numbered rows, as often as wanted."""


class Book(Protocol):
    """One file. ``addressed`` tells whether its cells have addresses such as B7."""

    container: str
    addressed: bool
    has_macros: bool
    epoch_1904: bool
    sheet_names: tuple[str, ...]

    def is_visible(self, name: str) -> bool:
        """Whether a sheet can be seen."""

    def sheet(self, name: str) -> Sheet:
        """Read one sheet; may take a second for each 50.000 rows."""

    def close(self) -> None:
        """Let the memory go."""
