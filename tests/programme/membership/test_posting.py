"""Receipts turn planned months into cover; twice changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.members import Lists
from tests.world import FULUR, KEWAR, World

from payung.base.journal.models import Event
from payung.base.territory.actor import NotAllowed
from payung.core.calendar import Month
from payung.core.coverage import State, Why
from payung.programme.membership.actions import (
    MembershipRefused,
    enrol,
    record_posting,
    retract_posting,
)
from payung.programme.membership.models import CoverMonth, Membership, Posting
from payung.programme.membership.queries import (
    cover_rules,
    covered_by_village,
    enrolled_by_village,
    payers_of,
    standings,
)

pytestmark = pytest.mark.django_db
D = date
JAN = Month(2026, 1)


def enrolled(world: World, lists: Lists, count: int = 3, village: str = KEWAR) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(village, count))


def test_a_receipt_covers_the_planned_members_of_the_month(world: World, lists: Lists) -> None:
    enrolled(world, lists)
    by = world.actor("bpjs_belu")
    done = record_posting(
        by=by, village=KEWAR, month=JAN, paid_on=D(2026, 1, 14), reference="KI-1", amount=50_400
    )
    assert (done.covered, done.unchanged) == (3, 0)
    assert done.posting.amount == 50_400
    assert CoverMonth.objects.filter(posting=done.posting).count() == 3
    assert covered_by_village(by, JAN) == {KEWAR: 3}
    assert covered_by_village(by, Month(2026, 2)) == {}
    assert enrolled_by_village(by, Month(2026, 2)) == {KEWAR: 3}


def test_the_same_receipt_again_changes_nothing(world: World, lists: Lists) -> None:
    enrolled(world, lists)
    by = world.actor("bpjs_belu")
    given = {"village": KEWAR, "month": JAN, "paid_on": D(2026, 1, 14), "reference": "KI-1"}
    record_posting(by=by, amount=50_400, **given)  # type: ignore[arg-type]
    events = Event.objects.count()
    again = record_posting(by=by, amount=50_400, **given)  # type: ignore[arg-type]
    assert (again.covered, again.unchanged) == (0, 3)
    assert again.posting.amount == 50_400
    assert (Posting.objects.count(), Event.objects.count()) == (1, events)


def test_another_receipt_for_a_paid_month_is_refused(world: World, lists: Lists) -> None:
    enrolled(world, lists)
    by = world.actor("bpjs_belu")
    record_posting(by=by, village=KEWAR, month=JAN, paid_on=D(2026, 1, 14), reference="KI-1")
    with pytest.raises(MembershipRefused, match="bukti lain"):
        record_posting(by=by, village=KEWAR, month=JAN, paid_on=D(2026, 1, 15), reference="KI-2")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reference": " "}, "kode iuran"),
        ({"paid_on": timezone.localdate() + timedelta(1)}, "masa depan"),
        ({"month": Month(2027, 1)}, "Tidak ada peserta"),
        ({"amount": 50_399}, "kurang dari iuran 3 orang, Rp50.400"),
    ],
)
def test_what_cannot_be_cover_is_refused(
    world: World, lists: Lists, change: dict[str, object], told: str
) -> None:
    enrolled(world, lists)
    given: dict[str, object] = {
        "village": KEWAR, "month": JAN, "paid_on": D(2026, 1, 14), "reference": "KI-1",
    }  # fmt: skip
    with pytest.raises(MembershipRefused, match=told):
        record_posting(by=world.actor("bpjs_belu"), **{**given, **change})  # type: ignore[arg-type]
    assert not Posting.objects.exists()


@pytest.mark.parametrize("name", ["op_kewar", "kaur_kewar", "inspektorat_belu", "dpmd_bulukumba"])
def test_who_may_not_record(world: World, lists: Lists, name: str) -> None:
    enrolled(world, lists)
    with pytest.raises(NotAllowed):
        record_posting(
            by=world.actor(name), village=KEWAR, month=JAN, paid_on=D(2026, 1, 14), reference="K"
        )


def test_some_members_alone(world: World, lists: Lists) -> None:
    enrolled(world, lists)
    one = Membership.objects.order_by("pk").first()
    assert one is not None
    done = record_posting(
        by=world.actor("dpmd_belu"), village=KEWAR, month=JAN, paid_on=D(2026, 1, 14),
        reference="KI-1", memberships=[one.pk], amount=16_800,
    )  # fmt: skip
    assert done.covered == 1
    assert CoverMonth.objects.exclude(posting=None).get().membership_id == one.pk


def test_a_wrong_receipt_is_taken_back(world: World, lists: Lists) -> None:
    enrolled(world, lists)
    by = world.actor("dpmd_belu")
    done = record_posting(by=by, village=KEWAR, month=JAN, paid_on=D(2026, 1, 14), reference="K")
    with pytest.raises(MembershipRefused, match="alasan"):
        retract_posting(by=by, posting=done.posting, reason="")
    assert retract_posting(by=by, posting=done.posting, reason="salah bulan") == 3
    assert not Posting.objects.exists()
    assert covered_by_village(by, JAN) == {}
    event = Event.objects.get(action="membership.posting_retracted")
    assert (event.reason, event.changes_count) == ("salah bulan", 3)


def test_the_standing_of_members_follows_the_receipts(world: World, lists: Lists) -> None:
    enrolled(world, lists, count=2)
    by, rows = world.actor("dpmd_belu"), list(Membership.objects.order_by("pk"))
    rules = cover_rules(KEWAR, D(2026, 3, 1))
    first = standings(rows, rules, D(2026, 3, 1))
    assert {s.why for s in first.values()} == {Why.DATA_INCOMPLETE}
    for number in (1, 2):
        record_posting(
            by=by, village=KEWAR, month=Month(2026, number), paid_on=D(2026, number, 10),
            reference=f"KI-{number}", memberships=[rows[0].pk],
        )  # fmt: skip
    now = standings(rows, rules, D(2026, 3, 1))
    assert now[rows[0].pk].state is State.IN_GRACE
    assert now[rows[0].pk].covered_until == D(2026, 2, 28)
    assert now[rows[0].pk].payer == "Desa Kewar (APBDes)"
    assert now[rows[1].pk].state is State.PLANNED


def test_settings_of_the_district_decide_the_grace(world: World, lists: Lists) -> None:
    lists.setting("grace_basis", "end_of_protection")
    lists.setting("grace_months", 2)
    rules = cover_rules(KEWAR, D(2026, 3, 1))
    assert (rules.grace_months, rules.grace_basis) == (2, "end_of_protection")


def test_figures_keep_to_the_territory(world: World, lists: Lists) -> None:
    enrolled(world, lists, 2, KEWAR)
    enrolled(world, lists, 1, FULUR)
    month = Month(2026, 5)
    assert enrolled_by_village(world.actor("dpmd_belu"), month) == {KEWAR: 2, FULUR: 1}
    assert enrolled_by_village(world.actor("op_kewar"), month) == {KEWAR: 2}
    assert enrolled_by_village(world.actor("dpmd_bulukumba"), month) == {}
    assert enrolled_by_village(world.actor("orang_luar"), month) == {}


def test_other_rooms_learn_who_pays_already(world: World, lists: Lists) -> None:
    enrolled(world, lists, 1)
    person = Membership.objects.get().person_id
    assert payers_of([person], [JAN]) == {person: {f"add-{KEWAR}"}}
    assert payers_of([person], [Month(2027, 1)]) == {}
