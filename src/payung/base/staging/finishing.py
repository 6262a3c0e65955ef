"""A batch's job done in this process: for commands and for the demo."""

from __future__ import annotations

import time
from collections.abc import Callable

from payung.base.jobs.actions import resume, run_here
from payung.base.jobs.models import Job
from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.base.territory.actor import Actor

WAIT_SECONDS = 0.2
Report = Callable[[Job], None]


def finish(by: Actor, batch: Batch, report: Report = lambda _job: None) -> None:
    """Do the batch's job here, or wait for the worker that has it."""
    batch.refresh_from_db()
    job = batch.job
    if job is None:
        return
    if batch.state in {S.READING, S.ACCEPTING} and not job.is_open:
        resume(by=by, job=job)
    while (job := run_here(by=by, job=job, report=report)).is_open:
        report(job)
        time.sleep(WAIT_SECONDS)
    batch.refresh_from_db()
