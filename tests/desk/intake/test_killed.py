"""Killed at any moment and started again, an import ends with exactly the register of an undisturbed one.

Two ways: a real process killed with SIGKILL at many points of time, on SQLite as a server would run
it; and a fault at every single statement of a small import, on whichever database the suite runs.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from tests.importing import imported, register
from tests.resident_files import people, person, xlsx
from tests.world import KEWAR, World

from payung.base.jobs.actions import run_here
from payung.base.journal.models import Event
from payung.base.journal.queries import verify_chain
from payung.base.staging import accepting, reading
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.programme.people.models import Sourced

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
    """Fails once, at the n-th statement after it is armed."""

    def __init__(self) -> None:
        self.left = -1
        self.seen = 0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        self.seen += 1
        if self.left == 0:
            self.left = -1
            raise OperationalError("listrik padam")
        self.left -= self.left > 0
        return execute(*given)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK", 4)
    monkeypatch.setattr(accepting, "CHUNK", 4)


def facts(batch: Batch) -> tuple[Any, ...]:
    """All that must be the same whether or not something went wrong on the way."""
    batch.refresh_from_db()
    return (
        batch.state,
        batch.counts,
        batch.rows_read,
        batch.problem_counts,
        list(batch.rows.values_list("number", "verdict", "applied", "codes")),
        sorted(Sourced.objects.filter(batch=batch).values_list("row", "created_person")),
        register(),
    )


def finish(world: World, power: Power | None, fail_at: int) -> Batch:
    """Send, read and accept; whatever breaks is started again, as the worker does."""
    operator = world.actor("op_kewar")
    batch = staging.receive(
        by=operator, kind="residents", area=KEWAR, content=small_file(), name="b.xlsx"
    )
    if power is not None:
        power.left = fail_at
    _until_done(operator, batch, "previewed")
    if batch.state == "previewed":
        staging.accept(by=operator, batch=batch)
    _until_done(operator, batch, "accepted")
    return batch


def _until_done(operator: Any, batch: Batch, state: str) -> None:
    for _ in range(5):
        batch.refresh_from_db()
        assert batch.job is not None
        try:
            run_here(by=operator, job=batch.job)
        except OperationalError:
            continue
        batch.refresh_from_db()
        if batch.state == state:
            return
    raise AssertionError(f"{batch.state} after five starts")


def test_a_fault_at_every_statement(
    transactional_db: None, world: World, small_chunks: None
) -> None:
    """Each statement of reading and accepting fails once; the end is always the same."""
    operator = world.actor("op_kewar")
    imported(operator, xlsx(people(3)), KEWAR, name="a.xlsx")
    before = register()
    power = Power()
    with connection.execute_wrapper(power):
        undisturbed = finish(world, None, -1)
        statements = power.seen
        expected = facts(undisturbed)
        assert expected[0] == "accepted"
        assert expected[1] == {"changed": 1, "new": 5, "parked": 1, "rejected": 1, "unchanged": 1}
        _undo(world, undisturbed)
        assert register() == before
        for n in range(statements + 5):
            batch = finish_or_stop_before_it_began(world, power, n)
            if batch is None:
                continue
            assert facts(batch) == expected, f"after a fault at statement {n}"
            _undo(world, batch)
            assert register() == before, f"undone after a fault at statement {n}"
    assert verify_chain()[1] == []


def finish_or_stop_before_it_began(world: World, power: Power, n: int) -> Batch | None:
    """None when the fault hit the person's own click, which changes nothing and is told at once."""
    waiting = Batch.objects.count()
    try:
        return finish(world, power, n)
    except OperationalError:
        power.left = -1
        last = Batch.objects.latest("pk")
        assert Batch.objects.count() == waiting + 1
        assert last.state == "previewed"
        operator = world.actor("op_kewar")
        staging.accept(by=operator, batch=last)
        _until_done(operator, last, "accepted")
        return last


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
    batch = finish(world, None, -1)
    after = register()
    power = Power()
    job = staging.undo(by=operator, batch=batch, reason="uji")
    with connection.execute_wrapper(power):
        n, done = 0, False
        while not done:
            power.left = n
            try:
                done = run_here(by=operator, job=job).state == "done"
            except OperationalError:
                assert register() in (after, before)
                type(job).objects.filter(pk=job.pk).update(attempts=0)
            n += 1
    assert n > 10
    assert register() == before
    assert Event.objects.filter(action="residents.undone").count() == 1


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder with tables, the two regencies and the operator of Kewar."""
    yield tmp_path


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
def test_a_real_process_killed_again_and_again(folder: Path) -> None:
    """SIGKILL after ever longer times; each start goes on; the register is that of one clean run."""
    helper = "tests.desk.intake.killed_process"
    output(folder, "-m", helper, "prepare")
    run = ("-m", helper, "import")
    kills, pause = 0, 0.9
    while True:
        process = command(folder, *run)
        try:
            process.wait(timeout=pause)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
            pause += 0.15
            continue
        assert process.returncode == 0, process.stderr and process.stderr.read().decode()
        break
    assert kills >= 3
    broken = output(folder, "-m", helper, "facts")
    clean_folder = folder / "clean"
    clean_folder.mkdir()
    (folder / "keys.json").rename(clean_folder / "keys.json")
    output(clean_folder, "-m", helper, "prepare")
    output(clean_folder, *run)
    assert output(clean_folder, "-m", helper, "facts") == broken
    assert b'"accepted"' in broken
