"""Command-line parsing in Indonesian, with the general options accepted at every level."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, NoReturn

PROGRAM = "./payung"
GENERAL_OPTIONS = ("--json", "--data-dir", "--debug")
TRANSLATIONS = (
    (r"the following arguments are required: (.+)", r"yang wajib diisi belum ada: \1"),
    (r"unrecognized arguments: (.+)", r"tidak dikenal: \1"),
    (r"argument (.+): expected one argument", r"\1 perlu satu nilai"),
    (r"argument (.+): expected at least one argument", r"\1 perlu paling sedikit satu nilai"),
    (
        r"argument (.+): invalid choice: (.+) \(choose from (.+)\)",
        r"\1: \2 tidak ada; pilihan: \3",
    ),
    (r"argument (.+): invalid \S+ value: (.+)", r"\1: nilai \2 tidak dapat dipakai"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 tidak dapat dipakai bersama \2"),
    (r"one of the arguments (.+) is required", r"pilih salah satu: \1"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 tidak memakai nilai (\2)"),
    (r"argument (.+): (.+)", r"\1: \2"),
)


class UsageError(Exception):
    """The command line cannot be understood; carries the sentence and the way out."""


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Help with Indonesian headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Pemakaian: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        indonesian = {"positional arguments": "Isian", "options": "Pilihan"}
        super().start_section(indonesian.get(heading or "", heading))


class CommandParser(argparse.ArgumentParser):
    """A parser that knows the general options; sub-parsers made from it know them as well."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", HelpFormatter)
        kwargs.setdefault("conflict_handler", "resolve")
        kwargs.setdefault("allow_abbrev", False)
        kwargs["add_help"] = False
        super().__init__(**kwargs)
        add_general_options(self)

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """Add an option; a general one that a command declares again stays the general one."""
        for name in names:
            if name in GENERAL_OPTIONS and name in self._option_string_actions:
                return self._option_string_actions[name]
        return super().add_argument(*names, **options)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {translated(message)}\nLihat: {self.prog} --help")


def add_general_options(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes; without defaults, so that an inner level overrides nothing."""
    group = parser.add_argument_group("Pilihan umum")
    group.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")
    group.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="jawaban sebagai satu dokumen JSON; pesan lain ke stderr",
    )
    group.add_argument(
        "--data-dir",
        type=Path,
        metavar="FOLDER",
        default=argparse.SUPPRESS,
        help="folder basis data tertanam dan berkas (bawaan: var/data)",
    )
    group.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS,
        help="tampilkan jejak lengkap bila terjadi kesalahan",
    )


def with_general_defaults(arguments: argparse.Namespace) -> argparse.Namespace:
    """Fill in the general options that were not given."""
    for name, value in (("json", False), ("data_dir", None), ("debug", False)):
        if not hasattr(arguments, name):
            setattr(arguments, name, value)
    return arguments


def translated(message: str) -> str:
    """An argparse message in Indonesian; unknown ones stay as they are.

    >>> translated("the following arguments are required: FILE")
    'yang wajib diisi belum ada: FILE'
    """
    for pattern, replacement in TRANSLATIONS:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, replacement, message, count=1, flags=re.DOTALL)
    return message


def command_name(argv: list[str]) -> str | None:
    """The first word of the command line that is not a general option or its value.

    >>> command_name(["--data-dir", "x", "--json", "check", "a.xlsx"])
    'check'
    """
    words = iter(argv)
    for word in words:
        if word == "--data-dir":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None
