"""Every write of this room, by subject."""

from payung.programme.billing.actions.closing import close_month
from payung.programme.billing.actions.coding import attach_code, withdraw_code
from payung.programme.billing.actions.issuing import Issued, issue_bills

__all__ = ["Issued", "attach_code", "close_month", "issue_bills", "withdraw_code"]
