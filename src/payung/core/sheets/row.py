"""A row that has been checked: what it says, what is wrong, and where each value stood."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from payung.core.sheets.cells import Cell, column_letter, text_of
from payung.core.sheets.problems import Problem
from payung.core.sheets.table import Table

Value = object


@dataclass(slots=True)
class CheckedRow:
    """One data row. ``values`` holds every mapped field (None if empty or unusable).

    Text stays as typed after cleaning; dates are dates; sex is ``L`` or ``P``; coded fields hold
    the standard label; identity numbers are text.
    """

    number: int
    values: dict[str, Value]
    problems: list[Problem]
    cells: Sequence[Cell] = field(repr=False)
    table: Table = field(repr=False)
    places: dict[str, int] = field(repr=False)

    @property
    def accepted(self) -> bool:
        """Whether no problem is an error."""
        return not self.problems or not any(problem.is_error for problem in self.problems)

    def address(self, name: str) -> str | None:
        """The address of a field's cell, or None (no such column, or a text file)."""
        if name not in self.places or not self.table.addressed:
            return None
        return f"{column_letter(self.places[name] + self.table.first_column)}{self.number}"

    def raw(self, name: str) -> str:
        """A field's cell as written; empty if there is no such column."""
        place = self.places.get(name)
        return "" if place is None else self._text(place)

    def raw_values(self) -> dict[str, str]:
        """All mapped cells as written, by field."""
        return {name: self._text(place) for name, place in self.places.items()}

    def extras(self) -> dict[str, str]:
        """Cells of unmapped columns as written, by header; empty cells left out."""
        first = self.table.first_column
        texts = {c.header: self._text(c.index - first) for c in self.table.unknown_columns}
        return {header: text for header, text in texts.items() if text}

    def texts(self) -> list[str]:
        """Every cell as written, from the table's first column on."""
        return [text_of(cell) for cell in self.cells]

    def _text(self, place: int) -> str:
        return text_of(self.cells[place]) if place < len(self.cells) else ""
