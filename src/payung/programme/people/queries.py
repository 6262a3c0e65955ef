"""Finding persons, and telling where what is known of them came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Q

from payung.base.staging.models import Batch
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


@dataclass(frozen=True, slots=True)
class Source:
    """One row of one file that named a person first, or changed something."""

    batch: Batch
    row: int
    at: datetime
    fields: Sequence[str]
    created_person: bool
    undone: bool


def provenance(person: Person) -> list[Origin]:
    """For every value that a file gave and that stands now, the latest source."""
    sources = [each for each in _sources(Q(pk=person.pk), Q(person=person)) if not each.undone]
    return [
        _origin(column, label, getattr(person, column), sources)
        for column, label in LABELS.items()
        if getattr(person, column) not in {None, ""}
        and any(column in source.fields for source in sources)
    ]


def _origin(column: str, label: str, value: Any, sources: Iterable[Source]) -> Origin:
    for source in sources:
        if column in source.fields:
            batch = source.batch
            return Origin(
                column, label, value, batch.file.name, batch.pk, source.row, batch.by_name,
                source.at,
            )  # fmt: skip
    return Origin(column, label, value, "", None, None, "", None)


def sources_of(person: Person) -> list[Source]:
    """Every row of every file that said something of this person, newest first.

    Rows of records that were merged into this one count.
    """
    return _sources(
        Q(pk=person.pk) | Q(merged_into=person), Q(person=person) | Q(person__merged_into=person)
    )


def _sources(persons: Q, changes: Q) -> list[Source]:
    """Two statements: what changed these persons, and what named them first."""
    changed = Sourced.objects.filter(changes).select_related("batch__file").order_by("-pk")
    found = [Source(s.batch, s.row, s.at, s.fields, False, s.undone) for s in changed]
    named = Person.objects.filter(persons, origin__isnull=False).select_related("origin__file")
    for each in named.order_by("-pk"):
        batch = cast("Batch", each.origin)
        undone = batch.state == Batch.State.UNDONE
        found.append(
            Source(
                batch, each.origin_row or 0, each.created_at, each.origin_fields, True, undone
            )
        )  # fmt: skip
    return sorted(found, key=lambda source: source.at, reverse=True)


def word_of(column: str, value: object) -> str:
    """The standard word for a coded column's value; '' if it is no code."""
    if column == "sex":
        return str(Person.Sex(str(value)).label) if value else ""
    if column == "life_status":
        return str(Person.LifeStatus(str(value)).label)
    table = TABLE_OF.get(column)
    return table.labels.get(str(value), "").capitalize() if table and value else ""
