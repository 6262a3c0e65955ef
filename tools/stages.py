"""One stage of the test command: how it is run, what it says, how it is judged; standard library.

While several stages run at once each one's output is kept until its end, but for the lines that
tell how far it is.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

HOME = Path(__file__).resolve().parents[1]
# More than so many failures are no accident of a crowded machine.
FEW = 25
STAGE_LIMIT_SECONDS = 30 * 60
GRACE_SECONDS = 20
NO_TESTS = 5
PYTEST = ["-m", "pytest"]
PROGRESS = re.compile(rb"\[ *\d+%\]\s*$")


class NotRunError(Exception):
    """A stage cannot run here, with the reason."""


@dataclass
class Result:
    """What became of a stage: `passed`, `FAILED` or `NOT RUN`, and its tests if it had any.

    `seconds` by the clock; `cpu`, processor seconds of the stage's processes, without a server's.
    """

    stage: str
    outcome: str
    seconds: float
    reason: str = ""
    tests: tuple[int, int, int] | None = None
    cpu: float = 0.0


@dataclass(frozen=True)
class Stage:
    """Arguments for Python; the way in provides what they need: a server, a browser."""

    name: str
    arguments: list[str]
    way_in: Callable[[], Iterator[dict[str, str]]] | None = None
    slow: bool = False

    @property
    def pytest(self) -> bool:
        return self.arguments[:2] == PYTEST

    @property
    def marks(self) -> str:
        """The marker expression that chooses the stage's tests, if it has one."""
        return self.arguments[-1] if self.arguments[-2] == "-m" else ""


class Running:
    """The processes of the stages that run now, and the one mouth with which they speak."""

    def __init__(self, *, aloud: bool = True) -> None:
        self.aloud = aloud  # a stage that is alone says everything at once
        self.stopped = False
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._mouth = threading.Lock()

    def say(self, text: str | bytes) -> None:
        raw = text if isinstance(text, bytes) else text.encode()
        with self._mouth:
            sys.stdout.flush()
            written = getattr(sys.stdout, "buffer", None)
            if written is None:
                sys.stdout.write(raw.decode(errors="replace"))
            else:
                written.write(raw)
            sys.stdout.flush()

    def title(self, words: str) -> str:
        return f"\n── {words} " + "─" * (70 - len(words)) + "\n"

    def call(self, name: str, command: list[str], env: dict[str, str]) -> tuple[int, float]:
        """Exit code and processor seconds; nothing that was started outlives the call."""
        if self.stopped:
            return 1, 0.0
        if self.aloud:
            self.say(self.title(name))
        process = subprocess.Popen(
            command, cwd=HOME, env=env, stdin=subprocess.DEVNULL, start_new_session=True,
            stdout=None if self.aloud else subprocess.PIPE,
            stderr=None if self.aloud else subprocess.STDOUT,
        )  # fmt: skip
        self._processes.add(process)
        if self.stopped:  # meanwhile
            told_to_end(process)
        limit = threading.Timer(STAGE_LIMIT_SECONDS, self._too_long, (name, process))
        limit.start()
        try:
            if not self.aloud:
                self._listen(name, process)
            return reaped(process)
        except KeyboardInterrupt:
            told_to_end(process)
            reaped(process)
            raise
        finally:
            limit.cancel()
            self._processes.discard(process)

    def _listen(self, name: str, process: subprocess.Popen[bytes]) -> None:
        kept = []
        for line in process.stdout or ():
            if PROGRESS.search(line):
                self.say(f"{name:<11}".encode() + line)
            else:
                kept.append(line)
        self.say(self.title(name).encode() + b"".join(kept))

    def _too_long(self, name: str, process: subprocess.Popen[bytes]) -> None:
        self.say(f"{name}: stopped after {STAGE_LIMIT_SECONDS} seconds.\n")
        told_to_end(process)

    def stop(self) -> None:
        """End every process, and begin none any more."""
        self.stopped = True
        for process in list(self._processes):
            told_to_end(process)


def told_to_end(process: subprocess.Popen[bytes]) -> None:
    """Ask the group to end and, if it is still there later, make it; who waits for it reaps it."""
    signalled(process, signal.SIGTERM)
    later = threading.Timer(GRACE_SECONDS, signalled, (process, signal.SIGKILL))
    later.daemon = True
    later.start()


def reaped(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """Exit code and processor seconds of a process and all that it waited for."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime


def signalled(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Tell the whole group, if it is still there."""
    if process.returncode is None:
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return


def run_stage(stage: Stage, extra: list[str], fast: bool, running: Running | None = None) -> Result:
    """Run one stage and time it; a stage that cannot run says why instead."""
    return _run(stage, running or Running(), lambda report: options(report, extra, fast, stage))


def second_look(stage: Stage, first: Result, running: Running | None = None) -> Result:
    """Run the few tests that failed once more, alone: a crowded machine is no fault of the code.

    Who passes only now is named loudly; who fails again has failed.
    """
    passed, failed, skipped = first.tests or (0, 0, 0)
    if not 0 < failed <= FEW:
        return first
    alone = ["-n0" if argument == "-n2" else argument for argument in stage.arguments]
    again = _run(
        replace(stage, arguments=alone),
        running or Running(),
        lambda report: ["--lf", "--lfnf=none", *options(report, [], False, stage)],
        ": what failed, once more and alone",
    )
    first = replace(first, seconds=first.seconds + again.seconds, cpu=first.cpu + again.cpu)
    if again.outcome != "passed" or again.tests is None or again.tests[0] < failed:
        return first
    reason = f"{again.tests[0]} tests failed among others and passed alone; they are named above"
    return replace(first, outcome="passed", reason=reason, tests=(passed + failed, 0, skipped))


def _run(
    stage: Stage, running: Running, chosen: Callable[[Path], list[str]], ending: str = ""
) -> Result:
    started = time.monotonic()
    try:
        with ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="payung-test-")))
            added = stack.enter_context(contextmanager(stage.way_in)()) if stage.way_in else {}
            report = scratch / "report.xml"
            command = [sys.executable, *stage.arguments, *(chosen(report) if stage.pytest else [])]
            env = environment(scratch) | added
            code, cpu = running.call(stage.name + ending, command, env)
            result = judged(stage, code, time.monotonic() - started, report)
            return replace(result, cpu=cpu)
    except NotRunError as reason:
        return Result(stage.name, "NOT RUN", time.monotonic() - started, str(reason))


def options(report: Path, extra: list[str], fast: bool, stage: Stage) -> list[str]:
    """What pytest is told beside the stage's own arguments.

    Stages that run at once must not write what failed into the same cache.
    """
    found = ["-q", "-W", "ignore::pytest.PytestConfigWarning", f"--junitxml={report}"]
    found += ["--durations=10", "--durations-min=5"]
    found += ["-o", f"cache_dir=.pytest_cache/{stage.name}"]
    if fast:
        marks = stage.marks
        found += ["-m", f"({marks}) and not slow" if marks else "not slow"]
    return found + extra


def environment(scratch: Path) -> dict[str, str]:
    """Ours, with a data folder of its own and no database but the stage's."""
    ours = ("DATABASE_URL", "PAYUNG_VENV", "PYTHONDONTWRITEBYTECODE")
    kept = {k: v for k, v in os.environ.items() if k not in ours}
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(HOME / "src"), str(HOME)]),
        "PAYUNG_DATA_DIR": str(scratch / "data"),
        "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
    }


def judged(stage: Stage, code: int, seconds: float, report: Path) -> Result:
    """The outcome by exit code; a test run that breaks off counts as one failed test."""
    if not stage.pytest:
        return Result(stage.name, "FAILED" if code else "passed", seconds)
    if code == NO_TESTS:
        return Result(stage.name, "NOT RUN", seconds, "no test matches")
    passed, failed, skipped = counts(report)
    if code and not failed:
        failed = 1
    outcome = "FAILED" if code else "passed"
    return Result(stage.name, outcome, seconds, "", (passed, failed, skipped))


def counts(report: Path) -> tuple[int, int, int]:
    """Tests passed, failed (errors among them) and skipped, from pytest's own report."""
    if not report.exists():
        return 0, 0, 0
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314 - our own file
    total, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return max(total - failed - skipped, 0), failed, skipped
