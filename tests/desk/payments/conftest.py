"""Two villages billed for March; the banks' accounts and codes are known."""

from tests.members import lists, statements
from tests.programme.billing.conftest import dpmd, planned
from tests.programme.billing.test_banking import billed

__all__ = ["billed", "dpmd", "lists", "planned", "statements"]
