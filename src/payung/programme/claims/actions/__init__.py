"""What can be done to events and claims; each act says who, is one transaction, is journalled."""

from payung.programme.claims.actions.reporting import (
    NewEvent,
    confirm,
    correct,
    dismiss,
    open_claim,
    prepare,
    report,
)

__all__ = [
    "NewEvent",
    "confirm",
    "correct",
    "dismiss",
    "open_claim",
    "prepare",
    "report",
]
