"""What a correction of earlier months would bring, without keeping it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from payung.base.territory.actor import Actor
from payung.core.calendar import Month
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
