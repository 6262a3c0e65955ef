"""To which bills a debit belongs: by code and sum, by SP2D and sum; else a question why not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from payung.base.territory.visibility import within
from payung.base.ui.format import rupiah
from payung.programme.billing.models import (
    Bill,
    ContributionCode,
    Match,
    Movement,
    Payment,
    PaymentItem,
    Question,
)

TOKEN = re.compile(r"[0-9A-Z]{6,40}")
WORDS = re.compile(r"\b(BPJS|JAMSOSTEK|KETENAGAKERJAAN|IURAN)", re.IGNORECASE)
Reason, How = Question.Reason, Match.How


@dataclass(frozen=True, slots=True)
class Found:
    """Bills with their amounts that a movement paid."""

    movement: Movement
    how: Match.How
    bills: tuple[tuple[int, int], ...]
    payment: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A movement that a person must look at."""

    movement: Movement
    reason: Question.Reason
    detail: str = ""


@dataclass(slots=True)
class Open:
    """What could have been paid in a region: codes, payments on their way, bills by sum."""

    codes: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    payments: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = field(default_factory=dict)
    by_bill: dict[int, int] = field(default_factory=dict)
    sp2d: dict[str, int] = field(default_factory=dict)
    by_sum: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    debited: set[int] = field(default_factory=set)


def open_for(area: str) -> Open:
    """Everything that movements of a region may belong to; four statements."""
    found = Open()
    codes = ContributionCode.objects.filter(
        within("bill__village_id", (area,)), withdrawn_at=None
    ).values_list("code", "bill_id", "bill__amount", "amount")
    for code, bill, amount, told in codes:
        found.codes.setdefault(code, []).append((bill, amount))
        found.told[code] = found.told.get(code, 0) + told
    items = PaymentItem.objects.filter(
        within("payment__area", (area,)), released=False,
        payment__state__in=[Payment.State.APPROVED, Payment.State.SENT, Payment.State.DEBITED],
    ).values_list(
        "payment_id", "payment__amount", "payment__sp2d", "bill_id", "amount"
    )  # fmt: skip
    parts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for payment, total, sp2d, bill, amount in items:
        parts[payment].append((bill, amount))
        found.by_bill[bill] = payment
        found.payments[payment] = (total, ())
        if sp2d:
            found.sp2d[_plain(sp2d)] = payment
    found.payments = {pk: (found.payments[pk][0], tuple(parts[pk])) for pk in parts}
    found.debited = set(
        Match.objects.filter(within("bill__village_id", (area,)), undone_at=None).values_list(
            "bill_id", flat=True
        )
    )
    bills = Bill.objects.filter(within("village_id", (area,)), amount__gt=0)
    for pk, amount in bills.values_list("pk", "amount"):
        if pk not in found.debited:
            found.by_sum[amount].append(pk)
    return found


def _plain(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())


def judge(movements: Iterable[Movement], known: Open) -> list[Found | Asked]:
    """Each movement once, in its order; a bill that one takes is taken for the next.

    Movements that look like no contribution at all are left out.
    """
    answers = []
    for movement in movements:
        answer = _judge(movement, known)
        if isinstance(answer, Found):
            known.debited |= {bill for bill, _amount in answer.bills}
        if answer is not None:
            answers.append(answer)
    return answers


def _judge(movement: Movement, known: Open) -> Found | Asked | None:
    text = f"{movement.text} {movement.reference}".upper()
    tokens = set(TOKEN.findall(text)) | {_plain(movement.reference)}
    codes = [token for token in tokens if token in known.codes]
    if movement.amount >= 0:
        told = codes or WORDS.search(text)
        return Asked(movement, Reason.RETURNED, ", ".join(codes)) if told else None
    paid = -movement.amount
    if len(codes) > 1:
        return Asked(movement, Reason.AMBIGUOUS, ", ".join(sorted(codes)))
    if codes:
        return _by_code(movement, codes[0], paid, known)
    orders = {known.sp2d[number] for number in known.sp2d if number in _plain(text)}
    if len(orders) == 1:
        return _by_order(movement, orders.pop(), paid, known)
    if WORDS.search(text):
        return Asked(movement, Reason.UNKNOWN_CODE, " ".join(sorted(tokens))[:300])
    return _by_sum(movement, paid, known)


def _by_code(movement: Movement, code: str, paid: int, known: Open) -> Found | Asked:
    bills = known.codes[code]
    if all(bill in known.debited for bill, _ in bills):
        return Asked(movement, Reason.TWICE, code)
    order = known.by_bill.get(bills[0][0])
    if order is not None and known.payments[order][0] == paid:
        whole = known.payments[order][1]
        if not any(bill in known.debited for bill, _ in whole):
            return Found(movement, How.CODE, whole, order)
    untouched = not any(bill in known.debited for bill, _ in bills)
    if untouched and sum(amount for _, amount in bills) == paid == known.told[code]:
        return Found(movement, How.CODE, tuple(bills), order)
    return Asked(
        movement, Reason.AMOUNT,
        f"{code}: {rupiah(sum(a for _, a in bills))} / {rupiah(known.told[code])}",
    )  # fmt: skip


def _by_order(movement: Movement, order: int, paid: int, known: Open) -> Found | Asked:
    total, parts = known.payments[order]
    if any(bill in known.debited for bill, _ in parts):
        return Asked(movement, Reason.TWICE, f"pembayaran {order}")
    if total != paid:
        return Asked(movement, Reason.AMOUNT, f"{rupiah(total)}")
    return Found(movement, How.SP2D, parts, order)


def _by_sum(movement: Movement, paid: int, known: Open) -> Asked | None:
    """A sum alone never matches: it only asks."""
    same = [pk for pk in known.by_sum.get(paid, ()) if pk not in known.debited]
    return Asked(movement, Reason.NO_CODE, ", ".join(map(str, same[:5]))) if same else None


def bills_of(found: Sequence[Found]) -> set[int]:
    """Every bill of several answers."""
    return {bill for one in found for bill, _amount in one.bills}
