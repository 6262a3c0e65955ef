"""The server and its worker: one web process, one worker process, both stopped together."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

log = logging.getLogger(__name__)
# The site itself answers an upload over its limit with a page; far above it nothing is read.
REFUSED_UNREAD = 4


def web_threads() -> int:
    """Threads of the web server; uploads are read by waitress itself, so slow ones cost none."""
    return int(os.environ.get("PAYUNG_THREADS", "8"))


def proxy_settings() -> dict[str, Any]:
    """With PAYUNG_HTTPS=1 a proxy on PAYUNG_PROXY (127.0.0.1) tells scheme and client address.

    From anybody else those headers are dropped: they would be a way around HTTPS and the limits
    on log-ins.
    """
    if os.environ.get("PAYUNG_HTTPS") != "1":
        return {}
    return {
        "trusted_proxy": os.environ.get("PAYUNG_PROXY", "127.0.0.1"),
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


@contextlib.contextmanager
def worker_process() -> Iterator[None]:
    """A worker beside the server, started again if it dies; it ends by itself with the server."""
    keeper = _Keeper()
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


class _Keeper(threading.Thread):
    """Keeps one worker running until told to stop."""

    PAUSE = 1.0

    def __init__(self) -> None:
        super().__init__(daemon=True, name="worker-keeper")
        self._stopping = threading.Event()
        self._process = self._launched()

    def _launched(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "payung.edge.cli", "worker", "--parent", str(os.getpid())]
        return subprocess.Popen(command)

    def run(self) -> None:
        while not self._stopping.is_set():
            code = self._process.wait()
            if self._stopping.wait(self.PAUSE):
                return
            log.error("the worker ended (%s) and is started again", code)
            self._process = self._launched()

    def stop(self) -> None:
        """End the worker; it finishes its step, or is killed and goes on at the next start."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()


def serve(host: str, port: int) -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    import waitress

    from payung.edge.site.wsgi import application

    upload_limit = int(os.environ.get("PAYUNG_UPLOAD_LIMIT_MB", "100")) * 2**20
    server = waitress.create_server(
        application,
        host=host,
        port=port,
        threads=web_threads(),
        max_request_body_size=upload_limit * REFUSED_UNREAD + 2**20,
        ident="Payung",
        **proxy_settings(),
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
