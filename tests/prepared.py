"""Data directories with tables, or tables and all regions: made once a run, copied for each test.

For tests that start processes of their own on SQLite; making the tables takes most of ten seconds.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLES = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
"""
REGIONS = """
import django
django.setup()
from payung.edge.site.prepare import prepare
prepare()
"""


def with_tables(folder: Path) -> Path:
    """`folder`, new, holding a database without any row of ours."""
    return Path(shutil.copytree(_made("tables", TABLES), folder))


def with_regions(folder: Path) -> Path:
    """`folder`, new, holding a database with every region and the keys that seal its data."""
    return Path(shutil.copytree(_made("regions", REGIONS), folder))


def _made(name: str, code: str) -> Path:
    """The original of a kind; who comes first makes it, the others wait."""
    place = _place()
    original = place / name
    with (place / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not original.exists():
            draft = place / f"{name}.draft"
            shutil.rmtree(draft, ignore_errors=True)
            if name == "tables":
                draft.mkdir()
            else:
                with_tables(draft)
            _run(draft, code)
            draft.rename(original)
    return original


@cache
def _place() -> Path:
    """Shared by the workers of one run, and by nobody who has other migrations."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").glob("**/migrations/*.py")):
        digest.update(f"{path.name}{path.stat().st_mtime_ns}".encode())
    shared = os.environ.get("PAYUNG_DATA_DIR")
    base = Path(shared) if shared else Path(tempfile.mkdtemp(prefix="payung-prepared-"))
    place = base / f"prepared-{digest.hexdigest()[:12]}"
    place.mkdir(parents=True, exist_ok=True)
    return place


def _run(folder: Path, code: str) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PAYUNG_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            **kept, "PAYUNG_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
        },
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
