"""The papers of a decree before it is made, so that nobody waits for them with the list locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.core.papers import DecreeForm
from payung.desk.roster.addresses import roster_url
from payung.desk.roster.fetch import regency_of
from payung.programme.selection.actions import DecreePaper
from payung.programme.selection.models import Roster
from payung.programme.selection.setting import draft, draft_together


def addressed(roster: Roster, paper: DecreePaper) -> DecreePaper:
    """The paper with the address of the list, unless it names another."""
    return paper if paper.url else replace(paper, url=roster_url(roster))


def forms_of(by: Actor, roster: Roster, paper: DecreePaper) -> list[DecreeForm]:
    """What the decree of a list would print as it stands now; reads only.

    Empty where it would be refused. Raises NotAllowed, WrongState.
    """
    told = addressed(roster, paper)
    if roster.fund.by_regent:
        return forms_together(by, regency_of(roster), [roster], told)
    return draft(by=by, roster=roster, paper=told)


def forms_together(
    by: Actor, regency: Area, rosters: Sequence[Roster], paper: DecreePaper
) -> list[DecreeForm]:
    """The same of a decree of the regent: an excerpt of each list, and the whole."""
    return draft_together(by=by, regency=regency, rosters=rosters, paper=paper)
