"""What takes more than one room: a fund with its rules, shares for many villages at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.programme.funds import actions as funds
from payung.programme.funds.models import Allotment, Fund
from payung.programme.selection import actions as selection


@transaction.atomic
def open_fund(*, by: Actor, terms: funds.FundTerms) -> Fund:
    """Open a fund and give it the usual rules. Raises NotAllowed, FundRefused."""
    fund = funds.make_fund(by=by, terms=terms)
    selection.adopt_rules(by=by, fund=fund)
    return fund


@transaction.atomic
def give_shares(
    *, by: Actor, fund: Fund, villages: Iterable[Area], share: funds.Share
) -> list[Allotment]:
    """The same share for many villages; all or none. Raises NotAllowed, FundRefused."""
    return [
        funds.set_allotment(by=by, fund=fund, village=village, share=share) for village in villages
    ]
