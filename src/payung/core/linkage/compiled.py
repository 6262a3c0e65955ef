"""The decorator of every compiled loop: numba, cached on disk, without Python's lock.

numba notices a change of the file that holds a function, not of the files it calls. The cache
therefore lies in a folder named after the content of all loops here: other loops, other folder.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

Loop = TypeVar("Loop", bound=Callable[..., Any])
HERE = Path(__file__).parent


@cache
def cache_folder() -> str:
    """Where the loops of this version are kept; empty if no folder can be written."""
    digest = hashlib.sha256()
    for path in sorted(HERE.glob("*.py")):
        if b"@compiled" in (content := path.read_bytes()):
            digest.update(content)
    name = f"linkage-{digest.hexdigest()[:16]}"
    for base in (HERE / "__pycache__", Path(tempfile.gettempdir()) / f"payung-{os.getuid()}"):
        try:
            (base / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(base / name, os.W_OK):
            return str(base / name)
    return ""


def compiled(loop: Loop) -> Loop:
    """Compile a function at its first call, or take it from the cache of an earlier run."""
    import numba

    settings: Any = numba.config
    before, settings.CACHE_DIR = settings.CACHE_DIR, cache_folder()
    try:
        made: Any = numba.njit(cache=True, nogil=True, boundscheck=False)(loop)
        return cast(Loop, made)
    finally:
        settings.CACHE_DIR = before
