"""What life changes after the enrolment: later lists in which members died or became ASN."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future
from dataclasses import replace

from payung.edge.demo.aside import Aside
from payung.edge.demo.drawing import people_of
from payung.edge.demo.layouts import siak
from payung.edge.demo.people import Resident
from payung.edge.demo.plan import Plan, Village
from payung.edge.demo.register import taken_in
from payung.edge.demo.staff import Staff
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person

CIVIL_SERVANT, DEAD = 5, 2
AROUND = 20


def ask_again(plan: Plan, aside: Aside) -> Future[list[list[Resident]]]:
    """The people of the villages that send a later list, drawn again aside."""
    numbers = [n for n, v in enumerate(plan.villages) if v.area.code in plan.changing]
    return aside.ask(people_of, plan.wanted, numbers)


def later_lists(plan: Plan, staff: Staff, again: Future[list[list[Resident]]]) -> Counter[str]:
    """Some villages send a short list again; their operators import it."""
    found: Counter[str] = Counter()
    villages = [v for v in plan.villages if v.area.code in plan.changing]
    for village, people in zip(villages, again.result(), strict=True):
        rows = _changed(village, people)
        found.update(row.faults[0] for row in rows if row.faults)
        taken_in(staff, village, siak(village.place, rows))
    return found


def _changed(village: Village, people: list[Resident]) -> list[Resident]:
    """The first members with their neighbours in the file; one died, one is a civil servant."""
    members = Membership.objects.filter(village=village.area, segment=Membership.Segment.BPU)
    niks = {m.person.nik for m in members.select_related("person")}
    insured = [r for r in people if r.nik in niks]
    dead, servant = insured[0], insured[3]
    known = {p.nik for p in Person.objects.active().filter(village=village.area)}
    others = [r for r in people[:AROUND] if r.nik in known - {dead.nik, servant.nik}]
    return [
        replace(dead, life=DEAD, faults=["member_dead"]),
        replace(servant, occupation=CIVIL_SERVANT, faults=["member_civil_servant"]),
        *(replace(r, faults=[]) for r in others),
    ]
