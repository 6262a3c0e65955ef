"""Compile all loops ahead of need: `python -m payung.core.linkage.warm`.

Compiling takes tens of seconds, once per version of the loops; afterwards they come from disk in
well under a second. `payung.core.loops.warm_aside` starts this, so that no clerk waits for it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from payung.core.loops import MARK, linkage_folder


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
    if folder := linkage_folder():
        (folder / MARK).touch()


if __name__ == "__main__":
    warm()
