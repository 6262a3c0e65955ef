"""From a command line to a command and its exit code: 0 done, 1 things refused, 2 not done."""

from __future__ import annotations

import argparse
import difflib
import importlib
import json
import os
import sys
import traceback
from types import ModuleType

from payung.edge.cli.commands import COMMANDS, Command
from payung.edge.cli.errors import CommandError, explained
from payung.edge.cli.help import overview
from payung.edge.cli.parser import (
    PROGRAM,
    CommandParser,
    UsageError,
    command_name,
    with_general_defaults,
)

INTERRUPTED = 130
BROKEN_PIPE = 141


def main(argv: list[str]) -> int:
    """Run the command that `argv` names; every failure ends as a sentence on standard error."""
    try:
        return run(argv)
    except UsageError as error:
        return refuse(argv, str(error), 2)
    except CommandError as error:
        return refuse(argv, str(error), error.exit_code)
    except KeyboardInterrupt:
        print("\nDihentikan.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) is gone: nothing more to say, also not while Python shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:  # the last resort: a sentence instead of a traceback
        if "--debug" in argv:
            traceback.print_exc()
        return refuse(argv, explained(error), 2)


def run(argv: list[str]) -> int:
    """Find the command, let its module declare its options, and run it."""
    name = command_name(argv)
    if name is None:
        return without_command(argv)
    if name not in COMMANDS:
        raise UsageError(unknown(name))
    parser = CommandParser(prog=PROGRAM)
    declare(COMMANDS[name], parser)
    arguments = with_general_defaults(parser.parse_args(argv))
    code: int = arguments.run(arguments)
    sys.stdout.flush()
    return code


def declare(command: Command, parser: CommandParser) -> None:
    """Let the command's module add its options, and give its help page the meaning and example."""
    subparsers = parser.add_subparsers(dest="command", required=True)
    load(command).register(subparsers)
    own: argparse.ArgumentParser = subparsers.choices[command.name]
    own.description = own.description or f"{command.id} · {command.en}"
    own.epilog = "\n".join(
        filter(None, [own.epilog, f"Contoh: {PROGRAM} {command.full or command.example}"])
    )


def without_command(argv: list[str]) -> int:
    """Print the overview: asked for, exit 0; for lack of a command, on standard error, exit 2."""
    if "-h" in argv or "--help" in argv:
        print(overview())
        return 0
    if "--version" in argv:
        from payung import __version__

        print(f"payung {__version__}")
        return 0
    print(overview(), file=sys.stderr)
    return 2


def load(command: Command) -> ModuleType:
    """Import the command's module; raises CommandError when this copy does not have it."""
    if command.module is None:
        raise CommandError(f"Jalankan dari folder Payung: {PROGRAM} {command.name}")
    module = f"payung.edge.cli.{command.module}"
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise CommandError(
            f"Perintah {command.name} belum ada dalam versi ini. "
            f"Lihat {PROGRAM} --help untuk perintah lain."
        ) from error


def unknown(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = f" Maksud Anda: {PROGRAM} {near[0]}?" if near else ""
    return f"{PROGRAM}: perintah {name!r} tidak dikenal.{hint}\nLihat: {PROGRAM} --help"


def refuse(argv: list[str], sentence: str, exit_code: int) -> int:
    """Say why nothing was done; with `--json` also as the one document on standard output."""
    print(sentence, file=sys.stderr)
    if "--json" in argv:
        print(json.dumps({"error": sentence}, ensure_ascii=False))
    return exit_code
