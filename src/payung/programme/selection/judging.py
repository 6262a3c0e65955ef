"""From the register to facts, and from facts to rulings: a few statements for a whole roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext

from payung.base.policy.queries import all_in_force
from payung.programme.funds.models import Allotment
from payung.programme.people.deciles import Decile, deciles_of
from payung.programme.people.models import Person
from payung.programme.selection.models import Candidate, FundRule, Roster
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.rules.facts import ActiveBpu, Facts
from payung.programme.selection.rules.registry import RULES
from payung.programme.selection.rules.verdict import Params, Rule, Ruling

ASN = (5, 6, 7)
HEAD_OF_FAMILY = 1
SEALED = ("nik", "kk", "mother_name", "phone")


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


@dataclass(frozen=True, slots=True)
class Judged:
    """One candidate with all rulings, in the order of the rules."""

    candidate: Candidate
    facts: Facts
    rulings: tuple[tuple[RuleInForce, Ruling], ...]


def enrolment_day(share: Allotment, on: date) -> date:
    """The first day on which cover could begin: not before the share, not after its last month."""
    first: date = share.month_from.first_day
    last: date = share.month_to.first_day
    return min(max(on, first), last)


def rules_in_force(roster: Roster, on: date) -> list[RuleInForce]:
    """The fund's rules on a day, in reading order; raises SelectionRefused when it has none."""
    rows: dict[str, FundRule] = {}
    for row in FundRule.objects.filter(fund=roster.fund, valid_from__lte=on).order_by("valid_from"):
        rows[row.code] = row
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


def _params(rule: Rule, row: FundRule, village: str, on: date) -> Params:
    """Rule's own defaults, then the district's settings, then what the fund decided."""
    wanted = {name: code for name, code in rule.policy.items() if name not in row.params}
    held = all_in_force(wanted.values(), area=village, on=on) if wanted else {}
    settings = {name: held[code].value for name, code in wanted.items()}
    return {**rule.params, **settings, **row.params}


def rulings(facts: Facts, rules: Iterable[RuleInForce]) -> tuple[tuple[RuleInForce, Ruling], ...]:
    """Every rule's answer to one set of facts."""
    return tuple((held, held.rule.judge(facts, held.params)) for held in rules)


def judged(
    roster: Roster, share: Allotment, outside: Mapping[int, Outside], on: date
) -> list[Judged]:
    """All candidates of a roster with their rulings; nothing is written.

    Nine to eleven statements, whatever the number of candidates.
    """
    day = enrolment_day(share, on)
    rules = rules_in_force(roster, day)
    candidates = list(
        roster.candidates.select_related("person").defer(*(f"person__{f}" for f in SEALED))
    )
    cards = {c.person.kk_index for c in candidates} - {""}
    shared, civil, payers, told = (
        _shared_niks({c.person.nik_index for c in candidates} - {""}),
        _families_with_asn(cards),
        _elsewhere(roster, share),
        deciles_of(cards),
    )
    found = []
    for candidate in candidates:
        known = outside.get(candidate.person_id, NOTHING)
        person = candidate.person
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
            decile=_decile(candidate, told),
            override_reason=candidate.override_reason,
            income=candidate.base if roster.segment == Roster.Segment.BPU else None,
            enrolled_before=known.enrolled_before,
            active_bpu=known.active_bpu,
            active_source=known.active_source,
            active_on=known.active_on,
            other_payers=tuple(sorted({*known.other_payers, *payers.get(person.pk, ())})),
            household_asn=bool(civil.get(person.kk_index, set()) - {person.pk}),
            household_head=person.family_relation == HEAD_OF_FAMILY,
        )
        found.append(Judged(candidate, facts, rulings(facts, rules)))
    return found


def _decile(candidate: Candidate, told: Mapping[str, Decile]) -> int | None:
    """The family's decile: the social registry's list before what somebody typed."""
    listed = told.get(candidate.person.kk_index)
    return listed.decile if listed else candidate.decile


def _shared_niks(own: set[str]) -> set[str]:
    """Those of a roster's NIKs (blind indexes) that more than one active person carries.

    The values are given, not a subquery: a PostgreSQL without statistics joins it the wrong way
    round and takes seconds.
    """
    rows = (
        Person.objects.active()
        .filter(nik_index__in=own)
        .values("nik_index")
        .annotate(holders=Count("id"))
        .filter(holders__gt=1)
    )
    return set(rows.values_list("nik_index", flat=True))


def _families_with_asn(own: set[str]) -> dict[str, set[int]]:
    """Family cards of a roster (blind indexes) with the civil servants on them."""
    rows = Person.objects.active().filter(
        kk_index__in=own, occupation__in=ASN,
        life_status=Person.LifeStatus.ALIVE,
    )  # fmt: skip
    families: dict[str, set[int]] = defaultdict(set)
    for kk, pk in rows.values_list("kk_index", "pk"):
        families[kk].add(pk)
    return families


def _elsewhere(roster: Roster, share: Allotment) -> dict[int, set[str]]:
    """Other lists on the way or decreed that hold the same people in overlapping months."""
    if roster.segment != Roster.Segment.BPU:
        return {}
    rows = (
        Candidate.objects.members()
        .filter(
            person__candidacies__roster=roster,
            roster__year=roster.year,
            roster__segment=Roster.Segment.BPU,
        )
        .exclude(roster=roster)
        .exclude(roster__state=Roster.State.DRAFT)
        .values_list("person_id", "roster__fund_id", "roster__village_id", "roster__fund__name")
    )
    found = list(rows)
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
