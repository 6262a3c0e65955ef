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
        job = claim()
        if job is None:
            stop.wait(idle_seconds)
            continue
        try:
            perform(job, actor_of(job))
        except LeaseLost:
            log.warning("job %s was taken over by another worker", job.pk)
        except Exception:
            log.exception("job %s failed and will be tried again", job.pk)
            stop.wait(idle_seconds)
