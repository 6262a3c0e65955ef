"""`./payung test`: every check and test of the repository, stage by stage; standard library only.

./payung test                     everything
./payung test core sqlite         only these stages
./payung test --fast              without PostgreSQL, the browser and slow tests
./payung test core -- -k nik -x   what stands after -- goes to pytest

Ends with a table of the stages and, alone on the last line, the tests summed over all stages.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tools import chromium, postgres

HOME = Path(__file__).resolve().parents[1]
# More than so many failures are no accident of a crowded machine.
FEW = 25
STAGE_LIMIT_SECONDS = 30 * 60
NO_TESTS = 5
PYTEST = ["-m", "pytest"]
# Tests that share a dear fixture name their group, and stay with one worker.
TWO = ["-n2", "--dist", "loadgroup"]
ROOMS = ["tests", "--ignore=tests/core", "--ignore=tests/door"]


class NotRunError(Exception):
    """A stage cannot run here, with the reason."""


@dataclass
class Result:
    """What became of a stage: `passed`, `FAILED` or `NOT RUN`, and its tests if it had any."""

    stage: str
    outcome: str
    seconds: float
    reason: str = ""
    tests: tuple[int, int, int] | None = None


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


def postgres_server() -> Iterator[dict[str, str]]:
    try:
        origin = postgres.find_binaries().origin
        with postgres.temporary_server() as url:
            print(f"PostgreSQL: {origin}", flush=True)
            yield {"DATABASE_URL": url}
    except postgres.PostgresUnavailableError as error:
        raise NotRunError(str(error)) from error


def browser() -> Iterator[dict[str, str]]:
    found = chromium.ensure()
    if found is None:
        raise NotRunError(f"Chromium is missing; as root: {chromium.WAY_OUT}")
    yield {"PAYUNG_CHROMIUM": str(found)}


LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"

STAGES = (
    Stage("lock", ["-m", "tools.lock", "--check"]),
    Stage("lint", ["-m", "ruff", "check", "--quiet", ".", "payung"]),
    Stage("format", ["-m", "ruff", "format", "--check", "--quiet", ".", "payung"]),
    Stage("types", ["-m", "mypy"]),
    Stage("imports", ["-c", LINT_IMPORTS]),
    Stage("door", [*PYTEST, "-n2", "-p", "no:django", "tests/door"]),
    Stage("core", [*PYTEST, "-n2", "-p", "no:django", "tests/core", "src/payung/core"]),
    Stage("migrations", ["-m", "django", "makemigrations", "--check", "--dry-run"]),
    Stage("sqlite", [*PYTEST, *TWO, *ROOMS, "-m", "not browser and not postgres"]),
    Stage("postgres", [*PYTEST, *TWO, *ROOMS, "-m", "not browser"], postgres_server, slow=True),
    Stage("browser", [*PYTEST, *TWO, *ROOMS, "-m", "browser"], browser, slow=True),
)


def run_stage(stage: Stage, extra: list[str], fast: bool) -> Result:
    """Run one stage and time it; a stage that cannot run says why instead."""
    print(f"\n── {stage.name} " + "─" * (70 - len(stage.name)), flush=True)
    started = time.monotonic()
    try:
        with ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="payung-test-")))
            added = stack.enter_context(contextmanager(stage.way_in)()) if stage.way_in else {}
            report = scratch / "report.xml"
            command = [sys.executable, *stage.arguments]
            if stage.pytest:
                command += pytest_options(report, extra, fast, stage)
            env = environment(scratch) | added
            code = call(command, env)
            result = judged(stage, code, time.monotonic() - started, report, bool(extra))
            if stage.pytest and not extra and result.tests and 0 < result.tests[1] <= FEW:
                return second_look(stage, result, env, scratch / "again.xml")
            return result
    except NotRunError as reason:
        return Result(stage.name, "NOT RUN", time.monotonic() - started, str(reason))


def pytest_options(report: Path, extra: list[str], fast: bool, stage: Stage) -> list[str]:
    options = ["-q", "-W", "ignore::pytest.PytestConfigWarning", f"--junitxml={report}"]
    if fast:
        marks = stage.marks
        options += ["-m", f"({marks}) and not slow" if marks else "not slow"]
    return options + extra


def second_look(stage: Stage, first: Result, env: dict[str, str], report: Path) -> Result:
    """Run the few tests that failed once more, alone: a crowded machine is no fault of the code.

    Who passes only now is named loudly; who fails again has failed.
    """
    print(f"\n── {stage.name}: what failed, once more and alone ──", flush=True)
    alone = ["-n0" if argument == "-n2" else argument for argument in stage.arguments]
    started = time.monotonic()
    command = [sys.executable, *alone, "--lf", "--lfnf=none"]
    code = call([*command, *pytest_options(report, [], False, stage)], env)
    again = counts(report)
    passed, failed, skipped = first.tests or (0, 0, 0)
    seconds = first.seconds + time.monotonic() - started
    if code or again[0] < failed:
        return Result(stage.name, first.outcome, seconds, "", first.tests)
    reason = f"{again[0]} tests failed among others and passed alone; they are named above"
    return Result(stage.name, "passed", seconds, reason, (passed + failed, 0, skipped))


def environment(scratch: Path) -> dict[str, str]:
    """Ours, with a data folder of its own and no database but the stage's."""
    ours = ("DATABASE_URL", "PAYUNG_VENV", "PYTHONDONTWRITEBYTECODE")
    kept = {k: v for k, v in os.environ.items() if k not in ours}
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(HOME / "src"), str(HOME)]),
        "PAYUNG_DATA_DIR": str(scratch / "data"),
        "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
    }


def call(command: list[str], env: dict[str, str]) -> int:
    """Run to the end or to the limit; nothing that was started outlives the stage."""
    process = subprocess.Popen(
        command, cwd=HOME, env=env, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(timeout=STAGE_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        print(f"Stopped after {STAGE_LIMIT_SECONDS} seconds.", flush=True)
        return 1
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def judged(stage: Stage, code: int, seconds: float, report: Path, narrowed: bool) -> Result:
    """The outcome by exit code; a test run that breaks off counts as one failed test."""
    if not stage.pytest:
        return Result(stage.name, "FAILED" if code else "passed", seconds)
    if code == NO_TESTS:
        reason = "no test matches" if narrowed else "no test found"
        return Result(stage.name, "NOT RUN", seconds, reason)
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


def print_table(results: list[Result]) -> None:
    print(f"\n{'stage':<12}{'outcome':<10}{'seconds':>8}{'passed':>9}{'failed':>8}{'skipped':>9}")
    for result in results:
        numbers = "".join(
            f"{number:>{width}}"
            for number, width in zip(result.tests or (), (9, 8, 9), strict=False)
        )
        print(f"{result.stage:<12}{result.outcome:<10}{result.seconds:>8.1f}{numbers}")
    print(f"{'total':<22}{sum(result.seconds for result in results):>8.1f}")
    for result in results:
        if result.outcome == "NOT RUN":
            print(f"\n!!! NOT RUN: {result.stage} — {result.reason}")
        elif result.reason:
            print(f"\n!!! {result.stage}: {result.reason}")
    passed, failed, skipped = (
        sum(result.tests[i] for result in results if result.tests) for i in range(3)
    )
    if skipped:
        print(f"\n!!! {skipped} tests were skipped; the reasons stand with their stage above.")
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped", flush=True)


def parsed(arguments: list[str]) -> tuple[list[Stage], list[str], bool]:
    """The stages to run, what goes to pytest, and whether slow tests stay out."""
    own, extra = arguments, []
    if "--" in arguments:
        cut = arguments.index("--")
        own, extra = arguments[:cut], arguments[cut + 1 :]
    parser = argparse.ArgumentParser(
        prog="./payung test",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = [stage.name for stage in STAGES]
    parser.add_argument("stage", nargs="*", metavar="STAGE", help=", ".join(names))
    parser.add_argument("--fast", action="store_true", help="leave out slow stages and slow tests")
    options = parser.parse_args(own)
    if unknown := [name for name in options.stage if name not in names]:
        parser.error(f"no stage {', '.join(unknown)}; there are: {', '.join(names)}")
    chosen = [stage for stage in STAGES if not options.stage or stage.name in options.stage]
    if options.fast:
        chosen = [stage for stage in chosen if not stage.slow or stage.name in options.stage]
    return chosen, extra, options.fast


def interrupted(*_: object) -> None:
    """A request to end is treated like Ctrl-C: what the stage started ends with it."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    stages, extra, fast = parsed(arguments)
    results: list[Result] = []
    signal.signal(signal.SIGTERM, interrupted)
    try:
        for stage in stages:
            results.append(run_stage(stage, extra, fast))
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 130
    print_table(results)
    return 1 if any(result.outcome == "FAILED" for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
