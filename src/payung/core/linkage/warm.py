"""Compile all loops ahead of need: `python -m payung.core.linkage.warm`.

Compiling takes tens of seconds, once per version of the loops; afterwards they come from disk in
well under a second. The server starts this beside itself, so that no clerk waits for it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from payung.core.linkage.compiled import cache_folder

MARK = "complete"


def is_warm() -> bool:
    """Whether the loops of this version have been compiled here; no folder counts as yes."""
    folder = cache_folder()
    return not folder or (Path(folder) / MARK).exists()


def warm() -> None:
    """Compile every loop by linking two short lists, one list with itself, and a search."""
    from payung.core.linkage import Index, Record, dedupe_file, link_files, score

    one = Record("1", "5304015708800003", "Maria Bere", "P", "Atambua", "17-08-1980", "Rosa")
    two = Record("2", "'5304015708800003", "Marya Bere", "P", "Belu", "17 Agustus 1980", "Rosa")
    score(one, two)
    index = Index([one])
    index.add(two)
    index.search(one)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "list.csv"
        path.write_text("id,nik,nama\n1,5304015708800003,Maria Bere\n2,,Marya Bere\n", "utf-8")
        link_files(path, path, path.with_suffix(".out.csv"))
        dedupe_file(path, path.with_suffix(".out.csv"))
    if folder := cache_folder():
        (Path(folder) / MARK).touch()


def warm_aside() -> None:
    """Compile in a process of its own, at low priority, unless it was done before."""
    if is_warm():
        return
    command = [sys.executable, "-P", "-m", "payung.core.linkage.warm"]
    subprocess.Popen(
        ["nice", "-n", "15", *command] if sys.platform != "win32" else command,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


if __name__ == "__main__":
    warm()
