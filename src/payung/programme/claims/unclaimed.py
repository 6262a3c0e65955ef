"""What nobody has claimed yet: the dead, the old and the departed who had cover."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.accounts.models import Assignment
from payung.base.territory.actor import Actor, Right
from payung.core.calendar import add_months
from payung.core.law import current_law
from payung.programme.claims.benefits import NotReckoned, case_of, reckon
from payung.programme.claims.clocks import expiry_of
from payung.programme.claims.cover import Cover, covers_for
from payung.programme.claims.models import Event
from payung.programme.claims.rules import Rules
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Person

MOST = 500
SAVINGS = {"jht", "jp"}
VISITORS = ("kades", "lurah", "village_operator", "lurah_staff")


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """One registration with a right that nobody has claimed.

    `on` is the day of the event, None where no list tells it; then cover and sum are those of the
    day on which it became known. `days_left` is None where that day or the term is not known.
    `total` is rupiah by law, None where the law needs more (a balance).
    """

    membership: Membership
    kind: str
    programme: str
    on: dt.date | None
    known_on: dt.date
    total: int | None
    days_left: int | None
    visitor: str


def unclaimed(actor: Actor, area: str = "", on: dt.date | None = None) -> list[Unclaimed]:
    """Rights in reach that wait, the most pressing first; some twelve statements.

    At most 500 registrations of each kind are looked at.
    """
    today = on or timezone.localdate()
    rows = Membership.objects.visible_to(actor, Right.VIEW_CLAIMS).in_area(area)
    rows = rows.select_related("person", "village", "employer")
    found = [*_dead(rows, today), *_savings(rows, today)]
    villages = {u.membership.village_id for u in found}
    visitors, rules = visitors_of(villages), Rules.of(villages)
    named = [
        replace(
            u, visitor=visitors.get(u.membership.village_id, ""), days_left=_left(u, today, rules)
        )
        for u in found
    ]
    return sorted(
        named,
        key=lambda u: (u.days_left is None, u.days_left or 0, u.membership.village_id, u.kind),
    )


def _dead(rows: object, today: dt.date) -> list[Unclaimed]:
    """Members known as dead, without any report of it."""
    told = Event.objects.standing().filter(person=OuterRef("person"), kind=Event.Kind.DEATH)
    dead = list(
        rows.filter(  # type: ignore[attr-defined]
            Q(person__life_status=Person.LifeStatus.DEAD) | Q(end_reason="died"),
            person__withdrawn_at=None,
        )
        .exclude(Exists(told))
        .order_by("village_id", "pk")[:MOST]
    )
    days = [(row, _died_on(row), _known_on(row, today)) for row in dead]
    covers = covers_for([(row, died or known) for row, died, known in days], today)
    found = []
    for (row, died, known), cover in zip(days, covers, strict=True):
        if cover.active:
            programme = "jkm" if "jkm" in cover.programmes else "jkk"
            total = _sum(row, Event.Kind.DEATH, died or known, programme, cover)
            found.append(Unclaimed(row, "death", programme, died, known, total, None, ""))
    saved = _saved([row for row, _died, _known in days])
    for row, died, known in days:
        for programme in saved.get(row.pk, ()):
            found.append(Unclaimed(row, "death", programme, died, known, None, None, ""))
    return found


def _died_on(row: Membership) -> dt.date | None:
    return row.ended_on if row.end_reason == Membership.EndReason.DIED else None


def _known_on(row: Membership, today: dt.date) -> dt.date:
    """The day from which the register knows: an upper bound of the day of death."""
    return min(timezone.localtime(row.person.updated_at).date(), today)


def _sum(row: Membership, kind: str, day: dt.date, programme: str, cover: Cover) -> int | None:
    event = Event(person=row.person, village_id=row.village_id, kind=kind, occurred_on=day)
    try:
        return reckon(case_of(event, programme, cover), row.village_id).total
    except NotReckoned:
        return None


def _left(found: Unclaimed, today: dt.date, rules: Rules) -> int | None:
    """Days until the right lapses, where the day of the event and the term are known."""
    if found.on is None:
        return None
    due = expiry_of(found.programme, found.on, found.membership.village_id, rules)
    return (due.day - today).days if due else None


def _saved(rows: Sequence[Membership]) -> dict[int, list[str]]:
    """JHT and JP of memberships that ever paid for them; one statement."""
    told = CoverMonth.objects.filter(membership__in=[row.pk for row in rows], posting__isnull=False)
    found: dict[int, set[str]] = {}
    for pk, programmes in told.order_by().values_list("membership_id", "programmes").distinct():
        found[pk] = found.get(pk, set()) | (set(programmes.split(",")) & SAVINGS)
    return {pk: sorted(programmes) for pk, programmes in found.items()}


def _savings(rows: object, today: dt.date) -> list[Unclaimed]:
    """Members with JHT or JP who reached the age of either or left office, without a report.

    JHT is due at its age or at the end of office, JP at the pension age that the law then asks.
    """
    months = CoverMonth.objects.filter(membership=OuterRef("pk")).filter(
        Q(programmes__contains="jht") | Q(programmes__contains="jp")
    )
    told = Event.objects.standing().filter(
        person=OuterRef("person"), kind__in=("old_age", "term_ended", "death")
    )
    ages = {"jht": _age("jht_old_age", today), "jp": _age("jp_retirement_age", today)}
    born = add_months(today, -12 * min(ages.values()))
    held = list(
        rows.filter(  # type: ignore[attr-defined]
            Q(person__birth_date__lte=born) | Q(end_reason__in=("term_ended", "resigned")),
            person__life_status=Person.LifeStatus.ALIVE,
        )
        .filter(Exists(months))
        .exclude(Exists(told))
        .order_by("village_id", "pk")[:MOST]
    )
    saved = _saved(held)
    found = []
    for row in held:
        for programme in saved.get(row.pk, ()):
            reached = add_months(row.person.birth_date, 12 * ages[programme])
            old = reached <= today
            left = row.end_reason in ("term_ended", "resigned") and programme == "jht"
            if old or left:
                day = reached if old else (row.ended_on or today)
                kind = "old_age" if old else "term_ended"
                found.append(Unclaimed(row, kind, programme, day, day, None, None, ""))
    return found


def _age(name: str, on: dt.date) -> int:
    dated = current_law().parameters[name].at(on)
    if dated is None or not isinstance(dated.value, Fraction):
        raise TypeError(name)
    return int(dated.value)


def visitors_of(villages: Iterable[str]) -> dict[str, str]:
    """Who goes to the family: the head of the village, else its operator; one statement."""
    held = Assignment.objects.in_force(timezone.localdate()).filter(
        area__in=set(villages), role__in=VISITORS
    )
    found: dict[str, tuple[int, str]] = {}
    for row in held.select_related("user"):
        place = (VISITORS.index(row.role), row.user.name)
        found[row.area_id] = min(found.get(row.area_id, place), place)
    return {code: name for code, (_rank, name) in found.items()}


def why(found: Unclaimed) -> str:
    """Why it is in the list, in a few words."""
    return {
        "death": gettext("Meninggal, belum dilaporkan"),
        "old_age": gettext("Mencapai usia pensiun, hak belum diambil"),
        "term_ended": gettext("Selesai menjabat, saldo JHT belum diambil"),
    }[found.kind]
