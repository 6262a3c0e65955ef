"""Which holder of a job is gone: told from the process, not from a clock."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

from django.utils import timezone

from payung.base.jobs import actions as jobs
from payung.base.jobs.holders import holder_name, is_gone, started
from payung.base.jobs.models import Job
from payung.base.jobs.run import MAX_ATTEMPTS, claim
from payung.base.territory.actor import Actor

CLERK = Actor(id="system", name="Uji")


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_living_holder_is_not_gone() -> None:
    assert not is_gone(holder_name())


def test_a_dead_process_is_gone_at_once() -> None:
    host = holder_name().split(":")[0]
    assert is_gone(f"{host}:{ended_process()}.123:abcd")


def test_a_number_used_again_is_another_process() -> None:
    host = holder_name().split(":")[0]
    assert started(os.getpid()) != "1"
    assert is_gone(f"{host}:{os.getpid()}.1:abcd")


def test_another_machine_is_never_called_gone() -> None:
    assert not is_gone("lain:1.1:abcd")
    assert not is_gone("")


def running(holder: str, attempts: int = 1) -> Job:
    job = jobs.enqueue(by=CLERK, kind="test", key=holder, params={})
    Job.objects.filter(pk=job.pk).update(
        state="running", lease_holder=holder, attempts=attempts,
        lease_until=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    return job


def test_the_job_of_a_killed_process_is_taken_at_once(db: None) -> None:
    host = holder_name().split(":")[0]
    job = running(f"{host}:{ended_process()}.1:abcd")
    taken = claim(job.pk)
    assert taken is not None
    assert taken.lease_holder.startswith(host)


def test_the_job_of_a_living_process_is_left_alone(db: None) -> None:
    assert claim(running(holder_name()).pk) is None


def test_a_job_that_kills_its_process_again_and_again_is_given_up_with_a_sentence(
    db: None,
) -> None:
    host = holder_name().split(":")[0]
    job = running(f"{host}:{ended_process()}.1:abcd", attempts=MAX_ATTEMPTS)
    assert claim(job.pk) is None
    job.refresh_from_db()
    assert job.state == "failed"
    assert "tetap aman" in job.message
    assert jobs.resume(by=CLERK, job=job)
    assert claim(job.pk) is not None


def test_only_the_asker_resumes(db: None) -> None:
    job = running(holder_name())
    try:
        jobs.resume(by=Actor(id="user:9", name="Lain"), job=job)
    except PermissionError:
        return
    raise AssertionError("somebody else resumed it")
