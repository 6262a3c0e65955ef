"""Bank statements on their way in: which row is a new movement."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from payung.base.journal.actions import RowChange
from payung.base.staging.models import Batch, Row
from payung.base.staging.registry import Applied, Incoming, Outcome
from payung.base.territory.actor import Actor
from payung.base.territory.visibility import within
from payung.base.vault.crypto import blind_index
from payung.programme.billing.actions.banking import take_back_movements, write_movements
from payung.programme.billing.models import BankAccount, Movement, StatementTerms

KEPT = ("tanggal", "keterangan", "referensi", "debit", "kredit", "jumlah", "jenis", "rekening")
REASONS = {
    "date_missing": _("Tanggal transaksi tidak ada. Lengkapi, atau petakan kolomnya."),
    "amount_missing": _(
        "Jumlah debit atau kredit tidak ada, atau keduanya terisi. Petakan kolom jumlahnya."
    ),
    "account_unknown": _(
        "Rekening pada baris ini belum dicatat di wilayah ini. Catat dahulu rekeningnya."
    ),
}
OUT = {"D", "DB", "DR", "DEBIT", "DEBET", "K-"}
IN = {"K", "C", "CR", "KR", "KREDIT", "CREDIT"}


@dataclass(frozen=True, slots=True)
class Told:
    """A movement as a row tells it."""

    account: int
    booked_on: date
    amount: int
    text: str
    reference: str
    fingerprint: str


def account_index(number: str) -> str:
    """Blind index of an account number: its digits only."""
    return blind_index("account", "".join(c for c in number if c.isdigit()))


def plan(batch: Batch, incoming: Sequence[Incoming]) -> list[Outcome]:
    """What each row would do, in the order given; three statements.

    Two equal rows of one day are two movements; the same two in a later file are the same two.
    """
    accounts = {
        row.number_index: row.pk
        for row in BankAccount.objects.filter(within("area", (batch.area,)))
    }
    terms = StatementTerms.objects.filter(batch=batch).first()
    default = terms.account_id if terms else None
    met: Counter[tuple[Any, ...]] = Counter()
    before = _numbers_before(batch, incoming)
    found = [_read(one, accounts, default, met, before) for one in incoming]
    prints = [told.fingerprint for told in found if isinstance(told, Told)]
    known = dict(Movement.objects.filter(fingerprint__in=prints).values_list("fingerprint", "pk"))
    return [_outcome(told, known) for told in found]


def _numbers_before(batch: Batch, incoming: Sequence[Incoming]) -> dict[str, int]:
    """How often a row's content stood in earlier chunks of the same file; one statement."""
    if not incoming:
        return {}
    first = min(one.number for one in incoming)
    rows = Row.objects.filter(batch=batch, number__lt=first).exclude(verdict="rejected")
    return Counter(rows.values_list("content_hash", flat=True))


def _read(
    one: Incoming, accounts: dict[str, int], default: int | None, met: Counter[tuple[Any, ...]],
    before: dict[str, int],
) -> Told | str:  # fmt: skip
    values = one.values
    day = values.get("tanggal")
    if isinstance(day, str) and day:
        day = date.fromisoformat(day)
    if not isinstance(day, date):
        return "date_missing"
    amount = signed(values)
    if amount is None:
        return "amount_missing"
    number = str(values.get("rekening") or "")
    account = accounts.get(account_index(number)) if number else default
    if account is None:
        return "account_unknown"
    text = " ".join(str(values.get("keterangan") or "").split())[:300]
    reference = str(values.get("referensi") or "")[:80]
    content = (account, day, amount, text, reference)
    nth = before.get(one.content_hash, 0) + met[content]
    met[content] += 1
    said = "|".join(map(str, (*content, nth)))
    return Told(*content, hashlib.sha256(said.encode()).hexdigest()[:40])


def signed(values: Mapping[str, Any]) -> int | None:
    """Rupiah of a row, below zero when it left the account; None when the row does not tell.

    >>> signed({"debit": 16800}), signed({"jumlah": 16800, "jenis": "K"}), signed({"debit": 0})
    (-16800, 16800, None)
    """
    debit, credit = int(values.get("debit") or 0), int(values.get("kredit") or 0)
    if debit and credit:
        return None
    if debit or credit:
        return credit - debit
    amount = int(values.get("jumlah") or 0)
    kind = str(values.get("jenis") or "").strip().upper()
    if not amount or (amount > 0 and kind not in OUT | IN):
        return None
    return -abs(amount) if kind in OUT else amount


def _outcome(told: Told | str, known: dict[str, int]) -> Outcome:
    if isinstance(told, str):
        return Outcome("parked", None, (told, str(REASONS[told])))
    if told.fingerprint in known:
        return Outcome("unchanged", known[told.fingerprint])
    return Outcome("new", None, None, told)


def apply(batch: Batch, actor: Actor, planned: Sequence[tuple[Incoming, Outcome]]) -> Applied:
    """Write the movements and match them at once."""
    told = [(i.number, o.detail) for i, o in planned if isinstance(o.detail, Told)]
    ids, changes = write_movements(actor, batch, [one for _n, one in told])
    return Applied(changes, {n: pk for (n, _), pk in zip(told, ids, strict=True)})


def blockers(batch: Batch) -> list[str]:
    """A statement whose debits are matched stays, until the matches are taken back."""
    matched = Movement.objects.filter(batch=batch, matches__undone_at=None, matches__isnull=False)
    if count := matched.distinct().count():
        return [str(_("%(n)s mutasi sudah dicocokkan dengan tagihan.")) % {"n": count}]
    return []


def undo(batch: Batch, actor: Actor) -> Iterable[Sequence[RowChange]]:  # noqa: ARG001
    """Take the movements of a statement out again."""
    yield take_back_movements(batch)
