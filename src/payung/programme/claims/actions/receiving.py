"""Figures that others publish or send, kept with their document, territory and period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.programme.claims.models import Aggregate, AggregateLine
from payung.programme.claims.refusals import ClaimRefused


@dataclass(frozen=True, slots=True)
class NewAggregate:
    """What a received aggregate says of itself."""

    title: str
    giver: str
    territory: str
    first_day: dt.date
    last_day: dt.date
    document: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewLine:
    """One of its figures; `programmes` only where the document names them."""

    label: str
    value: int
    unit: str = "claims"
    programmes: str = ""


@transaction.atomic
def keep_aggregate(
    *, by: Actor, area: str, told: NewAggregate, lines: Sequence[NewLine]
) -> Aggregate:
    """Keep an aggregate beside our own cases; it is never summed with them."""
    by.require(Right.RECORD_BPJS, area)
    if not (told.document.strip() and told.territory.strip()):
        raise ClaimRefused(gettext("Sebutkan dokumen sumber dan wilayah angkanya."))
    if told.last_day < told.first_day or not lines:
        raise ClaimRefused(gettext("Isi masa yang benar dan sedikitnya satu angka."))
    try:
        with transaction.atomic():
            row = Aggregate.objects.create(
                area=area, title=told.title.strip(), giver=told.giver.strip(),
                territory=told.territory.strip(), first_day=told.first_day, last_day=told.last_day,
                document=told.document.strip(), note=told.note.strip(), by_id=by.id,
                by_name=by.name,
            )  # fmt: skip
    except IntegrityError as error:
        raise ClaimRefused(gettext("Angka dari dokumen ini sudah dicatat.")) from error
    AggregateLine.objects.bulk_create(
        AggregateLine(
            aggregate=row, position=n, label=each.label, value=each.value, unit=each.unit,
            programmes=each.programmes,
        )
        for n, each in enumerate(lines, 1)
    )  # fmt: skip
    journal.record(
        by=by, action="claims.aggregate.kept", subject=row, area=area, paper=row.document[:200],
        summary={"title": row.title, "lines": len(lines)},
    )  # fmt: skip
    return row
