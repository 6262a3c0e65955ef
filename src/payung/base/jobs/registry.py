"""Which function does which kind of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from payung.base.jobs.run import Run

Handler = Callable[["Run"], dict[str, Any]]
_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function for a kind; it takes a Run and returns the job's result."""

    def register(function: Handler) -> Handler:
        if kind in _handlers and _handlers[kind] is not function:
            raise ValueError(f"two handlers for {kind}")
        _handlers[kind] = function
        return function

    return register


def handler_of(kind: str) -> Handler:
    return _handlers[kind]
