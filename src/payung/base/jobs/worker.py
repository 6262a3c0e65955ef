"""The worker's loop: one job after another, until it is told to stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

from payung.base.jobs.models import Job
from payung.base.jobs.run import LeaseLost, claim, perform
from payung.base.territory.actor import Actor

log = logging.getLogger(__name__)


def run_forever(
    stop: threading.Event, actor_of: Callable[[Job], Actor], idle_seconds: float = 0.5
) -> None:
    """Claim and perform until `stop` is set; a failing job is logged, never fatal."""
    while not stop.is_set():
        close_old_connections()
        job: Job | None = None
        try:
            job = claim()
            if job is None:
                stop.wait(idle_seconds)
                continue
            perform(job, actor_of(job))
        except LeaseLost:
            log.warning("job %s was taken over by another worker", job and job.pk)
        except Exception:  # a database that is away for a moment must not end the worker
            log.exception("job %s failed and will be tried again", job and job.pk)
            stop.wait(idle_seconds)
