"""Changes to one person that a person makes: a death, a move, a return."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.programme.people.models import Person


class PersonRefused(Exception):
    """The person cannot be changed so; a sentence with the way out."""


@transaction.atomic
def record_status(
    *, by: Actor, person: Person, life_status: str, reason: str, paper: str = ""
) -> Person:
    """Record that a person died, moved, came back. Raises PersonRefused without a reason."""
    by.require(Right.IMPORT_RESIDENTS, person.village_id)
    if life_status not in Person.LifeStatus.values:
        raise ValueError(life_status)
    if not reason.strip():
        raise PersonRefused(
            gettext("Tuliskan keterangan, misalnya nomor akta kematian atau surat pindah.")
        )
    person = Person.objects.select_for_update().get(pk=person.pk)
    change = journal.changed(person, life_status=life_status)
    if change.fields:
        person.save(update_fields=["life_status", "updated_at"])
        journal.record(
            by=by, action="people.status.recorded", subject=person, area=person.village_id,
            reason=reason.strip(), paper=paper, changes=[change],
        )  # fmt: skip
    return person
