"""Which figures an act can have changed, told by the journal: of which villages, and which part.

Every act names its region. Acts on a list below change one part of the figures of that region
alone, so that only that needs counting again; acts on no list make everything be counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from payung.base.journal.models import Event
from payung.base.territory.actor import contains
from payung.base.ui.version import Version
from payung.programme.membership.recounting import News

MOST_EVENTS: Final = 300
LISTS: Final = (
    "funds.allotment.set", "selection.candidate.described", "selection.candidates.added",
    "selection.candidates.placed", "selection.candidates.ranked", "selection.decree.made",
    "selection.roster.",
)  # fmt: skip
"""Acts that change what is allotted and listed, in their own region only."""
MEMBERS: Final = (
    "membership.posted", "membership.posting_retracted", "bpjs_posting.", "bpjs_mkro.",
    "bpjs_answer.",
)  # fmt: skip
"""Acts that change who is a member and what was received, in their own region only."""
BOTH: Final = ("membership.ended", "membership.enrolled", "membership.replaced")
"""Acts of which both may be told."""
RULES: Final = ("policy.decided",)
"""Acts that change how the same members and receipts are read."""
SILENT: Final = (
    "residents.", "reports.", "files.", "accounts.", "people.fact.", "people.status.",
    "people.nik.", "people.merge.", "people.death.", "claims.", "billing.", "matching.",
    "membership.exported", "membership.export_withdrawn", "membership.kpj.",
    "membership.employer_registered", "funds.agreement.", "funds.stage.", "funds.sponsor.",
    "selection.rule",
)  # fmt: skip
"""Acts that change nothing that a region's figures count: a receipt that billing finds is an act
of membership beside it, a death ends no membership by itself."""


def touched(since: Version, until: Version, place: str) -> News | None:
    """What acts between two ends of the journal were about in a place; None if it does not tell.

    One statement. The journal must go on from `since`: a chain that was put back is not trusted.
    """
    first, last = since[0], until[0]
    if not 0 <= last - first <= MOST_EVENTS:
        return None
    rows = list(
        Event.objects.filter(seq__gte=first, seq__lte=last)
        .order_by("seq")
        .values_list("seq", "hash", "action", "area")
    )
    ends = {seq: mark for seq, mark, _action, _area in rows}
    if len(rows) != last - first + 1 or ends[first] != since[1] or ends[last] != until[1]:
        return None
    return _news([(action, area) for seq, _mark, action, area in rows if seq > first], place)


def _news(acts: Sequence[tuple[str, str]], place: str) -> News:
    lists: set[str] = set()
    members: set[str] = set()
    rules = False
    for action, area in set(acts):
        if action.startswith(SILENT):
            continue
        here = {area} if contains(place, area) else {place} if contains(area, place) else set()
        if action.startswith(RULES):
            rules |= bool(here)
        elif action.startswith((*LISTS, *MEMBERS, *BOTH)):
            lists |= set() if action.startswith(MEMBERS) else here
            members |= set() if action.startswith(LISTS) else here
        else:
            return News.of_all(place)
    return News(_widest(lists, place), _widest(members, place), rules)


def _widest(areas: set[str], place: str) -> tuple[str, ...]:
    return (place,) if place in areas else tuple(sorted(areas))
