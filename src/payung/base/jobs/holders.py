"""Naming the process that holds a job, and telling whether it still lives."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path


def holder_name() -> str:
    """host:pid.started:random; `started` tells a process from a later one with the same number."""
    return f"{_host()}:{os.getpid()}.{started(os.getpid())}:{secrets.token_hex(4)}"


def is_gone(holder: str) -> bool:
    """Whether the holder was a process of this machine that has ended. Unsure means no."""
    host, _, rest = holder.rpartition(":")[0].rpartition(":")
    pid, _, since = rest.partition(".")
    if host != _host() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return bool(since) and started(int(pid)) not in {"", since}


def started(pid: int) -> str:
    """When the process started, in the kernel's ticks; '' where that is not to be had."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _host() -> str:
    return socket.gethostname()[:24].replace(":", "-")
