"""The server and its worker: one web process, one worker process, both stopped together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator


def web_threads() -> int:
    """Threads of the web server; uploads are read by waitress itself, so slow ones cost none."""
    return int(os.environ.get("PAYUNG_THREADS", "8"))


@contextlib.contextmanager
def worker_process() -> Iterator[subprocess.Popen[bytes]]:
    """A worker beside the server; it also ends by itself when the server is gone."""
    command = [sys.executable, "-m", "payung.edge.cli", "worker", "--parent", str(os.getpid())]
    process = subprocess.Popen(command)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def serve(host: str, port: int) -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    import waitress

    from payung.edge.site.wsgi import application

    server = waitress.create_server(
        application,
        host=host,
        port=port,
        threads=web_threads(),
        max_request_body_size=int(os.environ.get("PAYUNG_UPLOAD_LIMIT_MB", "100")) * 2**20 + 2**20,
        ident="Payung",
    )
    with worker_process():
        signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        try:
            server.run()
        finally:
            server.close()


def watch_parent(parent: int | None, stop: threading.Event) -> None:
    """Set `stop` when the process that started this one is gone."""
    while parent is not None and not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()
