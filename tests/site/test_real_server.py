"""The real server behind a proxy, with large and with slow senders."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.prepared import with_regions
from tests.resident_files import csv_bytes, people
from tests.site.real_server import SETUP, Browser, Server, ask, python, serving, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        "DATABASE_URL" in os.environ, reason="serves from SQLite, so the run on SQLite has done it"
    ),
]
VILLAGE = "53.04.01.2001"
HTTPS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "Host": "localhost"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = with_regions(tmp_path_factory.mktemp("server") / "data")
    python(folder, SETUP)
    return folder


def test_behind_a_proxy_that_speaks_https(data: Path) -> None:
    with serving(data, PAYUNG_HTTPS="1") as server:
        browser = Browser(server.url)
        status, _page, to = browser.get("/akun/masuk/", Host="localhost")
        assert (status, to) == (301, "https://localhost/akun/masuk/")
        status, page, _to = browser.get("/akun/masuk/", **HTTPS)
        assert status == 200, "no endless redirect"
        assert "csrfmiddlewaretoken" in page


def test_forged_headers_of_a_proxy_count_for_nothing(data: Path) -> None:
    with serving(data, PAYUNG_HTTPS="1", PAYUNG_PROXY="203.0.113.1") as server:
        assert Browser(server.url).get("/akun/masuk/", **HTTPS)[0] == 301


def test_a_large_upload_is_answered_with_a_page(data: Path) -> None:
    with serving(data, PAYUNG_UPLOAD_LIMIT_MB="1") as server:
        browser = Browser(server.url)
        browser.log_in()
        large = ("daftar.csv", b"x" * (3 * 2**20))
        status, page, _to = browser.post("/pendataan/unggah/", {"village": VILLAGE}, large)
        assert status == 413
        assert "lebih besar dari 1 MB" in page


def test_two_operators_press_the_button_at_once(data: Path, tmp_path: Path) -> None:
    """On SQLite, two sessions, two copies of one list: everybody is in the register once."""
    own = Path(shutil.copytree(data, tmp_path / "data"))
    with serving(own) as server:
        browsers = [Browser(server.url) for _ in range(4)]
        for browser in browsers:
            browser.log_in()
        for browser in browsers[:2]:
            file = ("daftar.csv", csv_bytes(people(300)))
            assert browser.post("/pendataan/unggah/", {"village": VILLAGE}, file)[0] == 302
        until(lambda: _states(own) == ["previewed"] * 2, 60)
        pages = [f"/pendataan/impor/{n}/" for n in (1, 2, 1, 2)]
        together = threading.Barrier(4)

        def press(browser: Browser, page: str) -> int:
            together.wait()
            return browser.post(f"{page}terima/", {}, page=page)[0]

        with ThreadPoolExecutor(4) as hands:
            answers = list(hands.map(press, browsers, pages))
        assert answers == [302] * 4
        until(lambda: _states(own) == ["accepted"] * 2, 60)
    assert ask(own, "select count(*), count(distinct nik_index) from people_person") == [(300, 300)]
    assert ask(own, "select count(*) from jobs_job where kind = 'staging.accept'") == [(2,)]


def _states(data: Path) -> list[object]:
    return [row[0] for row in ask(data, "select state from staging_batch order by id")]


def _slow_sender(server: Server) -> socket.socket:
    """Says that it sends a megabyte, and sends a few bytes."""
    line = socket.create_connection(("127.0.0.1", server.port), 5)
    head = (
        "POST /pendataan/unggah/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    )
    line.sendall(head.encode())
    return line


def test_slow_senders_hold_nobody_up(data: Path) -> None:
    """Three times as many as there are threads, and still a page comes at once."""
    with serving(data, PAYUNG_THREADS="4") as server:
        browser = Browser(server.url)
        browser.log_in()
        lines = [_slow_sender(server) for _ in range(12)]
        try:
            began = time.monotonic()
            assert browser.get("/pendataan/")[0] == 200
            assert time.monotonic() - began < 5
            file = ("daftar.csv", csv_bytes(people(3)))
            assert browser.post("/pendataan/unggah/", {"village": VILLAGE}, file)[0] == 302
        finally:
            for line in lines:
                line.close()
