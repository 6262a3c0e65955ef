"""A wage, a post or a fund found wrong for earlier months: new lines, nothing edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Sum
from django.utils import timezone
from tests.members import Lists, make_fund
from tests.world import KEWAR, World

from payung.base.journal.models import Event
from payung.base.territory.actor import Actor, NotAllowed
from payung.core.calendar import Month
from payung.programme.billing.actions import close_month, correct_and_bill, issue_bills
from payung.programme.billing.integrity import check_books
from payung.programme.billing.looking import look_at_correction
from payung.programme.billing.models import Bill, Line
from payung.programme.billing.refusals import BillingRefused
from payung.programme.membership.actions import MembershipRefused, Mended, record_posting
from payung.programme.membership.models import Correction, CoverMonth, Membership

MARCH, APRIL, JUNE = Month(2026, 3), Month(2026, 4), Month(2026, 6)
WAGE = Mended(MARCH, APRIL, "SK 9/2026", base=3_000_000)


@pytest.fixture
def billed(planned: Lists, dpmd: Actor, monkeypatch: pytest.MonkeyPatch) -> Membership:
    """March and April billed; today is June. One of the two officials of Kewar."""
    for month in (MARCH, APRIL):
        issue_bills(by=dpmd, area="53.04", month=month)
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: date(2026, 6, 10))
    return Membership.objects.filter(segment="pu").order_by("pk")[0]


def total(member: Membership, month: Month) -> int:
    rows = Line.objects.filter(membership=member, month=month)
    return int(rows.aggregate(s=Sum("amount"))["s"])


def test_a_wage_brings_the_difference_and_edits_nothing(billed: Membership, dpmd: Actor) -> None:
    before = list(Line.objects.order_by("pk").values())
    looked = look_at_correction(by=dpmd, membership=billed, mended=WAGE)
    # 6,24 % of 500.000 more: JKK 1.200, JKM 1.500, JHT 18.500 and 10.000 withheld.
    assert [(g.month, g.amount, g.borne, g.withheld) for g in looked] == [
        (MARCH, 31_200, 21_200, 10_000), (APRIL, 31_200, 21_200, 10_000),
    ]  # fmt: skip
    assert not Correction.objects.exists()
    done = correct_and_bill(by=dpmd, membership=billed, mended=WAGE)
    bills = [b for issued in done for b in issued.bills]
    assert [(b.kind, str(b.period), b.heads, b.amount) for b in bills] == [
        ("correction", "2026-06", 1, 31_200), ("correction", "2026-06", 1, 31_200),
    ]  # fmt: skip
    assert list(Line.objects.order_by("pk").values())[: len(before)] == before
    assert total(billed, MARCH) == total(billed, APRIL) == 156_000 + 31_200
    assert not list(check_books())
    (event,) = Event.objects.filter(action="membership.months_corrected")
    assert event.paper == "SK 9/2026"
    for month in (MARCH, APRIL):
        again = issue_bills(by=dpmd, area="53.04", month=month, book_in=JUNE)
        assert not again.bills
    with pytest.raises(MembershipRefused, match="sudah seperti ini"):
        correct_and_bill(by=dpmd, membership=billed, mended=WAGE)


def test_a_post_takes_the_wage_and_programmes_of_that_post(
    billed: Membership, planned: Lists, dpmd: Actor
) -> None:
    planned.setting("wage_base", 4_000_000, scope="kades")
    planned.setting("programmes", "jkk,jkm", scope="kades")
    mended = Mended(MARCH, MARCH, "SK 10/2026", post="kades")
    correct_and_bill(by=dpmd, membership=billed, mended=mended)
    row = CoverMonth.objects.get(membership=billed, month=MARCH)
    assert (row.programmes, row.base, row.amount) == ("jkk,jkm", 4_000_000, 21_600)
    assert total(billed, MARCH) == 21_600  # 0,54 % of 4.000.000: a credit against 156.000
    assert total(billed, APRIL) == 156_000
    back = Mended(MARCH, MARCH, "SK 11/2026", post="perangkat")
    correct_and_bill(by=dpmd, membership=billed, mended=back)
    assert total(billed, MARCH) == 156_000


def test_another_fund_takes_over_what_the_wrong_one_was_asked(
    billed: Membership, dpmd: Actor
) -> None:
    fund = make_fund("pades", KEWAR)
    wrong = CoverMonth.objects.get(membership=billed, month=MARCH).fund_id
    done = correct_and_bill(
        by=dpmd, membership=billed, mended=Mended(MARCH, MARCH, "SK", fund=fund)
    )
    sums = {b.fund_id: b.amount for issued in done for b in issued.bills}
    assert sums == {wrong: -156_000, fund.pk: 156_000}
    wage = replace(WAGE, month_to=MARCH)
    correct_and_bill(by=dpmd, membership=billed, mended=wage)
    third = make_fund("lain", KEWAR)
    correct_and_bill(by=dpmd, membership=billed, mended=Mended(MARCH, MARCH, "SK", fund=third))
    assert total(billed, MARCH) == 187_200  # the mended wage goes on under the other fund


def test_what_bpjs_received_stays_what_it_received(billed: Membership, dpmd: Actor) -> None:
    record_posting(by=dpmd, village=KEWAR, month=MARCH, paid_on=date(2026, 3, 9), reference="K")
    correct_and_bill(by=dpmd, membership=billed, mended=WAGE)
    rows = CoverMonth.objects.filter(membership=billed, month__in=[MARCH, APRIL]).order_by("month")
    assert [(r.base, r.amount) for r in rows] == [(3_000_000, 156_000), (3_000_000, 187_200)]
    assert total(billed, MARCH) == 187_200


def test_an_income_of_a_bpu_member_too(billed: Membership, dpmd: Actor) -> None:
    member = Membership.objects.filter(segment="bpu").order_by("pk")[0]
    mended = Mended(MARCH, MARCH, "SK 9/2026", base=2_000_000)
    (gap,) = look_at_correction(by=dpmd, membership=member, mended=mended)
    # PP 44/2015, annex II: the contribution for JKK rises with the class of income.
    assert gap.amount > 0
    with pytest.raises(MembershipRefused, match="peserta PU"):
        look_at_correction(
            by=dpmd, membership=member, mended=Mended(MARCH, MARCH, "SK", post="bpd")
        )


@pytest.mark.parametrize(
    ("mended", "said"),
    [
        (replace(WAGE, paper=" "), "surat"),
        (replace(WAGE, base=0), "di luar batas"),
        (replace(WAGE, post="kades"), "satu hal"),
        (replace(WAGE, month_to=Month(2026, 2)), "tidak boleh sebelum"),
        (replace(WAGE, month_from=Month(2025, 11), month_to=MARCH), "tidak direncanakan"),
        (Mended(MARCH, MARCH, "SK", post="bpd"), "belum ditetapkan"),
    ],
)
def test_what_makes_no_sense_is_refused_whole(
    billed: Membership, dpmd: Actor, mended: Mended, said: str
) -> None:
    with pytest.raises(MembershipRefused, match=said):
        correct_and_bill(by=dpmd, membership=billed, mended=mended)
    assert not Correction.objects.exists()
    assert Bill.objects.filter(kind="correction").count() == 0


def test_a_closed_booking_month_and_other_hands_are_refused(
    billed: Membership, dpmd: Actor, world: World, guards_lifted: Callable[[], None]
) -> None:
    close_month(by=dpmd, area="53.04", month=Month(2026, 5), paper="BA 5")
    with pytest.raises(BillingRefused, match="sudah ditutup"):
        correct_and_bill(by=dpmd, membership=billed, mended=WAGE, book_in=Month(2026, 5))
    assert not Correction.objects.exists()
    for who in ("kades_kewar", "kaur_kewar", "bpjs_belu", "dpmd_bulukumba"):
        with pytest.raises(NotAllowed):
            correct_and_bill(by=world.actor(who), membership=billed, mended=WAGE)
