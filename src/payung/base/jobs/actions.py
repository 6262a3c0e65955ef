"""Asking for long work, and asking it to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from payung.base.jobs.models import Job
from payung.base.jobs.run import claim, perform
from payung.base.territory.actor import Actor


@transaction.atomic
def enqueue(*, by: Actor, kind: str, key: str, params: dict[str, Any], area: str = "") -> Job:
    """A job for the worker; the same key gives the same job, so a repeated click is one job."""
    prefix, _, number = by.id.partition(":")
    return Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "params": params,
            "area": area,
            "created_by_id": int(number) if prefix == "user" else None,
            "actor_id": by.id,
            "actor_name": by.name,
        },
    )[0]


@transaction.atomic
def cancel(*, by: Actor, job: Job) -> None:
    """Ask a job to stop at its next step; only who asked for it may."""
    if job.actor_id != by.id:
        raise PermissionError(gettext("Hanya pemulai pekerjaan yang dapat membatalkannya."))
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)


def run_here(*, by: Actor, job: Job, report: Callable[[Job], None] = lambda _job: None) -> Job:
    """Do the job in this process (commands, tests). A finished job is returned as it is."""
    taken = claim(job.pk)
    if taken is None:
        job.refresh_from_db()
        return job
    return perform(taken, by, report)


@transaction.atomic
def resume(*, by: Actor, job: Job) -> bool:
    """Put a failed or cancelled job back in the queue, from its checkpoint; False if it is not one.

    Only who asked for it may, with the rights held now.
    """
    if job.actor_id != by.id:
        raise PermissionError(gettext("Hanya pemulai pekerjaan yang dapat melanjutkannya."))
    stopped = Job.objects.filter(pk=job.pk, state__in=[Job.State.FAILED, Job.State.CANCELLED])
    return bool(
        stopped.update(
            state=Job.State.QUEUED, attempts=0, cancel_requested=False, message="", finished_at=None
        )
    )
