"""Work beside the demo's acts: done in another process, or here if there is none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from payung.edge.demo.aside import Aside

SOURCE = Path(__file__).resolve().parents[3] / "src"
ASKER = """
import os, time
from payung.edge.demo.aside import Aside
with Aside() as aside:
    print(aside.ask(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def here() -> str:
    raise ValueError("not so")


def test_it_is_made_in_another_process_in_the_order_of_asking() -> None:
    with Aside() as aside:
        asked = [aside.ask(pow, 2, n) for n in range(50)]
        other = aside.ask(os.getpid).result()
        assert [one.result() for one in asked] == [2**n for n in range(50)]
    assert (other != os.getpid()) == ((os.cpu_count() or 1) > 1)


def test_without_the_other_process_it_is_made_here() -> None:
    """Killed in the middle; and what fails there fails here, with its own error."""
    with Aside() as aside:
        other = aside.ask(os.getpid).result()
        if other != os.getpid():
            os.kill(other, signal.SIGKILL)
        assert aside.ask(os.getpid).result() == os.getpid()
        assert aside.ask(pow, 3, 3).result() == 27
    with Aside() as aside, pytest.raises(ValueError, match="not so"):
        aside.ask(here).result()


def test_nobody_is_left_when_the_asking_process_is_killed() -> None:
    asker = subprocess.Popen(
        [sys.executable, "-c", ASKER], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert asker.stdout is not None
    other = int(asker.stdout.readline())
    asker.kill()
    asker.wait()
    deadline = time.monotonic() + 20
    while alive(other) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert other == asker.pid or not alive(other)


def alive(process: int) -> bool:
    """Whether it is still at work; one that ended and waits to be counted is not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
