"""The test command: what it counts, what it chooses, and that it never hides a failure."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tools import stages
from tools import test_runner as runner
from tools.stages import PYTEST, NotRunError, Result, Running, Stage, run_stage, second_look
from tools.test_runner import main, parsed

PASSING = "def test_one():\n    pass\n"
MIXED = """import pytest
def test_one():
    pass
def test_two():
    raise ValueError
def test_three():
    pytest.skip('no need')
@pytest.fixture
def torn():
    raise ValueError
def test_four(torn):
    pass
@pytest.mark.slow
def test_five():
    pass
"""


@pytest.fixture
def stage(tmp_path: Path):
    """A stage that runs one file of tests."""

    def made(code: str, marks: str = "") -> Stage:
        file = tmp_path / "test_sample.py"
        file.write_text(code)
        options = ["-p", "no:django", "--rootdir", str(tmp_path), str(file)]
        return Stage("sample", [*PYTEST, *options, *(["-m", marks] if marks else [])])

    return made


def test_counts_come_from_the_report_and_errors_are_failures(stage) -> None:
    result = run_stage(stage(MIXED), [], fast=False)
    assert (result.outcome, result.tests) == ("FAILED", (2, 2, 1))


def test_fast_leaves_slow_tests_out(stage) -> None:
    result = run_stage(stage(MIXED, marks="not browser"), [], fast=True)
    assert result.tests == (1, 2, 1)


def test_run_that_breaks_off_is_one_failure(stage) -> None:
    result = run_stage(stage("import os\nos._exit(3)\n"), [], fast=False)
    assert (result.outcome, result.tests) == ("FAILED", (0, 1, 0))


def test_no_test_at_all_is_said(stage) -> None:
    result = run_stage(stage(PASSING), ["-k", "nothing"], fast=False)
    assert (result.outcome, result.reason) == ("NOT RUN", "no test matches")


def test_stage_without_its_server_is_said() -> None:
    def way_in():
        raise NotRunError("no server here")
        yield {}

    result = run_stage(Stage("sample", ["-c", "1/0"], way_in), [], fast=False)
    assert (result.outcome, result.reason) == ("NOT RUN", "no server here")


def test_way_in_reaches_the_command() -> None:
    def way_in():
        yield {"PAYUNG_SAMPLE": "here"}

    code = "import os, sys; sys.exit(os.environ['PAYUNG_SAMPLE'] != 'here')"
    assert run_stage(Stage("sample", ["-c", code], way_in), [], fast=False).outcome == "passed"


def test_stage_over_the_limit_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "STAGE_LIMIT_SECONDS", 0.2)
    slow = Stage("sample", ["-c", "import time; time.sleep(60)"])
    result = run_stage(slow, [], fast=False)
    assert result.outcome == "FAILED"
    assert result.seconds < 10


def test_exit_code_and_last_line(
    stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lint = Stage("lint", ["-c", "raise SystemExit(1)"])
    monkeypatch.setattr(runner, "STAGES", (lint, stage(PASSING)))
    assert main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed, 0 skipped"
    assert main(["sample"]) == 0


def test_what_was_not_run_is_loud(capsys: pytest.CaptureFixture[str]) -> None:
    runner.print_table([Result("postgres", "NOT RUN", 0.0, "no PostgreSQL server")], 0.0)
    assert "!!! NOT RUN: postgres — no PostgreSQL server" in capsys.readouterr().out


def test_fast_leaves_servers_out_unless_named() -> None:
    names = [stage.name for stage in parsed(["--fast"])[0]]
    assert "postgres" not in names
    assert "sqlite" in names
    assert [stage.name for stage in parsed(["--fast", "browser"])[0]] == ["browser"]


def test_words_after_the_dashes_go_to_pytest() -> None:
    stages, extra, fast = parsed(["core", "--", "-k", "nik", "--fast"])
    assert ([stage.name for stage in stages], extra, fast) == (
        ["core"],
        ["-k", "nik", "--fast"],
        False,
    )


def test_unknown_stage_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        parsed(["cor"])
    assert "there are: loops, lock, lint" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_run_leaves_nothing_running(tmp_path: Path, number: signal.Signals) -> None:
    child = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
    code = (
        "import sys\nfrom tools import test_runner as runner\n"
        f"runner.STAGES = (runner.Stage('sample', ['-c', {child!r}, sys.argv[1]]),)\n"
        "sys.exit(runner.main([]))"
    )
    noted = tmp_path / "pid"
    process = subprocess.Popen([sys.executable, "-c", code, str(noted)], cwd=runner.HOME)
    deadline = time.monotonic() + 20
    while not (noted.exists() and noted.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(number)
    assert process.wait(timeout=30) == 130
    with pytest.raises(ProcessLookupError):
        os.kill(int(noted.read_text()), 0)


ONCE = """
from pathlib import Path
def test_second_time(tmp_path):
    seen = Path(__file__).with_name("seen")
    known = seen.exists()
    seen.touch()
    assert known
def test_fine():
    pass
"""


def test_who_passes_only_alone_is_counted_and_named(stage, capfd) -> None:
    sample = stage(ONCE)
    result = second_look(sample, run_stage(sample, [], fast=False))
    assert (result.outcome, result.tests) == ("passed", (2, 0, 0))
    assert "passed alone" in result.reason
    assert "once more and alone" in capfd.readouterr().out


def test_who_fails_again_has_failed(stage) -> None:
    sample = stage("def test_never():\n    assert False\n")
    result = second_look(sample, run_stage(sample, [], fast=False))
    assert (result.outcome, result.tests) == ("FAILED", (0, 1, 0))


def test_two_stages_run_at_once_and_each_speaks_in_one_piece(capfd, tmp_path: Path) -> None:
    """Each waits for the other, and says two lines with a pause between them."""
    code = """
import sys, time
from pathlib import Path
here, other = map(Path, sys.argv[1:])
print(here.name, "begins", flush=True)
here.touch()
end = time.monotonic() + 20
while not other.exists():
    assert time.monotonic() < end
    time.sleep(0.01)
print("... [ 50%]", flush=True)
print(here.name, "ends", flush=True)
"""
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    both = [Stage("first", ["-c", code, one, two]), Stage("second", ["-c", code, two, one])]
    results = runner.run_all(both, [], False, Running(aloud=False))
    assert [(r.stage, r.outcome) for r in results] == [("first", "passed"), ("second", "passed")]
    said = capfd.readouterr().out
    assert "one begins\none ends\n" in said
    assert "two begins\ntwo ends\n" in said
    assert "first      ... [ 50%]" in said


def test_a_lane_that_breaks_off_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_told: object) -> Result:
        raise ValueError

    monkeypatch.setattr(runner, "run_stage", broken)
    monkeypatch.setattr("threading.excepthook", lambda _told: None)
    (result,) = runner.run_all([Stage("sample", ["-c", ""])], [], False, Running())
    assert (result.outcome, result.reason) == ("FAILED", "ValueError()")


def test_what_failed_in_one_stage_is_not_forgotten_by_another(stage) -> None:
    """Stages run at once; each keeps what failed in a place of its own."""
    assert stages.options(Path("r"), [], False, Stage("one", PYTEST)) != stages.options(
        Path("r"), [], False, Stage("two", PYTEST)
    )
