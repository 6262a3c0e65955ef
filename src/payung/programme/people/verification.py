"""Verifying NIKs: an active NIK that one person alone carries."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef

from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.programme.people.models import Person


@transaction.atomic
def verify_niks(*, by: Actor, area: str, people: Sequence[int]) -> int:
    """Mark the NIKs of these people as verified where nobody else in the register has them.

    Returns how many were marked. Raises NotAllowed. Two statements and the journal.
    """
    by.require(Right.VERIFY, area)
    others = Person.objects.active().filter(nik_index=OuterRef("nik_index")).exclude(
        pk=OuterRef("pk")
    )  # fmt: skip
    found = list(
        Person.objects.visible_to(by, Right.VERIFY)
        .active()
        .in_area(area)
        .filter(pk__in=people, nik_state=Person.NikState.GIVEN)
        .exclude(Exists(others))
        .values_list("pk", flat=True)
    )
    if not found:
        return 0
    Person.objects.filter(pk__in=found).update(nik_state=Person.NikState.VERIFIED)
    journal.record(
        by=by, action="people.nik.verified", subject=(Person._meta.db_table, ""), area=area,
        summary={"count": len(found)},
        changes=[
            RowChange(Person._meta.db_table, str(pk), {"nik_state": ["given", "verified"]})
            for pk in found
        ],
    )  # fmt: skip
    return len(found)
