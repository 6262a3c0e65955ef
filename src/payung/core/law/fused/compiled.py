"""Printed modules, compiled once for a machine."""

import hashlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from payung.core.law.fused import kernels
from payung.core.loops import cache_folder


def compiled(text: str) -> Any:
    """A printed module. Its machine code is kept beside its text, for the next process.

    The text runs from memory: what lies in the folder is only what numba knows the code by.
    """
    known = hashlib.sha256()
    for part in (text, Path(kernels.__file__).read_text("utf-8")):
        known.update(part.encode())
    name = f"payung_law_loop_{known.hexdigest()[:24]}"
    if name in sys.modules:
        return sys.modules[name]
    path = cache_folder() / f"{name}.py"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    module = ModuleType(name)
    module.__file__ = str(path)
    sys.modules[name] = module
    exec(compile(text, str(path), "exec"), module.__dict__)  # noqa: S102 - our own compiler's text
    return module
