"""District money: the regent decrees, one paper, an annex for each fund, an excerpt a village."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.rosters import DPMD, PAPER, TODAY, give, make_fund, person
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.files import actions as files
from payung.base.journal import integrity
from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.desk.roster import actions as flow
from payung.programme.funds.models import Fund
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import Minutes, NewCandidate
from payung.programme.selection.models import Decree, DistrictDecree, Roster
from payung.programme.selection.queries import for_regent, waiting_for
from payung.programme.selection.refusals import SelectionRefused

pytestmark = pytest.mark.django_db
SK = replace(PAPER, number="188.45/12/HK/2026")


def verified(world: World, village: str, operator: str, fund: Fund, first: int) -> Roster:
    """A verified list of two people of a village."""
    op = world.actor(operator)
    roster = selection.open_roster(
        by=op, village=Area.objects.get(code=village), fund=fund, year=2026
    )
    people = [person(n, village=village) for n in (first, first + 1)]
    selection.add_candidates(
        by=op, roster=roster,
        people=[NewCandidate(p.pk, working_statement=True, decile=2) for p in people],
    )  # fmt: skip
    flow.assess(by=op, roster=roster, on=TODAY)
    minutes = Minutes(number="BA 1", on=date(2026, 1, 3))
    flow.propose(by=op, roster=roster, minutes=minutes, on=TODAY)
    flow.review(by=world.actor("camat_lamaknen"), roster=roster, on=TODAY)
    flow.verify(by=world.actor(DPMD), roster=roster, on=TODAY)
    roster.refresh_from_db()
    return roster


@pytest.fixture
def rosters(world: World) -> list[Roster]:
    """Kewar on two district funds, Fulur on one of them."""
    made = []
    for code, name in (("apbd", "APBD Belu"), ("dbh-cht", "DBH CHT")):
        fund = make_fund(world, code=code, name=name, kind="apbd", payer_level=Area.Level.REGENCY)
        give(world, fund)
        made.append(fund)
    give(world, made[0], village=FULUR)
    return [
        verified(world, KEWAR, "op_kewar", made[0], 1),
        verified(world, FULUR, "op_fulur", made[0], 11),
        verified(world, KEWAR, "op_kewar", made[1], 21),
    ]


def decreed(world: World, rosters: list[Roster]) -> DistrictDecree:
    return flow.decree_together(
        by=world.actor("bupati_belu"), regency=Area.objects.get(code=BELU), rosters=rosters,
        paper=SK, on=TODAY,
    )  # fmt: skip


def text_of(row: DistrictDecree | Decree) -> str:
    pages = PdfReader(BytesIO(files.read(row.pdf))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_the_regent_alone_decrees_district_money(world: World, rosters: list[Roster]) -> None:
    assert set(for_regent(world.actor("bupati_belu"))) == set(rosters)
    assert not for_regent(world.actor("kades_kewar")).exists()
    assert not waiting_for(world.actor("kades_kewar")).exists()
    with pytest.raises(NotAllowed):
        flow.decree(by=world.actor("kades_kewar"), roster=rosters[0], paper=SK, on=TODAY)
    with pytest.raises(NotAllowed):
        flow.decree(by=world.actor(DPMD), roster=rosters[0], paper=SK, on=TODAY)
    assert not Decree.objects.exists()


def test_one_paper_an_annex_for_each_fund_an_excerpt_for_each_village(
    world: World, rosters: list[Roster]
) -> None:
    whole = decreed(world, rosters)
    assert (whole.number, whole.signer_post) == (SK.number, "Bupati Belu")
    said = text_of(whole)
    assert "KEPUTUSANBUPATIBELU" in said
    assert "LAMPIRANI" in said
    assert "LAMPIRANII" in said
    book = load_workbook(BytesIO(files.read(whole.xlsx)))
    assert book.sheetnames == ["Lampiran I", "Lampiran II"]
    counts = [sum(str(row[0]).isdigit() for row in s.iter_rows(values_only=True)) for s in book]
    assert counts == [4, 2]
    excerpts = {d.roster_id: d for d in Decree.objects.select_related("pdf")}
    assert {d.excerpt_of for d in excerpts.values()} == {whole}
    own, other = (excerpts[rosters[n].pk] for n in (0, 1))
    names = [r.person.name for r in rosters[1].candidates.select_related("person")]
    squeezed = ["".join(name.split()) for name in names]
    assert "PETIKANKEPUTUSANBUPATIBELU" in text_of(own).upper()
    assert all(name in text_of(other) and name in said for name in squeezed)
    assert not any(name in text_of(own) for name in squeezed)
    assert not list(integrity.faults())


def test_all_or_nothing(world: World, rosters: list[Roster]) -> None:
    give(world, rosters[1].fund, village=FULUR, quota=1)
    with pytest.raises(SelectionRefused, match="kuota"):
        decreed(world, rosters)
    assert not Decree.objects.exists()
    assert not DistrictDecree.objects.exists()


def test_village_money_is_not_the_regents(world: World, rosters: list[Roster]) -> None:
    own = make_fund(world)
    give(world, own)
    village = verified(world, KEWAR, "op_kewar", own, 31)
    with pytest.raises(SelectionRefused, match="tidak ditetapkan Bupati"):
        decreed(world, [*rosters, village])
    with pytest.raises(NotAllowed):
        flow.decree(by=world.actor("bupati_belu"), roster=village, paper=SK, on=TODAY)
    flow.decree(by=world.actor("kades_kewar"), roster=village, paper=SK, on=TODAY)
    assert Decree.objects.get().signer_post == "Kepala Desa Kewar"


def test_a_kelurahans_money_stays_with_the_lurah(world: World) -> None:
    fund = make_fund(world, code="dau", kind="dau", payer_level=Area.Level.REGENCY)
    assert not fund.by_regent


def test_the_page_decrees_what_is_ticked(world: World, rosters: list[Roster]) -> None:
    client = world.client("bupati_belu")
    page = client.get("/penetapan/bupati/").content.decode()
    assert "<strong>3</strong> daftar yang dibayar dana kabupaten" in page
    assert client.post("/penetapan/bupati/", {"number": ""}).status_code == 422
    data = {
        "lists": [str(r.pk) for r in rosters[:2]], "number": SK.number, "on": "2026-01-05",
        "signer_name": "Bupati Contoh", "basis": "UU 40/2004",
    }  # fmt: skip
    assert client.post("/penetapan/bupati/", data).status_code == 302
    whole = DistrictDecree.objects.get()
    assert Decree.objects.filter(excerpt_of=whole).count() == 2
    assert SK.number in client.get("/penetapan/bupati/").content.decode()
    assert client.get(f"/penetapan/bupati/{whole.pk}/pdf/").status_code == 200
    assert world.client(DPMD).get(f"/penetapan/bupati/{whole.pk}/pdf/").status_code == 200
    for name in ("op_kewar", "camat_lamaknen", "kades_kewar", "dpmd_bulukumba"):
        assert world.client(name).get(f"/penetapan/bupati/{whole.pk}/pdf/").status_code in {
            403,
            404,
        }
    step = client.get(f"/penetapan/{rosters[2].pk}/langkah/decree/")
    assert step["Location"] == "/penetapan/bupati/"
