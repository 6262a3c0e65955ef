"""A civil servant who pays for a resident, for the walk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.world import World

from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.programme.funds import actions as funds
from payung.programme.funds.models import Fund
from payung.programme.membership import actions as membership
from payung.programme.people.models import Person

if TYPE_CHECKING:
    from tests.site.walk_world import Place


def build_pledge(world: World, place: Place, worker: int) -> int:
    """A civil servant's pledge for a resident; its key."""
    dpmd = world.actor(place.dpmd)
    terms = funds.FundTerms(
        code="asn", name="Donasi ASN", kind=Fund.Kind.ASN, area=place.regency,
        payer_level=Area.Level.REGENCY, regulation="SE 4/2026", valid_from=date(2026, 1, 1),
        income_base=1_000_000,
    )  # fmt: skip
    fund = funds.make_fund(by=dpmd, terms=terms)
    nip = f"1980010120{place.prefix}01"
    sponsor = funds.keep_sponsor(
        by=dpmd, fund=fund, terms=funds.SponsorTerms("Ona Uji", nip, "Dinas Sosial")
    )
    promised = membership.Promised(
        20_000, Month(2027, 1), Month(2027, 6), "Pernyataan 1", date(2026, 6, 1)
    )
    person = Person.objects.get(pk=worker)
    (row,) = membership.pledge(
        by=dpmd, fund=fund, sponsor=sponsor, people=[person], promised=promised
    )
    return int(row.pk)
