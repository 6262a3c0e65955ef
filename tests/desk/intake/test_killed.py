"""Killed at any moment and started again, an import ends with the register of an undisturbed one.

Two ways: a real process killed with SIGKILL at many points of time, on SQLite as a server would run
it; and a fault at every moment of a small import that differs from the one before, on whichever
database the suite runs.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from tests.importing import imported, register
from tests.prepared import with_tables
from tests.resident_files import people, person, xlsx
from tests.world import KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.jobs.models import Job
from payung.base.journal.models import Event
from payung.base.journal.queries import verify_chain
from payung.base.staging import accepting, packs, reading
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.programme.people.models import Person, Sourced

A_MOMENT = timedelta(seconds=1)
ROOT = Path(__file__).resolve().parents[3]


def small_file() -> bytes:
    """New, changed, unchanged, temporary, rejected and parked rows together."""
    return xlsx(
        [
            person(1, address="Baru"), person(2), *people(4, 10), person(20, nik_text="0"),
            person(21, nik_text="12"), person(3, name="Agustina Mali"),
        ]
    )  # fmt: skip


class Power:
    """While on, counts moments and fails once, at the n-th.

    A read after a read, or a write after a write, in the same savepoint is no other moment: what
    was done since the savepoint began is gone in either case.
    """

    def __init__(self) -> None:
        self.fail_at = -1
        self.seen = 0
        self.on = False
        self.last: tuple[Any, ...] = ()

    def __call__(self, execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if self.on:
            reading = sql.lstrip()[:6].upper() == "SELECT"
            now = (reading, connection.in_atomic_block, *connection.savepoint_ids)
            if now != self.last:
                self.seen += 1
            self.last = now
            if self.seen == self.fail_at:
                self.fail_at = -1
                raise OperationalError("listrik padam")
        return execute(sql, *given)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK", 4)
    monkeypatch.setattr(accepting, "CHUNK", 4)
    monkeypatch.setattr(accepting, "PACKS", 2)
    monkeypatch.setattr(accepting, "GROWS", 3)
    monkeypatch.setattr(packs, "LEAST", 2)


def facts(batch: Batch) -> tuple[Any, ...]:
    """All that must be the same whether or not something went wrong on the way."""
    batch.refresh_from_db()
    return (
        batch.state,
        batch.counts,
        batch.rows_read,
        batch.problem_counts,
        list(batch.rows.values_list("number", "verdict", "applied", "codes")),
        [
            (p.verdict, p.applied, [r.number for r in packs.opened(p)])
            for p in batch.packs.order_by("pk")
        ],
        sorted(Person.objects.filter(origin=batch).values_list("origin_row", flat=True)),
        sorted(Sourced.objects.filter(batch=batch).values_list("row", flat=True)),
        register(),
    )


def finish(world: World, power: Power) -> Batch:
    """Send, read and accept; whatever breaks is started again, as the worker does."""
    operator = world.actor("op_kewar")
    batch = staging.receive(
        by=operator, kind="residents", area=KEWAR, content=small_file(), name="b.xlsx"
    )
    power.seen = 0
    _until_done(operator, batch, "previewed", power)
    staging.accept(by=operator, batch=batch)
    _until_done(operator, batch, "accepted", power)
    return batch


def _until_done(operator: Any, batch: Batch, state: str, power: Power) -> None:
    for _ in range(3):
        batch.refresh_from_db()
        assert batch.job is not None
        power.on, power.last = True, ()
        try:
            run_here(by=operator, job=batch.job)
        except OperationalError:
            _expire(batch.job_id)
        finally:
            power.on = False
        batch.refresh_from_db()
        if batch.state == state:
            return
    raise AssertionError(f"{batch.state} after three starts")


def _expire(job: int | None) -> None:
    """What two minutes do: a lease whose holder could not even say that it failed runs out."""
    late = timezone.now() - A_MOMENT
    Job.objects.filter(pk=job, state="running").update(lease_until=late)
    Job.objects.filter(pk=job).update(attempts=0)


def test_a_fault_at_every_moment(transactional_db: None, world: World, small_chunks: None) -> None:
    """Each statement of reading and accepting fails once; the end is always the same."""
    operator = world.actor("op_kewar")
    imported(operator, xlsx(people(3)), KEWAR, name="a.xlsx")
    before = register()
    power = Power()
    with connection.execute_wrapper(power):
        undisturbed = finish(world, power)
        moments, expected = power.seen, facts(undisturbed)
        assert expected[0] == "accepted"
        assert expected[1] == {"changed": 1, "new": 5, "parked": 1, "rejected": 1, "unchanged": 1}
        _undo(world, undisturbed)
        assert register() == before
        for n in range(1, moments + 1):
            power.fail_at = n
            batch = finish(world, power)
            assert facts(batch) == expected, f"after a fault at moment {n}"
            _undo(world, batch)
            assert register() == before, f"undone after a fault at moment {n}"
    assert moments > 20
    assert verify_chain()[1] == []


def _undo(world: World, batch: Batch) -> None:
    operator = world.actor("op_kewar")
    job = staging.undo(by=operator, batch=batch, reason="uji")
    run_here(by=operator, job=job)
    batch.refresh_from_db()
    assert batch.state == "undone"


def test_a_fault_anywhere_in_an_undo_leaves_all_or_nothing(
    transactional_db: None, world: World, small_chunks: None
) -> None:
    operator = world.actor("op_kewar")
    imported(operator, xlsx(people(3)), KEWAR, name="a.xlsx")
    before = register()
    power = Power()
    batch = finish(world, power)
    after = register()
    job = staging.undo(by=operator, batch=batch, reason="uji")
    with connection.execute_wrapper(power):
        n, done = 0, False
        while not done:
            n += 1
            power.seen, power.fail_at, power.on, power.last = 0, n, True, ()
            try:
                done = run_here(by=operator, job=job).state == "done"
            except OperationalError:
                power.on = False
                assert register() in (after, before)
                _expire(job.pk)
            power.on = False
    assert n > 10
    assert register() == before
    assert Event.objects.filter(action="residents.undone").count() == 1


def command(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ, "PAYUNG_DATA_DIR": str(folder), "DATABASE_URL": "",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "payung.edge.site.settings",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def output(folder: Path, *words: str) -> bytes:
    process = command(folder, *words)
    out, err = process.communicate()
    assert process.returncode in {0, 1}, err.decode()
    return out


@pytest.mark.slow
def test_a_real_process_killed_again_and_again(tmp_path: Path) -> None:
    """SIGKILL in the middle of ever other steps; each start goes on; the end is the same."""
    helper = "tests.desk.intake.killed_process"
    broken, clean = tmp_path / "broken", tmp_path / "clean"
    output(with_tables(clean), "-m", helper, "prepare")
    shutil.copytree(clean, broken)
    output(clean, "-m", helper, "import")
    shutil.copy(clean / "keys.json", broken / "keys.json")
    kills = 0
    while killed_at_step(command(broken, "-m", helper, "import"), 9 + kills, kills * 0.004):
        kills += 1
    assert kills >= 4
    found, expected = (json.loads(output(f, "-m", helper, "facts")) for f in (broken, clean))
    assert found["faults"] == expected["faults"] == []
    assert found["batches"][0] == expected["batches"][0]
    assert found["batches"][0][0] == "accepted"
    assert found["journal"] == expected["journal"]
    assert found["register"] == expected["register"]


def killed_at_step(process: subprocess.Popen[bytes], step: int, later: float) -> bool:
    """Whether the process was still at work at its n-th step, and so was killed."""
    assert process.stdout is not None
    for number, _line in enumerate(process.stdout, start=1):
        if number == step:
            time.sleep(later)
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.returncode == -signal.SIGKILL:
        return True
    assert process.returncode == 0, process.stderr and process.stderr.read().decode()
    return False
