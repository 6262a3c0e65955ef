"""Taking a file of BPJS in: an answer, a posting list, or a branch's summary."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.base.territory.actor import Actor, Right
from payung.core.calendar import Month
from payung.core.sipp import recognise
from payung.programme.membership.models import PostingTerms


@transaction.atomic
def receive_from_bpjs(
    *, by: Actor, area: str, content: bytes, name: str, kind: str = "",
    month: Month | None = None, paid_on: date | None = None, reference: str = "",
) -> Batch:  # fmt: skip
    """Keep the file and ask for it to be read (`batch.job`).

    Without a `kind` (bpjs_answer, bpjs_posting, bpjs_mkro) the headers tell which it is. `month`,
    `paid_on` and `reference` hold for rows that do not say it themselves. The same file again
    becomes a batch of unchanged rows. Raises NotAllowed, FileRefused.
    """
    by.require(Right.RECORD_BPJS, area)
    kind = kind or recognise(content, name).name
    batch = staging.receive(by=by, kind=kind, area=area, content=content, name=name)
    if month or paid_on or reference.strip():
        PostingTerms.objects.create(
            batch=batch, month=month or "", paid_on=paid_on, reference=reference.strip()
        )
    return batch
