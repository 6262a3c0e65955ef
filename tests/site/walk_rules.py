"""Who may open and who may send each address of the site.

An address without an entry in one of the rooms fails `test_walk.py`, so that nobody forgets to
decide.
"""

from __future__ import annotations

from tests.site.walk_rights import Rule
from tests.site.walk_rooms import (
    budget,
    claims,
    enrolment,
    frame,
    intake,
    matching,
    payments,
    roster,
    sponsors,
)

RULES: dict[str, list[Rule]] = {
    **frame.RULES,
    **intake.RULES,
    **matching.RULES,
    **roster.RULES,
    **budget.RULES,
    **enrolment.RULES,
    **payments.RULES,
    **claims.RULES,
    **sponsors.RULES,
}
