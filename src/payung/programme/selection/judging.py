"""From the register to facts, and from facts to rulings: a few statements for a whole roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from payung.base.policy.queries import all_in_force
from payung.base.worded import worded_once
from payung.programme.funds.models import Allotment
from payung.programme.people.deciles import Decile, deciles_of
from payung.programme.people.models import Person
from payung.programme.selection.models import Candidate, FundRule, Roster
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.rules.facts import ActiveBpu, Facts
from payung.programme.selection.rules.outcome import Outcome, outcome
from payung.programme.selection.rules.registry import RULES
from payung.programme.selection.rules.verdict import Params, Rule, Ruling

ASN = (5, 6, 7)
HEAD_OF_FAMILY = 1
OF_CANDIDATE = tuple(field.attname for field in Candidate._meta.concrete_fields)


class _Known(NamedTuple):
    """What the rules ask of a person: none of it is sealed."""

    life_status: str
    citizenship: int
    village_id: str
    birth_date: date
    occupation: int | None
    nik_state: str
    nik_index: str
    kk_index: str
    family_relation: int | None


@dataclass(frozen=True, slots=True)
class Outside:
    """What rooms to the right know of a person; assembled in `desk`, empty when nothing is."""

    active_bpu: ActiveBpu = "none"
    active_source: str = ""
    active_on: date | None = None
    other_payers: tuple[str, ...] = ()
    enrolled_before: bool = False


NOTHING = Outside()


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """A rule as the fund applies it on the day."""

    rule: Rule
    params: Params
    hard: bool
    version: date
    regulation: str
    confidence: str


@dataclass(frozen=True)
class Answers:
    """What all rules say to one set of facts, in the order of the rules."""

    rulings: tuple[tuple[RuleInForce, Ruling], ...]

    @cached_property
    def outcome(self) -> Outcome:
        """The one word that follows from them."""
        return outcome((ruling.result, held.hard) for held, ruling in self.rulings)

    @cached_property
    def text(self) -> str:
        """All of them in one text, by the rule's code, so that two can be compared at once."""
        return "\x1e".join(
            sorted(
                f"{held.rule.code}\x1f{held.version}\x1f{held.hard:d}\x1f{ruling.result}\x1f"
                f"{ruling.reason_id}\x1f{ruling.reason_en}\x1f{held.regulation}"
                for held, ruling in self.rulings
            )
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """One candidate with what the rules say."""

    candidate: Candidate
    facts: Facts
    answers: Answers


def enrolment_day(share: Allotment, on: date) -> date:
    """The first day on which cover could begin: not before the share, not after its last month."""
    first: date = share.month_from.first_day
    last: date = share.month_to.first_day
    return min(max(on, first), last)


def rules_in_force(roster: Roster, on: date) -> list[RuleInForce]:
    """The fund's rules on a day, in reading order; raises SelectionRefused when it has none."""
    rows = {row.code: row for row in _adopted(roster.fund_id, on)}
    current = {c: r for c, r in rows.items() if r.valid_until is None or r.valid_until >= on}
    if not current:
        raise SelectionRefused(
            gettext(
                "Dana %(fund)s belum mempunyai aturan seleksi yang berlaku. DPMD "
                "menetapkannya pada halaman aturan dana."
            )
            % {"fund": roster.fund.name}
        )
    return [
        RuleInForce(
            rule, _params(rule, current[code], roster.village_id, on), current[code].hard,
            current[code].valid_from, current[code].regulation, current[code].confidence,
        )
        for code, rule in RULES.items()
        if code in current and roster.segment in rule.segments
    ]  # fmt: skip


@worded_once
def _adopted(fund: int, on: date) -> QuerySet[FundRule]:
    """The fund's rules up to a day, the latest of each last."""
    return FundRule.objects.filter(fund=fund, valid_from__lte=on).order_by("valid_from")


def _params(rule: Rule, row: FundRule, village: str, on: date) -> Params:
    """Rule's own defaults, then the district's settings, then what the fund decided."""
    wanted = {name: code for name, code in rule.policy.items() if name not in row.params}
    held = all_in_force(wanted.values(), area=village, on=on) if wanted else {}
    settings = {name: held[code].value for name, code in wanted.items()}
    return {**rule.params, **settings, **row.params}


def answers_of(rules: Sequence[RuleInForce]) -> Callable[[Facts], Answers]:
    """Every rule's answer to one set of facts. Rules know nothing else, so that the same facts are
    not judged anew at each of a list's steps: the last few lists are remembered.
    """
    key = repr(
        [(h.rule.judge, h.params, h.hard, h.version, h.regulation, h.confidence) for h in rules]
    )
    if len(_remembered) > MOST_RULES:
        _remembered.clear()
    known = _remembered.setdefault(key, {})
    if len(known) > MOST_FACTS:
        known.clear()

    def answer(facts: Facts) -> Answers:
        found = known.get(facts)
        if found is None:
            given = tuple((held, held.rule.judge(facts, held.params)) for held in rules)
            found = known[facts] = Answers(given)
        return found

    return answer


_remembered: dict[str, dict[Facts, Answers]] = {}
MOST_RULES, MOST_FACTS = 20, 1000


def judged(
    roster: Roster, share: Allotment, outside: Mapping[int, Outside], on: date
) -> list[Judged]:
    """All candidates of a roster with their rulings; nothing is written.

    Nine to eleven statements, whatever the number of candidates.
    """
    day = enrolment_day(share, on)
    answer = answers_of(rules_in_force(roster, day))
    listed = _listed(roster)
    cards = {person.kk_index for _candidate, person in listed} - {""}
    shared, civil, payers, told = (
        _shared_niks({person.nik_index for _candidate, person in listed} - {""}),
        _families_with_asn(cards),
        _elsewhere(roster, share),
        deciles_of(cards),
    )
    found = []
    for candidate, person in listed:
        known = outside.get(candidate.person_id, NOTHING)
        facts = Facts(
            enrol_on=day,
            segment="pu" if roster.segment == Roster.Segment.PU else "bpu",
            life_status=person.life_status,
            citizenship=person.citizenship,
            village=person.village_id,
            roster_village=roster.village_id,
            birth_date=person.birth_date,
            occupation=person.occupation,
            nik_state=person.nik_state,
            nik_shared=bool(person.nik_index) and person.nik_index in shared,
            working_statement=candidate.working_statement,
            decile=_decile(candidate, told.get(person.kk_index)),
            override_reason=candidate.override_reason,
            income=candidate.base if roster.segment == Roster.Segment.BPU else None,
            enrolled_before=known.enrolled_before,
            active_bpu=known.active_bpu,
            active_source=known.active_source,
            active_on=known.active_on,
            other_payers=tuple(sorted({*known.other_payers, *payers.get(candidate.person_id, ())})),
            household_asn=bool(civil.get(person.kk_index, set()) - {candidate.person_id}),
            household_head=person.family_relation == HEAD_OF_FAMILY,
        )
        found.append(Judged(candidate, facts, answer(facts)))
    return found


def _listed(roster: Roster) -> list[tuple[Candidate, _Known]]:
    """Everybody on the list with what the register says of him; one statement."""
    split, columns = len(OF_CANDIDATE), list(OF_CANDIDATE)
    return [
        (Candidate.from_db(DEFAULT_DB_ALIAS, columns, row[:split]), _Known(*row[split:]))
        for row in _rows_of(roster=roster.pk)
    ]


@worded_once
def _rows_of(roster: int) -> QuerySet[Candidate, tuple[Any, ...]]:
    of_person = (f"person__{name}" for name in _Known._fields)
    rows = Candidate.objects.filter(roster=roster)
    return rows.order_by("pk").values_list(*OF_CANDIDATE, *of_person)


def _decile(candidate: Candidate, listed: Decile | None) -> int | None:
    """The family's decile: the social registry's list before what somebody typed."""
    return listed.decile if listed else candidate.decile


def _shared_niks(own: set[str]) -> set[str]:
    """Those of a roster's NIKs (blind indexes) that more than one active person carries.

    The values are given, not a subquery: a PostgreSQL without statistics joins it the wrong way
    round and takes seconds.
    """
    return set(_held_twice(list(own)))


@worded_once
def _held_twice(niks: list[str]) -> QuerySet[Person, str]:
    rows = Person.objects.active().filter(nik_index__among=niks).order_by().values("nik_index")
    return rows.annotate(holders=Count("id")).filter(holders__gt=1).values_list(
        "nik_index", flat=True
    )  # fmt: skip


def _families_with_asn(own: set[str]) -> dict[str, set[int]]:
    """Family cards of a roster (blind indexes) with the civil servants on them."""
    families: dict[str, set[int]] = defaultdict(set)
    for kk, pk in _servants(list(own)):
        families[kk].add(pk)
    return families


@worded_once
def _servants(cards: list[str]) -> QuerySet[Person, tuple[str, int]]:
    alive = Person.objects.active().filter(life_status=Person.LifeStatus.ALIVE)
    rows = alive.filter(kk_index__among=cards, occupation__in=ASN)
    return rows.values_list("kk_index", "pk")


def _elsewhere(roster: Roster, share: Allotment) -> dict[int, set[str]]:
    """Other lists on the way or decreed that hold the same people in overlapping months."""
    if roster.segment != Roster.Segment.BPU:
        return {}
    found = _on_other_lists(roster.pk, roster.year)
    if not found:
        return {}
    overlapping = set(
        Allotment.objects.filter(
            year=roster.year, fund__in={row[1] for row in found},
            month_from__lte=share.month_to, month_to__gte=share.month_from,
        ).values_list("fund_id", "village_id")
    )  # fmt: skip
    payers: dict[int, set[str]] = defaultdict(set)
    for person, fund, village, name in found:
        if (fund, village) in overlapping:
            payers[person].add(name)
    return payers


@worded_once
def _on_other_lists(roster: int, year: int) -> QuerySet[Candidate, tuple[int, int, str, str]]:
    """Members of other lists of non-wage workers on the way who are on this list as well."""
    return (
        Candidate.objects.members()
        .filter(
            person__candidacies__roster=roster,
            roster__year=year,
            roster__segment=Roster.Segment.BPU,
        )
        .exclude(roster=roster)
        .exclude(roster__state=Roster.State.DRAFT)
        .values_list("person_id", "roster__fund_id", "roster__village_id", "roster__fund__name")
    )
