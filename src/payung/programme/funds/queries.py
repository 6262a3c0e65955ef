"""Reading funds."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext

from payung.base.policy.queries import ancestors
from payung.base.territory.actor import Actor
from payung.base.territory.models import Area
from payung.base.worded import worded_once
from payung.programme.funds.models import Allotment, Fund, FundQuerySet


class UnknownFund(LookupError):
    """No fund of that code pays for that region; a sentence."""


def for_village(village: str) -> FundQuerySet:
    """Funds that may pay for a village: its own, and those of the regions that hold it."""
    return Fund.objects.filter(area__in=ancestors(village))


def readable_by(actor: Actor) -> FundQuerySet:
    """Funds of the actor's regions and of the regions that hold them; one statement.

    A village sees the regency's funds, because they pay for its people.
    """
    own = Fund.objects.visible_to(actor)
    above = {
        code for area in actor.areas(Fund.objects.all().view_right) for code in ancestors(area)
    }
    return own | Fund.objects.filter(area__in=above)


def fund_of(village: str, code: str) -> Fund:
    """The fund of a code that pays for a village, the nearest first. Raises UnknownFund."""
    found = for_village(village).filter(code=code).order_by("-area").first()
    if found is None:
        raise UnknownFund(
            gettext(
                "Dana dengan kode %(code)s tidak ada untuk wilayah %(village)s. Periksa "
                "kodenya pada halaman Anggaran."
            )
            % {"code": code, "village": village}
        )
    return found


def share_of(fund: Fund, village: Area | str, year: int) -> Allotment | None:
    """What the fund gives the village in a year, if anything is set."""
    code = village if isinstance(village, str) else village.code
    return next(iter(_shares(fund.pk, code, year)), None)


@worded_once
def _shares(fund: int, village: str, year: int) -> QuerySet[Allotment]:
    return Allotment.objects.filter(fund=fund, village=village, year=year)
