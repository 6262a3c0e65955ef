"""A list from outside from file to findings in one call: for commands and for the demo."""

from __future__ import annotations

from collections.abc import Callable

from payung.base.jobs.models import Job
from payung.base.staging import actions as staging
from payung.base.staging.finishing import finish
from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.base.territory.actor import Actor
from payung.desk.matching.lists.kinds import CODES

Report = Callable[[Job], None]


def take_list(
    *, by: Actor, kind: str, area: str, content: bytes, name: str, accept: bool = True,
    report: Report = lambda _job: None,
) -> Batch:  # fmt: skip
    """Take a list of one office, match it and (if `accept`) write its findings down.

    What it says waits for people. The batch's state tells how far it came. The same list again
    asks nothing again. Raises NotAllowed, FileRefused, ValueError for a kind of another room.
    """
    if kind not in CODES:
        raise ValueError(kind)
    batch = staging.receive(by=by, kind=kind, area=area, content=content, name=name)
    finish(by, batch, report)
    if accept and batch.state == S.PREVIEWED:
        staging.accept(by=by, batch=batch)
        finish(by, batch, report)
    return batch
