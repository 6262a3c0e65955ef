"""Every write of the room."""

from payung.programme.membership.actions.correcting import Mended, correct_months
from payung.programme.membership.actions.ending import end_membership, replace_by_reserve
from payung.programme.membership.actions.enrolling import (
    Enrolled,
    MembershipRefused,
    enrol,
    register_employer,
)
from payung.programme.membership.actions.exporting import (
    Exported,
    export,
    preview,
    why_blocked,
    withdraw_export,
)
from payung.programme.membership.actions.numbering import record_kpj
from payung.programme.membership.actions.posting import (
    Recorded,
    record_posting,
    retract_posting,
)
from payung.programme.membership.actions.receiving import receive_from_bpjs
from payung.programme.membership.actions.sponsoring import Promised, pledge, stop_pledge

__all__ = [
    "Enrolled",
    "Exported",
    "MembershipRefused",
    "Mended",
    "Promised",
    "Recorded",
    "correct_months",
    "end_membership",
    "enrol",
    "export",
    "pledge",
    "preview",
    "receive_from_bpjs",
    "record_kpj",
    "record_posting",
    "register_employer",
    "replace_by_reserve",
    "retract_posting",
    "stop_pledge",
    "why_blocked",
    "withdraw_export",
]
