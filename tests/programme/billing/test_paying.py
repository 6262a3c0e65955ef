"""Payments: three persons, one winner, one living payment per bill."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone
from tests.members import Lists, make_fund
from tests.world import BELU, KELURAHAN, KEWAR, World

from payung.base.files.actions import read
from payung.base.territory.actor import Actor, NotAllowed
from payung.core.bank import example_layout
from payung.core.calendar import Month
from payung.desk.payments.waiting import tasks
from payung.programme.billing.actions import (
    add_proof,
    attach_code,
    issue_bills,
    make_payment,
    move,
    register_account,
    write_transfer_file,
)
from payung.programme.billing.diagram import states_page
from payung.programme.billing.models import Bill, Payment, PaymentItem
from payung.programme.billing.refusals import AlreadyMoved, BillingRefused
from payung.programme.billing.states import Step
from payung.programme.funds.actions import name_manager
from payung.programme.membership.actions import enrol

MARCH = Month(2026, 3)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    day = date(2026, 3, 10)
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: day)
    return day


@pytest.fixture
def bill(planned: Lists, dpmd: Actor, today: date) -> Bill:
    issue_bills(by=dpmd, area=BELU, month=MARCH)
    return Bill.objects.get(village=KEWAR, segment="bpu")


@pytest.fixture
def payment(bill: Bill, world: World, dpmd: Actor) -> Payment:
    attach_code(by=dpmd, bill=bill, code="530426030001", amount=bill.amount, heads=3)
    return make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=[bill])


def through(world: World, payment: Payment, *steps: Step) -> Payment:
    who = {Step.FILE: "kaur_kewar", Step.CHECK: "sekdes_kewar", Step.APPROVE: "kades_kewar",
           Step.SEND: "kaur_kewar"}  # fmt: skip
    for step in steps:
        payment = move(by=world.actor(who[step]), payment=payment, step=step, number="SPP/1")
    return payment


def test_an_opd_pays_only_from_its_own_fund(
    world: World, planned: Lists, dpmd: Actor, today: date
) -> None:
    decree = planned.decree(KELURAHAN, 2, start=200, fund=make_fund("dau", BELU, "dau"))
    enrol(by=dpmd, decree=decree)
    issue_bills(by=dpmd, area=BELU, month=MARCH)
    bill = Bill.objects.get(village=KELURAHAN)
    attach_code(by=dpmd, bill=bill, code="530426030009", amount=bill.amount, heads=2)
    name_manager(by=dpmd, fund=bill.fund, unit="Dinas Sosial", paper="SK 2/2026")
    opd = world.actor("opd_belu")

    def of(unit: str) -> Actor:
        return replace(opd, grants=tuple(replace(g, unit=unit) for g in opd.grants))

    for other in (opd, of("Disnaker")):
        with pytest.raises(NotAllowed, match="dikelola Dinas Sosial"):
            make_payment(by=other, area=KELURAHAN, bills=[bill])
    made = make_payment(by=of("Dinas Sosial"), area=KELURAHAN, bills=[bill])
    with pytest.raises(NotAllowed, match="dikelola Dinas Sosial"):
        move(by=of("Disnaker"), payment=made, step=Step.FILE, number="SPP/9")
    assert [t.title for t in tasks(of("Disnaker"))] == []
    assert len([*tasks(of("Dinas Sosial"))]) == 1


def test_from_hand_to_hand(world: World, payment: Payment) -> None:
    done = through(world, payment, Step.FILE, Step.CHECK, Step.APPROVE, Step.SEND)
    assert done.state == "sent"
    assert list(done.steps.values_list("step", flat=True)) == ["file", "check", "approve", "send"]


def test_who_makes_does_not_check(world: World, payment: Payment) -> None:
    """Somebody who holds every right still takes one step only."""
    one = world.actor("kaur_kewar")
    both = Actor(one.id, one.name, (*one.grants, *world.actor("sekdes_kewar").grants))
    payment = move(by=both, payment=payment, step=Step.FILE)
    with pytest.raises(NotAllowed, match="tiga orang"):
        move(by=both, payment=payment, step=Step.CHECK)


@pytest.mark.parametrize("name", ["op_kewar", "dpmd_belu", "kades_fulur", "bud_belu", "bpjs_belu"])
def test_others_may_not(world: World, payment: Payment, name: str) -> None:
    for step in (Step.FILE, Step.CHECK, Step.APPROVE):
        with pytest.raises(NotAllowed):
            move(by=world.actor(name), payment=payment, step=step)


def test_of_two_approvals_one_wins(world: World, payment: Payment) -> None:
    """The second has the page as it was: the database, not the page, decides."""
    through(world, payment, Step.FILE, Step.CHECK)
    payment.refresh_from_db()
    first, second = Payment.objects.get(pk=payment.pk), Payment.objects.get(pk=payment.pk)
    move(by=world.actor("kades_kewar"), payment=first, step=Step.APPROVE)
    with pytest.raises(AlreadyMoved):
        move(by=world.actor("kades_kewar"), payment=second, step=Step.APPROVE)
    assert payment.steps.filter(step="approve").count() == 1


def test_a_bill_stands_in_one_payment(world: World, bill: Bill, payment: Payment) -> None:
    with pytest.raises(AlreadyMoved):
        make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=[bill])
    move(by=world.actor("kaur_kewar"), payment=payment, step=Step.CANCEL, note="salah pilih")
    assert make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=[bill]).amount == 50_400


def test_steps_back_need_a_reason(world: World, payment: Payment) -> None:
    payment = through(world, payment, Step.FILE)
    with pytest.raises(BillingRefused, match="alasan"):
        move(by=world.actor("sekdes_kewar"), payment=payment, step=Step.RETURN_CHECK)
    back = move(
        by=world.actor("sekdes_kewar"), payment=payment, step=Step.RETURN_CHECK, note="kurang 1"
    )
    assert back.state == "draft"
    through(world, back, Step.FILE, Step.CHECK)


def test_without_a_code_nothing_is_filed(world: World, bill: Bill) -> None:
    draft = make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=[bill])
    with pytest.raises(BillingRefused, match="Kode iuran belum ada"):
        move(by=world.actor("kaur_kewar"), payment=draft, step=Step.FILE)


def test_another_sum_than_the_code_needs_a_reason(world: World, bill: Bill, dpmd: Actor) -> None:
    attach_code(by=dpmd, bill=bill, code="530426030009", amount=bill.amount - 16_800)
    draft = make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=[bill])
    with pytest.raises(BillingRefused, match="menurut kode iuran"):
        move(by=world.actor("kaur_kewar"), payment=draft, step=Step.FILE)
    move(by=world.actor("kaur_kewar"), payment=draft, step=Step.FILE, note="satu orang menyusul")


def test_categories_of_a_payment(planned: Lists, dpmd: Actor, world: World, today: date) -> None:
    for number in (2, 3, 5, 12):
        issue_bills(by=dpmd, area=KEWAR, month=Month(2026, number))
    for segment, wanted in (("bpu", ["arrears", "current", "ahead", "ahead"]),
                            ("pu", ["arrears", "current", "ahead", "december"])):  # fmt: skip
        bills = list(Bill.objects.filter(segment=segment).order_by("period"))
        one = make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=bills)
        items = one.items.order_by("bill__period")
        assert list(items.values_list("category", flat=True)) == wanted


def test_nothing_is_prepaid_past_december(
    planned: Lists, dpmd: Actor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_bills(by=dpmd, area=KEWAR, month=Month(2026, 3))
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: date(2025, 12, 3))
    bills = list(Bill.objects.filter(segment="bpu"))
    with pytest.raises(BillingRefused, match="31 Desember"):
        make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=bills)


def test_the_transfer_file_waits_for_a_layout(
    world: World, payment: Payment, planned: Lists
) -> None:
    through(world, payment, Step.FILE, Step.CHECK, Step.APPROVE)
    payment.refresh_from_db()
    by = world.actor("kaur_kewar")
    with pytest.raises(BillingRefused, match="Tata letak"):
        write_transfer_file(by=by, payment=payment)
    planned.setting("cms_layout", example_layout())
    register_account(by=by, area=KEWAR, bank="Bank NTT", holder="Kas Desa Kewar", number="0123456")
    written = write_transfer_file(by=by, payment=payment)
    assert written.transfer_file
    text = read(written.transfer_file).decode()
    assert "0123456;530426030001;50400;" in text


def test_the_district_needs_an_sp2d(world: World, lists: Lists, dpmd: Actor, today: date) -> None:
    from tests.members import make_fund

    from payung.programme.membership.actions import enrol

    fund = make_fund("dau", BELU, "dau")
    enrol(by=dpmd, decree=lists.decree(KELURAHAN, 2, fund=fund))
    issue_bills(by=dpmd, area=BELU, month=MARCH)
    bill = Bill.objects.get()
    assert bill.remitter == "district"
    attach_code(by=dpmd, bill=bill, code="530426039999", amount=bill.amount)
    draft = make_payment(by=world.actor("opd_belu"), area=BELU, bills=[bill])
    draft = move(by=world.actor("opd_belu"), payment=draft, step=Step.FILE, number="SPP-LS/7")
    draft = move(by=world.actor("kpa_belu"), payment=draft, step=Step.CHECK)
    with pytest.raises(BillingRefused, match="SP2D"):
        move(by=world.actor("bud_belu"), payment=draft, step=Step.APPROVE)
    done = move(by=world.actor("bud_belu"), payment=draft, step=Step.APPROVE, number="00123/SP2D")
    assert (done.sp2d, done.state) == ("00123/SP2D", "approved")
    assert PaymentItem.objects.get().category == "current"


@pytest.mark.parametrize(
    ("content", "good"),
    [
        (b"%PDF-1.7 bukti", True), (b"\xff\xd8\xff\xe0 foto", True),
        (b"\x89PNG\r\n\x1a\n gambar", True), (b"MZ\x90 program", False), (b"<html>", False),
        (b"%PDF-1.7 /JavaScript (app.alert(1))", False), (b"", False),
    ],
)  # fmt: skip
def test_a_proof_is_told_by_its_bytes(
    world: World, payment: Payment, content: bytes, good: bool
) -> None:
    by = world.actor("kaur_kewar")
    if not good:
        with pytest.raises(BillingRefused):
            add_proof(by=by, payment=payment, content=content, name="bukti.pdf")
        return
    proof = add_proof(by=by, payment=payment, content=content, name="bukti.pdf")
    assert add_proof(by=by, payment=payment, content=content, name="lagi.pdf") == proof
    assert read(proof.file) == content


def test_the_diagram_is_current() -> None:
    from pathlib import Path

    page = Path(__file__).parents[3] / "docs" / "reference" / "payment-states.md"
    assert page.read_text() == states_page()
