"""Figures counted again only where something happened are those of a whole count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.covered import TODAY
from tests.members import Lists, make_fund
from tests.world import BELU, BIALO, FULUR, KEWAR, World

from payung.base.journal import actions as journal
from payung.base.journal.queries import journal_end
from payung.base.policy import actions as policy
from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.desk.dashboard import memo
from payung.desk.dashboard.places import place_or_404
from payung.desk.dashboard.touched import touched
from payung.programme.membership.actions import (
    end_membership,
    enrol,
    record_posting,
    retract_posting,
)
from payung.programme.membership.figures import RegionFigures, region_figures
from payung.programme.membership.models import Membership, Posting
from payung.programme.membership.recounting import News

Act = Callable[[World], object]


def kept(world: World) -> RegionFigures:
    actor = world.actor("dpmd_belu")
    place = place_or_404(actor, BELU)
    return memo.figures_of(actor, place, year=2026, on=TODAY, version=journal_end())


def counted(world: World) -> list[dict[str, object]]:
    actor, area = world.actor("dpmd_belu"), Area.objects.get(code=BELU)
    figures = region_figures(actor, area, year=2026, on=TODAY)
    return sorted((asdict(v) for v in figures.villages), key=lambda v: str(v["code"]))


def told(figures: RegionFigures) -> list[dict[str, object]]:
    return sorted((asdict(v) for v in figures.villages), key=lambda v: str(v["code"]))


def pay(world: World) -> object:
    return record_posting(
        by=world.actor("bpjs_belu"), village=FULUR, month=Month(2026, 10),
        paid_on=date(2026, 11, 19), reference="KB-10",
    )  # fmt: skip


def take_back(world: World) -> object:
    by = world.actor("bpjs_belu")
    rows = Posting.objects.filter(area=KEWAR)
    return [retract_posting(by=by, posting=row, reason="salah desa") for row in rows]


def leave(world: World) -> object:
    member = Membership.objects.filter(village=KEWAR).first()
    assert member is not None
    return end_membership(
        by=world.actor("dpmd_belu"), membership=member, on=date(2026, 11, 1), reason="died",
        paper="Akta 1",
    )  # fmt: skip


def add(world: World) -> object:
    decree = Lists(world).decree(KEWAR, 2, start=70, fund=make_fund("add-kedua", KEWAR))
    return enrol(by=world.actor("dpmd_belu"), decree=decree)


def elsewhere(world: World) -> object:
    return record_posting(
        by=world.actor("dpmd_bulukumba"), village=BIALO, month=Month(2026, 12),
        paid_on=date(2026, 11, 19), reference="KB-12",
    )  # fmt: skip


def decide(world: World) -> object:
    return policy.decide(
        by=world.actor("dpmd_belu"), code="grace_months", area=BELU, value=1,
        valid_from=date(2026, 1, 1), paper="Surat cabang",
    )  # fmt: skip


@pytest.mark.parametrize("act", [pay, take_back, leave, add, elsewhere, decide])
def test_after_any_act_the_figures_are_those_of_a_whole_count(covered: World, act: Act) -> None:
    before = told(kept(covered))
    assert before == counted(covered)
    act(covered)
    after = told(kept(covered))
    assert after == counted(covered)
    assert (after == before) is (act is elsewhere)


def test_one_villages_receipt_costs_the_journal_and_one_village(covered: World) -> None:
    kept(covered)
    since = journal_end()
    pay(covered)
    assert touched(since, journal_end(), BELU) == News((), (FULUR,), rules=False)
    actor = covered.actor("dpmd_belu")
    place, version = place_or_404(actor, BELU), journal_end()
    with CaptureQueriesContext(connection) as asked:
        memo.figures_of(actor, place, year=2026, on=TODAY, version=version)
    assert len(asked) <= 6
    assert not any("policy_setting" in query["sql"] for query in asked)


def test_what_is_not_known_to_be_local_counts_everything(covered: World) -> None:
    since = journal_end()
    elsewhere(covered)
    nothing = News((), (), rules=False)
    assert touched(since, journal_end(), BELU) == nothing
    decide(covered)
    assert touched(since, journal_end(), BELU) == News((), (), rules=True)
    end = journal_end()
    assert touched(end, end, BELU) == nothing
    assert touched((end[0], "another chain"), end, BELU) is None
    journal.record(
        by=covered.actor("dpmd_belu"), action="people.merged", subject=("x", "1"), area=FULUR
    )
    assert touched(end, journal_end(), BELU) == News.of_all(BELU)


def test_a_decided_rule_counts_no_member_and_a_wide_receipt_no_list(covered: World) -> None:
    """What the act cannot have changed is not asked again; rows that stay the same are kept."""
    actor = covered.actor("dpmd_belu")
    place = place_or_404(actor, BELU)

    def asked_after(act: Act) -> tuple[list[str], RegionFigures]:
        before = kept(covered)
        act(covered)
        with CaptureQueriesContext(connection) as asked:
            after = memo.figures_of(actor, place, year=2026, on=TODAY, version=journal_end())
        pairs = list(zip(before.villages, after.villages, strict=True))
        assert all((now is then) == (now == then) for then, now in pairs)
        return [query["sql"] for query in asked], after

    statements, figures = asked_after(decide)
    assert told(figures) == counted(covered)
    assert not any("membercount" in sql or "funds_allotment" in sql for sql in statements)

    def wide(world: World) -> None:
        journal.record(
            by=world.actor("dpmd_belu"), action="membership.posted", subject=("x", ""), area=BELU
        )

    statements, figures = asked_after(wide)
    assert told(figures) == counted(covered)
    assert sum("membercount" in sql for sql in statements) == 1
    assert sum("membercount" in sql for sql in statements) == 1
    assert not any("selection_candidate" in sql for sql in statements)


def test_what_is_owed_for_who_lapses(covered: World) -> None:
    figures = kept(covered)
    assert (figures.lapsing, figures.lapsing_due) == (3, 3 * 2 * 16_800)
    page = covered.client("dpmd_belu").get(f"/monev/{BELU}/").content.decode()
    assert "bila iuran yang terlambat sebesar Rp100.800 tidak dibayar" in page
    village = covered.client("op_fulur").get(f"/monev/{FULUR}/").content.decode()
    assert "bila iuran yang terlambat sebesar Rp100.800 tidak dibayar" in village


def test_too_many_are_counted_but_not_added_up(
    covered: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("payung.programme.membership.figures.MOST_ADDED_UP", 2)
    actor, area = covered.actor("dpmd_belu"), Area.objects.get(code=BELU)
    figures = region_figures(actor, area, year=2026, on=TODAY)
    assert (figures.lapsing, figures.lapsing_due) == (3, None)
