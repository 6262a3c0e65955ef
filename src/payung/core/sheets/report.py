"""A whole file checked: the answer of the command ``check``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from payung.core.sheets.catalogue import Lang
from payung.core.sheets.checks import Checker
from payung.core.sheets.errors import Unreadable
from payung.core.sheets.limits import DEFAULT_LIMITS, Limits
from payung.core.sheets.problems import Problem
from payung.core.sheets.residents import RESIDENTS
from payung.core.sheets.row import CheckedRow
from payung.core.sheets.schema import Schema
from payung.core.sheets.table import Table, open_table


@dataclass
class FileReport:
    """What one file holds. ``accepted + rejected == rows``; a row is rejected if it has an error.

    ``unreadable`` is the code of the reason if the file gave no rows at all.
    """

    file: str
    format: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    problems: list[Problem] = field(default_factory=list)
    unreadable: str | None = None
    show_identity: bool = False

    def as_dict(self, lang: Lang = "id") -> dict[str, Any]:
        """The report as the command prints it."""
        problems = [p.as_dict(show_identity=self.show_identity, lang=lang) for p in self.problems]
        return {
            "file": self.file,
            "format": self.format,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "problems": problems,
        }


def check_rows(
    table: Table, *, today: date | None = None, village: str | None = None
) -> Iterator[CheckedRow]:
    """The checked rows of an open table, one at a time.

    Raises :class:`Unreadable` at the end if the file changed meanwhile.
    """
    yield from Checker(table, today=today or date.today(), village=village).rows()
    table.verify_unchanged()


def check_file(
    path: Path | str,
    *,
    village: str | None = None,
    show_identity: bool = False,
    schema: Schema = RESIDENTS,
    today: date | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> FileReport:
    """Check a file. Never raises for what is in it: the report says why it cannot be read.

    Raises :class:`~payung.core.identity.RegionError` if ``village`` is no region code.
    """
    report = FileReport(str(path), show_identity=show_identity)
    try:
        with open_table(path, schema=schema, mapping=mapping, limits=limits) as table:
            report.format, report.sheet = table.format, table.sheet
            report.header_row = table.header_row
            report.problems += table.problems
            for row in check_rows(table, today=today, village=village):
                _count(report, row)
    except Unreadable as reason:
        return FileReport(
            str(path),
            problems=[reason.problem(), *(p for p in report.problems if p.row is None)],
            unreadable=reason.code,
            show_identity=show_identity,
        )
    return report


def _count(report: FileReport, row: CheckedRow) -> None:
    report.rows += 1
    report.problems += row.problems
    if row.problems and not row.accepted:
        report.rejected += 1
    else:
        report.accepted += 1
