"""Starts Django for the commands that need the database; nothing else here imports it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

HOME = Path(__file__).resolve().parents[4]


def setup_django(arguments: argparse.Namespace) -> None:
    """Choose the data directory and load the applications; may be called more than once.

    `--data-dir` wins over `PAYUNG_DATA_DIR`; without either it is `var/data` in the folder of
    Payung itself, whatever the folder one happens to stand in.
    """
    if arguments.data_dir is not None:
        os.environ["PAYUNG_DATA_DIR"] = str(arguments.data_dir.resolve())
    os.environ.setdefault("PAYUNG_DATA_DIR", str(HOME / "var" / "data"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.edge.site.settings")

    import django

    django.setup()
