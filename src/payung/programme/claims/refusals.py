"""Why something is not done, in a sentence with the way out."""

from __future__ import annotations


class ClaimRefused(ValueError):
    """What was asked cannot be so; the message is for the person."""


class WrongState(ClaimRefused):
    """The claim's state does not allow the step, or somebody was quicker."""
