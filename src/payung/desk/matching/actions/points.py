"""Fitting the table of points on what people decided: stored, dated, and let through by a gate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.journal.models import Event
from payung.base.staging.models import Row
from payung.base.territory.actor import Actor, NotAllowed, Right
from payung.desk.matching.models import Finding, Pair, PointsTable
from payung.desk.matching.refusals import MatchingRefused
from payung.programme.people.kinds import CODE as RESIDENTS
from payung.programme.people.likely import record_of, records_of, wanted_of
from payung.programme.people.points import points_in_force

if TYPE_CHECKING:
    from payung.core.linkage.fit import Decision, Labelled, Quality

LEAST = 40
"""Decisions needed before a table is fitted: fewer say nothing about most levels."""


def decisions() -> Iterator[Decision]:
    """Everything that people decided of two records, oldest first; three statements."""
    from payung.core.linkage.fit import Decision

    pairs = list(
        Pair.objects.filter(decision__in=["same", "different"])
        .order_by("pk")
        .values_list("left_id", "right_id", "decision")
    )
    people = records_of({pk for left, right, _ in pairs for pk in (left, right)})
    for left, right, said in pairs:
        yield Decision(people[left][0], people[right][0], said == "same")
    yield from _of_findings()


def _of_findings() -> Iterator[Decision]:
    """Rows of lists from outside, with the person that somebody said it is or is not."""
    from payung.base.staging.payloads import unpack
    from payung.core.linkage.fit import Decision

    decided = [Finding.State.CONFIRMED, Finding.State.DISMISSED]
    found = (
        Finding.objects.filter(state__in=decided)
        .exclude(kind__in=[Finding.Kind.FAMILY_ASN, Finding.Kind.DECILE])
        .order_by("pk")
        .values_list("batch_id", "row", "person_id", "state")
    )
    listed = list(found)
    people = records_of({person for _, _, person, _ in listed})
    rows = Row.objects.filter(batch__in={batch for batch, _, _, _ in listed})
    payloads = {
        (batch, number): payload
        for batch, number, payload in rows.filter(
            number__in={number for _, number, _, _ in listed}
        ).values_list("batch_id", "number", "payload")
    }
    for batch, number, person, state in listed:
        if payload := payloads.get((batch, number)):
            values = unpack(bytes(payload))[0]
            left = record_of(wanted_of(number, values))
            yield Decision(left, people[person][0], state == Finding.State.CONFIRMED)


class Labels(NamedTuple):
    """Decided pairs as levels, a row each; which were one person; which are set aside."""

    levels: Any
    same: Any
    held: Any

    def part(self, held: bool) -> Labelled:
        from payung.core.linkage.fit import labelled

        return labelled(self.levels[self.held == held], self.same[self.held == held])


def labels() -> Labels:
    """All that people decided: pairs, findings, and held rows of resident lists."""
    import numpy as np

    from payung.core.linkage.fit import levels_of_decisions

    pairs, rows = list(decisions()), list(of_held_rows())
    levels = levels_of_decisions(pairs)
    if rows:
        levels = np.concatenate([levels, np.array([row for row, _same, _held in rows])])
    return Labels(
        levels,
        np.array([d.same for d in pairs] + [same for _row, same, _held in rows], bool),
        np.array([_held_out(d) for d in pairs] + [held for _row, _same, held in rows], bool),
    )


def of_held_rows() -> Iterator[tuple[list[int], bool, bool]]:
    """Held rows of resident lists that somebody decided: levels, same, set aside.

    The levels are those of the moment of deciding: taking the row in makes the two alike.
    """
    from payung.core.linkage.fit import levels_of_codes

    told = Event.objects.filter(action=f"{RESIDENTS}.row.decided").order_by("pk")
    for summary in told.values_list("summary", flat=True):
        levels = levels_of_codes(summary.get("levels", ()))
        if levels is not None:
            key = f"{summary['batch']}|{summary['row']}"
            yield levels, summary["decision"] == "same", _aside(key)


@transaction.atomic
def refit(*, by: Actor) -> PointsTable:
    """Fit a table on seven of ten decisions and measure it on the rest; keep it either way.

    It passes if it is no worse than the table in force in anything. Raises NotAllowed, and
    MatchingRefused while there are too few decisions.
    """
    _allow(by)
    from payung.core.linkage.fit import fit, gate, quality
    from payung.core.linkage.refusal import LinkageRefusal

    decided = labels()
    if len(decided.same) < LEAST:
        raise MatchingRefused(
            gettext(
                "Baru %(n)s keputusan; tabel poin disesuaikan mulai %(least)s keputusan. Tabel "
                "bawaan tetap dipakai."
            )
            % {"n": len(decided.same), "least": LEAST}
        )
    train, held = decided.part(held=False), decided.part(held=True)
    trained = int(train.seen.sum())
    now = timezone.localdate()
    version = f"{now.isoformat()}-{PointsTable.objects.count() + 1}"
    before = points_in_force()
    basis = f"{trained} decisions, drawn towards {before.version}"
    table = fit(train, before, version, basis, today=now)
    figures: dict[str, Any] = {
        "before": _figures(quality(before, held)),
        "held_out": int(held.seen.sum()),
    }
    figures["after"] = _figures(quality(table, held))
    try:
        gate(table, before, held)
        passed = True
    except LinkageRefusal as refused:
        passed, figures["refused"] = False, refused.id
    row = PointsTable.objects.create(
        version=version, table=table.as_json(), labels=trained, figures=figures, passed=passed,
        by_id=by.id, by_name=by.name,
    )  # fmt: skip
    journal.record(
        by=by, action="matching.points.fitted", subject=row,
        summary={"version": version, "labels": trained, "passed": passed, **figures},
    )  # fmt: skip
    return row


@transaction.atomic
def use_points(*, by: Actor, table: PointsTable | None) -> None:
    """Put a table that passed the gate in force; None: the one that ships. Scores stay as asked."""
    _allow(by)
    if table is not None and not table.passed:
        raise MatchingRefused(gettext("Tabel ini tidak lolos uji, jadi tidak dapat dipakai."))
    PointsTable.objects.filter(in_force=True).update(in_force=False)
    if table is not None:
        PointsTable.objects.filter(pk=table.pk).update(in_force=True)
    journal.record(
        by=by, action="matching.points.chosen", subject=(PointsTable._meta.db_table, ""),
        summary={"version": table.version if table else "default"},
    )  # fmt: skip


def _allow(by: Actor) -> None:
    if not by.may_somewhere(Right.SET_POLICY):
        raise NotAllowed(gettext("Tabel poin disesuaikan oleh DPMD."))


def _held_out(decision: Decision) -> bool:
    """Three of ten, by what the two records say, so that the same pair is always on one side."""
    text = "|".join(sorted((str(decision.left), str(decision.right))))
    return _aside(text)


def _aside(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 10 < 3


def _figures(found: Quality) -> dict[str, float]:
    return {
        "loss": round(found.loss, 4), "false_matches": found.false_matches, "missed": found.missed,
    }  # fmt: skip
