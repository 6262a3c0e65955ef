"""What this room does not do: a sentence with the reason and the way out."""


class BillingRefused(Exception):
    """Not done; says why and what to do."""


class AlreadyMoved(BillingRefused):
    """Somebody else was faster: the state is another one now."""
