"""The first page after log-in: what waits for me; and the search from everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from payung.base.accounts.web import ActorRequest, acting
from payung.base.territory.actor import Right
from payung.base.ui.asking import asked, detour
from payung.base.ui.todo import Harm, Task, tasks_for
from payung.desk.tasks.finding import find

TITLES: dict[Harm, Promise] = {
    Harm.FAMILY: _("Perlindungan keluarga"),
    Harm.DEADLINE: _("Batas waktu"),
    Harm.OTHERS_WAIT: _("Orang lain menunggu Anda"),
    Harm.REPAIR: _("Data yang perlu dibenahi"),
    Harm.NEWS: _("Kabar"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one kind of harm."""

    harm: Harm
    title: Promise
    tasks: list[Task]


@acting()
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """All tasks of the actor, in order of harm; each room brings its own."""
    tasks = tasks_for(request.actor)
    request._tasks = tasks  # type: ignore[attr-defined]
    groups = [
        Group(harm, TITLES[harm], list(held)) for harm, held in groupby(tasks, lambda t: t.harm)
    ]
    return render(request, "tasks/home.html", {"tasks": tasks, "groups": groups})


@acting(Right.VIEW_FIGURES)
@require_http_methods(["GET", "POST"])
def search(request: ActorRequest) -> HttpResponse:
    """What the search box of the header finds."""
    if (elsewhere := detour(request, request.actor)) is not None:
        return elsewhere
    answer = find(request.actor, asked(request, request.actor)[:150])
    return render(request, "tasks/search.html", {"answer": answer, "search_text": answer.text})
