"""Work that a command or the demo wants done in one call, in this process."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from payung.base.staging import actions as staging
from payung.base.staging.finishing import Report, finish
from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.base.territory.actor import Actor
from payung.core.calendar import Month
from payung.programme.membership.actions import Enrolled, enrol, receive_from_bpjs
from payung.programme.selection.models import Decree


def enrol_all(*, by: Actor, decrees: Iterable[Decree]) -> list[Enrolled]:
    """Enrol each decree in its own transaction; those already enrolled change nothing."""
    return [enrol(by=by, decree=decree) for decree in decrees]


def import_from_bpjs(
    *, by: Actor, area: str, content: bytes, name: str, kind: str = "", month: Month | None = None,
    paid_on: date | None = None, reference: str = "", accept: bool = True,
    report: Report = lambda _job: None,
) -> Batch:  # fmt: skip
    """Take a file of BPJS, read it and (if `accept`) record its good rows.

    Without a `kind` the headers tell which it is.

    The batch's state tells how far it came: accepted, previewed, needs_mapping, unreadable.
    Raises NotAllowed, FileRefused.
    """
    batch = receive_from_bpjs(
        by=by, kind=kind, area=area, content=content, name=name, month=month, paid_on=paid_on,
        reference=reference,
    )  # fmt: skip
    finish(by, batch, report)
    if accept and batch.state == S.PREVIEWED:
        staging.accept(by=by, batch=batch)
        finish(by, batch, report)
    return batch
