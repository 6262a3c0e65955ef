"""A kelurahan goes the same way: its staff propose, the lurah decrees."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest
from tests.rosters import MINUTES, PAPER, TODAY, person
from tests.world import BULUKUMBA, MATEKKO, World

from payung.base.files import actions as files
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.desk.roster import actions as flow
from payung.programme.funds import actions as funds
from payung.programme.funds.models import Fund
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate

pytestmark = pytest.mark.django_db


def test_a_lurah_decrees_the_list_of_a_kelurahan(world: World) -> None:
    dpmd, staff = world.actor("dpmd_bulukumba"), world.actor("staf_matekko")
    village = Area.objects.get(code=MATEKKO)
    terms = funds.FundTerms(
        "dau", "DAU kelurahan", Fund.Kind.DAU, BULUKUMBA, Area.Level.REGENCY, "Perbup 1/2026",
        date(2026, 1, 1), income_base=1_000_000,
    )  # fmt: skip
    fund = funds.make_fund(by=dpmd, terms=terms)
    selection.adopt_rules(by=dpmd, fund=fund)
    share = funds.Share(2026, Month(2026, 1), Month(2026, 12), "SK 1", quota=5)
    funds.set_allotment(by=dpmd, fund=fund, village=village, share=share)
    roster = selection.open_roster(by=staff, village=village, fund=fund, year=2026)
    worker = person(1, village=MATEKKO)
    selection.add_candidates(by=staff, roster=roster, people=[NewCandidate(worker.pk)])
    flow.propose(by=staff, roster=roster, minutes=MINUTES, on=TODAY)
    flow.review(by=world.actor("camat_gantarang"), roster=roster, on=TODAY)
    flow.verify(by=dpmd, roster=roster, on=TODAY)
    decree = flow.decree(by=world.actor("lurah_matekko"), roster=roster, paper=PAPER, on=TODAY)
    assert decree.signer_post == f"Lurah {village.name}"
    text = pypdf.PdfReader(io.BytesIO(files.read(decree.pdf))).pages[0].extract_text()
    assert "KEPUTUSAN LURAH" in text.upper()
