"""Finds Chromium for the browser tests, and installs Debian's where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = ("apt-get", "install", "--no-install-recommends", "--yes", "--quiet", "chromium")
WAY_OUT = "apt-get install --no-install-recommends chromium"


def find() -> Path | None:
    """The browser of `PAYUNG_CHROMIUM`, else the first one on the PATH."""
    if chosen := os.environ.get("PAYUNG_CHROMIUM"):
        return Path(chosen)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def ensure() -> Path | None:
    """The browser, installed first when it is missing, we are root and apt-get is there."""
    if (found := find()) or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    print("Chromium belum ada; memasang dari Debian …", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (("apt-get", "update", "--quiet"), INSTALL):
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode:
            print(f"{' '.join(command)}:\n{done.stderr.strip()}", file=sys.stderr, flush=True)
            return None
    return find()


if __name__ == "__main__":
    browser = ensure()
    print(browser or f"Chromium tidak ada. Jalankan: sudo {WAY_OUT}")
    sys.exit(0 if browser else 1)
