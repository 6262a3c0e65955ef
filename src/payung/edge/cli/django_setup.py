"""Starts Django for the commands that need the database; nothing else here imports it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

HOME = Path(__file__).resolve().parents[4]


def data_dir(arguments: argparse.Namespace) -> Path:
    """The folder of the embedded database and the files, as an absolute path.

    `--data-dir` wins over `PAYUNG_DATA_DIR`; without either it is `var/data` in the folder of
    Payung itself, whatever the folder one happens to stand in.
    """
    chosen = arguments.data_dir or os.environ.get("PAYUNG_DATA_DIR") or HOME / "var" / "data"
    return Path(chosen).resolve()


def setup_django(arguments: argparse.Namespace) -> None:
    """Load the applications on the chosen data directory; may be called more than once."""
    os.environ["PAYUNG_DATA_DIR"] = str(data_dir(arguments))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.edge.site.settings")

    import django

    django.setup()
