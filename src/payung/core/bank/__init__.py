"""Bank statements in, transfer files out."""

from payung.core.bank.camt_file import read_camt
from payung.core.bank.lines import BankLine, StatementUnreadable, as_table
from payung.core.bank.mt940_file import read_mt940
from payung.core.bank.reading import read_statement
from payung.core.bank.schema import STATEMENT
from payung.core.bank.transfers import (
    Transfer,
    TransferLayout,
    TransferLayoutError,
    example_layout,
    read_layout,
    transfer_file,
)

__all__ = [
    "STATEMENT",
    "BankLine",
    "StatementUnreadable",
    "Transfer",
    "TransferLayout",
    "TransferLayoutError",
    "as_table",
    "example_layout",
    "read_camt",
    "read_layout",
    "read_mt940",
    "read_statement",
    "transfer_file",
]
