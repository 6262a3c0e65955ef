"""Histories say what the months say, and stand exactly when `core/coverage` says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.members import Lists
from tests.world import KEWAR, World

from payung.base.journal import integrity
from payung.core.calendar import Month
from payung.core.coverage import CoverFacts, CoverRules, GraceBasis, Receipt, Segment, standing
from payung.programme.membership.actions import enrol, record_posting, retract_posting
from payung.programme.membership.histories import holds, read, written
from payung.programme.membership.models import CoverMonth, Membership, PaidHistory

FIRST = Month(2025, 1)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
MONTHS = st.integers(0, 30).map(lambda n: FIRST + n)
PAID = st.dictionaries(MONTHS, DAYS, max_size=14)
RULES = st.builds(
    CoverRules, grace_months=st.integers(1, 4), grace_basis=st.sampled_from(GraceBasis)
)


def faults() -> list[str]:
    """What verify says of histories."""
    return [sentence for name, sentence in integrity.faults() if name == "riwayat iuran"]


@given(paid=PAID, rules=RULES, on=DAYS, later=st.integers(0, 60), pu=st.booleans())
def test_a_history_stands_when_its_receipts_stand(
    paid: dict[Month, date], rules: CoverRules, on: date, later: int, pu: bool
) -> None:
    segment = Segment.PU if pu else Segment.BPU
    facts = CoverFacts(
        segment,
        tuple(Receipt(month, day) for month, day in paid.items()),
        planned=frozenset(paid),
        data_complete_on=min(paid.values(), default=None),
    )
    day = on + timedelta(days=later)
    wanted = standing(facts, rules, day, on).active
    assert holds(written(paid.items()), segment.value, rules, day, on) == wanted


@given(paid=PAID)
def test_reading_gives_back_what_was_written(paid: dict[Month, date]) -> None:
    assert {r.month: r.received_on for r in read(written(paid.items()))} == paid


@pytest.mark.django_db
def test_adding_a_month_writes_what_all_months_say(world: World, lists: Lists) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(count=3))
    some = list(Membership.objects.order_by("pk").values_list("pk", flat=True))[:2]
    by = world.actor("bpjs_belu")
    for month, members in ((5, None), (3, some), (4, None), (3, None), (6, some)):
        record_posting(
            by=by, village=KEWAR, month=Month(2026, month), paid_on=date(2026, month, 9),
            reference=f"KI-{month}-{'beberapa' if members else 'semua'}", memberships=members,
        )  # fmt: skip
    assert faults() == []
    texts = {m.pk: m.history.text for m in Membership.objects.select_related("history")}
    assert texts[some[0]] == texts[some[1]]
    assert texts[some[0]].split()[-1] == "2026-06:20260609"
    assert len(set(texts.values())) == 2


def test_late_arrears_open_no_new_spell() -> None:
    """The case in which "last paid month" would lie: April paid in June, after the lapse."""
    text = written(
        [(Month(2026, 1), date(2026, 1, 10))]
        + [(Month(2026, n), date(2026, 6, 1)) for n in (2, 3, 4)]
    )
    assert not holds(text, "bpu", CoverRules(), date(2026, 6, 5), date(2026, 6, 5))


def test_months_paid_far_ahead_leave_the_gap_open() -> None:
    """Another: December paid in January stands in no month between."""
    text = written([(Month(2026, n), date(2026, 1, 10)) for n in (1, 12)])
    assert holds(text, "bpu", CoverRules(), date(2026, 2, 1), date(2026, 2, 1))
    assert not holds(text, "bpu", CoverRules(), date(2026, 6, 1), date(2026, 6, 1))


@pytest.mark.django_db
def test_receipts_and_their_retraction_rewrite_the_history(world: World, lists: Lists) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(KEWAR, 3))
    by = world.actor("bpjs_belu")
    postings = [
        record_posting(
            by=by, village=KEWAR, month=Month(2026, n), paid_on=date(2026, n, 9), reference=f"K{n}"
        ).posting
        for n in (1, 2)
    ]
    member = Membership.objects.select_related("history").first()
    assert member is not None
    assert member.history is not None
    assert member.history.text == "2026-01:20260109 2026-02:20260209"
    assert Membership.objects.filter(history=member.history).count() == 3
    assert PaidHistory.objects.count() == 2
    retract_posting(by=by, posting=postings[1], reason="salah catat")
    retract_posting(by=by, posting=postings[0], reason="salah catat")
    assert set(Membership.objects.values_list("history", flat=True)) == {None}
    assert faults() == []


@pytest.mark.django_db
def test_verify_finds_a_month_that_was_set_behind_the_actions(world: World, lists: Lists) -> None:
    enrol(by=world.actor("dpmd_belu"), decree=lists.decree(KEWAR, 2))
    done = record_posting(
        by=world.actor("bpjs_belu"), village=KEWAR, month=Month(2026, 1),
        paid_on=date(2026, 1, 9), reference="K1",
    )  # fmt: skip
    assert faults() == []
    one = CoverMonth.objects.filter(month="2026-02").order_by("pk")[:1]
    CoverMonth.objects.filter(pk__in=[row.pk for row in one]).update(posting=done.posting)
    found = faults()
    assert len(found) == 1
    assert KEWAR in found[0]
