"""A trial reading in a process of its own, for formats whose reader can be made to fall over.

The reader of .xls trusts lengths written in the file: a few wrong bytes make it ask for a terabyte,
which ends the process. Here it ends a child instead.
"""

import subprocess
import sys

from payung.core.sheets.errors import Unreadable

MEMORY = 3 * 1024**3
SECONDS = 120
_NOT_TRIED, _LOCKED = 7, 3
_PROGRAM = f"""
import io, sys
try:
    import resource
    from python_calamine import CalamineWorkbook, PasswordError
    resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
    resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
except (ImportError, ValueError, OSError):
    sys.exit({_NOT_TRIED})
try:
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for name in book.sheet_names:
        book.get_sheet_by_name(name)
except PasswordError:
    sys.exit({_LOCKED})
"""


def survives(data: bytes) -> None:
    """Raise :class:`Unreadable` if reading the file would fail, hang or eat all memory.

    Costs about a tenth of a second and one more reading of the file.
    """
    command = [sys.executable, "-I", "-c", _PROGRAM]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("file_broken") from error
    except OSError:
        return
    if done.returncode == _LOCKED:
        raise Unreadable("password_protected")
    if done.returncode not in (0, _NOT_TRIED):
        raise Unreadable("file_broken")
