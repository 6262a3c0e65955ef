"""Every write of this room that a person starts."""

from payung.programme.people.actions.deaths import record_death
from payung.programme.people.actions.merging import (
    MergeRefused,
    approve_merge,
    propose_merge,
    refuse_merge,
    unmerge,
)
from payung.programme.people.actions.status import PersonRefused, record_fact, record_status

__all__ = [
    "MergeRefused",
    "PersonRefused",
    "approve_merge",
    "propose_merge",
    "record_death",
    "record_fact",
    "record_status",
    "refuse_merge",
    "unmerge",
]
