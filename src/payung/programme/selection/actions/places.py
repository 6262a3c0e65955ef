"""Who is a member, who waits in reserve, who is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from django.db import transaction
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, NotAllowed, Right
from payung.programme.selection.actions.judge import settle
from payung.programme.selection.actions.rosters import editable_by
from payung.programme.selection.actions.steps import locked
from payung.programme.selection.checks import need_share
from payung.programme.selection.judging import Outside, judged
from payung.programme.selection.models import Candidate, Roster
from payung.programme.selection.refusals import SelectionRefused
from payung.programme.selection.rules.outcome import Outcome
from payung.programme.selection.rules.ranking import Standing, ranked


@transaction.atomic
def place(*, by: Actor, roster: Roster, ids: Iterable[int], place: str, reason: str = "") -> int:
    """Move candidates to a place; returns how many moved.

    While the list is a draft the operator may move anybody; later the camat and DPMD, in their
    turn, may only take names out, with a reason. Raises NotAllowed, SelectionRefused.
    """
    roster = locked(roster)
    rows = editable_by(by, roster, ids)
    if place == Candidate.Place.EXCLUDED and not reason.strip():
        raise SelectionRefused(gettext("Sebutkan alasan mengapa nama ini tidak diusulkan."))
    if place == Candidate.Place.MEMBER and roster.state != Roster.State.DRAFT:
        raise NotAllowed(
            gettext(
                "Peserta hanya dapat ditambah oleh operator desa. Kembalikan daftar dengan catatan."
            )
        )
    changes = []
    for row in rows:
        change = journal.changed(row, place=place, place_reason=reason.strip()[:300])
        if change.fields:
            changes.append(change)
    if changes:
        bulk.update_by_id(
            Candidate._meta.db_table,
            {"place": "text", "place_reason": "text"},
            [(str(row.place), row.place_reason, row.pk) for row in rows],
        )
        journal.record(
            by=by, action="selection.candidates.placed", subject=roster, area=roster.village_id,
            reason=reason, changes=changes, summary={"place": place, "count": len(changes)},
        )  # fmt: skip
    return len(changes)


@transaction.atomic
def choose_by_rank(
    *, by: Actor, roster: Roster, heads: int, outside: Mapping[int, Outside], on: date
) -> int:
    """Fill `heads` places in the order of need; the others wait in reserve, in the same order.

    Everybody is judged on the way. Ineligible candidates go to the end; excluded ones stay
    excluded. Returns the members. Raises NotAllowed, SelectionRefused unless the list is a draft
    of one's own village.
    """
    by.require(Right.PROPOSE, roster.village_id)
    roster = locked(roster)
    if roster.state != Roster.State.DRAFT:
        raise SelectionRefused(
            gettext("Urutan hanya dapat disusun saat daftar masih disusun operator.")
        )
    everybody = judged(roster, need_share(roster), outside, on)
    settle(by=by, roster=roster, results=everybody, on=on)
    results = [row for row in everybody if row.candidate.place != Candidate.Place.EXCLUDED]
    by_key = {row.candidate.pk: row.candidate for row in results}
    order = ranked(
        Standing(row.candidate.pk, cast(Outcome, row.candidate.outcome), row.facts)
        for row in results
    )
    changes, rows = [], []
    for rank, standing in enumerate(order, 1):
        candidate = by_key[standing.key]
        member = rank <= heads and standing.outcome != "ineligible"
        change = journal.changed(
            candidate,
            rank=rank,
            place=(Candidate.Place.MEMBER if member else Candidate.Place.RESERVE).value,
            place_reason=standing.reason()[0],
        )
        if change.fields:
            rows.append(candidate)
            changes.append(change)
    bulk.update_by_id(
        Candidate._meta.db_table,
        {"rank": "integer", "place": "text", "place_reason": "text"},
        [(row.rank, str(row.place), row.place_reason, row.pk) for row in rows],
    )
    journal.record(
        by=by, action="selection.candidates.ranked", subject=roster, area=roster.village_id,
        changes=changes, summary={"heads": heads, "candidates": len(order)},
    )  # fmt: skip
    return sum(1 for c in by_key.values() if c.place == Candidate.Place.MEMBER)
