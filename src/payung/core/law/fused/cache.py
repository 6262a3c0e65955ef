"""Where compiled loops are kept: they are compiled once for a machine, not for each request."""

import os
import sys
import tempfile
from functools import cache
from pathlib import Path


@cache
def cache_folder() -> Path:
    """A folder of this user's own, whatever the package's own folder allows.

    `PAYUNG_CACHE_DIR`, else the system's place for caches; where neither can be written, a fresh
    folder that only this process knows (compiled code from a shared place is never run).
    """
    for place in _places():
        folder = place / "loops"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        if _own(folder):
            return folder
    return Path(tempfile.mkdtemp(prefix="payung-loops-"))


def _places() -> list[Path]:
    if told := os.environ.get("PAYUNG_CACHE_DIR"):
        return [Path(told)]
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return [Path(base) / "payung" / "cache"] if base else []
    if told := os.environ.get("XDG_CACHE_HOME"):
        return [Path(told) / "payung"]
    try:
        home = Path.home()
    except RuntimeError:
        return []
    below = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return [home / below / "payung"]


def _own(folder: Path) -> bool:
    """True where this user can write, and nobody else can."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    if not hasattr(os, "getuid"):
        return True
    told = folder.stat()
    return told.st_uid == os.getuid() and not told.st_mode & 0o022
