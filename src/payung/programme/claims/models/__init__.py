"""What the room holds, by subject."""

from payung.programme.claims.models.claims import (
    Claim,
    ClaimStep,
    Handover,
    Payment,
    Submission,
    Visit,
)
from payung.programme.claims.models.events import Event
from payung.programme.claims.models.family import Child, Dispute, Heir, SchoolYear
from payung.programme.claims.models.papers import EventPaper, SignalReview
from payung.programme.claims.models.received import Aggregate, AggregateLine

__all__ = [
    "Aggregate",
    "AggregateLine",
    "Child",
    "Claim",
    "ClaimStep",
    "Dispute",
    "Event",
    "EventPaper",
    "Handover",
    "Heir",
    "Payment",
    "SchoolYear",
    "SignalReview",
    "Submission",
    "Visit",
]
