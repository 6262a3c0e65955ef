"""`./payung test`: every check and test of the repository, two stages at a time; standard library.

./payung test                     everything
./payung test core sqlite         only these stages
./payung test --fast              without PostgreSQL, the browser and slow tests
./payung test core -- -k nik -x   what stands after -- goes to pytest

Ends with a table of the stages and, alone on the last line, the tests summed over all stages.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Iterator

from tools import chromium, postgres
from tools.stages import HOME, PYTEST, NotRunError, Result, Running, Stage, run_stage, second_look

__all__ = ["HOME", "PYTEST", "STAGES", "main", "parsed", "print_table"]

# Stages at a time: where the workers of one wait, for a browser or for the last test, those of
# the other go on.
LANES = 2
# A file's tests share dear fixtures and stay with one worker, but for those of `tests/spread.py`.
TWO = ["-n2", "--dist", "loadfile", "--no-loadscope-reorder", "-p", "tests.spread"]
ROOMS = ["tests", *(f"--ignore=tests/{room}" for room in ("core", "door", "browser"))]


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

# In the order in which they begin: the loops, which every later stage would otherwise compile for
# itself; beside them what is quick to say no; then the longest; last what is made of many small
# tests, so that no worker waits long for another.
STAGES = (
    Stage("loops", ["-m", "payung.core.linkage.warm"]),
    Stage("lock", ["-m", "tools.lock", "--check"]),
    Stage("lint", ["-m", "ruff", "check", "--quiet", ".", "payung"]),
    Stage("format", ["-m", "ruff", "format", "--check", "--quiet", ".", "payung"]),
    Stage("imports", ["-c", LINT_IMPORTS]),
    Stage("migrations", ["-m", "django", "makemigrations", "--check", "--dry-run"]),
    Stage("types", ["-m", "mypy"]),
    Stage("sqlite", [*PYTEST, *TWO, *ROOMS, "-m", "not postgres"]),
    Stage("door", [*PYTEST, *TWO, "-p", "no:django", "tests/door"]),
    Stage("browser", [*PYTEST, *TWO, "tests/browser"], browser, slow=True),
    Stage("core", [*PYTEST, "-n2", "-p", "no:django", "tests/core", "src/payung/core"]),
    Stage("postgres", [*PYTEST, *TWO, *ROOMS], postgres_server, slow=True),
)


def run_all(stages: list[Stage], extra: list[str], fast: bool, running: Running) -> list[Result]:
    """Two stages at a time, each taken when a lane is free; what failed, once more at the end."""
    waiting, done = list(stages), {}

    def lane() -> None:
        while waiting and not running.stopped:
            stage = waiting.pop(0)
            try:
                done[stage.name] = run_stage(stage, extra, fast, running)
            except BaseException as fault:  # a lane that breaks off must not look like a pass
                done[stage.name] = Result(stage.name, "FAILED", 0.0, repr(fault))
                raise

    threads = [threading.Thread(target=lane, daemon=True) for _ in range(LANES)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        running.aloud = True
        return [
            done[stage.name] if extra else second_look(stage, done[stage.name], running)
            for stage in stages
        ]
    except KeyboardInterrupt:
        running.stop()
        for thread in threads:
            if thread.ident:
                thread.join()  # until the stage's processes and its server have ended
        raise


def print_table(results: list[Result], seconds: float) -> None:
    """Seconds by the clock and of processors; stages overlap, so the total is by the clock."""
    print(
        f"\n{'stage':<12}{'outcome':<10}{'seconds':>8}{'cpu':>8}{'passed':>9}{'failed':>8}{'skipped':>9}"
    )
    for result in results:
        numbers = "".join(
            f"{number:>{width}}"
            for number, width in zip(result.tests or (), (9, 8, 9), strict=False)
        )
        spent = f"{result.seconds:>8.1f}{result.cpu:>8.1f}"
        print(f"{result.stage:<12}{result.outcome:<10}{spent}{numbers}")
    print(f"{'total':<22}{seconds:>8.1f}{sum(result.cpu for result in results):>8.1f}")
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
    """A request to end is treated like Ctrl-C: what the stages started ends with them."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    stages, extra, fast = parsed(arguments)
    signal.signal(signal.SIGTERM, interrupted)
    started = time.monotonic()
    try:
        results = run_all(stages, extra, fast, Running(aloud=len(stages) == 1))
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 130
    print_table(results, time.monotonic() - started)
    return 1 if any(result.outcome == "FAILED" for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
