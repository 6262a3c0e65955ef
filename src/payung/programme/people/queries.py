"""Finding persons, and telling where what is known of them came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from payung.base.territory.actor import Actor, Right
from payung.core.identity import clean, search_form
from payung.programme.people.columns import LABELS, TABLE_OF, nik_index, tail_index
from payung.programme.people.models import Person, PersonQuerySet, Sourced

LAST = chr(0x10FFFF)


def search(*, actor: Actor, text: str = "", area: str = "") -> PersonQuerySet:
    """Persons in the actor's regions by a whole NIK, its last four digits, or how a name begins.

    Digits are searched only where the actor may see identities. Everything is a range or an
    equality on an index, so a page costs the same among a hundred and among a million.
    """
    digits = "".join(c for c in clean(text).text if c.isdigit())
    if digits and not any(c.isalpha() for c in text):
        return _by_number(actor, digits, area)
    found = Person.objects.listed_for(actor, area=area).active()
    if key := search_form(text)[:150]:
        found = found.filter(name_key__gte=key, name_key__lt=key + LAST)
    return found


def _by_number(actor: Actor, digits: str, area: str) -> PersonQuerySet:
    listed = Person.objects.listed_for(actor, Right.VIEW_IDENTITY, area, by_name=False)
    seen = listed.active()
    if len(digits) == 16:
        return seen.filter(nik_index=nik_index(digits))
    if len(digits) == 4:
        return seen.filter(nik_tail=tail_index(digits))
    return seen.none()


def needs_whole_number(text: str) -> bool:
    """Whether a search text is a number that is neither a whole NIK nor its last four digits."""
    digits = "".join(c for c in text if c.isdigit())
    return bool(digits) and not any(c.isalpha() for c in text) and len(digits) not in {4, 16}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one value came from."""

    column: str
    label: str
    value: Any
    file: str
    batch: int | None
    row: int | None
    by: str
    at: datetime | None


def provenance(person: Person) -> list[Origin]:
    """For every value that a file gave and that stands now, the latest source; one statement."""
    sources = list(
        Sourced.objects.filter(person=person, undone=False)
        .select_related("batch__file")
        .order_by("-pk")
    )
    return [
        _origin(column, label, getattr(person, column), sources)
        for column, label in LABELS.items()
        if getattr(person, column) not in {None, ""}
        and any(column in source.fields for source in sources)
    ]


def _origin(column: str, label: str, value: Any, sources: Iterable[Sourced]) -> Origin:
    for source in sources:
        if column in source.fields:
            batch = source.batch
            return Origin(
                column,
                label,
                value,
                batch.file.name,
                batch.pk,
                source.row,
                batch.by_name,
                source.at,
            )
    return Origin(column, label, value, "", None, None, "", None)


def sources_of(person: Person) -> list[Sourced]:
    """Every row of every file that said something of this person, newest first.

    Rows of records that were merged into this one count.
    """
    own = Sourced.objects.filter(Q(person=person) | Q(person__merged_into=person))
    return list(own.select_related("batch__file").order_by("-pk"))


def word_of(column: str, value: object) -> str:
    """The standard word for a coded column's value; '' if it is no code."""
    if column == "sex":
        return str(Person.Sex(str(value)).label) if value else ""
    if column == "life_status":
        return str(Person.LifeStatus(str(value)).label)
    table = TABLE_OF.get(column)
    return table.labels.get(str(value), "").capitalize() if table and value else ""
