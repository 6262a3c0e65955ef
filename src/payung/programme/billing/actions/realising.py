"""What accepting a realisation report of Siskeudes writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from payung.base import bulk
from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch
from payung.programme.billing.models import Realisation

if TYPE_CHECKING:
    from payung.programme.billing.realisation_lists import Spent

COLUMNS = ("id", "village_id", "month", "account_code", "activity_code", "paid_on", "reference",
           "amount", "fingerprint", "batch_id")  # fmt: skip


def write_realisations(
    batch: Batch, told: Sequence[Spent]
) -> tuple[list[int], list[RowChange]]:  # fmt: skip
    """Insert rows; two statements."""
    ids = list(bulk.take_ids(Realisation, len(told)))
    table = Realisation._meta.db_table
    bulk.insert(table, COLUMNS, [
        (pk, t.village, str(t.month), t.account, t.activity, t.paid_on, t.reference, t.amount,
         t.fingerprint, batch.pk) for pk, t in zip(ids, told, strict=True)
    ])  # fmt: skip
    return ids, [
        RowChange(table, str(pk), {"amount": [None, t.amount]})
        for pk, t in zip(ids, told, strict=True)
    ]


def take_back_realisations(batch: Batch) -> list[RowChange]:
    """Remove the rows of a batch that is undone."""
    rows = Realisation.objects.filter(batch=batch)
    table = Realisation._meta.db_table
    changes = [
        RowChange(table, str(pk), {"amount": [amount, None]})
        for pk, amount in rows.order_by("pk").values_list("pk", "amount")
    ]
    rows.delete()
    return changes
