"""How the rows of a list from outside meet the register: who is meant, and is it news?

A row that means nobody here, or says what is known, changes nothing. Five statements for a chunk
of rows to find people, two to see what is known of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from payung.base.staging.models import Batch
from payung.base.staging.registry import Incoming, Outcome, Planner
from payung.base.territory.actor import contains
from payung.base.territory.models import Area
from payung.core.identity import search_form
from payung.desk.matching.lists.reading import News, Reader
from payung.desk.matching.models import Finding
from payung.programme.membership.models import Membership
from payung.programme.people.likely import Likely, Wanted, likely, wanted_of
from payung.programme.people.models import Person
from payung.programme.people.points import points_in_force
from payung.programme.selection.models import Candidate, Roster

NEW, UNCHANGED = "new", "unchanged"
GONE = {Finding.Kind.DIED: Person.LifeStatus.DEAD, Finding.Kind.MOVED: Person.LifeStatus.MOVED}


@dataclass(frozen=True, slots=True)
class Met:
    """A person of the register whom a row means, how surely, and the news."""

    person: int
    news: News
    likely: Likely
    hard: str


def planner(read: Reader) -> Planner:
    """The planner of a list whose rows are read by `read`."""

    def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
        met = meet(batch, incoming, read)
        known = _known(met)
        return [_outcome(met.get(row.number), known) for row in incoming]

    return plan


def meet(batch: Batch, incoming: Sequence[Incoming], read: Reader) -> dict[int, Met]:
    """By row, the likeliest person within the sender's region."""
    found = likely(searched(batch, incoming))
    met = {}
    for row in incoming:
        here = [each for each in found.get(row.number, ()) if contains(batch.area, each.village)]
        if here and (news := read(row.values)) is not None:
            met[row.number] = Met(here[0].person, news, here[0], _hard(here))
    return met


def searched(batch: Batch, incoming: Sequence[Incoming]) -> list[Wanted]:
    """Rows in search of their persons, with the village that they name; one statement."""
    villages = _villages(batch.area, incoming)
    return [wanted_of(row.number, row.values, villages.get(_village(row), "")) for row in incoming]


def _hard(found: Sequence[Likely]) -> str:
    """Why a person must look at it whatever the weight; '' if nothing asks for it."""
    if hard := found[0].scored.hard_review:
        return hard
    if len(found) > 1:
        lead = found[0].scored.weight - found[1].scored.weight
        return "runner_up" if lead < points_in_force().margin else ""
    return ""


def _village(row: Incoming) -> str:
    return search_form(str(row.values.get("desa") or "")).removeprefix("DESA ").strip()


def _villages(area: str, incoming: Sequence[Incoming]) -> dict[str, str]:
    """Code by name, of the villages named in the rows, where the name is one village only."""
    names = {_village(row) for row in incoming} - {""}
    if not names:
        return {}
    found: dict[str, str] = {}
    rows = Area.objects.in_area(area).filter(level=Area.Level.VILLAGE).values_list("name", "code")
    for name, code in rows:
        key = search_form(name)
        found[key] = "" if key in found else code
    return {name: code for name, code in found.items() if name in names}


@dataclass(frozen=True, slots=True)
class Known:
    """What was asked before, and where the persons stand now."""

    asked: frozenset[tuple[int, str, str]]
    life: dict[int, str]
    kpjs: dict[int, set[str]]
    candidates: frozenset[int]


def _known(met: dict[int, Met]) -> Known:
    people = {each.person for each in met.values()}
    asked = (
        Finding.objects.filter(person__in=people)
        .exclude(state=Finding.State.WITHDRAWN)
        .values_list("person_id", "kind", "fact")
    )
    life = Person.objects.filter(pk__in=people).values_list("pk", "life_status")
    active = {m.person for m in met.values() if m.news.kind == Finding.Kind.ACTIVE}
    kpjs: dict[int, set[str]] = {}
    members = Membership.objects.filter(person__in=active, ended_on=None)
    for person, kpj in members.values_list("person_id", "kpj_index"):
        kpjs.setdefault(person, set()).add(kpj)
    # A reserve may take a place tomorrow.
    candidates = Candidate.objects.exclude(place=Candidate.Place.EXCLUDED).filter(person__in=active)
    open_ = candidates.exclude(roster__state=Roster.State.DECREED).values_list("person_id")
    return Known(
        frozenset(asked), dict(life), kpjs,
        frozenset(person for (person,) in open_) if active else frozenset(),
    )  # fmt: skip


def _matters(met: Met, known: Known) -> bool:
    """That somebody is active at BPJS is news of our members and candidates only."""
    if met.news.kind != Finding.Kind.ACTIVE:
        return True
    own = known.kpjs.get(met.person)
    return met.person in known.candidates if own is None else met.news.fact not in own


def _outcome(met: Met | None, known: Known) -> Outcome:
    if met is None:
        return Outcome(UNCHANGED)
    key = (met.person, str(met.news.kind), met.news.fact)
    told = GONE.get(Finding.Kind(met.news.kind))
    said = told and known.life.get(met.person) == told
    if key in known.asked or said or not _matters(met, known):
        return Outcome(UNCHANGED, met.person)
    return Outcome(NEW, met.person, None, met)


def without_twins(planned: Sequence[tuple[Incoming, Outcome]]) -> list[tuple[Incoming, Met]]:
    """The news of a chunk, each fact once: a list may name somebody twice."""
    seen: set[tuple[int, str, str]] = set()
    found = []
    for row, outcome in planned:
        met = outcome.detail
        if isinstance(met, Met) and outcome.verdict == NEW:
            key = (met.person, str(met.news.kind), met.news.fact)
            if key not in seen:
                seen.add(key)
                found.append((row, met))
    return found
