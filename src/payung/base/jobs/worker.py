"""The worker's loop: one job after another, until it is told to stop."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections

from payung.base.jobs import chores
from payung.base.jobs.models import Job
from payung.base.jobs.run import LeaseLost, claim, perform
from payung.base.territory.actor import Actor

log = logging.getLogger(__name__)


def run_forever(
    stop: threading.Event, actor_of: Callable[[Job], Actor], idle_seconds: float = 0.5
) -> None:
    """Claim and perform until `stop` is set; a failing job is logged, never fatal.

    While nothing waits, the chores are asked now and then whether something is due.
    """
    next_round = time.monotonic() + chores.EVERY
    while not stop.is_set():
        close_old_connections()
        job: Job | None = None
        try:
            job = claim()
            if job is None and time.monotonic() >= next_round:
                next_round = time.monotonic() + chores.EVERY
                chores.ask_all()
                continue
            if job is None:
                stop.wait(idle_seconds)
                continue
            perform(job, actor_of(job))
        except LeaseLost:
            log.warning("job %s was taken over by another worker", job and job.pk)
        except Exception:  # a database that is away for a moment must not end the worker
            log.exception("job %s failed and will be tried again", job and job.pk)
            stop.wait(idle_seconds)
