"""Long work: steps hold or do not, a lease is one hand's, an end is told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from payung.base.jobs import actions as jobs
from payung.base.jobs import registry
from payung.base.jobs.models import Job
from payung.base.jobs.run import Cancelled, LeaseLost, Refused, Run, claim
from payung.base.policy.models import Setting
from payung.base.territory.actor import Actor

CLERK = Actor(id="system", name="Uji")


@pytest.fixture
def kind() -> Iterator[str]:
    yield "test.count"
    registry._handlers.pop("test.count", None)


def counting(fail_at: int = -1) -> Any:
    """A handler that writes one row per step and may break inside a step."""

    def count(run: Run) -> dict[str, Any]:
        for n in range(run.checkpoint.get("next", 0), 5):
            with run.step(done=n + 1, total=5, checkpoint={"next": n + 1}):
                Setting.objects.create(
                    code="uji", area="", scope=str(n), value=n,
                    valid_from="2026-01-01", paper="uji", by_id="x", by_name="x",
                )  # fmt: skip
                if n == fail_at:
                    raise RuntimeError("listrik padam")
        return {"rows": 5}

    return count


def queued(kind: str, key: str = "k") -> Job:
    return jobs.enqueue(by=CLERK, kind=kind, key=key, params={})


def test_done_with_progress_and_result(db: None, kind: str) -> None:
    registry.handler(kind)(counting())
    job = jobs.run_here(by=CLERK, job=queued(kind))
    assert (job.state, job.done, job.total, job.result) == ("done", 5, 5, {"rows": 5})
    assert job.lease_holder == ""


def test_same_key_is_one_job(db: None, kind: str) -> None:
    assert queued(kind).pk == queued(kind).pk


def test_a_broken_step_leaves_nothing_and_resumes(db: None, kind: str) -> None:
    registry.handler(kind)(counting(fail_at=3))
    job = queued(kind)
    with pytest.raises(RuntimeError):
        jobs.run_here(by=CLERK, job=job)
    assert Setting.objects.count() == 3
    job.refresh_from_db()
    assert (job.state, job.checkpoint) == ("queued", {"next": 3})
    registry._handlers.pop(kind)
    registry.handler(kind)(counting())
    assert jobs.run_here(by=CLERK, job=job).state == "done"
    assert sorted(Setting.objects.values_list("value", flat=True)) == [0, 1, 2, 3, 4]


def test_it_gives_up_with_a_sentence(db: None, kind: str) -> None:
    registry.handler(kind)(counting(fail_at=0))
    job = queued(kind)
    for _ in range(4):
        with pytest.raises(RuntimeError):
            jobs.run_here(by=CLERK, job=job)
    done = jobs.run_here(by=CLERK, job=job)
    assert done.state == "failed"
    assert "aman" in done.message


def test_refused_is_not_tried_again(db: None, kind: str) -> None:
    def refuse(run: Run) -> dict[str, Any]:
        raise Refused("Berkas berubah. Unggah ulang.")

    registry.handler(kind)(refuse)
    job = jobs.run_here(by=CLERK, job=queued(kind))
    assert (job.state, job.message) == ("failed", "Berkas berubah. Unggah ulang.")


def test_only_one_of_two_claims_wins(db: None, kind: str) -> None:
    job = queued(kind)
    assert claim(job.pk) is not None
    assert claim(job.pk) is None


def test_an_abandoned_job_is_taken_and_the_old_hand_stopped(db: None, kind: str) -> None:
    job = queued(kind)
    first = claim(job.pk)
    assert first is not None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    second = claim(job.pk)
    assert second is not None
    with pytest.raises(LeaseLost), Run(first, CLERK, lambda _j: None).step(done=1):
        pass
    with Run(second, CLERK, lambda _j: None).step(done=1):
        pass


def test_cancel_stops_at_the_next_step(db: None, kind: str) -> None:
    def slow(run: Run) -> dict[str, Any]:
        jobs.cancel(by=CLERK, job=run.job)
        with pytest.raises(Cancelled), run.step(done=1):
            pass
        raise Cancelled

    registry.handler(kind)(slow)
    assert jobs.run_here(by=CLERK, job=queued(kind)).state == "cancelled"


def test_only_the_asker_cancels(db: None, kind: str) -> None:
    with pytest.raises(PermissionError):
        jobs.cancel(by=Actor(id="user:9", name="Lain"), job=queued(kind))


def test_a_finished_job_is_returned_jobs_untouched(db: None, kind: str) -> None:
    registry.handler(kind)(counting())
    job = jobs.run_here(by=CLERK, job=queued(kind))
    assert jobs.run_here(by=CLERK, job=job).finished_at == job.finished_at
