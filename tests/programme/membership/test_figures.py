"""The figures of a region beside people counted one by one, over histories of every shape."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from tests.members import Lists, make_fund, make_person
from tests.world import BELU, FULUR, KEWAR, LAMAKNEN, World

from payung.base.policy import actions as policy
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.core.coverage import CoverRules, standing
from payung.desk.dashboard.names import STAGES, names_at
from payung.programme.membership.actions import end_membership, enrol, record_posting
from payung.programme.membership.figures import (
    THIRTY_DAYS,
    RegionFigures,
    VillageFigures,
    region_figures,
)
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.membership.queries import cover_facts

pytestmark = pytest.mark.django_db
FIELDS = ("active", "lapsing", "active_bpu", "active_pu")
DAYS = (date(2026, 2, 3), date(2026, 4, 16), date(2026, 7, 15), date(2026, 11, 20))


def figures(world: World, code: str, on: date, who: str = "dpmd_belu") -> RegionFigures:
    return region_figures(world.actor(who), Area.objects.get(code=code), year=2026, on=on)


def of_village(world: World, code: str, on: date) -> VillageFigures:
    return figures(world, code, on).villages[0]


def one_by_one(rules: CoverRules, on: date, village: str) -> dict[str, int]:
    """Active and lapsing persons of a village, each asked of `core/coverage`."""
    rows = list(Membership.objects.filter(village=village))
    now: dict[int, set[str]] = defaultdict(set)
    later: set[int] = set()
    for pk, facts in cover_facts(rows).items():
        row = next(r for r in rows if r.pk == pk)
        if standing(facts, rules, on).active:
            now[row.person_id].add(row.segment)
            ends = row.ended_on is not None and row.ended_on < on + THIRTY_DAYS
            assert not ends
            if standing(facts, rules, on + THIRTY_DAYS, on).active:
                later.add(row.person_id)
    return {
        "active": len(now),
        "lapsing": len(now.keys() - later),
        "active_bpu": sum("bpu" in segments for segments in now.values()),
        "active_pu": sum("pu" in segments for segments in now.values()),
    }


def scatter(world: World, seed: int) -> None:
    """Receipts at random: paid late, ahead, with gaps, for some and not for others."""
    chance = random.Random(seed)
    by = world.actor("bpjs_belu")
    for n, month in enumerate(sorted({str(m) for m in CoverMonth.objects.values_list(
        "month", flat=True)})):  # fmt: skip
        for village in (KEWAR, FULUR):
            planned = list(
                CoverMonth.objects.filter(month=month, membership__village=village)
                .order_by("membership").values_list("membership", flat=True)
            )  # fmt: skip
            for part in (planned[::2], planned[1::3], planned[:2]):
                if part and chance.random() < 0.45:
                    first = Month.parse(month).first_day
                    paid = first + timedelta(days=chance.randint(-90, 120))
                    record_posting(
                        by=by, village=village, month=Month.parse(month),
                        paid_on=min(max(paid, date(2026, 1, 1)), date(2026, 11, 20)),
                        reference=f"K{n}-{len(part)}-{chance.random()}", memberships=part,
                    ) if _open(part, month) else None  # fmt: skip


def _open(memberships: list[int], month: str) -> bool:
    return CoverMonth.objects.filter(membership__in=memberships, month=month, posting=None).exists()


def populate(world: World, lists: Lists) -> None:
    """Nine BPU members of two villages, officials who are PU, one of them BPU as well."""
    dpmd = world.actor("dpmd_belu")
    lists.employer(KEWAR, "NP1")
    people = [make_person(KEWAR, 900 + n) for n in range(3)]
    both = people[0]
    enrol(by=dpmd, decree=lists.decree(KEWAR, 5))
    enrol(by=dpmd, decree=lists.decree(FULUR, 3, start=50))
    enrol(by=dpmd, decree=lists.decree(KEWAR, people=[both], round_=2))
    fund = make_fund("aparat", KEWAR)
    enrol(
        by=dpmd,
        decree=lists.decree(KEWAR, people=people, segment="pu", fund=fund, post="perangkat",
                            base=2_500_000),
    )  # fmt: skip
    gone = Membership.objects.filter(village=KEWAR, segment="bpu").order_by("pk")[1]
    end_membership(by=dpmd, membership=gone, on=date(2026, 5, 31), reason="moved", paper="SK 9")


@pytest.mark.parametrize("seed", range(4))
def test_figures_equal_people_asked_one_by_one(world: World, lists: Lists, seed: int) -> None:
    populate(world, lists)
    scatter(world, seed)
    dpmd = world.actor("dpmd_belu")
    for on in DAYS:
        whole = figures(world, BELU, on)
        by_code = {v.code: v for v in whole.villages}
        for village in (KEWAR, FULUR):
            found = by_code[village]
            counted = {name: getattr(found, name) for name in FIELDS}
            assert counted == one_by_one(CoverRules(), on, village), (village, on)
            own = of_village(world, village, on)
            assert {name: getattr(own, name) for name in FIELDS} == counted
            numbers = dict(zip(STAGES, (own.proposed, own.valid, own.decreed, own.active,
                                        own.lapsing), strict=True))  # fmt: skip
            for stage, number in numbers.items():
                names = names_at(dpmd, village, stage, QueryDict(), year=2026, on=on)
                assert len(names.rows) == names.page.count == number, (village, stage, on)
        assert whole.total("active") == sum(v.active for v in whole.villages)


def test_a_village_with_its_own_reading_of_the_grace(world: World, lists: Lists) -> None:
    populate(world, lists)
    policy.decide(
        by=world.actor("dpmd_belu"), code="grace_months", area=KEWAR, value="1",
        valid_from=date(2026, 1, 1), paper="Surat cabang 2/2026",
    )  # fmt: skip
    scatter(world, 3)
    for on in DAYS:
        by_code = {v.code: v for v in figures(world, BELU, on).villages}
        for village, rules in ((KEWAR, CoverRules(grace_months=1)), (FULUR, CoverRules())):
            counted = {name: getattr(by_code[village], name) for name in FIELDS}
            assert counted == one_by_one(rules, on, village)


def test_sums_by_regency_equal_sums_of_villages(world: World, lists: Lists) -> None:
    populate(world, lists)
    scatter(world, 5)
    on = DAYS[2]
    province = Area.objects.get(code="53")
    regencies = list(Area.objects.filter(parent=province))
    by = world.actor("provinsi_ntt")
    above = region_figures(by, province, year=2026, on=on, places=regencies).villages
    below = figures(world, BELU, on, "provinsi_ntt")
    belu = next(v for v in above if v.code == BELU)
    for name in ("target", "quota", "proposed", "valid", "decreed", *FIELDS):
        assert getattr(belu, name) == below.total(name)
    assert belu.active > 0


def test_nobody_else_sees_the_figures(world: World, lists: Lists) -> None:
    populate(world, lists)
    scatter(world, 1)
    assert figures(world, BELU, DAYS[3], "dpmd_bulukumba").villages == []
    camat = figures(world, LAMAKNEN, DAYS[3], "camat_lamaknen")
    assert {v.code[:8] for v in camat.villages} == {LAMAKNEN}
    fulur = figures(world, BELU, DAYS[3], "op_fulur")
    assert [v.code for v in fulur.villages] == [FULUR]


def test_workers_of_a_province_are_no_denominator_of_its_regency(
    world: World, lists: Lists
) -> None:
    dpmd = world.actor("dpmd_belu")
    on = DAYS[3]
    assert figures(world, BELU, on).shares == []
    policy.decide(
        by=dpmd, code="workers_total", area=BELU, value="1000", scope="pu",
        valid_from=date(2026, 1, 1), paper="Sakernas 2025",
    )  # fmt: skip
    shares = figures(world, BELU, on).shares
    assert [(s.name, s.whole, s.source) for s in shares] == [("pu", 1000, "Sakernas 2025")]
    assert figures(world, LAMAKNEN, on).shares == []
