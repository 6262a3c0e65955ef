"""What the worker asks itself while nothing waits."""

from __future__ import annotations

import threading

import pytest

from payung.base.jobs import chores, worker


def test_a_failing_chore_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The worker asks all of them, logs who failed, and goes on until it is told to stop."""
    stop = threading.Event()

    def broken() -> None:
        raise ValueError

    monkeypatch.setattr(chores, "_chores", [broken, stop.set])
    monkeypatch.setattr(chores, "EVERY", 0.0)
    monkeypatch.setattr(worker, "claim", lambda: None)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    worker.run_forever(stop, lambda _job: None)  # type: ignore[arg-type, return-value]
    assert "the chore broken failed" in caplog.text
