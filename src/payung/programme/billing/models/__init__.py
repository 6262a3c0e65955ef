"""Bills and what becomes of them."""

from payung.programme.billing.models.bills import Bill, ClosedMonth, ContributionCode, Line, Price
from payung.programme.billing.models.books import Account, Entry

__all__ = ["Account", "Bill", "ClosedMonth", "ContributionCode", "Entry", "Line", "Price"]
