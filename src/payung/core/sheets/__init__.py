"""Any spreadsheet in: rows with cell addresses and problems. Spreadsheets out."""

from payung.core.sheets.catalogue import CODES, Severity
from payung.core.sheets.checks import Checker
from payung.core.sheets.error_workbook import ErrorRow, error_workbook, errors_of
from payung.core.sheets.errors import Unreadable
from payung.core.sheets.header import Column
from payung.core.sheets.limits import DEFAULT_LIMITS, Limits
from payung.core.sheets.problems import Problem
from payung.core.sheets.report import FileReport, check_file, check_rows
from payung.core.sheets.residents import RESIDENTS
from payung.core.sheets.row import CheckedRow
from payung.core.sheets.schema import Field, Kind, Schema
from payung.core.sheets.table import Table, open_table
from payung.core.sheets.write import ColumnSpec, Marked, SheetSpec, csv_bytes, workbook_bytes

__all__ = [
    "CODES",
    "DEFAULT_LIMITS",
    "RESIDENTS",
    "CheckedRow",
    "Checker",
    "Column",
    "ColumnSpec",
    "ErrorRow",
    "Field",
    "FileReport",
    "Kind",
    "Limits",
    "Marked",
    "Problem",
    "Schema",
    "Severity",
    "SheetSpec",
    "Table",
    "Unreadable",
    "check_file",
    "check_rows",
    "csv_bytes",
    "error_workbook",
    "errors_of",
    "open_table",
    "workbook_bytes",
]
