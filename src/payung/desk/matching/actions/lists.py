"""A list from outside from file to findings in one call: for commands and for the demo."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext

from payung.base.jobs.models import Job
from payung.base.staging import actions as staging
from payung.base.staging.finishing import finish
from payung.base.staging.models import Batch
from payung.base.staging.states import S
from payung.base.territory.actor import Actor, NotAllowed
from payung.desk.matching.lists.again import match_again
from payung.desk.matching.lists.kinds import CODES, KINDS

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


@transaction.atomic
def meet_again(*, by: Actor, area: str) -> Job | None:
    """Ask now for the lists of a region to meet who came since; None where nobody did.

    The worker asks by itself every few minutes. Raises NotAllowed for who sends no list there.
    """
    if not any(by.may(kind.right, area) for kind in KINDS):
        raise NotAllowed(gettext("Daftar wilayah ini dicocokkan lagi oleh kantor pengirimnya."))
    return match_again(by=by, area=area)
