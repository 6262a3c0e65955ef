"""The real server, killed again and again while a list goes in: the register is the same."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.prepared import with_regions
from tests.programme.claims.photos import photo
from tests.resident_files import csv_bytes, people, person
from tests.site.real_server import (
    SETUP,
    Browser,
    Server,
    ask,
    environment,
    group,
    python,
    serving,
    until,
)

from payung.base.files.parts.reading import crc
from payung.edge.cli.verify import as_text

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        "DATABASE_URL" in os.environ, reason="serves from SQLite, so the run on SQLite has done it"
    ),
]
ROWS = 5_000
KILLS_EACH = 2
VILLAGE = "53.04.01.2001"
REGISTER = """
import django, hashlib, json
django.setup()
from payung.base.staging.models import Batch, Row
from payung.base.staging.payloads import unpack
from payung.programme.people.columns import SEALED
from payung.programme.people.models import Person, Sourced
from payung.base.vault.crypto import unseal
skip = {"id", "created_at", "updated_at", "latitude", "longitude"}
names = [f.attname for f in Person._meta.concrete_fields if f.name not in skip]
people = sorted(
    json.dumps([getattr(p, n) for n in names], default=str) for p in Person.objects.all()
)
niks = dict(Person.objects.values_list("id", "nik"))
sources = sorted(
    json.dumps([niks[s.person_id], s.row, s.content_hash, s.fields,
                unseal(bytes(s.before)).decode() if s.before else "", s.undone])
    for s in Sourced.objects.all()
)
rows = sorted(
    json.dumps([r.number, r.content_hash, r.key_index, r.verdict, r.problems, r.codes,
                niks.get(r.subject_id), r.applied, unpack(r.payload)])
    for r in Row.objects.all()
)
batch = Batch.objects.get()
told = [batch.state, batch.rows_read, batch.counts, batch.problem_counts, batch.notes]
def digest(found):
    return [len(found), hashlib.sha256("\\n".join(found).encode()).hexdigest()]
print(json.dumps({"people": digest(people), "sources": digest(sources), "rows": digest(rows),
                  "batch": told}))
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one operator and nobody in the register; copied for each run."""
    folder = with_regions(tmp_path_factory.mktemp("segar") / "data")
    python(folder, SETUP)
    return folder


def copy_of(fresh: Path, folder: Path) -> Path:
    return Path(shutil.copytree(fresh, folder / "data"))


def a_list() -> bytes:
    """5.000 rows as CSV; a hundred of them with faults."""
    rows = people(ROWS - 100)
    rows += [person(9000 + n, nik_text=f"53040117088{n:02d}") for n in range(100)]
    return csv_bytes(rows)


def upload(server: Server) -> None:
    browser = Browser(server.url)
    browser.log_in()
    answer = browser.post("/pendataan/unggah/", {"village": VILLAGE}, ("daftar.csv", a_list()))
    assert answer[0] == 302, answer[1][:2000]


def accept(server: Server) -> None:
    browser = Browser(server.url)
    browser.log_in()
    answer = browser.post("/pendataan/impor/1/terima/", {}, page="/pendataan/impor/1/")
    assert answer[0] == 302, answer[1][:2000]


def state(data: Path) -> str:
    return str(ask(data, "select state from staging_batch")[0][0])


def wait_for(data: Path, wanted: str) -> None:
    until(lambda: state(data) == wanted, 60)


def result(data: Path) -> dict[str, object]:
    """What the register says, and that nothing is out of joint."""
    done = subprocess.run(
        [sys.executable, "-m", "payung.edge.cli", "verify", "--json"], env=environment(data),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["ok"], as_text(told)
    return dict(json.loads(python(data, REGISTER)))


def undisturbed(data: Path) -> tuple[dict[str, object], float, float]:
    """The register of a calm run, and how long reading and accepting took."""
    with serving(data) as server:
        upload(server)
        began = time.monotonic()
        wait_for(data, "previewed")
        read = time.monotonic() - began
        accept(server)
        began = time.monotonic()
        wait_for(data, "accepted")
        took = time.monotonic() - began
        assert server.interrupt() == 0
        assert group(server.process.pid) == []  # type: ignore[union-attr]
    return result(data), read, took


def disturbed(data: Path, read: float, took: float, dice: random.Random) -> dict[str, object]:
    """The same with the whole machine gone four times, at random moments."""
    server = Server(data)
    server.start()
    try:
        upload(server)
        _kill_often(server, read, dice)
        wait_for(data, "previewed")
        accept(server)
        _kill_often(server, took, dice)
        wait_for(data, "accepted")
    finally:
        server.kill()
    return result(data)


def _kill_often(server: Server, seconds: float, dice: random.Random) -> None:
    for _ in range(KILLS_EACH):
        time.sleep(dice.uniform(0.0, seconds / 2))
        server.kill()
        server.start()


def test_a_killed_server_ends_with_the_same_register(fresh: Path, tmp_path: Path) -> None:
    wanted, read, took = undisturbed(copy_of(fresh, tmp_path / "a"))
    assert wanted["people"][0] == ROWS - 100  # type: ignore[index]
    assert wanted["batch"][1] == ROWS  # type: ignore[index]
    found = disturbed(copy_of(fresh, tmp_path / "b"), read, took, random.Random(2026))
    assert found == wanted


def test_the_worker_ends_when_the_server_is_killed(fresh: Path, tmp_path: Path) -> None:
    with serving(copy_of(fresh, tmp_path)) as server:
        assert server.process is not None
        until(lambda: len(server.workers()) == 1, 10)
        time.sleep(1)  # until it watches
        os.kill(server.process.pid, signal.SIGKILL)
        until(lambda: not server.workers(), 15)


def test_a_killed_worker_is_started_again(fresh: Path, tmp_path: Path) -> None:
    data = copy_of(fresh, tmp_path)
    with serving(data) as server:
        until(lambda: len(server.workers()) == 1, 10)
        first = server.workers()[0]
        os.kill(first, signal.SIGKILL)
        until(lambda: any(pid != first for pid in server.workers()), 15)
        upload(server)
        wait_for(data, "previewed")


def test_ctrl_c_ends_both_in_the_middle_of_reading(fresh: Path, tmp_path: Path) -> None:
    data = copy_of(fresh, tmp_path)
    with serving(data) as server:
        upload(server)
        assert server.interrupt() == 0
        assert group(server.process.pid) == []  # type: ignore[union-attr]
        server.start()
        wait_for(data, "previewed")


def send_part(browser: Browser, token: str, told: dict[str, Any], content: bytes) -> dict[str, Any]:
    at = told["offset"]
    piece = content[at : at + told["part"]]
    headers = {
        "X-CSRFToken": token, "Content-Type": "application/octet-stream",
        "Upload-Offset": str(at), "Upload-Mark": crc(piece),
    }  # fmt: skip
    return dict(json.loads(browser.send(told["url"], piece, headers)[1]))


def test_a_photo_goes_on_after_the_server_was_killed(fresh: Path, tmp_path: Path) -> None:
    """Half of it sent, the machine gone, another log-in: the second half only."""
    data = copy_of(fresh, tmp_path)
    content = photo(1500, 2000)
    form = {"name": "kk.jpg", "size": str(len(content)), "mark": crc(content)}
    with serving(data) as server:
        browser = Browser(server.url)
        browser.log_in()
        told = json.loads(browser.post("/klaim/unggah/", form, page="/klaim/lapor/")[1])
        told = send_part(browser, browser.token("/klaim/lapor/"), told, content)
        assert 0 < (half := told["offset"]) < len(content)
        server.kill()
        server.start()
        browser = Browser(server.url)
        browser.log_in()
        told = json.loads(browser.post("/klaim/unggah/", form, page="/klaim/lapor/")[1])
        assert told["offset"] == half
        while told["offset"] < len(content):
            told = send_part(browser, browser.token("/klaim/lapor/"), told, content)
    parts = sorted((data / "parts").rglob("0*"))
    assert len(parts) == -(-len(content) // told["part"])
    assert not any(content[:64] in path.read_bytes() for path in parts)
