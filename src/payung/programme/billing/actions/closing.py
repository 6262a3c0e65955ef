"""Closing a month: from then on the database takes nothing more into its books."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.journal import actions as journal
from payung.base.territory.actor import Actor, Right
from payung.base.ui.format import bulan
from payung.core.calendar import Month
from payung.programme.billing.models import ClosedMonth
from payung.programme.billing.refusals import BillingRefused


@transaction.atomic
def close_month(*, by: Actor, area: str, month: Month, paper: str) -> ClosedMonth:
    """Close a region's booking month on a paper (Berita Acara Rekonsiliasi); again: unchanged.

    Raises NotAllowed, BillingRefused for a month that is not over.
    """
    by.require(Right.BILL, area)
    if not paper.strip():
        raise BillingRefused(gettext("Sebutkan berita acara yang menutup bulan ini."))
    if month >= Month.of(timezone.localdate()):
        raise BillingRefused(
            gettext("%(month)s belum berakhir. Tutup bulan setelah lewat.")
            % {"month": bulan(month)}
        )
    bulk.one_writer("billing")
    row, made = ClosedMonth.objects.get_or_create(
        area=area, month=month,
        defaults={"paper": paper.strip(), "by_id": by.id, "by_name": by.name},
    )  # fmt: skip
    if made:
        journal.record(
            by=by, action="billing.month_closed", subject=row, area=area, paper=paper.strip(),
            summary={"month": str(month)},
        )  # fmt: skip
    return row
