"""Mending earlier months and billing the difference at once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from payung.base.territory.actor import Actor
from payung.core.calendar import Month
from payung.programme.billing.actions.issuing import Issued, issue_bills
from payung.programme.membership.actions import Mended, correct_months
from payung.programme.membership.models import Membership


@transaction.atomic
def correct_and_bill(
    *, by: Actor, membership: Membership, mended: Mended, book_in: Month | None = None
) -> list[Issued]:
    """Mend earlier months and issue the differences of the village's months, booked in one month.

    `book_in` is the current month by default. Whatever else of those months was not billed yet
    comes with it. Raises NotAllowed, MembershipRefused, BillingRefused (the booking month is
    closed); then nothing is kept.
    """
    correct_months(by=by, membership=membership, mended=mended)
    now = Month.of(timezone.localdate())
    return [
        issue_bills(
            by=by, area=membership.village_id, month=month, book_in=max(month, book_in or now)
        )
        for month in mended.months
    ]
