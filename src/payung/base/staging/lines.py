"""Many rows' values kept column by column, and one of them as if it stood alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any

Column = Sequence[Any]


class Sheaf:
    """Values of rows by field; '' where a row has none. Fields that no row has are left out."""

    __slots__ = ("columns", "count")

    def __init__(self, columns: Mapping[str, Column], count: int) -> None:
        self.columns = {name: column for name, column in columns.items() if any(column)}
        self.count = count

    def lines(self) -> list[Line]:
        """Its rows, one by one."""
        return [Line(self, place) for place in range(self.count)]

    def column(self, name: str) -> Column:
        """The values of a field, '' where there are none."""
        return self.columns.get(name) or [""] * self.count


class Line(Mapping[str, Any]):
    """The values of one row of a sheaf by field, empty ones left out: no dict is made for it."""

    __slots__ = ("place", "sheaf")

    def __init__(self, sheaf: Sheaf, place: int) -> None:
        self.sheaf, self.place = sheaf, place

    def __getitem__(self, name: str) -> Any:
        if value := self.sheaf.columns[name][self.place]:
            return value
        raise KeyError(name)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a field, if it has one."""
        column = self.sheaf.columns.get(name)
        return (column[self.place] if column else None) or default

    def __iter__(self) -> Iterator[str]:
        place = self.place
        return (name for name, column in self.sheaf.columns.items() if column[place])

    def __len__(self) -> int:
        return sum(1 for _ in self)


def gathered(rows: Sequence[Mapping[str, Any]]) -> Callable[[str], list[Any]]:
    """From a field's name to its values in all rows, '' where there are none.

    Rows of one sheaf that follow each other are taken together.
    """
    runs = [(sheaf, list(run)) for sheaf, run in groupby(rows, key=sheaf_of)]
    places = [[line.place for line in run] if sheaf else [] for sheaf, run in runs]  # type: ignore[attr-defined]

    def column(name: str) -> list[Any]:
        found: list[Any] = []
        for (sheaf, run), at in zip(runs, places, strict=True):
            if sheaf is None:
                found += [row.get(name) or "" for row in run]
            else:
                values = sheaf.column(name)
                found += values if len(at) == sheaf.count else [values[place] for place in at]
        return found

    return column


def names_in(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every field that has a value in any of the rows."""
    found: dict[str, None] = {}
    for sheaf, run in groupby(rows, key=sheaf_of):
        if sheaf is not None:
            found |= dict.fromkeys(sheaf.columns)
        else:
            found |= dict.fromkeys(chain.from_iterable(run))
    return list(found)


def sheaf_of(row: Mapping[str, Any]) -> Sheaf | None:
    """The sheaf in which a row's values lie."""
    return row.sheaf if type(row) is Line else None
