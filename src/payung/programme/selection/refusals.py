"""Why something is not done, in a sentence with the way out."""

from __future__ import annotations


class SelectionRefused(ValueError):
    """What was asked cannot be so; the message is for the person."""


class WrongState(SelectionRefused):
    """The roster's state does not allow the step, or somebody was quicker."""


class NoPrice(SelectionRefused):
    """The law or a missing setting does not allow a price."""
