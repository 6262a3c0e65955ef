"""Where compiled loops are kept: they are compiled once for a machine, not for each request.

Nothing here imports numba, so a start may ask whether the loops are ready.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

LINKAGE = Path(__file__).parent / "linkage"
MARK = "complete"


@cache
def cache_folder() -> Path:
    """A folder of this user's own, whatever the package's own folder allows.

    `PAYUNG_CACHE_DIR`, else the system's place for caches; where neither can be written, a fresh
    folder that only this process knows (compiled code from a shared place is never run).
    """
    return lasting_folder() or Path(tempfile.mkdtemp(prefix="payung-loops-"))


@cache
def lasting_folder() -> Path | None:
    """The folder that the next process finds as well; None where no such place can be written."""
    for place in _places():
        folder = place / "loops"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        if _own(folder):
            return folder
    return None


@cache
def linkage_folder() -> Path | None:
    """Where the loops of `core/linkage` are kept, as they stand here.

    numba notices a change of the file that holds a function, not of the files it calls: the folder
    is named after the content of all of them, and after their place.
    """
    base = lasting_folder()
    if base is None:
        return None
    digest = hashlib.sha256(f"{LINKAGE} {sys.version}".encode())
    for path in sorted(LINKAGE.glob("*.py")):
        if b"@compiled" in (content := path.read_bytes()):
            digest.update(content)
    folder = base / f"linkage-{digest.hexdigest()[:16]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def warm_aside() -> subprocess.Popen[bytes] | None:
    """Compile linkage's loops in a process of its own, at low priority; None if that is done.

    Where nothing can be kept, every process compiles what it needs, and nothing is begun here.
    """
    folder = linkage_folder()
    if folder is None or (folder / MARK).exists():
        return None
    command = [sys.executable, "-P", "-m", "payung.core.linkage.warm"]
    return subprocess.Popen(
        ["nice", "-n", "15", *command] if sys.platform != "win32" else command,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


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
