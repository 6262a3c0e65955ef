"""Opening a list and putting people on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.territory.actor import Actor, Right
from payung.base.territory.models import Area
from payung.programme.funds.models import Fund
from payung.programme.people.models import Person
from payung.programme.selection.actions.steps import locked
from payung.programme.selection.checks import need_share
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.pricing import pricer_of
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.who import check_editor

COLUMNS = (
    "id", "person_id", "post", "base", "place", "rank", "working_statement", "decile",
    "decile_source", "override_reason",
)  # fmt: skip
DEFAULT_PROGRAMMES = "jkk,jkm"
MOST_INCOME = 10**10
"""Rupiah a month beyond which the law does not reckon."""


@transaction.atomic
def open_roster(
    *, by: Actor, village: Area, fund: Fund, year: int, segment: str = "bpu",
    programmes: str = DEFAULT_PROGRAMMES, amending: bool = False,
) -> Roster:  # fmt: skip
    """The list of a village under a fund for a year; made if there is none.

    When the last one is decreed, `amending` opens the next round, otherwise the decreed one is
    returned. Raises NotAllowed, SelectionRefused (no share set).
    """
    by.require(Right.PROPOSE, village.code)
    same = Roster.objects.filter(village=village, fund=fund, year=year, segment=segment)
    last = same.select_related("fund", "village").order_by("-round").first()
    if last is not None and not (amending and last.state == Roster.State.DECREED):
        return last
    roster = Roster(
        village=village, fund=fund, year=year, segment=segment, programmes=programmes,
        round=last.round + 1 if last else 1,
    )  # fmt: skip
    need_share(roster)
    roster.save(force_insert=True)
    journal.record(
        by=by, action="selection.roster.opened", subject=roster, area=village.code,
        summary={"fund": fund.code, "year": year, "segment": segment, "round": roster.round},
    )  # fmt: skip
    return roster


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """One person to put on a list. `base` (BPU: income reported, rupiah a month) may be left to
    the fund's own; a wage earner's base always comes from the district's setting of the post."""

    person_id: int
    post: str = Candidate.Post.VULNERABLE
    base: int | None = None
    working_statement: bool = False
    decile: int | None = None
    decile_source: str = ""
    override_reason: str = ""
    place: str = Candidate.Place.MEMBER


@dataclass(frozen=True, slots=True)
class Added:
    """`already` were on the list before; `unknown` are no active residents of the village."""

    added: int
    already: int
    unknown: tuple[int, ...]


@transaction.atomic
def add_candidates(*, by: Actor, roster: Roster, people: Sequence[NewCandidate]) -> Added:
    """Put residents on a draft list; who is on it is left alone. A few statements in all.

    Raises NotAllowed, SelectionRefused, NoPrice (no wage base set). Judge afterwards.
    """
    by.require(Right.PROPOSE, roster.village_id)
    roster = _locked_draft(roster)
    wanted = {p.person_id: p for p in people}
    known = set(
        Person.objects.visible_to(by, Right.PROPOSE)
        .active()
        .filter(village=roster.village_id, pk__in=wanted)
        .values_list("pk", flat=True)
    )
    held = set(roster.candidates.filter(person__in=known).values_list("person_id", flat=True))
    rank = (roster.candidates.aggregate(last=Max("rank"))["last"] or 0) + 1
    bases = Bases(roster)
    new = [p for p in wanted.values() if p.person_id in known - held]
    rows = [
        (
            pk, p.person_id, str(p.post), bases.of(p.post, p.base), str(p.place), rank + n,
            p.working_statement, p.decile, p.decile_source, p.override_reason,
        )
        for n, (pk, p) in enumerate(zip(bulk.take_ids(Candidate, len(new)), new, strict=True))
    ]  # fmt: skip
    if rows:
        same = {"roster_id": roster.pk, "place_reason": "", "outcome": str(Candidate.Outcome.CHECK)}
        bulk.insert(Candidate._meta.db_table, COLUMNS, rows, same)
        journal.record(
            by=by, action="selection.candidates.added", subject=roster, area=roster.village_id,
            summary={"added": len(rows)}, changes=[_made(*row[:4]) for row in rows],
        )  # fmt: skip
    return Added(len(rows), len(held), tuple(sorted(set(wanted) - known)))


def _made(pk: int, person: int, post: str, base: int) -> RowChange:
    fields = {"person": [None, person], "post": [None, post], "base": [None, base]}
    return RowChange(Candidate._meta.db_table, str(pk), fields)


def _locked_draft(roster: Roster) -> Roster:
    fresh = locked(roster)
    if fresh.state != Roster.State.DRAFT:
        raise SelectionRefused(
            gettext(
                "Daftar ini sudah %(state)s; nama baru hanya dapat "
                "ditambahkan saat daftar masih disusun."
            )
            % {"state": fresh.get_state_display().lower()}
        )
    return fresh


class Bases:
    """The base of each post: wage by setting (PU), income given or the fund's own (BPU)."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.pricer = pricer_of(roster)
        self.first = need_share(roster).month_from

    def of(self, post: str, given: int | None) -> int:
        """Rupiah a month. Raises NoPrice, SelectionRefused; money is never guessed."""
        if self.roster.segment == Roster.Segment.PU:
            return self.pricer.wage(post, self.first)
        base = given if given is not None else self.roster.fund.income_base
        if base is None:
            raise SelectionRefused(
                gettext(
                    "Penghasilan yang dilaporkan belum ditetapkan pada dana %(fund)s. "
                    "Isi penghasilan calon, atau mintalah DPMD melengkapi dana itu."
                )
                % {"fund": self.roster.fund.name}
            )
        if not 0 <= base <= MOST_INCOME:
            raise SelectionRefused(
                gettext("Penghasilan %(base)s di luar batas (0 sampai %(most)s rupiah sebulan).")
                % {"base": base, "most": MOST_INCOME}
            )
        return base


EDITABLE = (
    "post", "base", "working_statement", "decile", "decile_source", "override_reason",
)  # fmt: skip


@transaction.atomic
def describe_candidate(*, by: Actor, candidate: Candidate, values: dict[str, Any]) -> Candidate:
    """Change what is known of one candidate while the list is being made; judge afterwards.

    Raises NotAllowed, SelectionRefused for a list that is no draft, ValueError for other names.
    """
    if unknown := set(values) - set(EDITABLE):
        raise ValueError(f"not editable: {sorted(unknown)}")
    by.require(Right.PROPOSE, candidate.roster.village_id)
    roster = _locked_draft(candidate.roster)
    if values.get("decile") is not None and not 1 <= values["decile"] <= 10:
        raise SelectionRefused(gettext("Desil: isi dengan angka 1 sampai 10."))
    if roster.segment == Roster.Segment.PU:
        values = {**values, "base": Bases(roster).of(values.get("post", candidate.post), None)}
    elif "base" in values:
        values = {**values, "base": Bases(roster).of(candidate.post, values["base"])}
    change = journal.changed(candidate, **values)
    if change.fields:
        candidate.save(update_fields=list(change.fields))
        journal.record(
            by=by, action="selection.candidate.described", subject=candidate,
            area=roster.village_id, changes=[change],
        )  # fmt: skip
    return candidate


def editable_by(by: Actor, roster: Roster, ids: Iterable[int]) -> list[Candidate]:
    """The named candidates of a roster, after checking that it is this person's turn."""
    check_editor(by, roster)
    return list(roster.candidates.select_for_update().filter(pk__in=list(ids)))
