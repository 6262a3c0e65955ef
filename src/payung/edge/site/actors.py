"""Whose hands do a long job: those of who asked for it, with the rights of today."""

from __future__ import annotations

from payung.base.accounts.models import User
from payung.base.accounts.queries import actor_for
from payung.base.jobs.models import Job
from payung.base.territory.actor import Actor


def actor_of_job(job: Job) -> Actor:
    """The actor who asked for a job; without any right if the log-in is gone."""
    asker = job.created_by_id
    user = User.objects.filter(pk=asker, is_active=True).first() if asker else None
    return actor_for(user) if user else Actor(id=job.actor_id, name=job.actor_name)
