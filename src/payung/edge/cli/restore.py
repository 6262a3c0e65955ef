"""`payung restore FILE`: unpack a backup into an empty data directory."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from payung.edge.cli.django_setup import data_dir
from payung.edge.cli.errors import CommandError
from payung.edge.cli.output import emit


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("restore", help="Pulihkan cadangan ke folder data yang kosong")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from payung.edge.site.backups import BackupRefused, restore

    folder = data_dir(arguments)
    try:
        with_keys = restore(arguments.file, folder)
    except BackupRefused as error:
        raise CommandError(str(error)) from error
    hint = "" if with_keys else " Salin juga keys.json dan secret_key ke sana sebelum memakainya."
    emit(
        {"data_dir": folder, "with_keys": with_keys},
        as_json=arguments.json,
        text=lambda: f"Dipulihkan ke {folder}.{hint}",
    )
    return 0
