"""Which fund pays for whom under its ceiling: plans, reasons, and other budgets."""

from payung.core.planning.explain import Bar, Barred, LeftOut, binding, left_out
from payung.core.planning.facts import Group, PlanRefused, Purse, Question
from payung.core.planning.plan import Plan, Share, Spent, allocate
from payung.core.planning.ranked import Aim
from payung.core.planning.scenarios import Cut, Lapse, Reach, Rescue, cut, reach

__all__ = [
    "Aim",
    "Bar",
    "Barred",
    "Cut",
    "Group",
    "Lapse",
    "LeftOut",
    "Plan",
    "PlanRefused",
    "Purse",
    "Question",
    "Reach",
    "Rescue",
    "Share",
    "Spent",
    "allocate",
    "binding",
    "cut",
    "left_out",
    "reach",
]
