"""A row while it is being checked: its values so far and a way to note problems."""

from datetime import date
from typing import Any

from payung.core.identity import Cleaning
from payung.core.sheets.problems import Problem
from payung.core.sheets.schema import Field

_SAID = {
    Cleaning.APOSTROPHE: ("tanda petik di depan", "a leading apostrophe"),
    Cleaning.SPACES: ("spasi berlebih", "surplus spaces"),
    Cleaning.INVISIBLE: ("karakter tak terlihat", "invisible characters"),
    Cleaning.PUNCTUATION: ("tanda baca", "punctuation"),
    Cleaning.LETTERS: ("huruf", "letters"),
    Cleaning.TYPOGRAPHIC: ("tanda petik miring atau tanda hubung khusus", "typographic marks"),
}


class Draft:
    """What the readers and rules of a row share; one object serves all rows of a table."""

    __slots__ = (
        "columns",
        "epoch_1904",
        "home",
        "identities",
        "number",
        "problems",
        "shared",
        "today",
        "values",
    )

    def __init__(
        self,
        *,
        today: date,
        home: str | None,
        columns: dict[str, str | None],
        shared: dict[str, list[int]],
        identities: frozenset[str],
        epoch_1904: bool = False,
    ) -> None:
        self.today = today
        self.home = home
        self.columns = columns
        self.identities = identities
        self.shared = shared
        self.epoch_1904 = epoch_1904
        self.number = 0
        self.values: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def begin(self, number: int) -> None:
        """Start a row."""
        self.number = number
        self.values = {}
        self.problems = []

    def note(self, code: str, field: Field, value: str | None, **facts: object) -> None:
        """Note a problem of the present row in a field's column."""
        letters = self.columns.get(field.name)
        cell = f"{letters}{self.number}" if letters else None
        self.problems.append(
            Problem(code, self.number, field.name, cell, value, facts, field.identity)
        )

    def note_cleaned(self, field: Field, value: str, taken: tuple[Cleaning, ...]) -> None:
        """List what was taken away from a cell."""
        said = " dan ".join(_SAID[what][0] for what in taken)
        said_en = " and ".join(_SAID[what][1] for what in taken)
        self.note("value_cleaned", field, value, what=said, what_en=said_en)

    def note_by_name(
        self, code: str, name: str, value: str | None, facts: dict[str, object]
    ) -> None:
        """Note a problem in a field known by its name."""
        letters = self.columns.get(name)
        cell = f"{letters}{self.number}" if letters else None
        identity = name in self.identities
        self.problems.append(Problem(code, self.number, name, cell, value, facts, identity))

    def note_row(self, code: str) -> None:
        """Note a problem of the whole row."""
        self.problems.append(Problem(code, self.number))

    def has_problem(self, name: str) -> bool:
        """Whether the present row has any problem in a field."""
        return any(problem.column == name for problem in self.problems)

    def has_error(self, name: str) -> bool:
        """Whether the present row has an error in a field."""
        return any(problem.column == name and problem.is_error for problem in self.problems)
