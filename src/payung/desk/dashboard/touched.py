"""Which villages' figures an act can have changed, told by the journal.

Every act names its region. Acts on a list below change the figures of that region alone, so that
only its villages need counting again; acts that are not on a list make everything be counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from payung.base.journal.models import Event
from payung.base.territory.actor import contains
from payung.base.ui.version import Version

MOST_EVENTS: Final = 300
LOCAL: Final = frozenset(
    {
        "funds.allotment.set", "membership.ended", "membership.enrolled", "membership.posted",
        "membership.posting_retracted", "membership.replaced", "selection.candidate.described",
        "selection.candidates.added", "selection.candidates.placed",
        "selection.candidates.ranked", "selection.decree.made", "selection.roster.judged",
        "selection.roster.opened",
    }
)  # fmt: skip
"""Acts that change figures, of their own region only."""
LOCAL_STEPS: Final = ("selection.roster.", "bpjs_posting.", "bpjs_mkro.", "bpjs_answer.")
SILENT: Final = (
    "residents.", "reports.", "files.", "accounts.", "people.fact.", "people.status.",
    "people.nik.", "claims.", "membership.exported", "membership.export_withdrawn",
    "membership.kpj.", "membership.employer_registered",
)  # fmt: skip
"""Acts that change nothing that a region's figures count."""


def touched(since: Version, until: Version, place: str) -> list[str] | None:
    """Regions in a place that acts between two ends of the journal were about; the place itself
    if they may be about all of it, None if the journal does not tell.

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
    return _regions([(action, area) for seq, _mark, action, area in rows if seq > first], place)


def _regions(acts: Sequence[tuple[str, str]], place: str) -> list[str]:
    found: set[str] = set()
    for action, area in set(acts):
        if action.startswith(SILENT):
            continue
        if action not in LOCAL and not action.startswith(LOCAL_STEPS):
            return [place]
        if contains(place, area):
            found.add(area)
        elif contains(area, place):
            return [place]
    return [place] if place in found else sorted(found)
