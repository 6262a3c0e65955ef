"""Bills: what is missing is written, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.members import Lists, make_fund
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.journal.queries import verify_chain
from payung.base.territory.actor import Actor, NotAllowed
from payung.core.calendar import Month
from payung.programme.billing.actions import close_month, issue_bills
from payung.programme.billing.actions.issuing import issue_entries
from payung.programme.billing.integrity import check_books
from payung.programme.billing.models import Account, Bill, Entry, Line, Price
from payung.programme.billing.refusals import BillingRefused
from payung.programme.membership.actions import end_membership, enrol, record_posting
from payung.programme.membership.models import CoverMonth, Membership
from payung.programme.people.models import Person

MARCH, JUNE = Month(2026, 3), Month(2026, 6)


def bill(dpmd: Actor, month: Month = MARCH, **more: object):  # type: ignore[no-untyped-def]
    return issue_bills(by=dpmd, area=BELU, month=month, **more)  # type: ignore[arg-type]


def test_one_bill_per_payer_and_membership_kind(planned: Lists, dpmd: Actor) -> None:
    done = bill(dpmd)
    assert [(b.village_id, b.segment, b.heads, b.amount) for b in done.bills] == [
        (KEWAR, "bpu", 3, 50_400), (KEWAR, "pu", 2, 2 * (6000 + 7500 + 142_500)),
        (FULUR, "bpu", 2, 33_600),
    ]  # fmt: skip
    assert (done.heads, done.amount, done.held) == (7, 396_000, ())


def test_bearer_withheld_and_remitter_are_three_things(planned: Lists, dpmd: Actor) -> None:
    pu = next(b for b in bill(dpmd).bills if b.segment == "pu")
    assert (pu.borne, pu.withheld) == (2 * (6000 + 7500 + 92_500), 2 * 50_000)
    assert (pu.npp, pu.remitter) == ("NP000001", "village")
    price = Price.objects.get(total=156_000)
    assert price.parts == {"jkk": 6000, "jkm": 7500, "jht": 142_500}


def test_due_days_by_segment(planned: Lists, dpmd: Actor) -> None:
    due = {b.segment: b.due_on for b in bill(dpmd).bills}
    assert due == {"bpu": date(2026, 3, 15), "pu": date(2026, 4, 15)}


def test_the_same_month_again_changes_nothing(planned: Lists, dpmd: Actor) -> None:
    bill(dpmd)
    before = [list(m.objects.order_by("pk").values()) for m in (Bill, Line, Entry, Price)]
    again = bill(dpmd)
    assert (again.bills, again.amount, again.unchanged) == ((), 0, 7)
    assert [list(m.objects.order_by("pk").values()) for m in (Bill, Line, Entry, Price)] == before


def test_it_takes_few_statements(
    planned: Lists, dpmd: Actor, statements: Callable[..., object]
) -> None:
    with statements() as sent:
        bill(dpmd)
    assert len(sent) <= 30


def test_joiners_are_new_lines_on_a_new_bill(planned: Lists, dpmd: Actor) -> None:
    bill(dpmd)
    fund = make_fund(f"add-{KEWAR}", KEWAR)
    enrol(by=dpmd, decree=planned.decree(KEWAR, 1, start=70, fund=fund, round_=3))
    later = bill(dpmd).bills
    assert [(b.round, b.heads, b.amount) for b in later] == [(2, 1, 16_800)]
    assert later[0].lines.get().kind == "joiner"


def test_leavers_are_credits_and_the_sum_is_zero(planned: Lists, dpmd: Actor) -> None:
    bill(dpmd)
    left = Membership.objects.filter(village=FULUR).first()
    assert left
    end_membership(by=dpmd, membership=left, on=date(2026, 2, 20), reason="moved", paper="S/1")
    credit = bill(dpmd).bills[0]
    assert (credit.amount, credit.heads, credit.lines.get().kind) == (-16_800, 1, "leaver")
    lines = Line.objects.filter(membership=left, month=MARCH)
    assert lines.aggregate(s=Sum("amount"))["s"] == 0
    assert [(e.debit, e.credit) for e in credit.entries.all()] == [("due", "fund")]


def test_another_price_is_a_correction_of_the_difference(planned: Lists, dpmd: Actor) -> None:
    bill(dpmd, Month(2026, 6))
    planned.setting("apbdes_relief", "yes")
    done = bill(dpmd, Month(2026, 6))
    assert {b.segment for b in done.bills} == {"bpu"}
    assert [b.amount for b in done.bills] == [-3 * 8400, -2 * 8400]
    assert set(Line.objects.filter(bill__in=done.bills).values_list("kind", "n")) == {
        ("correction", 2)
    }
    assert bill(dpmd, Month(2026, 6)).bills == ()


def test_who_changes_the_payer_is_taken_back_there(planned: Lists, dpmd: Actor) -> None:
    bill(dpmd)
    other = make_fund("dbh-belu", BELU, "dbh")
    member = Membership.objects.filter(village=FULUR).first()
    CoverMonth.objects.filter(membership=member, month=MARCH).update(fund=other)
    done = bill(dpmd).bills
    assert sorted((b.fund.code, b.amount) for b in done) == [
        (f"add-{FULUR}", -16_800), ("dbh-belu", 16_800)
    ]  # fmt: skip
    assert Line.objects.filter(membership=member).aggregate(s=Sum("amount"))["s"] == 16_800


def test_months_paid_before_billing_are_left_alone(planned: Lists, dpmd: Actor) -> None:
    record_posting(
        by=dpmd, village=FULUR, month=MARCH, paid_on=date(2026, 3, 9), reference="KI-LAMA"
    )
    assert FULUR not in {b.village_id for b in bill(dpmd).bills}


def test_the_dead_are_not_billed_and_said_so(planned: Lists, dpmd: Actor) -> None:
    person = Membership.objects.filter(village=FULUR).first()
    assert person
    Person.objects.filter(pk=person.person_id).update(life_status="dead")
    done = bill(dpmd)
    assert done.held == ((FULUR, "dead", 1),)
    assert sum(b.heads for b in done.bills if b.village_id == FULUR) == 1


def test_december_pu_and_arrears_of_last_year_stand_apart(planned: Lists, dpmd: Actor) -> None:
    december = Month(2026, 12)
    kinds = {b.segment: (b.kind, b.due_on) for b in bill(dpmd, december).bills}
    assert kinds["pu"] == ("december", date(2027, 1, 15))
    assert kinds["bpu"] == ("regular", date(2026, 12, 15))
    november = bill(dpmd, Month(2026, 11), book_in=Month(2027, 1))
    assert {b.kind for b in november.bills} == {"arrears"}


def test_a_closed_month_takes_nothing(
    planned: Lists, dpmd: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: date(2026, 6, 2))
    bill(dpmd)
    close_month(by=dpmd, area=BELU, month=MARCH, paper="BA 3/2026")
    fund = make_fund(f"add-{KEWAR}", KEWAR)
    enrol(by=dpmd, decree=planned.decree(KEWAR, 1, start=70, fund=fund, round_=3))
    with pytest.raises(BillingRefused, match="sudah ditutup"):
        bill(dpmd)
    late = bill(dpmd, book_in=Month(2026, 4)).bills
    assert [(b.period, b.kind, b.amount) for b in late] == [(Month(2026, 4), "correction", 16_800)]
    assert bill(dpmd).bills == ()


def test_the_database_itself_refuses_a_closed_month(
    planned: Lists, dpmd: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: date(2026, 6, 2))
    done = bill(dpmd)
    close_month(by=dpmd, area=BELU, month=MARCH, paper="BA 3/2026")
    values = {**Bill.objects.filter(pk=done.bills[0].pk).values().get(), "id": 999, "round": 7}
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Bill.objects.create(**{**values, "number": "x"})


@pytest.mark.parametrize("table", ["bill", "line", "entry", "price"])
@pytest.mark.parametrize("act", ["UPDATE billing_{0} SET {1} = {1}", "DELETE FROM billing_{0}"])
def test_the_database_refuses_changes(planned: Lists, dpmd: Actor, table: str, act: str) -> None:
    bill(dpmd)
    column = "total" if table == "price" else "amount"
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(table, column))


def test_a_posted_bill_takes_no_more_lines(planned: Lists, dpmd: Actor) -> None:
    line = bill(dpmd).bills[0].lines.first()
    assert line
    with pytest.raises(DatabaseError, match="posted"), transaction.atomic():
        Line.objects.create(
            bill=line.bill, membership=line.membership, month="2026-04", n=1, kind="regular",
            price=line.price, amount=1, borne=1, withheld=0,
        )  # fmt: skip


def test_only_who_bills_may(planned: Lists, world: World) -> None:
    for name in ("kades_kewar", "bpjs_belu", "inspektorat_belu", "dpmd_bulukumba"):
        with pytest.raises(NotAllowed):
            issue_bills(by=world.actor(name), area=BELU, month=MARCH)


def test_the_books_agree_and_show_every_tampering(
    planned: Lists, dpmd: Actor, guards_lifted: Callable[[], None]
) -> None:
    bill(dpmd)
    assert list(check_books()) == []
    assert verify_chain()[1] == []
    guards_lifted()
    Line.objects.filter(pk=Line.objects.first().pk).update(n=7)  # type: ignore[union-attr]
    assert len(list(check_books())) >= 1
    Entry.objects.filter(pk=Entry.objects.first().pk).delete()  # type: ignore[union-attr]
    assert any("tidak ada lagi" in fault for fault in check_books())
    Bill.objects.update(due_on="2030-01-01", amount=1, borne=1, withheld=0)
    assert sum("jurnal" in fault for fault in check_books()) >= 3


def test_a_bill_owes_what_it_asks(planned: Lists, dpmd: Actor) -> None:
    for one in bill(dpmd).bills:
        credited = one.entries.filter(credit=Account.DUE).aggregate(s=Sum("amount"))["s"]
        assert credited == one.amount == sum(d.amount for d in issue_entries(one))


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.sampled_from(["join", "leave", "price", "run", "payer"]), max_size=6))
def test_whatever_happens_the_lines_sum_to_the_plan(
    planned: Lists, dpmd: Actor, acts: list[str]
) -> None:
    with transaction.atomic():
        for n, act in enumerate(acts):
            _do(act, n, planned, dpmd)
        bill(dpmd, JUNE)
        _parts_sum_to_the_whole()
        assert bill(dpmd, JUNE).bills == ()
        transaction.set_rollback(True)


def _do(act: str, n: int, planned: Lists, dpmd: Actor) -> None:
    if act == "join":
        fund = make_fund(f"add-{KEWAR}", KEWAR)
        enrol(by=dpmd, decree=planned.decree(KEWAR, 1, start=200 + n, fund=fund, round_=10 + n))
    elif act == "leave":
        member = Membership.objects.filter(ended_on=None).order_by("pk").first()
        if member:
            end_membership(
                by=dpmd, membership=member, on=date(2026, 2, 3), reason="moved", paper="S/2"
            )
    elif act == "price":
        planned.setting("apbdes_relief", "yes" if n % 2 else "no")
    elif act == "payer":
        first = CoverMonth.objects.filter(month=JUNE).order_by("pk").first()
        if first:
            first.fund = make_fund("dbh-belu", BELU, "dbh")
            first.save()
    else:
        bill(dpmd, JUNE)


def _parts_sum_to_the_whole() -> None:
    asked = {
        (r["membership_id"], r["bill__fund_id"]): r["s"]
        for r in Line.objects.values("membership_id", "bill__fund_id")
        .annotate(s=Sum("amount")).order_by()
        if r["s"]
    }  # fmt: skip
    wanted = {(c.membership_id, c.fund_id) for c in CoverMonth.objects.filter(month=JUNE)}
    assert set(asked) == wanted, "exactly one payer asked, for each planned month"
    for one in Bill.objects.all():
        sums = one.lines.aggregate(a=Sum("amount"), b=Sum("borne"), w=Sum("withheld"))
        assert (one.amount, one.borne, one.withheld) == (sums["a"], sums["b"], sums["w"])
        assert one.amount == one.borne + one.withheld
    owed = sum(
        e.amount * ((e.credit == Account.DUE) - (e.debit == Account.DUE))
        for e in Entry.objects.all()
    )
    assert owed == sum(asked.values())
