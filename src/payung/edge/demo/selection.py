"""A year's lists: proposed, reviewed, verified and decreed by four different people.

Who is chosen follows the village's file: the order of the register's rows is the import's affair.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from random import Random

from django.db import transaction

from payung.base.territory.actor import Actor
from payung.core.calendar import Month
from payung.core.papers import DecreeForm, decree_papers
from payung.desk.roster import actions as flow
from payung.desk.roster.papers import forms_of
from payung.edge.demo.aside import Aside
from payung.edge.demo.plan import SEED, TARGET, Plan, Village
from payung.edge.demo.staff import Staff
from payung.programme.funds.models import Fund
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import DecreePaper, Minutes, NewCandidate
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.pool import pool, workers, years_before
from payung.programme.selection.setting import Papers, set_ahead

STOPS = ("draft", "proposed", "reviewed", "verified")
"""Where the officials' lists of the first desa wait, each for another role."""
FILED = ("origin", "origin_row", "pk")
STILL_AT_WORK = (9, 10, 11, 14, 19, 20, 26, 27, 81, 84, 88)
OFFICIALS = (("kades", 1), ("perangkat", 8), ("bpd", 5))

AHEAD = 3
"""Lists that are made while the papers of those before them are set."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A verified list whose papers are being set."""

    village: Village
    roster: Roster
    forms: list[DecreeForm]
    papers: list[Future[Papers]]


def build(plan: Plan, staff: Staff, aside: Aside, say: Callable[[str], None]) -> None:
    """Every list up to where it stops; the papers of one are set while the next are made.

    A list is made whole or again from its start; one that was verified when the building was cut
    off is decreed when it goes on. Always in the same order.
    """
    funds = {f.code: f for f in Fund.objects.all()}
    waiting: deque[_Waiting] = deque()
    for n, village in enumerate(plan.villages, 1):
        makers = [(funds["add" if village.is_desa else "dau"], vulnerable)]
        if village.is_desa:
            makers.append((funds["add-aparat"], officials))
        for fund, make in makers:
            roster = _listed(plan, staff, village, fund, make)
            if roster.state == Roster.State.VERIFIED and not _stops_at(plan, village, roster):
                forms = forms_of(staff.head(village), roster, _paper(plan, village, roster))
                papers = [aside.ask(decree_papers, form) for form in forms]
                waiting.append(_Waiting(village, roster, forms, papers))
            while len(waiting) > AHEAD:
                _decree(plan, staff, waiting.popleft())
        if n % 20 == 0 or n == len(plan.villages):
            say(f"  keputusan: {n} dari {len(plan.villages)} desa dan kelurahan")
    for one in waiting:
        _decree(plan, staff, one)


def _listed(
    plan: Plan, staff: Staff, village: Village, fund: Fund,
    make: Callable[[Plan, Staff, Village, Fund], Roster],
) -> Roster:  # fmt: skip
    """The list of a village under a fund as it stands, made if there is none."""
    found = fund.rosters.filter(village=village.area, year=plan.year).select_related("fund")
    roster = found.first()
    if roster is None:
        with transaction.atomic():
            roster = make(plan, staff, village, fund)
        roster.refresh_from_db(fields=["state"])
    return roster


def _decree(plan: Plan, staff: Staff, one: _Waiting) -> None:
    papers = iter(one.papers)
    flow.decree(
        by=staff.head(one.village), roster=one.roster, on=plan.listed_on,
        paper=_paper(plan, one.village, one.roster),
        ready=set_ahead(one.forms, lambda _form: next(papers).result()),
    )  # fmt: skip


def _paper(plan: Plan, village: Village, roster: Roster) -> DecreePaper:
    kind = "KEP" if roster.segment == "bpu" else "KEP.A"
    number = f"{kind}/{village.place.index + 1:03}/{plan.year}"
    return DecreePaper(number=number, on=plan.decreed_on, month_from=Month(plan.year, 1))


def vulnerable(plan: Plan, staff: Staff, village: Village, fund: Fund) -> Roster:
    """The village's list of vulnerable workers, verified."""
    operator = staff.operator(village)
    roster = selection.open_roster(by=operator, village=village.area, fund=fund, year=plan.year)
    day = plan.listed_on
    rng = Random(f"{SEED}:{village.area.code}")  # noqa: S311 - choices, not keys
    found = workers(operator, roster, day).values_list("pk", flat=True).order_by(*FILED)
    chosen = list(found)[: village.members + 25]
    people = [
        NewCandidate(pk, working_statement=rng.random() < 0.98, decile=rng.randint(1, 5))
        for pk in chosen
    ]
    if village.area.code in plan.eager:
        people += [
            NewCandidate(pk, working_statement=True) for pk in _too_old(operator, roster, day)
        ]
    selection.add_candidates(by=operator, roster=roster, people=people)
    flow.assess(by=operator, roster=roster, on=day)
    flow.exclude_ineligible(by=operator, roster=roster)
    flow.rank(by=operator, roster=roster, heads=village.members, on=day)
    _through(plan, staff, village, roster, day)
    return roster


def officials(plan: Plan, staff: Staff, village: Village, fund: Fund) -> Roster:
    """Head, staff and council of a desa as wage earners of the village, verified or waiting."""
    operator = staff.operator(village)
    roster = selection.open_roster(
        by=operator, village=village.area, fund=fund, year=plan.year, segment="pu"
    )
    day = plan.listed_on
    posts = [post for post, count in OFFICIALS for _ in range(count)]
    people = [
        NewCandidate(pk, post=post, working_statement=True)
        for post, pk in zip(posts, _adults(operator, roster, plan.year), strict=False)
    ]
    selection.add_candidates(by=operator, roster=roster, people=people)
    if _stops_at(plan, village, roster) == "draft":
        flow.assess(by=operator, roster=roster, on=day)  # later steps do so themselves
    _through(plan, staff, village, roster, day)
    return roster


def _too_old(operator: Actor, roster: Roster, day: dt.date) -> list[int]:
    """Somebody of 65 or more, at work if there is such a one, whom the operator proposes."""
    old = pool(operator, roster).filter(birth_date__lte=years_before(day, 65))
    old = old.exclude(nik_state__in=["temporary", "missing"]).order_by(*FILED)
    at_work = old.filter(occupation__in=STILL_AT_WORK)
    return list((at_work or old).values_list("pk", flat=True)[:1])


def _adults(operator: Actor, roster: Roster, year: int) -> Iterator[int]:
    """Residents between 24 and 60 without another employer, the last of the register first."""
    born = (dt.date(year - 60, 1, 1), dt.date(year - 24, 1, 1))
    taken = Person.objects.filter(candidacies__roster__village=roster.village).values("pk")
    return iter(
        pool(operator, roster)
        .filter(birth_date__range=born, occupation__in=[2, 9, 10, 20, 26, 27, 84, 88, 89])
        .exclude(nik_state__in=["temporary", "missing"])
        .exclude(pk__in=taken)
        .order_by(*(f"-{name}" for name in FILED))
        .values_list("pk", flat=True)
    )


def _through(plan: Plan, staff: Staff, village: Village, roster: Roster, day: dt.date) -> None:
    """Through the hands of operator, camat and DPMD, as far as it goes."""
    stop = _stops_at(plan, village, roster)
    if stop == "draft":
        return
    minutes = Minutes(number=f"{village.place.index + 1:03}/BA/{plan.year}", on=day)
    flow.propose(by=staff.operator(village), roster=roster, minutes=minutes, on=day)
    if stop == "proposed":
        return
    flow.review(by=staff.camat(village), roster=roster, on=day)
    if stop == "reviewed":
        return
    flow.verify(by=staff.dpmd, roster=roster, on=day)


def _stops_at(plan: Plan, village: Village, roster: Roster) -> str:
    """Officials' lists of the first desa wait at one step each, so that every role has a task."""
    if roster.segment == "bpu":
        return ""
    desa = [v.area.code for v in plan.villages if v.is_desa]
    at = desa.index(village.area.code)
    return STOPS[at] if at < len(STOPS) else ""


def counted(plan: Plan) -> dict[str, int]:
    """What the lists show besides their decrees: who was barred, and places left empty."""
    barred = Candidate.objects.filter(place=Candidate.Place.EXCLUDED)
    too_old = barred.filter(verdicts__rule="age", verdicts__result="fail")
    desa = [v for v in plan.villages if v.is_desa]
    return {
        "excluded": barred.count(),
        "excluded_over_age": too_old.count(),
        "below_target": sum(v.members < TARGET for v in desa),
        "places_left_empty": sum(max(0, v.quota - v.members) for v in desa),
    }
