"""Sending a file as BPJS would write it, through staging and its jobs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import openpyxl

from payung.base.jobs.actions import run_here
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch, Row
from payung.base.territory.actor import Actor
from payung.core.calendar import Month
from payung.programme.membership.actions import receive_from_bpjs


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def receive(
    by: Actor, kind: str, area: str, rows: Sequence[Sequence[object]], **terms: object
) -> Batch:
    """Upload and read; the batch is then previewed (or says why not)."""
    content = workbook(rows)
    batch = receive_from_bpjs(by=by, kind=kind, area=area, content=content, name="b.xlsx", **terms)  # type: ignore[arg-type]
    assert batch.job is not None
    run_here(by=by, job=batch.job)
    batch.refresh_from_db()
    return batch


def accept(by: Actor, batch: Batch) -> Batch:
    run_here(by=by, job=staging.accept(by=by, batch=batch))
    batch.refresh_from_db()
    assert batch.state == "accepted", batch.message
    return batch


def send(
    by: Actor, kind: str, area: str, rows: Sequence[Sequence[object]], *,
    month: Month | None = None, paid_on: date | None = None, reference: str = "",
) -> Batch:  # fmt: skip
    batch = receive(by, kind, area, rows, month=month, paid_on=paid_on, reference=reference)
    assert batch.state == "previewed", (batch.state, batch.message)
    return accept(by, batch)


def codes(batch: Batch) -> dict[int, str]:
    """Row number → problem codes of the rows that have any."""
    rows = Row.objects.filter(batch=batch).exclude(codes="").order_by("number")
    return {row.number: row.codes.strip() for row in rows}
