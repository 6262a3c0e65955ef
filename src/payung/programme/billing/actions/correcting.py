"""Mending earlier months and billing the difference at once, or only looking at it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from payung.base.territory.actor import Actor
from payung.core.calendar import Month
from payung.programme.billing.actions.issuing import Issued, issue_bills
from payung.programme.billing.comparing import Payer, compare
from payung.programme.membership.actions import Mended, correct_months
from payung.programme.membership.models import Membership


@dataclass(frozen=True, slots=True)
class Gap:
    """One line that a correction would bring: of which payer and month, rupiah more or less."""

    month: Month
    payer: Payer
    amount: int
    borne: int
    withheld: int


class _Undone(Exception):
    """Takes back a correction that was only looked at."""


def look_at_correction(*, by: Actor, membership: Membership, mended: Mended) -> list[Gap]:
    """The lines that a correction would bring; nothing is kept. Raises as `correct_months`."""
    found: list[Gap] = []
    try:
        with transaction.atomic():
            correct_months(by=by, membership=membership, mended=mended)
            for month in mended.months:
                changes = compare(membership.village_id, month).changes
                found += [
                    Gap(month, payer, c.amount, c.borne, c.withheld)
                    for payer, rows in changes.items()
                    for c in rows
                    if c.membership == membership.pk
                ]
            raise _Undone
    except _Undone:
        return found


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
