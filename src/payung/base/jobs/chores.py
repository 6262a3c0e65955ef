"""What the worker asks itself while nothing waits: is some work due that nobody asked for?"""

from __future__ import annotations

import logging
from collections.abc import Callable

Chore = Callable[[], None]
#: Seconds between two rounds, and before the first.
EVERY = 300.0
_chores: list[Chore] = []
log = logging.getLogger(__name__)


def chore(function: Chore) -> Chore:
    """Register a function that enqueues a job if one is due; it must be cheap when none is."""
    if function not in _chores:
        _chores.append(function)
    return function


def ask_all() -> None:
    """One round; a chore that fails is logged and keeps nobody else waiting."""
    for each in _chores:
        try:
            each()
        except Exception:
            log.exception("the chore %s failed and is asked again later", each.__name__)
