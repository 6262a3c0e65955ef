"""Who could be paid for: everybody on the year's lists, and everybody who has cover now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from payung.base.territory.actor import Actor, Right
from payung.base.territory.visibility import within
from payung.core.calendar import Month
from payung.programme.membership.histories import holds, texts_of
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.membership.rules_in_force import RulesInForce
from payung.programme.selection.models import Candidate, Roster, Verdict
from payung.programme.selection.pricing import TRANSPORT

UNKNOWN_DECILE = 11
"""Rank of a family without a known decile: after every known one, never before."""


@dataclass(slots=True)
class Asked:
    """One person in one segment: where, how vulnerable, who may pay and who may not, and why."""

    village: str
    segment: str
    post: str
    base: int
    transport: bool
    programmes: str
    rank: int = UNKNOWN_DECILE
    funds: set[int] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)
    covered: bool = False
    payer: int | None = None


People = dict[tuple[int, str], Asked]
"""By person and segment."""


def asked(actor: Actor, area: str, year: int, on: date) -> People:
    """Candidates of the year (without those taken off) and members with cover on a day.

    Six statements whatever the size of the region.
    """
    people = _candidates(actor, area, year)
    _add_members(people, actor, area, on)
    return people


def _candidates(actor: Actor, area: str, year: int) -> People:
    rows = (
        Candidate.objects.visible_to(actor, Right.VIEW_BUDGET)
        .in_area(area)
        .filter(roster__year=year, person__life_status="alive", person__withdrawn_at=None)
        .exclude(place=Candidate.Place.EXCLUDED)
        .order_by("pk")
        .values_list(
            "pk", "person_id", "roster__segment", "roster__village_id", "roster__fund_id", "post",
            "base", "person__occupation", "roster__programmes", "decile", "outcome",
        )
    )  # fmt: skip
    reasons = _reasons(area, year)
    people: People = {}
    for (
        pk,
        person,
        segment,
        village,
        fund,
        post,
        base,
        occupation,
        programmes,
        decile,
        outcome,
    ) in rows:
        key = (person, segment)
        one = people.setdefault(
            key, Asked(village, segment, post, base, occupation in TRANSPORT, programmes)
        )
        if decile is not None:
            one.rank = min(one.rank, decile)
        if outcome == Candidate.Outcome.INELIGIBLE:
            one.refused[fund] = reasons.get(pk, "")
        else:
            one.funds.add(fund)
    return people


def _reasons(area: str, year: int) -> dict[int, str]:
    """The first hard rule that each ineligible candidate fails; one statement."""
    rows = Verdict.objects.filter(
        within("candidate__roster__village_id", (area,)),
        candidate__roster__year=year,
        candidate__outcome=Candidate.Outcome.INELIGIBLE,
        hard=True,
        result=Verdict.Result.FAIL,
    ).order_by("-pk")
    return dict(rows.values_list("candidate_id", "rule"))


def _add_members(people: People, actor: Actor, area: str, on: date) -> None:
    rows = list(
        Membership.objects.visible_to(actor, Right.VIEW_BUDGET)
        .in_area(area)
        .filter(ended_on=None, history__isnull=False, person__life_status="alive")
        .values_list("pk", "person_id", "segment", "village_id", "history_id", "person__occupation")
    )
    texts = texts_of(row[4] for row in rows)
    rules = RulesInForce(area, on)
    running = {
        row[0]: row for row in rows if holds(texts[row[4]], row[2], rules.cover(row[3]), on, on)
    }
    last = _last_paid(actor, area, on)
    for pk, (_pk, person, segment, village, _history, occupation) in running.items():
        if (paid := last.get(pk)) is None:
            continue
        fund, base, programmes = paid
        post = Candidate.Post.VULNERABLE if segment == Roster.Segment.BPU else Candidate.Post.OTHER
        one = people.setdefault(
            (person, segment),
            Asked(village, segment, post, base, occupation in TRANSPORT, programmes),
        )
        one.covered, one.payer = True, fund
        if fund not in one.refused:
            one.funds.add(fund)


def _last_paid(actor: Actor, area: str, on: date) -> dict[int, tuple[int, int, str]]:
    """Fund, base and programmes of the last paid month of each membership; one statement."""
    since = Month.of(on) - 15
    rows = (
        CoverMonth.objects.filter(
            membership__in=Membership.objects.visible_to(actor, Right.VIEW_BUDGET).in_area(area),
            month__gte=since,
            posting__isnull=False,
        )
        .order_by("membership_id", "month")
        .values_list("membership_id", "fund_id", "base", "programmes")
    )
    return {pk: (fund, base, programmes) for pk, fund, base, programmes in rows}


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """All that decides about a person in a plan; people of one kind are counted together."""

    village: str
    segment: str
    rank: int
    post: str
    base: int
    transport: bool
    programmes: str
    covered: bool
    payer: int
    funds: tuple[int, ...]
    refused: tuple[tuple[int, str], ...]


def alike(people: People) -> list[tuple[Kind, int]]:
    """How many are of each kind, in a stable order."""
    counted = Counter(
        Kind(
            one.village, one.segment, one.rank, one.post, one.base, one.transport, one.programmes,
            one.covered, one.payer or 0, tuple(sorted(one.funds)),
            tuple(sorted(one.refused.items())),
        )
        for one in people.values()
    )  # fmt: skip
    return sorted(counted.items())
