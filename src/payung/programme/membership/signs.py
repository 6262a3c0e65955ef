"""What the register says of a running member that should make somebody look.

A sign ends nothing by itself: whoever may enrol decides, on a paper. Somebody who reaches the age
boundary while covered may stay (the boundary bars new enrolments only), so that sign only warns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy

from payung.base.journal.queries import journal_end
from payung.base.policy.queries import in_force
from payung.base.territory.actor import Actor, Right
from payung.base.territory.visibility import within
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person
from payung.programme.selection.pool import years_before
from payung.programme.selection.rules.work import EMPLOYED

LIFE = Person.LifeStatus
GONE = (LIFE.MOVED, LIFE.MISSING, LIFE.INVALID)


class Sign(models.TextChoices):
    """Kinds of signs, in order of harm."""

    DIED = "meninggal", gettext_lazy("Meninggal")
    GONE = "pindah", gettext_lazy("Pindah atau tidak ditemukan")
    EMPLOYED = "asn", gettext_lazy("ASN atau punya pemberi kerja")
    OVER_AGE = "usia", gettext_lazy("Melewati batas usia")


def oldest_birth(area: str, on: date) -> date:
    """Who was born on this day or before has reached the boundary in force; one statement."""
    return years_before(on, int(in_force("age_boundary", area=area, on=on).value))


def condition(sign: str, born_by: date) -> Q:
    """Running memberships with a sign."""
    running = Q(ended_on=None)
    if sign == Sign.DIED:
        return running & Q(person__life_status=LIFE.DEAD)
    if sign == Sign.GONE:
        return running & Q(person__life_status__in=GONE)
    if sign == Sign.EMPLOYED:
        return running & Q(segment=Membership.Segment.BPU, person__occupation__in=tuple(EMPLOYED))
    return running & Q(person__life_status=LIFE.ALIVE, person__birth_date__lte=born_by)


def signs_of(row: Membership, born_by: date) -> list[Sign]:
    """The signs of one membership whose person is read; no statement."""
    if row.ended_on is not None:
        return []
    person, found = row.person, []
    if person.life_status == LIFE.DEAD:
        found.append(Sign.DIED)
    if person.life_status in GONE:
        found.append(Sign.GONE)
    if row.segment == Membership.Segment.BPU and person.occupation in EMPLOYED:
        found.append(Sign.EMPLOYED)
    if person.life_status == LIFE.ALIVE and person.birth_date <= born_by:
        found.append(Sign.OVER_AGE)
    return found


@dataclass(frozen=True, slots=True)
class SignCounts:
    """Running memberships by sign, at an end of the journal."""

    end: tuple[int, str]
    heads: dict[Sign, int]


_kept: dict[tuple[Sequence[str], date], SignCounts] = {}


def sign_counts(actor: Actor, on: date) -> dict[Sign, int]:
    """Memberships with a sign that the actor may end, by sign.

    One statement while nothing has happened since the last time, else one more and one per region.
    """
    areas, end = tuple(sorted(actor.areas(Right.ENROL))), journal_end()
    known = _kept.get((areas, on))
    if known is None or known.end != end:
        if len(_kept) > 500:
            _kept.clear()
        known = _kept[areas, on] = SignCounts(end, _count(areas, on))
    return known.heads


def _count(areas: Sequence[str], on: date) -> dict[Sign, int]:
    heads = dict.fromkeys(Sign, 0)
    for area in areas:
        born_by = oldest_birth(area, on)
        asked = {sign.name: Count("pk", filter=condition(sign, born_by)) for sign in Sign}
        rows = Membership.objects.filter(within("village_id", (area,)), ended_on=None)
        for name, count in rows.aggregate(**asked).items():
            heads[Sign[name]] += count
    return heads
