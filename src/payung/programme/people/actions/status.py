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


@transaction.atomic
def record_fact(
    *, by: Actor, person: Person, reason: str, paper: str = "", life_status: str | None = None,
    occupation: int | None = None,
) -> dict[str, str | int | None]:  # fmt: skip
    """Correct the register after a list from outside: died, moved, became a civil servant.

    For whoever looks after the village's list, reviews it or verifies it. Returns the values that
    were replaced (none when all stands so already). Raises NotAllowed, PersonRefused.
    """
    if not any(by.may(right, person.village_id) for right in (Right.REVIEW, Right.VERIFY)):
        by.require(Right.IMPORT_RESIDENTS, person.village_id)
    if not reason.strip():
        raise PersonRefused(gettext("Tuliskan dasarnya, misalnya nomor akta atau SK."))
    given: dict[str, str | int | None] = {"life_status": life_status, "occupation": occupation}
    row = Person.objects.select_for_update().get(pk=person.pk)
    wanted = {name: value for name, value in given.items() if value is not None}
    before: dict[str, str | int | None] = {
        name: getattr(row, name) for name in wanted if getattr(row, name) != wanted[name]
    }
    change = journal.changed(row, **wanted)
    if change.fields:
        row.save(update_fields=[*wanted, "updated_at"])
        journal.record(
            by=by, action="people.fact.recorded", subject=row, area=row.village_id,
            reason=reason.strip(), paper=paper, changes=[change],
        )  # fmt: skip
    return before
