"""What JKK and JKM would each mean for the family, before the questions are answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from payung.programme.claims.benefits import NotReckoned, estimate
from payung.programme.claims.cover import Cover
from payung.programme.claims.models import Event
from payung.programme.people.models import Person


@dataclass(frozen=True, slots=True)
class Meaning:
    """One answer and the sum that it leads to, rupiah; None with the reason."""

    title: str
    total: int | None
    why: str = ""


def meanings(person: Person, covers: Sequence[Cover]) -> list[Meaning]:
    """A death today under JKM and under JKK, by every registration that stands."""
    event = Event(
        person=person, village_id=person.village_id, kind=Event.Kind.DEATH,
        occurred_on=timezone.localdate(),
    )  # fmt: skip
    titles = {
        "jkm": _("Meninggal bukan karena bekerja (JKM)"),
        "jkk": _("Meninggal karena bekerja, di jalan ke tempat kerja, atau dalam 24 jam (JKK)"),
    }
    found = []
    for programme, title in titles.items():
        sums, why = 0, ""
        counted = False
        for cover in covers:
            if programme not in cover.programmes:
                continue
            try:
                sums += estimate(event, programme, cover)[0].total
                counted = True
            except NotReckoned as reason:
                why = str(reason)
        found.append(Meaning(title, sums if counted else None, "" if counted else why))
    return found
