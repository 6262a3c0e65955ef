"""Statements in; debits matched by code and sum, everything else asked."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Sum
from django.utils import timezone
from tests.members import Lists
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.staging import actions as staging
from payung.base.staging.finishing import finish
from payung.base.staging.models import Batch
from payung.base.territory.actor import Actor, NotAllowed
from payung.core.calendar import Month
from payung.programme.billing.actions import (
    attach_code,
    book_receipts,
    explain_movement,
    issue_bills,
    make_payment,
    move,
    receive_statement,
    record_receipt,
    register_account,
    rematch,
    settle_by_hand,
    undo_match,
)
from payung.programme.billing.integrity import check_books
from payung.programme.billing.models import Account, Bill, Entry, Match, Movement, Question
from payung.programme.billing.refusals import BillingRefused
from payung.programme.billing.states import Step
from payung.programme.membership.models import CoverMonth

MARCH = Month(2026, 3)
HEAD = "Tanggal;Keterangan;No Referensi;Debet;Kredit;Saldo\n"


@pytest.fixture
def billed(planned: Lists, dpmd: Actor, world: World, monkeypatch: pytest.MonkeyPatch) -> Lists:
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: date(2026, 3, 20))
    issue_bills(by=dpmd, area=BELU, month=MARCH)
    for village, number in ((KEWAR, "0123456"), (FULUR, "0223456")):
        register_account(by=dpmd, area=village, bank="Bank NTT", holder="Kas desa", number=number)
    for n, bill in enumerate(Bill.objects.order_by("pk"), 1):
        attach_code(by=dpmd, bill=bill, code=f"53042603000{n}", amount=bill.amount)
    return planned


def statement(dpmd: Actor, rows: str, area: str = KEWAR, name: str = "mutasi.csv") -> Batch:
    from payung.programme.billing.models import BankAccount

    account = BankAccount.objects.get(area=area)
    batch = receive_statement(
        by=dpmd, area=area, content=(HEAD + rows).encode(), name=name, account=account
    )
    return accepted(dpmd, batch)


def accepted(by: Actor, batch: Batch) -> Batch:
    finish(by, batch)
    assert batch.state == "previewed", batch.message
    staging.accept(by=by, batch=batch)
    finish(by, batch)
    return batch


def balance(bill: Bill, account: Account) -> int:
    into = bill.entries.filter(debit=account).aggregate(s=Sum("amount"))["s"] or 0
    return into - (bill.entries.filter(credit=account).aggregate(s=Sum("amount"))["s"] or 0)


def test_code_and_sum_match_by_themselves(billed: Lists, dpmd: Actor) -> None:
    statement(dpmd, "12-03-2026;IURAN BPJS 530426030001 DESA KEWAR;FT1;50.400,00;;1.000.000\n")
    match = Match.objects.get()
    assert (match.how, match.amount, match.bill.segment) == ("code", 50_400, "bpu")
    assert balance(match.bill, Account.TRANSIT) == 50_400
    assert balance(match.bill, Account.BANK) == -50_400
    assert not Question.objects.exists()


def test_the_same_statement_again_changes_nothing(billed: Lists, dpmd: Actor) -> None:
    row = "12-03-2026;IURAN BPJS 530426030001;FT1;50400;;1\n"
    statement(dpmd, row)
    again = statement(dpmd, row + "13-03-2026;BIAYA ADM;FT2;2500;;1\n", name="mutasi2.csv")
    assert again.counts == {"new": 1, "unchanged": 1}
    assert (Match.objects.count(), Movement.objects.count()) == (1, 2)


def test_two_equal_rows_are_two_movements(billed: Lists, dpmd: Actor) -> None:
    row = "12-03-2026;BIAYA ADM;X;2500;;1\n"
    statement(dpmd, row + row)
    assert Movement.objects.count() == 2
    statement(dpmd, row + row, name="lagi.csv")
    assert Movement.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "amount", "reason"),
    [
        ("IURAN BPJS 530426030001", 33_600, "amount"),
        ("IURAN BPJSTK KODE 999999999", 50_400, "unknown_code"),
        ("TRANSFER 123", 50_400, "no_code"),
        ("BPJS 530426030001 DAN 530426030002", 362_400, "ambiguous"),
    ],
)
def test_what_does_not_match_asks(
    billed: Lists, dpmd: Actor, text: str, amount: int, reason: str
) -> None:
    statement(dpmd, f"12-03-2026;{text};;{amount};;1\n")
    assert Question.objects.get().reason == reason
    assert not Match.objects.exists()
    assert not Entry.objects.filter(credit="bank").exists()


def test_what_is_no_contribution_is_left_alone(billed: Lists, dpmd: Actor) -> None:
    statement(dpmd, "12-03-2026;GAJI PERANGKAT;;12000000;;1\n12-03-2026;ADD TAHAP I;;;9000000;1\n")
    assert (Movement.objects.count(), Question.objects.count()) == (2, 0)


def test_a_code_paid_twice_asks(billed: Lists, dpmd: Actor) -> None:
    row = "12-03-2026;IURAN BPJS 530426030001;FT{};50400;;1\n"
    statement(dpmd, row.format(1) + row.format(2))
    assert Question.objects.get().reason == "twice"
    assert Match.objects.count() == 1


def test_a_payment_becomes_debited(billed: Lists, dpmd: Actor, world: World) -> None:
    bill = Bill.objects.get(village=KEWAR, segment="bpu")
    payment = make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=[bill])
    for name, step in (("kaur_kewar", Step.FILE), ("sekdes_kewar", Step.CHECK),
                       ("kades_kewar", Step.APPROVE), ("kaur_kewar", Step.SEND)):  # fmt: skip
        payment = move(by=world.actor(name), payment=payment, step=step)
    statement(dpmd, "12-03-2026;IURAN BPJS 530426030001;FT1;50400;;1\n")
    payment.refresh_from_db()
    assert payment.state == "debited"
    undo_match(by=dpmd, movement=Movement.objects.get(), reason="salah baca")
    payment.refresh_from_db()
    assert payment.state == "sent"
    assert balance(bill, Account.TRANSIT) == balance(bill, Account.BANK) == 0
    assert Question.objects.get().answer == ""
    rematch(by=dpmd, area=KEWAR)
    assert balance(bill, Account.TRANSIT) == 50_400
    assert list(check_books()) == []


def test_a_person_settles_with_a_reason(billed: Lists, dpmd: Actor, world: World) -> None:
    statement(dpmd, "12-03-2026;TRANSFER 123;;50400;;1\n")
    question, bill = Question.objects.get(), Bill.objects.get(village=KEWAR, segment="bpu")
    with pytest.raises(BillingRefused, match="alasan"):
        settle_by_hand(by=dpmd, question=question, bills=[bill], reason="")
    other = Bill.objects.get(village=FULUR)
    with pytest.raises(BillingRefused, match="wilayah"):
        settle_by_hand(by=dpmd, question=question, bills=[other], reason="x")
    with pytest.raises(NotAllowed):
        settle_by_hand(by=world.actor("kades_kewar"), question=question, bills=[bill], reason="x")
    done = settle_by_hand(by=dpmd, question=question, bills=[bill], reason="slip bank no. 7")
    assert (done.answer, Match.objects.get().reason) == ("matched", "slip bank no. 7")


def test_a_person_explains(billed: Lists, dpmd: Actor) -> None:
    statement(dpmd, "12-03-2026;IURAN BPJS KESEHATAN;;700000;;1\n")
    done = explain_movement(
        by=dpmd, question=Question.objects.get(), answer="not_ours", reason="BPJS Kesehatan"
    )
    assert (done.answer, done.answered_by) == ("not_ours", "Dpmd Belu")


def test_mt940_and_camt_come_in(billed: Lists, dpmd: Actor) -> None:
    mt940 = (
        b":20:X\n:25:0123456\n:28C:1/1\n:60F:C260301IDR100000,00\n"
        b":61:2603120312D50400,00NTRFNONREF\n:86:IURAN BPJS 530426030001\n"
        b":62F:C260312IDR49600,00\n"
    )
    batch = receive_statement(by=dpmd, area=KEWAR, content=mt940, name="kewar.sta")
    accepted(dpmd, batch)
    assert Match.objects.get().amount == 50_400
    camt = f"""<?xml version="1.0"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
      <BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>
      <Ntry><Amt Ccy="IDR">33600.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
      <BookgDt><Dt>2026-03-13</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId>
      </Refs><RmtInf><Ustrd>IURAN BPJS {Bill.objects.get(village=FULUR).codes.get().code}</Ustrd>
      </RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"""
    from payung.programme.billing.models import BankAccount

    account = BankAccount.objects.get(area=FULUR)
    batch = receive_statement(
        by=dpmd, area=FULUR, content=camt.encode(), name="fulur.xml", account=account
    )
    accepted(dpmd, batch)
    assert Match.objects.get(bill__village=FULUR).amount == 33_600


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Document>&a;</Document>',
        b"<Document><Stmt>", b"<html><body>Login</body></html>",
        b":20:X\n:25:1\n:61:rusak\n",
    ],
)  # fmt: skip
def test_what_is_no_statement_is_refused_with_a_sentence(
    billed: Lists, dpmd: Actor, content: bytes
) -> None:
    with pytest.raises(BillingRefused, match=r"Berkas|transaksi"):
        receive_statement(by=dpmd, area=KEWAR, content=content, name="x.xml")
    assert not Batch.objects.filter(kind="bank_statement").exists()


def test_a_receipt_makes_cover_and_closes_the_books(billed: Lists, dpmd: Actor) -> None:
    statement(dpmd, "12-03-2026;IURAN BPJS 530426030001;FT1;50400;;1\n")
    bill = Bill.objects.get(village=KEWAR, segment="bpu")
    assert record_receipt(
        by=dpmd, bill=bill, paid_on=date(2026, 3, 13), reference="530426030001"
    ) == 3  # fmt: skip
    months = CoverMonth.objects.filter(month=MARCH, posting__reference="530426030001")
    assert months.count() == 3
    assert [balance(bill, a) for a in (Account.DUE, Account.TRANSIT)] == [0, 0]
    assert record_receipt(
        by=dpmd, bill=bill, paid_on=date(2026, 3, 13), reference="530426030001"
    ) == 0  # fmt: skip
    assert book_receipts(by=dpmd, bills=Bill.objects.all()) == 0


def test_a_receipt_taken_back_is_booked_back(billed: Lists, dpmd: Actor) -> None:
    bill = Bill.objects.get(village=KEWAR, segment="bpu")
    record_receipt(by=dpmd, bill=bill, paid_on=date(2026, 3, 13), reference="530426030001")
    CoverMonth.objects.update(posting=None)
    assert book_receipts(by=dpmd, bills=Bill.objects.all()) == 1
    assert balance(bill, Account.DUE) == -50_400
    assert list(check_books()) == []


def test_undoing_a_statement_waits_for_its_matches(billed: Lists, dpmd: Actor) -> None:
    from payung.base.staging.states import StateRefused

    batch = statement(dpmd, "12-03-2026;IURAN BPJS 530426030001;FT1;50400;;1\n")
    with pytest.raises(StateRefused, match="dicocokkan"):
        staging.undo(by=dpmd, batch=batch, reason="salah berkas")
    undo_match(by=dpmd, movement=Movement.objects.get(), reason="salah")
    staging.undo(by=dpmd, batch=batch, reason="salah berkas")
    finish(dpmd, batch)
    assert (batch.state, Movement.objects.count()) == ("undone", 0)
