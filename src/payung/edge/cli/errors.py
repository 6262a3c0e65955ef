"""What a command says when it does not do what was asked."""

from __future__ import annotations


class CommandError(Exception):
    """Not done, with a sentence for the person: usage, unreadable, not allowed (exit 2)."""

    def __init__(self, sentence: str, exit_code: int = 2) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code
