"""The real server in its own processes, and a browser of sorts to speak with it."""

from __future__ import annotations

import contextlib
import http.cookiejar
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

PASSWORD = "payung-belu-2026"
SETUP = """
import datetime, django
django.setup()
from payung.base.vault import keys
keys.load()
from payung.base.accounts import actions as accounts
from payung.base.territory.models import Area
user = accounts.create_user(by=accounts.SYSTEM, username="op_kewar", name="Op Kewar",
                            password="payung-belu-2026")
accounts.assign(by=accounts.SYSTEM, user=user, role="village_operator",
                area=Area.objects.get(code="53.04.01.2001"), since=datetime.date(2020, 1, 1),
                paper="SK uji")
"""


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PAYUNG_", "DATABASE_"))}
    return {
        **kept, "PAYUNG_DATA_DIR": str(data_dir), "PAYUNG_LOG": "ERROR",
        "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), **more,
    }  # fmt: skip


def python(data_dir: Path, code: str) -> str:
    """What a program prints that runs with this data directory."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(data_dir), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`payung serve` in a process group of its own."""

    def __init__(self, data_dir: Path, **env: str) -> None:
        self.data_dir, self.port, self.env = data_dir, free_port(), env
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "payung.edge.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=environment(self.data_dir, **self.env), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        until(self._answers, 30)

    def _answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            assert self.process.stderr is not None
            raise AssertionError(self.process.stderr.read().decode())
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def kill(self) -> None:
        """Server and worker at once, as a power cut would."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def workers(self) -> list[int]:
        assert self.process is not None
        return [pid for pid in group(self.process.pid) if pid != self.process.pid]

    def interrupt(self) -> int:
        """Ctrl-C: the terminal tells every process of the group."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=20)


@contextlib.contextmanager
def serving(data_dir: Path, **env: str) -> Iterator[Server]:
    server = Server(data_dir, **env)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def group(number: int) -> list[int]:
    """Living processes of a process group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _parent, pgrp = path.read_text().rpartition(")")[2].split()[:3]
            if int(pgrp) == number and state != "Z":
                found.append(int(path.parent.name))
    return found


def until(done: object, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_told: object) -> None:
        return None


class Browser:
    """Cookies, forms with their token, no redirects followed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), Stay
        )

    def get(self, path: str, **headers: str) -> tuple[int, str, str]:
        return self._ask(urllib.request.Request(self.url + path, headers=headers))  # noqa: S310

    def post(self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None,
             page: str = "") -> tuple[int, str, str]:  # fmt: skip
        """Fill in and send the form of a page; `file` is (name, content)."""
        fields = {**fields, "csrfmiddlewaretoken": self.token(page or path)}
        if file is None:
            data, kind = (
                urllib.parse.urlencode(fields).encode(),
                "application/x-www-form-urlencoded",
            )
        else:
            data, kind = multipart(fields, *file)
        request = urllib.request.Request(  # noqa: S310
            self.url + path, data, {"Content-Type": kind}
        )
        return self._ask(request)

    def token(self, page: str) -> str:
        """What a form of this page would send against forgery."""
        html = self.get(page)[1]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
        assert found, html[:500]
        return found[1]

    def send(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, str]:
        """Bytes as they are."""
        return self._ask(urllib.request.Request(self.url + path, body, headers))  # noqa: S310

    def log_in(self, name: str = "op_kewar", password: str = PASSWORD) -> None:
        answer = self.post("/akun/masuk/", {"login": name, "password": password})
        assert answer[0] == 302, answer[1][:2000]

    def _ask(self, request: urllib.request.Request) -> tuple[int, str, str]:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace"), ""
        except urllib.error.HTTPError as error:
            body = error.read().decode("utf-8", "replace")
            return error.code, body, error.headers.get("Location", "")


def multipart(fields: dict[str, str], name: str, content: bytes) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    parts += [head.encode(), content, f"\r\n--{mark}--\r\n".encode()]
    return b"".join(parts), f"multipart/form-data; boundary={mark}"


def ask(data_dir: Path, sql: str) -> list[tuple[object, ...]]:
    """Read the database beside the server, without writing."""
    uri = f"file:{data_dir}/payung.sqlite3?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
        return connection.execute(sql).fetchall()
