"""An environment of its own for each peer, made once with pip and kept under var/."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

HOME = Path(__file__).resolve().parents[2] / "var" / "benchmarks" / "linkage"
NEEDS = {
    "splink": ("splink>=5,<6", "pandas", "pyarrow"),
    "recordlinkage": ("recordlinkage==0.16", "pyarrow", "duckdb"),
}


def python_of(peer: str) -> Path:
    """The peer's interpreter; the environment is made at the first asking."""
    folder = HOME / f"{peer}-environment"
    interpreter = folder / "bin" / "python"
    done = folder / "ready"
    if not done.exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *NEEDS[peer]], check=True)
        done.touch()
    return interpreter


def versions(peer: str) -> str:
    """`package version` of what the peer runs on."""
    listed = subprocess.run(
        [python_of(peer), "-m", "pip", "list", "--format=freeze"],
        check=True, text=True, stdout=subprocess.PIPE,
    ).stdout.splitlines()  # fmt: skip
    wanted = ("splink", "duckdb", "recordlinkage", "pandas", "numpy")
    return ", ".join(line.replace("==", " ") for line in listed if line.split("==")[0] in wanted)
