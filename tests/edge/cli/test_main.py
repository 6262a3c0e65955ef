"""From the command line to the exit code, with commands made for the purpose."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db import OperationalError

from payung.edge.cli.commands import COMMANDS, Command
from payung.edge.cli.errors import CommandError
from payung.edge.cli.main import declare, main
from payung.edge.cli.parser import CommandParser

Run = Callable[[argparse.Namespace], int]
SOURCES = Path(__file__).resolve().parents[3] / "src"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Run], None]:
    """Add the command `uji`, which takes FILE and does what it is given."""

    def added(run: Run) -> None:
        def register(subparsers: Any) -> None:
            parser = subparsers.add_parser("uji")
            parser.add_argument("file")
            parser.add_argument("--level", choices=["sd", "smp"])
            parser.add_argument("--year", type=int)
            parser.add_argument("--json", action="store_true")  # again; the general one stands
            parser.set_defaults(run=run)

        module = ModuleType("payung.edge.cli.uji")
        module.register = register  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setitem(COMMANDS, "uji", Command("uji", "uji", "Uji", "Test", "uji a.xlsx"))

    return added


def raising(error: BaseException) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        raise error

    return run


@pytest.mark.parametrize("code", [0, 1, 2])
def test_exit_code_is_the_command_s(command: Callable[[Run], None], code: int) -> None:
    command(lambda _: code)
    assert main(["uji", "a.xlsx"]) == code


@pytest.mark.parametrize(
    "argv",
    [
        ["--json", "--data-dir", "d", "uji", "a"],
        ["uji", "a", "--json", "--data-dir", "d"],
        ["--json", "uji", "--data-dir", "d", "a"],
    ],
)
def test_general_options_stand_before_or_after(
    command: Callable[[Run], None], argv: list[str]
) -> None:
    seen: list[argparse.Namespace] = []
    command(lambda arguments: seen.append(arguments) or 0)  # type: ignore[func-returns-value]
    assert main(argv) == 0
    assert (seen[0].json, seen[0].data_dir, seen[0].debug) == (True, Path("d"), False)


def test_refusal_is_a_sentence_and_exit_2(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(CommandError("Berkas a.xlsx tidak dapat dibaca.")))
    assert main(["uji", "a.xlsx"]) == 2
    captured = capsys.readouterr()
    assert captured.err == "Berkas a.xlsx tidak dapat dibaca.\n"
    assert captured.out == ""


def test_with_json_a_refusal_is_one_document(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(CommandError("Tidak ada.")))
    assert main(["uji", "a.xlsx", "--json"]) == 2
    assert json.loads(capsys.readouterr().out) == {"error": "Tidak ada."}


def test_uncaught_error_is_a_sentence(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(ValueError("aneh")))
    assert main(["uji", "a.xlsx"]) == 2
    assert "ValueError: aneh" in (said := capsys.readouterr().err)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied", "data"), "data: tidak ada hak akses"),
        (OSError(28, "No space left on device"), "ruang disk habis"),
        (OperationalError("no such table: area"), "./payung migrate"),
    ],
)
def test_trouble_of_the_machine_says_what_to_look_at(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    sentence: str,
) -> None:
    command(raising(error))
    assert main(["uji", "a.xlsx"]) == 2
    assert sentence in capsys.readouterr().err


def test_debug_shows_the_traceback(
    command: Callable[[Run], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command(raising(ValueError("aneh")))
    assert main(["uji", "a.xlsx", "--debug"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_interrupt_exits_130(command: Callable[[Run], None]) -> None:
    command(raising(KeyboardInterrupt()))
    assert main(["uji", "a.xlsx"]) == 130


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["uji"], "./payung uji: yang wajib diisi belum ada: file"),
        (["uji", "a", "--lain"], "tidak dikenal: --lain"),
        (["uji", "a", "--level", "pt"], "--level: 'pt' tidak ada; pilihan: 'sd', 'smp'"),
        (["uji", "a", "--year", "dua"], "--year: nilai 'dua' tidak dapat dipakai"),
        (["uji", "a", "--year"], "--year perlu satu nilai"),
        (["ujo", "a"], "perintah 'ujo' tidak dikenal. Maksud Anda: ./payung uji?"),
    ],
)
def test_usage_errors_say_what_and_where_to_look(
    command: Callable[[Run], None],
    capsys: pytest.CaptureFixture[str],
    argv: list[str],
    sentence: str,
) -> None:
    command(lambda _: 0)
    assert main(argv) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "--help" in said


def test_without_a_command_help_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Pemakaian" in captured.err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("payung ")


OWN = [command for command in COMMANDS.values() if command.module]


@pytest.mark.parametrize("listed", OWN, ids=lambda command: command.name)
def test_every_listed_command_is_there(listed: Command) -> None:
    parser = CommandParser(prog="payung")
    declare(listed, parser)
    with pytest.raises(SystemExit, match="0"):
        parser.parse_args([listed.name, "--help"])


@pytest.mark.parametrize("name", ["check", "law"])
def test_commands_without_database_never_load_django(name: str) -> None:
    code = (
        "import sys\nfrom payung.edge.cli.main import main\n"
        f"try:\n    main([{name!r}, '--help'])\n"
        "except SystemExit:\n    sys.exit('django' in sys.modules)\n"
        "sys.exit('no help was printed')"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True)
    assert done.returncode == 0, done.stderr


def test_reader_that_leaves_early_is_no_error() -> None:
    script = f"{sys.executable} -m payung.edge.cli --help | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], env=environment(), capture_output=True, text=True)
    assert done.returncode in (0, 141)
    assert done.stderr == ""


def test_ctrl_c_ends_a_running_process_with_130() -> None:
    code = (
        "import sys, time\nfrom types import ModuleType\n"
        "from payung.edge.cli import commands, main\n"
        "module = ModuleType('payung.edge.cli.uji')\n"
        "def run(arguments):\n    print('siap', flush=True)\n    time.sleep(60)\n"
        "module.register = lambda s: s.add_parser('uji').set_defaults(run=run)\n"
        "sys.modules[module.__name__] = module\n"
        "commands.COMMANDS['uji'] = commands.Command('uji', 'uji', '', '', '')\n"
        "sys.exit(main.main(['uji']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "siap\n"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in said


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCES)}
