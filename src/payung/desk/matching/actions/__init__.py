"""Every write of this room."""

from payung.desk.matching.actions.findings import carry_on, confirm, dismiss, reopen, visited
from payung.desk.matching.actions.lists import meet_again, take_list
from payung.desk.matching.actions.pairs import assign, decide, start_scan, take_back
from payung.desk.matching.actions.points import refit, use_points
from payung.desk.matching.refusals import MatchingRefused

__all__ = [
    "MatchingRefused",
    "assign",
    "carry_on",
    "confirm",
    "decide",
    "dismiss",
    "meet_again",
    "refit",
    "reopen",
    "start_scan",
    "take_back",
    "take_list",
    "use_points",
    "visited",
]
