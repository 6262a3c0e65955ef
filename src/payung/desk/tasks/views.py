"""The first page after log-in: what waits for me."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from payung.base.accounts.web import ActorRequest, acting
from payung.base.ui.todo import tasks_for


@acting()
def home(request: ActorRequest) -> HttpResponse:
    """All tasks of the actor, in order of harm; each room brings its own."""
    tasks = tasks_for(request.actor)
    request._tasks = tasks  # type: ignore[attr-defined]
    people = sum(task.count for task in tasks)
    return render(request, "tasks/home.html", {"tasks": tasks, "things": people})
