"""Every write of the room: rules of a fund, lists, places, judgements, steps, decrees."""

from payung.programme.selection.actions.decreeing import decree
from payung.programme.selection.actions.judge import JudgeSummary, judge
from payung.programme.selection.actions.places import choose_by_rank, place
from payung.programme.selection.actions.regent import decree_together
from payung.programme.selection.actions.rosters import (
    Added,
    NewCandidate,
    add_candidates,
    describe_candidate,
    open_roster,
)
from payung.programme.selection.actions.rules import RuleTerms, adopt_rules, set_rule
from payung.programme.selection.actions.steps import Minutes, step_back, step_forward
from payung.programme.selection.decree_paper import DecreePaper
from payung.programme.selection.setting import Ready

__all__ = [
    "Added",
    "DecreePaper",
    "JudgeSummary",
    "Minutes",
    "NewCandidate",
    "Ready",
    "RuleTerms",
    "add_candidates",
    "adopt_rules",
    "choose_by_rank",
    "decree",
    "decree_together",
    "describe_candidate",
    "judge",
    "open_roster",
    "place",
    "set_rule",
    "step_back",
    "step_forward",
]
