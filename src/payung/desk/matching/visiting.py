"""Families of members who died: where they live, and what the law gives them by what is known."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from payung.base.territory.actor import Actor
from payung.desk.matching.models import Finding
from payung.desk.matching.queries import deaths_of_members, events_of
from payung.programme.claims.benefits import NotReckoned, estimate, programmes_for
from payung.programme.claims.cover import covers_on
from payung.programme.claims.models import Event

MOST = 40


@dataclass(frozen=True, slots=True)
class Family:
    """A family to visit. `sum` in rupiah is cash due by the law's reckoning; None: see `why`."""

    finding: Finding
    sum: int | None
    why: str
    address: str


def families(actor: Actor) -> list[Family]:
    """Those not visited first, the most at stake first; at most `MOST`, the latest deaths.

    A family whose claim is prepared costs no statement; else some ten.
    """
    rows = (
        deaths_of_members(actor)
        .select_related("person__village", "batch__file")
        .order_by("-on", "-pk")[:MOST]
    )
    events = events_of([row.person_id for row in rows])
    found = [_family(row, events.get(row.person_id)) for row in rows]
    return sorted(found, key=lambda f: (f.finding.visited_on is not None, -(f.sum or 0)))


def family_of(finding: Finding) -> Family:
    """One family."""
    return _family(finding, events_of([finding.person_id]).get(finding.person_id))


def _family(finding: Finding, event: Event | None) -> Family:
    person = finding.person
    parts = [person.address, person.hamlet, f"RT {person.rt}" if person.rt else ""]
    total, why = _stake(finding, event)
    return Family(finding, total, why, ", ".join(part for part in parts if part))


def _of_claims(event: Event) -> tuple[int | None, str] | None:
    """What the claims of an event were reckoned at; None if none was."""
    estimates = [claim.estimate for claim in event.claims.all() if claim.estimate]
    if not estimates:
        return None
    faults = " ".join(claim.unreckoned for claim in event.claims.all() if claim.unreckoned)
    return sum(int(each["total"]) for each in estimates), faults


def _stake(finding: Finding, event: Event | None) -> tuple[int | None, str]:
    """What the standing event, or one that would be prepared, gives in cash."""
    if finding.on is None:
        return None, _("Tanggal meninggal belum diketahui.")
    told = event or Event(
        person_id=finding.person_id, village_id=finding.person.village_id, kind=Event.Kind.DEATH,
        occurred_on=finding.on,
    )  # fmt: skip
    if event is not None and (said := _of_claims(event)):
        return said
    active = [cover for cover in covers_on(finding.person_id, told.occurred_on) if cover.active]
    if not active:
        return None, _("Tidak terlindungi pada hari meninggal; keputusan pada BPJS.")
    total, faults = 0, []
    for cover in active:
        for programme in programmes_for(told, "jkm", cover.programmes):
            try:
                total += estimate(told, programme, cover)[0].total
            except NotReckoned as reason:
                faults.append(str(reason))
    return (total or None), " ".join(faults)
