"""The decorator of every compiled loop: numba, cached on disk, without Python's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from payung.core.loops import linkage_folder

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop) -> Loop:
    """Compile a function at its first call, or take it from the cache of an earlier run."""
    import numba

    folder = linkage_folder()
    settings: Any = numba.config
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder or "")
    try:
        made: Any = numba.njit(cache=folder is not None, nogil=True, boundscheck=False)(loop)
        return cast(Loop, made)
    finally:
        settings.CACHE_DIR = before
