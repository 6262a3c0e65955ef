"""Claims for tests: a death at home, its family, its papers, all the way to BPJS."""

from __future__ import annotations

from datetime import date

from tests.world import KEWAR, World

from payung.programme.claims import actions
from payung.programme.claims.actions import NewEvent, NewHeir
from payung.programme.claims.checklist import lines_of
from payung.programme.claims.models import Claim, Event, Submission
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person

HOME = {"at_work": "no", "collapsed": "no", "commuting": "no", "road": "no"}
DEATH = NewEvent("death", date(2026, 11, 10), **HOME)
PDF = b"%PDF-1.4\nuji\n%%EOF\n"


def member(village: str = KEWAR, n: int = 0) -> Person:
    return Membership.objects.filter(village=village).order_by("pk")[n].person


def death(world: World, n: int = 0, told: NewEvent = DEATH) -> Event:
    return actions.report(by=world.actor("op_kewar"), person=member(n=n), told=told)


def with_widow(world: World, event: Event) -> Event:
    """One heir, who receives."""
    operator = world.actor("op_kewar")
    widow = NewHeir("Rosalia Hoar", "spouse", "family_card", birth_date=date(1988, 3, 1))
    heir = actions.add_heir(by=operator, event=event, heir=widow)
    actions.name_payee(by=operator, heir=heir, account="1234567890")
    return event


def with_papers(world: World, event: Event) -> Event:
    operator = world.actor("op_kewar")
    claims = list(event.claims.select_related("membership"))
    for n, line in enumerate(lines_of(event, claims)):
        actions.add_paper(
            by=operator, event=event, code=line.kind.code,
            content=PDF + bytes([65 + n]) + b"%d %%%%EOF" % event.pk, name=f"{line.kind.code}.pdf",
        )  # fmt: skip
    return event


def ready(world: World, n: int = 0, told: NewEvent = DEATH) -> Claim:
    """A claim that can be sent."""
    event = death(world, n, told)
    if event.fatal:
        with_widow(world, event)
    with_papers(world, event)
    return event.claims.get()


def sent(world: World, n: int = 0, told: NewEvent = DEATH) -> Claim:
    claim = ready(world, n, told)
    send(world, [claim], f"400/{claim.pk}/2026")
    claim.refresh_from_db()
    return claim


def send(world: World, claims: list[Claim], number: str, because: str = "") -> Submission:
    return actions.submit(
        by=world.actor("dpmd_belu"), claims=claims, area="53.04", number=number,
        sent_on=date(2026, 11, 16), incomplete_because=because,
    )  # fmt: skip
