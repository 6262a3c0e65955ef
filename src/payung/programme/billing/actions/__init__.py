"""Every write of this room, by subject."""

from payung.programme.billing.actions.banking import (
    explain_movement,
    receive_statement,
    register_account,
    rematch,
    settle_by_hand,
    undo_match,
)
from payung.programme.billing.actions.closing import close_month
from payung.programme.billing.actions.coding import attach_code, withdraw_code
from payung.programme.billing.actions.correcting import correct_and_bill
from payung.programme.billing.actions.issuing import Issued, issue_bills
from payung.programme.billing.actions.paying import (
    add_proof,
    make_payment,
    move,
    write_transfer_file,
)
from payung.programme.billing.actions.receiving import book_receipts, record_receipt
from payung.programme.billing.actions.reconciling import (
    Reconciled,
    explain_difference,
    reconcile,
)

__all__ = [
    "Issued",
    "Reconciled",
    "add_proof",
    "attach_code",
    "book_receipts",
    "close_month",
    "correct_and_bill",
    "explain_difference",
    "explain_movement",
    "issue_bills",
    "make_payment",
    "move",
    "receive_statement",
    "reconcile",
    "record_receipt",
    "register_account",
    "rematch",
    "settle_by_hand",
    "undo_match",
    "withdraw_code",
    "write_transfer_file",
]
