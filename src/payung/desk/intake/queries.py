"""What the pages of this room fetch first: always within the actor's reach."""

from __future__ import annotations

from django.http import Http404

from payung.base.staging.models import Batch, BatchQuerySet
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area, AreaQuerySet
from payung.programme.people.kinds import CODE
from payung.programme.people.models import Person


def imports_of(actor: Actor) -> BatchQuerySet:
    """Resident lists that the actor may see, newest first."""
    return (
        Batch.objects.visible_to(actor)
        .filter(kind=CODE)
        .select_related("file", "job")
        .order_by("-pk")
    )


def import_or_404(actor: Actor, pk: int) -> Batch:
    """One import, or 404 for who may not know that it exists."""
    batch = imports_of(actor).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def person_or_404(actor: Actor, pk: int) -> Person:
    """One person, or 404 for who may not know that there is one."""
    person = Person.objects.visible_to(actor).select_related("village").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def villages_to_import(actor: Actor) -> list[Area]:
    """Villages whose lists the actor may send."""
    found: AreaQuerySet = Area.objects.visible_to(actor, Right.IMPORT_RESIDENTS)
    return list(found.filter(level=Area.Level.VILLAGE).order_by("code"))


def villages_to_see(actor: Actor, most: int = 500) -> list[Area]:
    """Villages whose people the actor may see, for the filter."""
    found = Area.objects.visible_to(actor, Right.VIEW_PEOPLE).filter(level=Area.Level.VILLAGE)
    return list(found.order_by("code")[:most])
