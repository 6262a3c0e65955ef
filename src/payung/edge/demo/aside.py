"""A second process for work that asks no database: people drawn, files written, papers set.

The demo's acts follow one another in this process, as SQLite has one writer; what they need is
made beside them. Nothing depends on it: without the other process the same work is done here.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, BinaryIO, ParamSpec, Self, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Aside:
    """`ask` for a module's function of what can be pickled; answers come in the order of asking.

    The other process lives as long as this one, even if this one is killed: it ends where nobody
    holds the other end of its pipe.
    """

    def __init__(self) -> None:
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._process: subprocess.Popen[bytes] | None = None
        self._alone = (os.cpu_count() or 1) < 2

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hand.shutdown(cancel_futures=True)
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def ask(
        self, work: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Made]:
        """Have something made; `result()` waits for it."""
        return self._hand.submit(self._made, work, args, kwargs)

    def _made(self, work: Callable[..., Made], args: Any, kwargs: Any) -> Made:
        if not self._alone:
            try:
                return self._told(work, args, kwargs)
            except (OSError, EOFError, pickle.PickleError):
                self._alone = True
        return work(*args, **kwargs)

    def _told(self, work: Callable[..., Made], args: Any, kwargs: Any) -> Made:
        """What the other process made, which is begun by the first question."""
        process = self._process = self._process or subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        assert process.stdin is not None  # noqa: S101 - asked for
        assert process.stdout is not None  # noqa: S101
        pickle.dump((work, args, kwargs), process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        made: Made = pickle.load(process.stdout)  # noqa: S301 - of our own process
        return made


def _serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Do what is asked until nobody asks; a failure ends it, and the other side fails by itself."""
    while True:
        try:
            work, args, kwargs = pickle.load(asked)  # noqa: S301 - of the process that began us
        except EOFError:
            return
        pickle.dump(work(*args, **kwargs), told, pickle.HIGHEST_PROTOCOL)
        told.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # whatever else is printed is no answer
        _serve(sys.stdin.buffer, answers)
