"""What membership knows of the people on a list, for the rules of selection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from payung.base.worded import worded_once
from payung.core.calendar import Month
from payung.programme.funds.models import Allotment
from payung.programme.funds.queries import share_of
from payung.programme.membership.elsewhere import ActiveAtBpjs, active_at_bpjs
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Person
from payung.programme.selection.judging import Outside
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.rules.facts import ActiveBpu

BPU = Membership.Segment.BPU


def outside_of(roster: Roster) -> dict[int, Outside]:
    """Facts of the right for every person of a list that has any; six statements.

    They are read past the actor's own region on purpose: the rule needs the truth, the reader
    only learns the verdict.
    """
    share = share_of(roster.fund, roster.village_id, roster.year)
    if share is None:
        return {}
    people = _people(roster.pk)
    members = set(_running(roster.pk))
    payers = _payers(roster, share)
    twins = _same_nik_elsewhere(people)
    listed = _listed_at_bpjs(roster, people)
    found = {}
    for person in members | set(payers) | twins | set(listed):
        told = listed.get(person)
        active: ActiveBpu = "none"
        if person in members:
            active = "continues"
        elif person in twins:
            active = "elsewhere"
        elif told:
            active = "elsewhere" if told.sure and told.segment else "reported"
        found[person] = Outside(
            active_bpu=active,
            active_source=told.source if told and person not in members | twins else "",
            active_on=told.on if told and person not in members | twins else None,
            other_payers=tuple(sorted(payers.get(person, ()))),
            enrolled_before=person in members,
        )
    return found


@worded_once
def _people(roster: int) -> QuerySet[Candidate, tuple[int, str]]:
    """Persons of a list with the blind index of their NIK."""
    rows = Candidate.objects.filter(roster=roster)
    return rows.values_list("person_id", "person__nik_index")


@worded_once
def _running(roster: int) -> QuerySet[Membership, int]:
    rows = Membership.objects.filter(segment=BPU, ended_on=None, person__candidacies__roster=roster)
    return rows.values_list("person_id", flat=True)


def _listed_at_bpjs(
    roster: Roster, people: Sequence[tuple[int, str]]
) -> Mapping[int, ActiveAtBpjs]:
    """What lists of BPJS say of the people; not of wage earners: PU beside BPU is lawful."""
    if roster.segment != Roster.Segment.BPU:
        return {}
    told = active_at_bpjs([person for person, _nik in people])
    return {person: each for person, each in told.items() if each.segment != "pu"}


def _payers(roster: Roster, share: Allotment) -> dict[int, set[str]]:
    """Funds that hold a month of the share for these people, by another list."""
    payers: dict[int, set[str]] = defaultdict(set)
    for person, name in _paying(roster.pk, share.month_from, share.month_to):
        payers[person].add(name)
    return payers


@worded_once
def _paying(roster: int, first: Month, last: Month) -> QuerySet[CoverMonth, tuple[int, str]]:
    rows = CoverMonth.objects.filter(
        membership__person__candidacies__roster=roster, membership__segment=BPU,
        month__gte=first, month__lte=last,
    )  # fmt: skip
    others = rows.exclude(decree_line__decree__roster=roster)
    return others.values_list("membership__person_id", "fund__name").distinct()


def _same_nik_elsewhere(people: Sequence[tuple[int, str]]) -> set[int]:
    """People of the list whose NIK another person's open BPU membership carries."""
    own = [(person, nik) for person, nik in people if nik]
    holders: dict[str, set[int]] = defaultdict(set)
    for pk, nik in _covered([nik for _person, nik in own]):
        holders[nik].add(pk)
    if not holders:
        return set()
    return {person for person, nik in own if holders.get(nik, set()) - {person}}


@worded_once
def _covered(niks: list[str]) -> QuerySet[Person, tuple[int, str]]:
    rows = Person.objects.active().filter(
        memberships__segment=BPU, memberships__ended_on=None, nik_index__among=niks
    )
    return rows.values_list("pk", "nik_index")


def released_heads(roster: Roster) -> int:
    """Members of earlier lists of the same share whose membership has ended; one statement."""
    return len(_released(roster.fund_id, roster.village_id, roster.year))


@worded_once
def _released(fund: int, village: str, year: int) -> QuerySet[Membership, int]:
    rows = Membership.objects.filter(
        months__decree_line__decree__roster__fund=fund,
        months__decree_line__decree__roster__village=village,
        months__decree_line__decree__roster__year=year,
        ended_on__isnull=False,
    )
    return rows.values_list("pk", flat=True).distinct()
