"""Who may act on a fund's money: the right over its region, and for an OPD only its own fund."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext

from payung.base.territory.actor import Actor, NotAllowed, Right
from payung.base.territory.visibility import within
from payung.programme.funds.models import Fund


def manages(actor: Actor, fund: Fund) -> bool:
    """Whether the actor plans for the fund: who manages the region's funds, or its own OPD."""
    if actor.may(Right.MANAGE_FUNDS, fund.area):
        return True
    return bool(fund.unit) and actor.may_for(Right.FILE_SPP, fund.area, fund.unit)


def require_manager(actor: Actor, fund: Fund) -> None:
    """Raise NotAllowed, with a sentence, unless `manages`."""
    if not manages(actor, fund):
        raise _refused(fund)


def require_for_fund(actor: Actor, right: Right, area: str, fund: Fund) -> None:
    """Raise NotAllowed unless the right is held over the region for this fund's money."""
    actor.require(right, area)
    if not actor.may_for(right, area, fund.unit):
        raise _refused(fund)


def own_money(actor: Actor, right: Right, area: str = "area", unit: str = "fund__unit") -> Q:
    """Rows whose region and fund the right reaches; `area` and `unit` name their columns."""
    reach = Q(pk__in=[])
    for grant in actor.grants:
        if right in grant.rights:
            here = within(area, (grant.area,))
            reach |= here if grant.unit is None else here & Q(**{unit: grant.unit})
    return reach


def _refused(fund: Fund) -> NotAllowed:
    return NotAllowed(
        gettext(
            "Dana %(fund)s dikelola %(unit)s. Peran Anda hanya untuk dana OPD Anda sendiri; "
            "mintalah OPD pengelolanya, atau minta DPMD memperbaiki penugasan Anda."
        )
        % {"fund": fund.name, "unit": fund.unit or gettext("OPD lain")}
    )
