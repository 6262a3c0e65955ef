"""What a table engine must do, and the words in which engines differ."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from payung.core.law.batch.spans import Span
from payung.core.law.batch.terms import Row
from payung.core.law.law import Law
from payung.core.law.scenarios import Scenario

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Dialect:
    """The words of one engine, as templates where they take arguments."""

    division: str
    huge: str
    text: str
    quote: str
    matches: str
    explode: str
    array: str
    piece: str
    month: str

    def named(self, name: str) -> str:
        """A column name, quoted."""
        return f"{self.quote}{name}{self.quote}"

    def months(self, months: Sequence[str], first: str, last: str) -> str:
        """The part of a list of months from one position to another, both counted from 1."""
        listed = self.array.format(", ".join(f"'{month}'" for month in months))
        return self.piece.format(listed=listed, first=first, last=last)


@dataclass(frozen=True)
class Job:
    """What is to be priced: the laws, the key columns of the people, their months and terms."""

    law: Law
    scenarios: tuple[Scenario, ...]
    keys: tuple[str, ...]
    spans: tuple[Span, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Written:
    """Rows written and the sum of their totals; `refused` is False where surely nobody was."""

    rows: int
    total: int
    refused: bool = True


class TableEngine(Protocol):
    """Runs SQL over Parquet. Types of columns are told in DuckDB's words."""

    dialect: Dialect

    def open(self, people: Path) -> dict[str, str]:
        """Make the view `source` with a column `row`; return the types of the file's columns."""
        ...

    def run(self, sql: str) -> None:
        """Run a statement."""
        ...

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        ...

    def load(self, table: str, columns: dict[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Make a small table that is joined everywhere."""
        ...

    def gather(self, table: str, sql: str) -> None:
        """Keep the rows of a query, few of them, as a table."""
        ...

    def price(
        self, job: Job, out: Path, metadata: dict[str, str], progress: Progress | None
    ) -> Written:
        """Price the open people, whose terms are joined, into a file, whole or not at all."""
        ...

    def write(
        self, sql: str, out: Path, metadata: dict[str, str], progress: Progress | None
    ) -> None:
        """Write a query to Parquet, whole or not at all."""
        ...

    def priced(self, out: Path) -> str:
        """What was written, as the FROM of a query."""
        ...

    def close(self) -> None:
        """Let go of what the engine holds."""
        ...


def quoted(text: str) -> str:
    """A text as an SQL literal.

    >>> quoted("d'or.parquet")
    "'d''or.parquet'"
    """
    return "'" + text.replace("'", "''") + "'"
