"""Stretches of months in which nothing changes for anybody in the table, made one."""

from collections.abc import Sequence
from dataclasses import replace

from payung.core.law.batch.engine import Job
from payung.core.law.fused.tariffs import tariffs_of


def merged(job: Job) -> Job:
    """The same job with as few stretches as its people need.

    A value of the law may change without touching anybody here: the pension's cap for people
    without a pension. Neighbours in which all terms have equal tariffs, or are refused for equal
    reasons, become one stretch, so that every engine reckons them once.
    """
    bundle = tariffs_of(job).bundle
    refusals = _refusals(job)
    kept = list(job.spans[:1])
    for place in range(1, len(job.spans)):
        span, before = job.spans[place], job.spans[place - 1]
        same = (bundle[:, place] == bundle[:, place - 1]).all()
        if same and refusals[span.number] == refusals[before.number]:
            kept[-1] = replace(kept[-1], last=span.last)
        else:
            kept.append(span)
    numbers = {span.number for span in kept}
    rows = tuple(row for row in job.rows if row.terms.span in numbers)
    return replace(job, spans=tuple(kept), rows=rows)


def _refusals(job: Job) -> dict[int, Sequence[str]]:
    """The refusals of all terms, in one order, in each stretch."""
    found: dict[int, list[str]] = {span.number: [] for span in job.spans}
    for row in job.rows:
        found[row.terms.span].append(row.terms.refusal)
    return dict(found)
