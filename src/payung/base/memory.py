"""Memory given back to the machine after work on a big file."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return what was freed but is still held for later: a workbook's cells leave holes behind.

    Does something with glibc only (`malloc_trim`), elsewhere nothing.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
