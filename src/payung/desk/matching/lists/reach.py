"""How far the lists that stand have met the register, and whether anybody came since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from payung.base.journal.models import Change, Event, Head
from payung.base.staging.models import Batch, BatchQuerySet
from payung.base.staging.states import S
from payung.desk.matching.lists.kinds import CODES
from payung.desk.matching.lists.schemas import MEMBERS
from payung.desk.matching.models import Reach
from payung.programme.people.models import Person
from payung.programme.selection.models import Candidate

#: A list of active members says nothing about now when it is older.
ACTIVE_FOR = timedelta(days=366)
PERSONS, CANDIDATES = Person._meta.db_table, Candidate._meta.db_table


def standing(area: str) -> BatchQuerySet:
    """The lists of a region that stand, oldest first; of active members those of the last year."""
    since = timezone.now() - ACTIVE_FOR
    return (
        Batch.objects.filter(kind__in=CODES, area=area, state=S.ACCEPTED)
        .exclude(kind=MEMBERS.name, at__lt=since)
        .select_related("file")
        .order_by("pk")
    )


def reached(area: str) -> Reach:
    """How far the lists of a region have come; at first to where the oldest was taken in."""
    if found := Reach.objects.filter(area=area).first():
        return found
    first = standing(area).order_by("accepted_at").first()
    if first is None or first.accepted_at is None:
        return Reach(area=area, event=head(), person=last_person(), at=timezone.now())
    told = Event.objects.filter(
        subject=Batch._meta.db_table, subject_id=str(first.pk), action=f"{first.kind}.accepted"
    )
    event = told.values_list("seq", flat=True).first()
    known = Person.objects.filter(created_at__lte=first.accepted_at).order_by("-pk")
    person = known.values_list("pk", flat=True).first()
    return Reach(area=area, event=event or 0, person=person or 0, at=first.accepted_at)


def head() -> int:
    """The last event of the journal."""
    return Head.objects.filter(id=1).values_list("seq", flat=True).first() or 0


def last_person() -> int:
    """The key of the last person registered."""
    return Person.objects.aggregate(last=Max("pk"))["last"] or 0


def is_due(reach: Reach) -> bool:
    """Whether anybody was registered, corrected or put on a list since; three statements."""
    touched = Change.objects.filter(event_id__gt=reach.event, table__in=[PERSONS, CANDIDATES])
    return last_person() > reach.person or touched.exclude(row="").order_by().exists()


def touched(reach: Reach, table: str) -> Iterator[int]:
    """Rows of a table that the journal changed since."""
    rows = Change.objects.filter(event_id__gt=reach.event, table=table).exclude(row="")
    return (int(row) for row in rows.order_by().values_list("row", flat=True).distinct())
