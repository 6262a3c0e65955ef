"""What membership knows of the people on a list, for the rules of selection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

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
    members = set(
        Membership.objects.filter(
            segment=BPU, ended_on=None, person__candidacies__roster=roster
        ).values_list("person_id", flat=True)
    )
    payers = _payers(roster, share)
    twins = _same_nik_elsewhere(roster)
    listed = _listed_at_bpjs(roster)
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


def _listed_at_bpjs(roster: Roster) -> Mapping[int, ActiveAtBpjs]:
    """What lists of BPJS say of the people; not of wage earners: PU beside BPU is lawful."""
    if roster.segment != Roster.Segment.BPU:
        return {}
    people = list(Candidate.objects.filter(roster=roster).values_list("person_id", flat=True))
    return {pk: told for pk, told in active_at_bpjs(people).items() if told.segment != "pu"}


def _payers(roster: Roster, share: Allotment) -> dict[int, set[str]]:
    """Funds that hold a month of the share for these people, by another list."""
    rows = (
        CoverMonth.objects.filter(
            membership__person__candidacies__roster=roster,
            membership__segment=BPU,
            month__gte=share.month_from,
            month__lte=share.month_to,
        )
        .exclude(decree_line__decree__roster=roster)
        .values_list("membership__person_id", "fund__name")
        .distinct()
    )
    payers: dict[int, set[str]] = defaultdict(set)
    for person, name in rows:
        payers[person].add(name)
    return payers


def _same_nik_elsewhere(roster: Roster) -> set[int]:
    """People of the list whose NIK another person's open BPU membership carries."""
    own = list(
        Candidate.objects.filter(roster=roster)
        .exclude(person__nik_index="")
        .values_list("person_id", "person__nik_index")
    )
    holders: dict[str, set[int]] = defaultdict(set)
    rows = Person.objects.active().filter(
        memberships__segment=BPU,
        memberships__ended_on=None,
        nik_index__in={nik for _person, nik in own},
    )
    for pk, nik in rows.values_list("pk", "nik_index"):
        holders[nik].add(pk)
    if not holders:
        return set()
    return {person for person, nik in own if holders.get(nik, set()) - {person}}


def released_heads(roster: Roster) -> int:
    """Members of earlier lists of the same share whose membership has ended; one statement."""
    return (
        Membership.objects.filter(
            months__decree_line__decree__roster__fund=roster.fund_id,
            months__decree_line__decree__roster__village=roster.village_id,
            months__decree_line__decree__roster__year=roster.year,
            ended_on__isnull=False,
        )
        .distinct()
        .count()
    )
