"""Accepted rows that once met nobody, planned and put in again: the register has grown since."""

from __future__ import annotations

from collections.abc import Sequence

from payung.base.jobs.run import Run
from payung.base.staging.accepting import STAGED, Portion, put_in, single_rows, verdict_counts
from payung.base.staging.models import Batch, Row
from payung.base.staging.registry import kind_of
from payung.base.vault.crypto import current

DOES = ("new", "changed")


def plan_again(run: Run, batch: Batch, numbers: Sequence[int]) -> int:
    """Plan these rows of an accepted batch anew and put in what they now say; how many do.

    Inside a step that holds the lock of the kind. Rows that say nothing new stay as they are.
    """
    kind = kind_of(batch.kind)
    rows = list(
        Row.objects.filter(batch=batch, number__in=numbers)
        .exclude(verdict=Row.Verdict.REJECTED)
        .order_by("number")
        .values_list(*STAGED)
    )
    outcomes = kind.plan(batch, single_rows(rows, kind, current()))
    told = [row for row, outcome in zip(rows, outcomes, strict=True) if outcome.verdict in DOES]
    if told:
        put_in(run, batch, kind, Portion(told, [], told[-1][1], 0))
        Batch.objects.filter(pk=batch.pk).update(counts=verdict_counts(batch))
    return len(told)
