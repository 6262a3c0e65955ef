"""What may go wrong around an import: a full disk, a changed file, two at once, odd uploads."""

from __future__ import annotations

import errno
import os
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from tests.importing import accepted, received, register
from tests.resident_files import people, xlsx
from tests.world import KEWAR, World

from payung.base.files.actions import place_of
from payung.base.jobs.actions import run_here
from payung.base.jobs.models import Job
from payung.base.staging import accepting, reading
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.base.vault.crypto import seal
from payung.programme.people.models import Person


def test_a_full_disk_while_accepting_loses_and_doubles_nothing(
    transactional_db: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the size of PostgreSQL's files cannot be bounded from here")
    monkeypatch.setattr(reading, "CHUNK", 200)
    monkeypatch.setattr(accepting, "CHUNK", 200)
    monkeypatch.setattr(accepting, "PACKS", 1)
    operator = world.actor("op_kewar")
    batch = received(operator, xlsx(people(1500)), KEWAR)
    job = staging.accept(by=operator, batch=batch)
    with connection.cursor() as cursor:
        # Pages that were freed while reading must not hold what is accepted.
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 60}")
        with pytest.raises(OperationalError, match="full"):
            run_here(by=operator, job=job)
        assert 0 < Person.objects.count() < 1500
        cursor.execute("PRAGMA max_page_count = 1073741823")
    Job.objects.filter(pk=job.pk, state="running").update(lease_until="2020-01-01T00:00:00Z")
    assert run_here(by=operator, job=job).state == "done"
    batch.refresh_from_db()
    assert batch.counts == {"new": 1500}
    assert len(register()) == 1500


def test_a_full_disk_while_uploading_is_a_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    client = world.client("op_kewar")
    monkeypatch.setattr(os, "fsync", full)
    answer = client.post(
        "/pendataan/unggah/",
        {"village": KEWAR, "file": SimpleUploadedFile("a.xlsx", xlsx(people(3, 7000)))},
    )
    assert answer.status_code == 422
    assert "Penyimpanan penuh" in answer.content.decode()
    assert not Batch.objects.exists()


def test_stored_bytes_that_changed_are_not_read(world: World) -> None:
    operator = world.actor("op_kewar")
    content = xlsx(people(2, 7100))
    batch = staging.receive(
        by=operator, kind="residents", area=KEWAR, content=content, name="a.xlsx"
    )
    place_of(batch.file.sha256).write_bytes(seal(xlsx(people(2, 7200))))
    assert batch.job is not None
    run_here(by=operator, job=batch.job)
    batch.refresh_from_db()
    place_of(batch.file.sha256).unlink()
    assert batch.state == "unreadable"
    assert "berubah" in batch.message


def test_two_uploads_of_the_same_file_give_one_register(world: World) -> None:
    operator = world.actor("op_kewar")
    content = xlsx(people(3))
    first, second = (received(operator, content, KEWAR) for _ in range(2))
    assert (first.counts, second.counts) == ({"new": 3}, {"new": 3})
    assert accepted(operator, first).counts == {"new": 3}
    assert accepted(operator, second).counts == {"unchanged": 3}
    assert len(register()) == 3


def test_two_operators_accept_the_same_people_at_the_same_moment(
    transactional_db: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In two threads with connections of their own, chunk by chunk."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer; the killed processes show it at work")
    monkeypatch.setattr(reading, "CHUNK", 20)
    monkeypatch.setattr(accepting, "PACKS", 1)
    operator = world.actor("op_kewar")
    batches = [received(operator, xlsx(people(60)), KEWAR) for _ in range(2)]
    jobs = [staging.accept(by=operator, batch=batch) for batch in batches]
    start = threading.Barrier(2)

    def work(job: Job) -> None:
        start.wait()
        try:
            run_here(by=operator, job=job)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for batch in batches:
        batch.refresh_from_db()
        assert batch.state == "accepted"
    made = sum(batch.counts.get("new", 0) for batch in batches)
    assert made == 60
    assert sum(batch.counts.get("unchanged", 0) for batch in batches) == 60
    assert len(register()) == 60


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"PK\x03\x04rusak", "rusak"),
        ("a.pdf", b"%PDF-1.7\n", "bukan lembar kerja"),
        ("a.csv", b"satu,dua\n1,2\n", "judul"),
        ("a.html", b"<html><table><tr><td>NIK</td></tr></table></html>", "halaman web"),
    ],
)
def test_what_is_no_list_gets_a_sentence(
    world: World, name: str, content: bytes, said: str
) -> None:
    batch = received(world.actor("op_kewar"), content, KEWAR, name=name)
    assert batch.state in {"unreadable", "needs_mapping"}
    assert said in batch.message
