"""Bills and what becomes of them."""

from payung.programme.billing.models.bank import (
    BankAccount,
    Match,
    Movement,
    Question,
    StatementTerms,
)
from payung.programme.billing.models.bills import Bill, ClosedMonth, ContributionCode, Line, Price
from payung.programme.billing.models.books import Account, Entry
from payung.programme.billing.models.payments import Payment, PaymentItem, PaymentStep, Proof
from payung.programme.billing.models.reconciling import (
    Cell,
    Difference,
    Realisation,
    Reconciliation,
)

__all__ = [
    "Account",
    "BankAccount",
    "Bill",
    "Cell",
    "ClosedMonth",
    "ContributionCode",
    "Difference",
    "Entry",
    "Line",
    "Match",
    "Movement",
    "Payment",
    "PaymentItem",
    "PaymentStep",
    "Price",
    "Proof",
    "Question",
    "Realisation",
    "Reconciliation",
    "StatementTerms",
]
