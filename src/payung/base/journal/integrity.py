"""What else must hold besides the chain: each room brings its own checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Check = Callable[[], Iterable[str]]
_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Add a check that yields one sentence per fault; its cost is the room's to state."""
    _checks[name] = check


def faults() -> list[tuple[str, str]]:
    """Every fault of every check, as (name of the check, sentence)."""
    return [(name, sentence) for name, check in _checks.items() for sentence in check()]
