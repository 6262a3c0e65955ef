"""What can be done to events and claims; each act says who, is one transaction, is journalled."""

from payung.programme.claims.actions.family import (
    NewHeir,
    add_heir,
    name_payee,
    open_dispute,
    remove_heir,
    settle_dispute,
)
from payung.programme.claims.actions.gathering import (
    add_paper,
    look,
    look_through,
    notify,
    review_signal,
    withdraw_paper,
)
from payung.programme.claims.actions.receiving import (
    NewAggregate,
    NewLine,
    keep_aggregate,
)
from payung.programme.claims.actions.reporting import (
    NewEvent,
    confirm,
    correct,
    dismiss,
    open_claim,
    prepare,
    report,
    withdraw,
)
from payung.programme.claims.actions.schooling import (
    add_child,
    claim_year,
    end_child,
    pay_year,
)
from payung.programme.claims.actions.sending import (
    Receipt,
    answer,
    appeal,
    approve,
    ask,
    hand_over,
    pay,
    refuse,
    submit,
    visit,
)
from payung.programme.claims.actions.undoing import take_back

__all__ = [
    "NewAggregate",
    "NewEvent",
    "NewHeir",
    "NewLine",
    "Receipt",
    "add_child",
    "add_heir",
    "add_paper",
    "answer",
    "appeal",
    "approve",
    "ask",
    "claim_year",
    "confirm",
    "correct",
    "dismiss",
    "end_child",
    "hand_over",
    "keep_aggregate",
    "look",
    "look_through",
    "name_payee",
    "notify",
    "open_claim",
    "open_dispute",
    "pay",
    "pay_year",
    "prepare",
    "refuse",
    "remove_heir",
    "report",
    "review_signal",
    "settle_dispute",
    "submit",
    "take_back",
    "visit",
    "withdraw",
    "withdraw_paper",
]
