"""A death comes into the register, with its day and the source that told it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.programme.people.actions.status import PersonRefused
from payung.programme.people.models import Death, Person


@transaction.atomic
def record_death(*, by: Actor, person: Person, on: dt.date, source: str, paper: str = "") -> Death:
    """Note the day of death and its source; a better day replaces the old one, on record.

    For whoever may report a claim there. Raises NotAllowed, PersonRefused for a day before birth
    or without a source.
    """
    by.require(Right.REPORT_CLAIM, person.village_id)
    row = Person.objects.select_for_update().get(pk=person.pk)
    if not source.strip() or on < row.birth_date:
        raise PersonRefused(gettext("Sebutkan sumbernya, dan periksa tanggal meninggalnya."))
    known = Death.objects.filter(person=row).first()
    if known is not None and known.on == on and row.life_status == Person.LifeStatus.DEAD:
        return known
    changes = [journal.changed(row, life_status=Person.LifeStatus.DEAD)]
    row.save(update_fields=["life_status", "updated_at"])
    made = known or Death(person=row)
    if known is not None:
        changes.append(journal.changed(known, on=on))
    made.on, made.source, made.paper = on, source.strip()[:200], paper.strip()[:100]
    made.by_id, made.by_name = by.id, by.name
    made.save()
    journal.record(
        by=by, action="people.death.recorded", subject=made, area=row.village_id,
        reason=made.source, paper=made.paper, summary={"on": on.isoformat()},
        changes=[change for change in changes if change.fields],
    )  # fmt: skip
    return made
