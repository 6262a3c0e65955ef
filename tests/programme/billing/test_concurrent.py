"""Two people approve one payment at the same moment: the database lets one win."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection, connections
from django.utils import timezone
from tests.members import Lists
from tests.world import BELU, KEWAR, World

from payung.base.territory.actor import Actor
from payung.core.calendar import Month
from payung.programme.billing.actions import attach_code, issue_bills, make_payment, move
from payung.programme.billing.models import Bill, Line, Payment
from payung.programme.billing.refusals import BillingRefused
from payung.programme.billing.states import Step
from payung.programme.membership.actions import enrol


@pytest.fixture
def checked(
    transactional_db: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> tuple[Payment, Actor]:
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: date(2026, 3, 10))
    by = world.actor("dpmd_belu")
    enrol(by=by, decree=Lists(world).decree(KEWAR, 2))
    issue_bills(by=by, area=BELU, month=Month(2026, 3))
    bill = Bill.objects.get()
    attach_code(by=by, bill=bill, code="530426030001", amount=bill.amount)
    payment = make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=[bill])
    for name, step in (("kaur_kewar", Step.FILE), ("sekdes_kewar", Step.CHECK)):
        payment = move(by=world.actor(name), payment=payment, step=step)
    return payment, world.actor("kades_kewar")


def at_once(work: list[object]) -> list[object]:
    """What each of several threads ended with, started together."""
    ended: list[object] = []
    gate = threading.Barrier(len(work))

    def run(act: object) -> None:
        gate.wait()
        try:
            ended.append(act())  # type: ignore[operator]
        except BillingRefused as refused:
            ended.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def shared() -> None:
    """Threads see the test's database only where it is a server or a file."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("SQLite in memory has one connection; the run on PostgreSQL does this")


def test_of_two_approvals_at_once_one_wins(checked: tuple[Payment, Actor]) -> None:
    shared()
    payment, kades = checked

    def approve() -> Payment:
        return move(by=kades, payment=Payment.objects.get(pk=payment.pk), step=Step.APPROVE)

    ended = at_once([approve, approve])
    assert sum(isinstance(one, Payment) for one in ended) == 1
    assert sum(isinstance(one, BillingRefused) for one in ended) == 1
    assert payment.steps.filter(step="approve").count() == 1


def test_two_runs_at_once_bill_nobody_twice(checked: tuple[Payment, Actor], world: World) -> None:
    shared()
    by = world.actor("dpmd_belu")
    at_once([lambda: issue_bills(by=by, area=BELU, month=Month(2026, 4)) for _ in range(2)])
    assert Line.objects.filter(month="2026-04").count() == 2
