"""From the rulings on one candidate to one word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from payung.programme.selection.rules.verdict import Result

Outcome = Literal["eligible", "check", "ineligible"]


def outcome(results: Iterable[tuple[Result, bool]]) -> Outcome:
    """A hard fail bars; a soft fail, a warning or an unknown asks for a look.

    >>> outcome([("pass", True), ("fail", True)]), outcome([("fail", False)]), outcome([])
    ('ineligible', 'check', 'eligible')
    """
    found: Outcome = "eligible"
    for result, hard in results:
        if result == "fail" and hard:
            return "ineligible"
        if result != "pass":
            found = "check"
    return found
