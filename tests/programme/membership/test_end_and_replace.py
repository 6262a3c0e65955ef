"""Ending on a paper, and the reserve who takes the place."""

from __future__ import annotations

from datetime import date

import pytest
from tests.members import Lists
from tests.world import KEWAR, World

from payung.base.territory.actor import NotAllowed
from payung.core.calendar import Month
from payung.programme.membership.actions import (
    MembershipRefused,
    end_membership,
    enrol,
    record_posting,
    replace_by_reserve,
)
from payung.programme.membership.holding import HoldCode
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.selection.models import Candidate

pytestmark = pytest.mark.django_db
D = date


def member(world: World, lists: Lists, **more: int) -> Membership:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(count=1, **more))  # type: ignore[arg-type]
    return Membership.objects.get()


def test_ending_drops_planned_months_and_keeps_posted_ones(world: World, lists: Lists) -> None:
    by, row = world.actor("dpmd_belu"), member(world, lists)
    for number in (1, 2, 6):
        record_posting(
            by=by, village=KEWAR, month=Month(2026, number), paid_on=D(2026, 1, 5), reference="K1"
        )
    done = end_membership(
        by=by, membership=row, on=D(2026, 3, 10), reason="died", paper="Akta kematian 7/2026"
    )
    assert (done.ended_on, done.end_reason) == (D(2026, 3, 10), "died")
    kept = [m.month.number for m in CoverMonth.objects.order_by("month")]
    assert kept == [1, 2, 3, 6]


def test_ending_again_alike_changes_nothing_and_otherwise_is_refused(
    world: World, lists: Lists
) -> None:
    by, row = world.actor("dpmd_belu"), member(world, lists)
    end_membership(by=by, membership=row, on=D(2026, 3, 10), reason="moved", paper="Surat 1")
    end_membership(by=by, membership=row, on=D(2026, 3, 10), reason="moved", paper="Surat 1")
    with pytest.raises(MembershipRefused, match="sudah berakhir"):
        end_membership(by=by, membership=row, on=D(2026, 4, 1), reason="died", paper="Akta 2")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reason": "bored"}, "alasan"),
        ({"paper": "  "}, "surat"),
        ({"on": D(2025, 12, 31)}, "sebelum"),
    ],
)
def test_an_end_needs_reason_paper_and_day(
    world: World, lists: Lists, change: dict[str, object], told: str
) -> None:
    by, row = world.actor("dpmd_belu"), member(world, lists)
    given: dict[str, object] = {"on": D(2026, 3, 1), "reason": "died", "paper": "Akta 1"}
    with pytest.raises(MembershipRefused, match=told):
        end_membership(by=by, membership=row, **{**given, **change})  # type: ignore[arg-type]


def test_a_village_operator_does_not_end_memberships(world: World, lists: Lists) -> None:
    row = member(world, lists)
    with pytest.raises(NotAllowed):
        end_membership(
            by=world.actor("op_kewar"), membership=row, on=D(2026, 3, 1), reason="died", paper="x"
        )


def test_who_left_is_not_enrolled_again_by_the_same_decree(world: World, lists: Lists) -> None:
    by, row = world.actor("dpmd_belu"), member(world, lists)
    end_membership(by=by, membership=row, on=D(2026, 3, 10), reason="asn", paper="SK BKPSDM 3")
    decree = row.months.first().decree_line.decree  # type: ignore[union-attr]
    again = enrol(by=by, decree=decree)
    assert again.added == ()
    assert [h.code for h in again.held[0].holds] == [HoldCode.ENDED]
    assert "ASN" in again.held[0].holds[0].text()


def test_a_reserve_takes_the_place_as_a_new_member(world: World, lists: Lists) -> None:
    by, row = world.actor("dpmd_belu"), member(world, lists, reserves=1)
    end_membership(by=by, membership=row, on=D(2026, 3, 10), reason="moved", paper="Surat 1")
    reserve = Candidate.objects.get(place="reserve")
    new = replace_by_reserve(
        by=by, membership=row, candidate=reserve, month_from=Month(2026, 5), paper="SK 9/2026"
    )
    assert (new.replaces_id, new.person_id, new.kpj) == (row.pk, reserve.person_id, "")
    assert [m.month.number for m in new.months.order_by("month")] == [5, 6, 7, 8, 9, 10, 11, 12]
    assert {m.amount for m in new.months.all()} == {16_800}
    with pytest.raises(MembershipRefused, match="sudah diisi"):
        replace_by_reserve(
            by=by, membership=row, candidate=reserve, month_from=Month(2026, 5), paper="SK 9"
        )


def test_a_place_is_free_only_after_its_holder_left(world: World, lists: Lists) -> None:
    by, row = world.actor("dpmd_belu"), member(world, lists, reserves=1)
    reserve = Candidate.objects.get(place="reserve")
    with pytest.raises(MembershipRefused, match="Akhiri dahulu"):
        replace_by_reserve(
            by=by, membership=row, candidate=reserve, month_from=Month(2026, 5), paper="SK 9"
        )
    end_membership(by=by, membership=row, on=D(2026, 3, 10), reason="moved", paper="Surat 1")
    with pytest.raises(MembershipRefused, match="Bulan pertama"):
        replace_by_reserve(
            by=by, membership=row, candidate=reserve, month_from=Month(2026, 3), paper="SK 9"
        )
    stranger = Candidate.objects.get(place="member")
    with pytest.raises(MembershipRefused, match="cadangan"):
        replace_by_reserve(
            by=by, membership=row, candidate=stranger, month_from=Month(2026, 5), paper="SK 9"
        )
