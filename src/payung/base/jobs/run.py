"""A job under way: steps that commit their work and their checkpoint together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from payung.base.jobs.holders import holder_name, is_gone
from payung.base.jobs.models import Job
from payung.base.jobs.registry import handler_of
from payung.base.jobs.words import CANCELLED, FAILED, GAVE_UP
from payung.base.territory.actor import Actor
from payung.base.worded import worded_once

# A dead process of this machine is noticed at once; the lease is for other machines, and long
# enough for the first step of a file of a million rows.
LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 5


class Cancelled(Exception):
    """The person asked to stop; what is committed stays."""


class LeaseLost(Exception):
    """Another process took the job over; this one must not write."""


class Refused(Exception):
    """The work cannot be done, with a sentence for the person; not retried."""


class Run:
    """What a handler holds: parameters, the actor, the checkpoint, and `step`."""

    def __init__(self, job: Job, actor: Actor, report: Callable[[Job], None]) -> None:
        self.job = job
        self.actor = actor
        self._report = report

    @property
    def params(self) -> dict[str, Any]:
        return dict(self.job.params)

    @property
    def checkpoint(self) -> dict[str, Any]:
        return dict(self.job.checkpoint)

    @contextmanager
    def step(
        self, *, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None
    ) -> Iterator[None]:
        """One transaction: the caller's writes, the progress and the checkpoint, or nothing.

        Raises Cancelled or LeaseLost before any work of the step.
        """
        job = self.job
        with transaction.atomic():
            asked = _held(job.pk, job.lease_holder, Job.State.RUNNING.value)
            if not asked:
                raise LeaseLost(job.pk)
            if asked[0]:
                raise Cancelled
            yield
            job.done = done
            job.total = job.total if total is None else total
            if checkpoint is not None:
                job.checkpoint = checkpoint
            job.lease_until = timezone.now() + LEASE
            job.attempts = 1  # attempts count since the last progress
            job.save(update_fields=["done", "total", "checkpoint", "lease_until", "attempts"])
        self._report(job)


@worded_once
def _held(job: int, holder: str, state: str) -> QuerySet[Job, bool]:
    """Whether a stop was asked for, of the job that this process holds; locked."""
    rows = Job.objects.select_for_update().filter(pk=job, lease_holder=holder, state=state)
    return rows.values_list("cancel_requested", flat=True)


def claim(job_id: int | None = None) -> Job | None:
    """Take one waiting or abandoned job (or that one); None when there is none free.

    Abandoned: the lease ran out, or the holder was a process of this machine that is no more, so
    that a killed server goes on at once when it is started again. `update(...) == 1` decides
    between two workers.
    """
    now = timezone.now()
    open_jobs = Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    if job_id is not None:
        open_jobs = open_jobs.filter(pk=job_id)
    for job in open_jobs.order_by("id")[:20]:
        if job.state == Job.State.RUNNING and not _abandoned(job):
            continue
        same = Job.objects.filter(pk=job.pk, state=job.state, lease_holder=job.lease_holder)
        if job.attempts >= MAX_ATTEMPTS:
            same.update(
                state=Job.State.FAILED, message=GAVE_UP, lease_holder="", lease_until=None,
                finished_at=now,
            )  # fmt: skip
            continue
        won = same.update(
            state=Job.State.RUNNING,
            lease_holder=holder_name(),
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
        )
        if won == 1:
            return Job.objects.get(pk=job.pk)
    return None


def _abandoned(job: Job) -> bool:
    expired = job.lease_until is not None and job.lease_until < timezone.now()
    return expired or is_gone(job.lease_holder)


def perform(job: Job, actor: Actor, report: Callable[[Job], None] = lambda _job: None) -> Job:
    """Run a claimed job to its end and record how it ended; only LeaseLost and exits pass."""
    run = Run(job, actor, report)
    try:
        result = handler_of(job.kind)(run)
    except (LeaseLost, KeyboardInterrupt, SystemExit):
        raise
    except Cancelled:
        return _finish(job, Job.State.CANCELLED, CANCELLED, {})
    except Refused as error:
        return _finish(job, Job.State.FAILED, str(error), {})
    except Exception as error:
        if job.attempts >= MAX_ATTEMPTS:
            return _finish(job, Job.State.FAILED, _sentence(error), {})
        _release(job, _sentence(error))
        raise
    return _finish(job, Job.State.DONE, "", result)


def _sentence(error: Exception) -> str:
    return FAILED % {"error": type(error).__name__}


def _release(job: Job, message: str) -> None:
    Job.objects.filter(pk=job.pk, lease_holder=job.lease_holder).update(
        state=Job.State.QUEUED, lease_holder="", lease_until=None, message=message
    )


def _finish(job: Job, state: Job.State, message: str, result: dict[str, Any]) -> Job:
    Job.objects.filter(pk=job.pk, lease_holder=job.lease_holder).update(
        state=state,
        message=message,
        result=result,
        lease_holder="",
        lease_until=None,
        finished_at=timezone.now(),
    )
    job.refresh_from_db()
    return job
