"""A progress bar on standard error: redrawn on a terminal, a line per step in a log."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import TracebackType

WIDTH = 30


class Bar:
    """Call it with a step and its share between 0 and 1; the words of the steps are given."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.live = sys.stderr.isatty()
        self.last = ("", -1)

    def __enter__(self) -> Bar:
        return self

    def __call__(self, step: str, share: float) -> None:
        """Show how far a step is."""
        percent = int(100 * share)
        if (step, percent) == self.last or (not self.live and step == self.last[0]):
            return
        self.last = (step, percent)
        word = self.words.get(step, step)
        if self.live:
            print(
                f"\r{drawn(share)} {percent:3d} % {word:<20}", end="", file=sys.stderr, flush=True
            )
        elif step != "done":
            print(f"{word} …", file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self.live and self.last[0]:
            print(file=sys.stderr)


def drawn(share: float) -> str:
    """The bar itself.

    >>> drawn(0.5)
    '███████████████···············'
    """
    full = round(WIDTH * min(max(share, 0.0), 1.0))
    return "█" * full + "·" * (WIDTH - full)
