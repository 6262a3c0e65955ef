"""Accounts, statements, and the matching of debits: nothing matched in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base import bulk
from payung.base.files import actions as files
from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.staging import actions as staging
from payung.base.staging.models import Batch
from payung.base.territory.actor import Actor, Right
from payung.base.territory.visibility import within
from payung.base.ui.format import rupiah
from payung.base.vault.crypto import blind_index
from payung.core.bank import StatementUnreadable, as_table, read_statement
from payung.core.calendar import Month
from payung.programme.billing.actions.paying import note_step
from payung.programme.billing.actions.posting import Draft, post_entries, reversal
from payung.programme.billing.matching import Asked, Found, judge, open_for
from payung.programme.billing.models import (
    Account,
    BankAccount,
    Bill,
    ClosedMonth,
    Entry,
    Match,
    Movement,
    Payment,
    Question,
    StatementTerms,
)
from payung.programme.billing.refusals import AlreadyMoved, BillingRefused

if TYPE_CHECKING:
    from payung.programme.billing.bank_lists import Told

STATEMENT = "bank_statement"


@transaction.atomic
def register_account(
    *, by: Actor, area: str, bank: str, holder: str, number: str
) -> BankAccount:  # fmt: skip
    """Keep the account from which a region pays; the same number again changes nothing."""
    by.require(Right.RECORD_BANK, area)
    digits = "".join(c for c in number if c.isdigit())
    if not 6 <= len(digits) <= 20:
        raise BillingRefused(gettext("Nomor rekening terdiri dari 6 sampai 20 angka."))
    if not (bank.strip() and holder.strip()):
        raise BillingRefused(gettext("Isi nama bank dan pemilik rekening."))
    row, made = BankAccount.objects.get_or_create(
        number_index=blind_index("account", digits),
        defaults={"area": area, "bank": bank.strip()[:60], "holder": holder.strip()[:120],
                  "number": digits},
    )  # fmt: skip
    if row.area != area:
        raise BillingRefused(gettext("Rekening ini sudah dicatat untuk wilayah lain."))
    if made:
        journal.record(
            by=by, action="billing.account_registered", subject=row, area=area,
            summary={"bank": row.bank, "holder": row.holder},
        )  # fmt: skip
    return row


@transaction.atomic
def receive_statement(
    *, by: Actor, area: str, content: bytes, name: str, account: BankAccount | None = None
) -> Batch:
    """Take a bank statement in: MT940, CAMT.053, or a table with its headers to be mapped.

    The file is kept as it came; its job (`batch.job`) reads it. `account` holds for rows that do
    not name theirs. Raises NotAllowed, BillingRefused with what is wrong with the file.
    """
    by.require(Right.RECORD_BANK, area)
    try:
        lines = read_statement(content)
    except StatementUnreadable as error:
        raise BillingRefused(error.text_id) from error
    if lines is not None:
        files.store(by=by, content=content, name=name, purpose="bank_original", area=area)
        if account is not None:
            lines = [replace(line, account="") for line in lines]
        content, name = as_table(lines), f"{name}.csv"
    batch = staging.receive(by=by, kind=STATEMENT, area=area, content=content, name=name)
    if account is not None:
        StatementTerms.objects.create(batch=batch, account=account)
    return batch


def write_movements(
    by: Actor, batch: Batch, told: Sequence[Told]
) -> tuple[list[int], list[RowChange]]:
    """Write new movements of a batch and match them; in the batch's own transaction."""
    if not told:
        return [], []
    accounts = dict(
        BankAccount.objects.filter(within("area", (batch.area,))).values_list("pk", "area")
    )
    ids = list(bulk.take_ids(Movement, len(told)))
    table = Movement._meta.db_table
    bulk.insert(
        table,
        ("id", "account_id", "area", "booked_on", "amount", "text", "reference", "fingerprint",
         "batch_id"),
        [(pk, t.account, accounts[t.account], t.booked_on, t.amount, t.text, t.reference,
          t.fingerprint, batch.pk) for pk, t in zip(ids, told, strict=True)],
    )  # fmt: skip
    changes = [
        RowChange(table, str(pk), {"amount": [None, t.amount], "print": [None, t.fingerprint]})
        for pk, t in zip(ids, told, strict=True)
    ]
    movements = Movement.objects.filter(batch=batch, pk__gte=min(ids)).order_by("pk")
    return ids, changes + match_now(by, batch.area, list(movements))


def match_now(by: Actor, area: str, movements: Sequence[Movement]) -> list[RowChange]:
    """Match movements and open questions; returns the changes for the caller's event."""
    bulk.one_writer("billing")
    answers = judge(movements, open_for(area))
    asked = [a for a in answers if isinstance(a, Asked)]
    found = [a for a in answers if isinstance(a, Found)]
    Question.objects.bulk_create(
        [
            Question(movement=a.movement, area=a.movement.area, reason=a.reason, detail=a.detail)
            for a in asked
        ],
        batch_size=500, ignore_conflicts=True,
    )  # fmt: skip
    return _write_matches(by, found)


def _write_matches(by: Actor, found: Sequence[Found], reason: str = "") -> list[RowChange]:
    """Matches, the books, and payments that are whole now."""
    if not found:
        return []
    bills = Bill.objects.in_bulk({bill for one in found for bill, _ in one.bills})
    rows = [
        Match(movement=one.movement, bill_id=bill, payment_id=one.payment, how=one.how,
              amount=amount, reason=reason, by_id=by.id, by_name=by.name)
        for one in found for bill, amount in one.bills
    ]  # fmt: skip
    try:
        with transaction.atomic():
            Match.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as error:
        raise AlreadyMoved(gettext("Tagihan ini baru saja dicocokkan orang lain.")) from error
    drafts = [_draft(bills[row.bill_id], row) for row in rows if row.amount]
    changes = post_entries(by, drafts)
    for payment in Payment.objects.filter(pk__in={o.payment for o in found if o.payment}):
        _debited(by, payment)
    return changes


def _draft(bill: Bill, match: Match) -> Draft:
    """A debit: out of the payer's account, on its way to BPJS; a credit the other way round."""
    pair = (Account.TRANSIT, Account.BANK) if match.amount > 0 else (Account.BANK, Account.TRANSIT)
    booked = open_month(bill.village_id, Month.of(match.movement.booked_on))
    return Draft(f"debit:{match.pk}", bill, *pair, abs(match.amount), booked,
                 match.movement.reference[:80])  # fmt: skip


def open_month(village: str, month: Month) -> Month:
    """The first month from `month` on that is not closed for a village; one statement."""
    rows = ClosedMonth.objects.filter(month__gte=month).values_list("month", "area")
    closed = {m for m, area in rows if not area or village.startswith(area)}
    while month in closed:
        month += 1
    return month


def _debited(by: Actor, payment: Payment) -> None:
    waiting = payment.items.filter(released=False).exclude(
        bill__matches__undone_at=None, bill__matches__isnull=False
    )
    if waiting.exists() or payment.state == Payment.State.DEBITED:
        return
    source = payment.state
    if Payment.objects.filter(pk=payment.pk, state=source).update(state=Payment.State.DEBITED) == 1:
        note_step(by, payment, "debited", source, Payment.State.DEBITED)


@transaction.atomic
def settle_by_hand(
    *, by: Actor, question: Question, bills: Sequence[Bill], reason: str
) -> Question:
    """Lay a movement to bills whose sum it is. Raises NotAllowed, BillingRefused, AlreadyMoved."""
    by.require(Right.RECORD_BANK, question.area)
    row = Question.objects.select_for_update().select_related("movement").get(pk=question.pk)
    _check_open(row, reason)
    total = sum(bill.amount for bill in bills)
    if any(not bill.village_id.startswith(row.area) for bill in bills):
        raise BillingRefused(gettext("Tagihan itu bukan milik wilayah rekening ini."))
    if total != -row.movement.amount:
        raise BillingRefused(
            gettext("Jumlah tagihan %(total)s tidak sama dengan debit %(paid)s.")
            % {"total": rupiah(total), "paid": rupiah(-row.movement.amount)}
        )
    bulk.one_writer("billing")
    parts = tuple((bill.pk, bill.amount) for bill in bills)
    changes = _write_matches(by, [Found(row.movement, Match.How.HAND, parts)], reason.strip()[:300])
    return _answer(by, row, Question.Answer.MATCHED, reason, changes)


@transaction.atomic
def explain_movement(*, by: Actor, question: Question, answer: str, reason: str) -> Question:
    """Say that a movement is no contribution, or why it is as it is."""
    by.require(Right.RECORD_BANK, question.area)
    row = Question.objects.select_for_update().select_related("movement").get(pk=question.pk)
    _check_open(row, reason)
    if answer not in (Question.Answer.NOT_OURS, Question.Answer.EXPLAINED):
        raise BillingRefused(gettext("Pilih jawaban dari daftar."))
    return _answer(by, row, Question.Answer(answer), reason, [])


def _check_open(row: Question, reason: str) -> None:
    if row.answer:
        raise AlreadyMoved(gettext("Pertanyaan ini sudah dijawab %(who)s.")
                           % {"who": row.answered_by})  # fmt: skip
    if not reason.strip():
        raise BillingRefused(gettext("Tulis alasannya."))


def _answer(
    by: Actor, row: Question, answer: Question.Answer, reason: str, changes: list[RowChange]
) -> Question:
    change = journal.changed(
        row, answer=answer.value, note=reason.strip()[:300], answered_by=by.name
    )
    row.answered_at = timezone.now()
    row.save(update_fields=["answer", "note", "answered_by", "answered_at"])
    journal.record(
        by=by, action="billing.question_answered", subject=row, area=row.area,
        reason=reason.strip(), changes=[change, *changes],
    )  # fmt: skip
    return row


@transaction.atomic
def rematch(*, by: Actor, area: str) -> int:
    """Try the open questions of a region again, after codes came; returns how many matched."""
    by.require(Right.RECORD_BANK, area)
    rows = Question.objects.filter(within("area", (area,)), answer="").select_related("movement")
    bulk.one_writer("billing")
    answers = judge([row.movement for row in rows.order_by("pk")], open_for(area))
    found = [a for a in answers if isinstance(a, Found)]
    changes = _write_matches(by, found)
    done = Question.objects.filter(movement__in=[one.movement.pk for one in found])
    done.update(answer=Question.Answer.MATCHED, answered_by=by.name, answered_at=timezone.now(),
                note="kode iuran dan jumlah sama")  # fmt: skip
    if found:
        journal.record(
            by=by, action="billing.rematched", subject=(Question._meta.db_table, ""), area=area,
            summary={"matched": len(found)}, changes=changes,
        )  # fmt: skip
    return len(found)


@transaction.atomic
def undo_match(*, by: Actor, movement: Movement, reason: str) -> int:
    """Take a match back by counter-entries; the movement waits in the queue again."""
    by.require(Right.RECORD_BANK, movement.area)
    if not reason.strip():
        raise BillingRefused(gettext("Tulis alasannya."))
    rows = list(Match.objects.select_for_update().filter(movement=movement, undone_at=None))
    if not rows:
        raise BillingRefused(gettext("Mutasi ini belum dicocokkan."))
    Match.objects.filter(pk__in=[r.pk for r in rows]).update(undone_at=timezone.now())
    keys = [f"debit:{r.pk}" for r in rows]
    entries = Entry.objects.filter(key__in=keys, reversed_by=None).select_related("bill")
    drafts = [
        reversal(e, open_month(e.village_id, Month.of(timezone.localdate()))) for e in entries
    ]
    changes = post_entries(by, drafts)
    Question.objects.update_or_create(
        movement=movement,
        defaults={"area": movement.area, "reason": Question.Reason.AMBIGUOUS, "answer": "",
                  "answered_at": None, "answered_by": "", "note": "", "detail": reason[:300]},
    )  # fmt: skip
    _reopen(by, rows, reason)
    journal.record(
        by=by, action="billing.match_undone", subject=movement, area=movement.area,
        reason=reason.strip(), summary={"bills": [r.bill_id for r in rows]}, changes=changes,
    )  # fmt: skip
    return len(rows)


def _reopen(by: Actor, rows: Sequence[Match], reason: str) -> None:
    payments = defaultdict(int, {r.payment_id: 1 for r in rows if r.payment_id})
    debited = Payment.State.DEBITED
    for payment in Payment.objects.filter(pk__in=payments, state=debited):
        Payment.objects.filter(pk=payment.pk).update(state=Payment.State.SENT)
        note_step(by, payment, "undone", debited, Payment.State.SENT, reason)


def take_back_movements(batch: Batch) -> list[RowChange]:
    """Remove the movements of a batch that is undone; nothing matched may be among them."""
    rows = Movement.objects.filter(batch=batch)
    Question.objects.filter(movement__in=rows).delete()
    Match.objects.filter(movement__in=rows).delete()
    table = Movement._meta.db_table
    changes = [
        RowChange(table, str(pk), {"amount": [amount, None]})
        for pk, amount in rows.order_by("pk").values_list("pk", "amount")
    ]
    rows.delete()
    return changes
