"""Lists meet who came later: registered, corrected or proposed since they were taken in.

A death told in March reaches a person registered in April. The rows that met nobody lie sealed in
staging; only those that share a block with a newcomer are planned again, as if they were sent now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Q
from django.utils import timezone

from payung.base import bulk
from payung.base.jobs.actions import enqueue
from payung.base.jobs.chores import chore
from payung.base.jobs.models import Job
from payung.base.jobs.registry import handler
from payung.base.jobs.run import Run
from payung.base.staging.again import plan_again
from payung.base.staging.models import Batch, Row
from payung.base.staging.payloads import unpack
from payung.base.staging.registry import Incoming
from payung.base.staging.states import S
from payung.base.territory.actor import Actor
from payung.base.vault.crypto import current
from payung.desk.matching.lists.deciles import UNKNOWN
from payung.desk.matching.lists.kinds import CODES, LOCK
from payung.desk.matching.lists.planning import searched
from payung.desk.matching.lists.reach import (
    CANDIDATES,
    PERSONS,
    head,
    is_due,
    last_person,
    reached,
    standing,
    touched,
)
from payung.desk.matching.lists.schemas import DECILES
from payung.desk.matching.models import Finding, Reach
from payung.programme.people.models import Person
from payung.programme.people.newcomers import COLUMNS, Newcomers
from payung.programme.selection.models import Candidate

AGAIN = "matching.again"
MACHINE = Actor(id="machine:matching", name="Payung (pencocokan ulang)")
PEOPLE, ROWS = 50_000, 2000
V = Row.Verdict
Item = TypeVar("Item")


def match_again(*, by: Actor, area: str) -> Job | None:
    """Ask for the lists of a region to be met again; None where nobody came since."""
    reach = reached(area)
    if not is_due(reach):
        return None
    last = Job.objects.filter(kind=AGAIN, area=area).order_by("-pk").first()
    if last is not None and last.is_open:
        return last
    key = f"{AGAIN}:{area}:{reach.event}:{head()}"
    return enqueue(by=by, kind=AGAIN, key=key, params={"area": area}, area=area)


@chore
def ask_again() -> None:
    """The worker's question: is there a region whose lists have not met everybody?"""
    rows = Batch.objects.filter(kind__in=CODES, state=S.ACCEPTED).order_by()
    for area in rows.values_list("area", flat=True).distinct():
        event = head()
        if match_again(by=MACHINE, area=area) is None:
            Reach.objects.filter(area=area).update(event=event)


@handler(AGAIN)
def run_again(run: Run) -> dict[str, Any]:
    """The job: every standing list against everybody who came; the same news is asked once."""
    area = run.params["area"]
    reach, lists, told = reached(area), list(standing(area)), 0
    with run.step(done=0, total=len(lists)):
        bulk.one_writer(LOCK)
        event, person = head(), last_person()
    people = [Newcomers(part) for part in _came(reach, area)]
    for done, batch in enumerate(lists if people else []):
        for numbers in _parts(_asked(batch, people), ROWS):
            with run.step(done=done):
                bulk.one_writer(LOCK)
                told += plan_again(run, batch, numbers)
    with run.step(done=len(lists)):
        here = {"event": event, "person": person, "at": timezone.now()}
        Reach.objects.update_or_create(area=area, defaults=here)
    return {"area": area, "rows": told}


def _came(reach: Reach, area: str) -> Iterator[list[Any]]:
    """Who came since, part by part: registered, then changed or put on a list."""
    here = Person.objects.active().in_area(area).order_by("pk")
    last = reach.person
    while part := list(here.filter(pk__gt=last).values_list("pk", *COLUMNS)[:PEOPLE]):
        last = part[-1][0]
        yield [row[1:] for row in part]
    changed = set(touched(reach, PERSONS))
    for ids in _parts(touched(reach, CANDIDATES), ROWS):
        found = Candidate.objects.filter(pk__in=ids).values_list("person_id", flat=True)
        changed.update(found)
    known = here.filter(pk__lte=reach.person)
    for ids in _parts(sorted(changed), ROWS):
        if part := list(known.filter(pk__in=ids).values_list(*COLUMNS)):
            yield part


def _asked(batch: Batch, people: Sequence[Newcomers]) -> list[int]:
    """Rows that nobody confirmed to mean somebody, and that may mean a newcomer."""
    rows = Row.objects.filter(_idle(batch), batch=batch).order_by("number")
    vault, found = current(), []
    for part in _parts(rows.values_list("number", "payload").iterator(ROWS), ROWS):
        opened = [Incoming(n, unpack(bytes(sealed), vault)[0], "") for n, sealed in part]
        found += [
            row.number
            for row in searched(batch, opened)
            if any(each.may_be(row) for each in people)
        ]
    return found


def _idle(batch: Batch) -> Q:
    if batch.kind == DECILES.name:
        return Q(applied=False, verdict=V.PARKED, codes__contains=f" {UNKNOWN} ")
    unsettled = [Finding.State.OPEN, Finding.State.DISMISSED]
    asked = Finding.objects.filter(batch=batch, state__in=unsettled).values("row")
    return Q(applied=False, verdict=V.UNCHANGED) | Q(applied=True, number__in=asked)


def _parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
