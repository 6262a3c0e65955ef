"""Plans for real lists and members: who is asked about, at what price, and what a cut takes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.rosters import give, listed, make_fund, person
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.territory.actor import NotAllowed
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.planning import Bar, PlanRefused, left_out
from payung.desk.budget.allocation.people import asked
from payung.desk.budget.allocation.planning import Session, Wanted, document, session
from payung.desk.budget.allocation.question import Asking, pose
from payung.desk.roster import actions as flow
from payung.programme.funds.models import Allotment, Fund
from payung.programme.membership.models import Membership
from payung.programme.people.models import Person
from payung.programme.selection import actions as selection
from payung.programme.selection.actions import NewCandidate
from payung.programme.selection.models import Candidate

pytestmark = pytest.mark.django_db
YEAR_OF_ONE = 12 * 16_800


def asking(code: str = BELU, **values: Any) -> Asking:
    return Asking(Area.objects.get(code=code), 2026, Month(2026, 1), 12, **values)


def plan(world: World, who: str = "dpmd_belu", **values: Any) -> Session:
    return session(world.actor(who), asking(), Wanted(**values))


def test_a_list_is_paid_as_far_as_its_ceiling_goes(world: World) -> None:
    listed(world, heads=5, target_minimum=3, ceiling=4 * YEAR_OF_ONE + 16_799)
    made = plan(world)
    assert (made.plan.reached, made.plan.cost) == (4, 4 * YEAR_OF_ONE)
    (left,) = left_out(made.plan)
    assert (left.heads, left.barred[0].bar) == (1, Bar.CEILING)
    assert left.barred[0].text() == "Alokasi Dana Desa: pagu terpakai, sisa Rp16.799"


def test_the_lowest_decile_comes_first_and_an_unknown_one_last(world: World) -> None:
    made = listed(world, heads=4, target_minimum=None, ceiling=3 * YEAR_OF_ONE)
    for one, decile in zip(made.people, (4, 1, 2, None), strict=True):
        Candidate.objects.filter(person=one).update(decile=decile)
    found = plan(world)
    ranks = {g.rank: found.plan.reached_by[g.key] for g in found.plan.question.groups}
    assert ranks == {1: 1, 2: 1, 4: 1, 11: 0}


def test_whoever_fails_a_hard_rule_is_told_which(world: World) -> None:
    made = listed(world, heads=1)
    child = person(77, birth_date=date(2015, 1, 1))
    operator = world.actor("op_kewar")
    selection.add_candidates(by=operator, roster=made.roster, people=[NewCandidate(child.pk)])
    flow.assess(by=operator, roster=made.roster, on=date(2026, 1, 5))
    assert Candidate.objects.get(person=child).outcome == Candidate.Outcome.INELIGIBLE
    found = {left.heads: left.barred for left in left_out(plan(world).plan)}
    assert [b.bar for b in found[1]] == [Bar.RULE]
    assert "Usia" in found[1][0].text()


def test_a_fund_that_the_law_keeps_from_paying_is_told_with_the_regulation(world: World) -> None:
    made = listed(world, heads=1)
    Fund.objects.filter(pk=made.fund.pk).update(kind=Fund.Kind.DANA_DESA)
    Candidate.objects.filter(person=made.people[0]).update(post=Candidate.Post.PERANGKAT)
    (left,) = left_out(plan(world).plan)
    assert left.barred[0].bar is Bar.RULE
    assert "Permendes PDT 16/2025" in left.barred[0].text()


def test_the_dead_and_those_taken_off_are_not_asked_about(world: World) -> None:
    made = listed(world, heads=3)
    Person.objects.filter(pk=made.people[0].pk).update(life_status="dead")
    Candidate.objects.filter(person=made.people[1]).update(
        place=Candidate.Place.EXCLUDED, place_reason="Pindah"
    )
    people = asked(world.actor("dpmd_belu"), BELU, 2026, date(2026, 1, 5))
    assert list(people) == [(made.people[2].pk, "bpu")]


def test_members_with_cover_are_kept_before_anybody_new(covered: World) -> None:
    people = asked(covered.actor("dpmd_belu"), BELU, 2026, date(2026, 11, 20))
    assert sum(one.covered for one in people.values()) == 8
    lapsed = asked(covered.actor("dpmd_belu"), BELU, 2026, date(2026, 12, 20))
    assert sum(one.covered for one in lapsed.values()) == 5


def test_another_territory_is_not_asked_about(covered: World) -> None:
    people = asked(covered.actor("op_fulur"), BELU, 2026, date(2026, 11, 20))
    assert {one.village for one in people.values()} == {FULUR}
    with pytest.raises(NotAllowed):
        session(covered.actor("op_bialo"), asking(KEWAR), Wanted())


def test_a_year_begun_has_only_what_is_left_of_its_ceiling(covered: World) -> None:
    fund = covered_fund(KEWAR)
    give_ceiling(fund, 5 * YEAR_OF_ONE)
    later = Asking(Area.objects.get(code=KEWAR), 2026, Month(2026, 12), 1)
    question = pose(covered.actor("dpmd_belu"), later, date(2026, 11, 20)).question
    paid = {purse.ceiling for purse in question.purses if purse.ceiling is not None}
    assert paid == {5 * YEAR_OF_ONE - 5 * 11 * 16_800}


def covered_fund(village: str) -> Any:
    member = Membership.objects.filter(village=village).first()
    assert member is not None
    month = member.months.first()
    assert month is not None
    return month.fund


def give_ceiling(fund: Any, ceiling: int) -> None:
    Allotment.objects.update_or_create(
        fund=fund, village_id=KEWAR, year=2026,
        defaults={"ceiling": ceiling, "month_from": Month(2026, 1), "month_to": Month(2026, 12),
                  "paper": "SE 1/2026", "quota": None},
    )  # fmt: skip


def test_a_month_outside_the_year_is_refused(world: World) -> None:
    with pytest.raises(PlanRefused, match="tahun anggaran"):
        session(
            world.actor("dpmd_belu"),
            Asking(Area.objects.get(code=BELU), 2026, Month(2025, 12), 12),
            Wanted(),
        )


def test_the_number_of_statements_does_not_grow_with_the_lists(world: World) -> None:
    listed(world, heads=2)
    actor = world.actor("dpmd_belu")

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            pose(actor, asking(), date(2026, 1, 5))
        return len(seen)

    first = statements()
    other = make_fund(world, code="apbd", name="APBD", payer_level=Area.Level.REGENCY)
    for village in (KEWAR, FULUR):
        give(world, other, village)
    assert statements() == first <= 10


def test_the_answers_as_data(world: World) -> None:
    listed(world, heads=5, target_minimum=3, ceiling=4 * YEAR_OF_ONE)
    said = document(plan(world, reach=(Fraction(1),), cut=Fraction(1, 2)))
    assert said["sentence"].startswith("Dengan Rp806.400, 4 dari 5 orang di Kabupaten Belu")
    assert said["money"] == {"need": 5 * YEAR_OF_ONE, "plan": 4 * YEAR_OF_ONE, "realised": 0}
    assert said["reach"] == [
        {
            "percent": 100.0, "heads": 5, "extra": YEAR_OF_ONE, "more": YEAR_OF_ONE,
            "rupiah": 5 * YEAR_OF_ONE,
            "funds": [{"code": "add", "name": "Alokasi Dana Desa", "rupiah": 5 * YEAR_OF_ONE,
                       "extra": YEAR_OF_ONE}],
        }
    ]  # fmt: skip
    assert said["cut"]["heads"] == 0
    assert said["plan"]["villages"][0]["reasons"] == ["Alokasi Dana Desa: pagu terpakai, sisa Rp0"]


@pytest.mark.parametrize("name", ["dpmd_belu", "kades_kewar", "camat_lamaknen", "bupati_belu"])
def test_the_page_opens_for_who_sees_the_budget(world: World, name: str) -> None:
    listed(world, heads=5, target_minimum=3, ceiling=4 * YEAR_OF_ONE)
    code = KEWAR if name == "kades_kewar" else "53.04.01" if name == "camat_lamaknen" else BELU
    page = world.client(name).get(f"/anggaran/{code}/alokasi/?tahun=2026&potong=20")
    assert page.status_code == 200
    text = page.content.decode()
    assert "4 dari 5 orang" in text
    assert "Bila pagu dipotong 20 %" in text


@pytest.mark.parametrize("name", ["op_bialo", "dpmd_bulukumba", "orang_luar", "bpjs_belu"])
def test_the_page_is_not_there_for_others(world: World, name: str) -> None:
    page = world.client(name).get(f"/anggaran/{KEWAR}/alokasi/?tahun=2026")
    assert page.status_code in {403, 404}


@pytest.mark.parametrize("query", ["bulan=0", "bulan=13", "bulan=x", "potong=101", "potong=-1"])
def test_a_wrong_number_is_answered_with_the_way_out(world: World, query: str) -> None:
    page = world.client("dpmd_belu").get(f"/anggaran/{BELU}/alokasi/?{query}")
    assert page.status_code == 400
    assert "error-summary" in page.content.decode()


def test_a_year_without_shares_says_so(world: World) -> None:
    page = world.client("dpmd_belu").get(f"/anggaran/{BELU}/alokasi/?tahun=2031")
    assert "Belum ada calon atau peserta" in page.content.decode()
