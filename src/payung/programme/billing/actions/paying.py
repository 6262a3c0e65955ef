"""Payments: gathered from bills, filed, checked, approved, sent; three persons, one winner."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from payung.base.files import actions as files
from payung.base.journal import actions as journal
from payung.base.journal.actions import RowChange
from payung.base.policy.queries import in_force
from payung.base.territory.actor import Actor, NotAllowed
from payung.base.ui.format import rupiah
from payung.core.bank import TransferLayoutError, read_layout, transfer_file
from payung.core.calendar import Month
from payung.programme.billing.actions.proving import kind_of_proof
from payung.programme.billing.models import Bill, ContributionCode, Payment, PaymentItem
from payung.programme.billing.models.payments import PaymentStep, Proof
from payung.programme.billing.refusals import AlreadyMoved, BillingRefused
from payung.programme.billing.states import (
    HANDS,
    Chain,
    State,
    Step,
    check_state,
    transition,
)
from payung.programme.billing.transfers import transfers_of
from payung.programme.funds.reach import require_for_fund

CATEGORY = PaymentItem.Category


@transaction.atomic
def make_payment(*, by: Actor, area: str, bills: Sequence[Bill]) -> Payment:
    """Gather bills of one fund into a draft; credits of the payer lower its sum.

    Each bill stands in one living payment, so that a member's month is never paid twice. Raises
    NotAllowed, BillingRefused, AlreadyMoved when a bill was just taken by another payment.
    """
    rows = list(Bill.objects.filter(pk__in=[b.pk for b in bills]).select_related("fund"))
    chain = _chain(rows)
    require_for_fund(by, transition(chain, Step.FILE).right, area, rows[0].fund)
    _check_bills(area, rows)
    payment = Payment.objects.create(
        area=area, fund=rows[0].fund, chain=chain, amount=sum(b.amount for b in rows)
    )
    now = Month.of(timezone.localdate())
    try:
        with transaction.atomic():
            PaymentItem.objects.bulk_create(
                PaymentItem(payment=payment, bill=b, category=category_of(b, now), amount=b.amount)
                for b in rows
            )
    except IntegrityError as error:
        raise AlreadyMoved(
            gettext("Salah satu tagihan sudah ada dalam pembayaran lain. Muat ulang halaman.")
        ) from error
    journal.record(
        by=by, action="billing.payment_made", subject=payment, area=area,
        summary={"amount": payment.amount, "bills": [b.number for b in rows]},
    )  # fmt: skip
    return payment


def _chain(rows: Sequence[Bill]) -> Payment.Chain:
    chains = {row.remitter for row in rows}
    if not rows or len(chains) > 1 or len({row.fund_id for row in rows}) > 1:
        raise BillingRefused(
            gettext("Pilih tagihan dari satu dana dan satu bendahara dalam satu pembayaran.")
        )
    return Chain(chains.pop())


def _check_bills(area: str, rows: Sequence[Bill]) -> None:
    outside = [b for b in rows if not b.village_id.startswith(area)]
    if outside:
        raise NotAllowed(gettext("Ada tagihan di luar wilayah pembayaran ini."))
    total = sum(b.amount for b in rows)
    if total <= 0:
        raise BillingRefused(
            gettext(
                "Jumlah bersih %(total)s: kelebihan bayar menutup tagihan ini. Sertakan tagihan "
                "bulan berikutnya; kelebihannya diperhitungkan di sana."
            )
            % {"total": rupiah(total)}
        )
    year = timezone.localdate().year
    beyond = [b for b in rows if b.period.year > year]
    if beyond and in_force("pay_past_december", area=area, on=timezone.localdate()).value != "yes":
        raise BillingRefused(
            gettext(
                "Anggaran berakhir 31 Desember: tagihan tahun %(year)s tidak dibayar dari "
                "anggaran tahun ini, kecuali ada aturan tertulis (Aturan → Bayar di muka)."
            )
            % {"year": beyond[0].period.year}
        )


def category_of(bill: Bill, now: Month) -> PaymentItem.Category:
    """The budget line on which a bill stands when it is paid in a month."""
    if bill.amount < 0:
        return CATEGORY.CREDIT
    if bill.kind == Bill.Kind.ARREARS or bill.period.year < now.year:
        december = bill.kind == Bill.Kind.DECEMBER and now == bill.period + 1
        return CATEGORY.DECEMBER if december else CATEGORY.PAST_YEARS
    if bill.kind == Bill.Kind.DECEMBER:
        return CATEGORY.DECEMBER
    if bill.period > now:
        return CATEGORY.AHEAD
    return CATEGORY.CURRENT if bill.period == now else CATEGORY.ARREARS


@transaction.atomic
def move(*, by: Actor, payment: Payment, step: Step, note: str = "", number: str = "") -> Payment:
    """Take one step. `number` is the SPP's when filing, the SP2D's when a district approves.

    Of two who do the same at the same time, one wins; the other gets AlreadyMoved. Raises
    NotAllowed (also for who did an earlier step), BillingRefused.
    """
    wanted = transition(payment.chain, step)
    require_for_fund(by, wanted.right, payment.area, payment.fund)
    check_state(payment, step)
    if wanted.needs_note and not note.strip():
        raise BillingRefused(
            gettext("Tulis alasannya, agar yang berikut tahu apa yang diperbaiki.")
        )
    _check_hands(by, payment, step)
    values = _needed(payment, step, number.strip(), note.strip())
    won = Payment.objects.filter(pk=payment.pk, state=wanted.source).update(
        state=wanted.target, **values
    )
    if won != 1:
        payment.refresh_from_db(fields=["state"])
        check_state(payment, step)
        raise AlreadyMoved(gettext("Langkah ini baru saja diambil orang lain."))
    if step == Step.CANCEL:
        PaymentItem.objects.filter(payment=payment).update(released=True)
    note_step(by, payment, step, wanted.source, wanted.target, note)
    payment.refresh_from_db()
    return payment


def note_step(
    by: Actor, payment: Payment, step: str, source: str, target: str, note: str = ""
) -> None:
    """The trace of a step on the payment and in the journal; in the caller's transaction."""
    PaymentStep.objects.create(
        payment=payment, step=step, source=source, target=target, note=note.strip()[:300],
        by_id=by.id, by_name=by.name,
    )  # fmt: skip
    journal.record(
        by=by, action=f"billing.payment_{step}", subject=payment, area=payment.area,
        reason=note.strip(), summary={"amount": payment.amount, "sp2d": payment.sp2d},
        changes=[RowChange(Payment._meta.db_table, str(payment.pk), {"state": [source, target]})],
    )  # fmt: skip


def _check_hands(by: Actor, payment: Payment, step: Step) -> None:
    """Who makes does not check, and who checks does not approve."""
    if step not in HANDS:
        return
    since = payment.steps.filter(target=State.DRAFT).order_by("-pk").values_list("pk", flat=True)
    others = [one for one in HANDS if one != step]
    steps = payment.steps.filter(pk__gt=since.first() or 0, step__in=others, by_id=by.id)
    if steps.exists():
        raise NotAllowed(
            gettext(
                "Anda sudah mengambil langkah lain pada pembayaran ini. Pengaju, pemeriksa, dan "
                "penyetuju harus tiga orang."
            )
        )


def _needed(payment: Payment, step: Step, number: str, note: str) -> dict[str, str]:
    if step == Step.FILE:
        _check_codes(payment, note)
        return {"number": number} if number else {}
    if step == Step.APPROVE and payment.chain == Chain.DISTRICT:
        if not number:
            raise BillingRefused(gettext("Isi nomor SP2D."))
        return {"sp2d": number}
    return {}


def _check_codes(payment: Payment, note: str) -> None:
    """BPJS takes money under its code only; another sum than the code's needs a reason."""
    items = list(payment.items.filter(released=False).select_related("bill"))
    asked = [i.bill_id for i in items if i.amount > 0]
    codes = ContributionCode.objects.filter(bill__in=asked, withdrawn_at=None)
    told = dict(codes.values_list("bill_id", "amount"))
    missing = [i.bill.number for i in items if i.amount > 0 and i.bill_id not in told]
    if missing:
        raise BillingRefused(
            gettext(
                "Kode iuran belum ada untuk %(n)s tagihan (%(first)s). Minta kode kepada BPJS, "
                "lalu catat pada halaman tagihan."
            )
            % {"n": len(missing), "first": missing[0]}
        )
    if sum(told.values()) != payment.amount and not note:
        raise BillingRefused(
            gettext(
                "Jumlah menurut kode iuran %(told)s, pembayaran ini %(amount)s. Samakan dahulu, "
                "atau tulis sebabnya."
            )
            % {"told": rupiah(sum(told.values())), "amount": rupiah(payment.amount)}
        )


def why_no_transfer(payment: Payment) -> str:
    """The sentence why no bulk file can be written, or nothing."""
    text = str(in_force("cms_layout", area=payment.area, on=timezone.localdate()).value).strip()
    if not text:
        return gettext(
            "Tata letak berkas CMS bank belum ditetapkan. Bank tidak menerbitkannya; mintalah "
            "kepada bank, lalu DPMD mengisinya pada Aturan."
        )
    try:
        read_layout(text)
    except TransferLayoutError as error:
        return str(error)
    return ""


@transaction.atomic
def write_transfer_file(*, by: Actor, payment: Payment) -> Payment:
    """Write the bank's bulk file of an approved payment, once; it is kept with its hash.

    Raises NotAllowed, BillingRefused while the layout or the account is not set.
    """
    require_for_fund(by, transition(payment.chain, Step.SEND).right, payment.area, payment.fund)
    if payment.state not in (State.APPROVED, State.SENT):
        raise BillingRefused(gettext("Berkas CMS dibuat setelah pembayaran disetujui."))
    if reason := why_no_transfer(payment):
        raise BillingRefused(reason)
    on = timezone.localdate()
    layout = read_layout(str(in_force("cms_layout", area=payment.area, on=on).value))
    ending, content = transfer_file(layout, transfers_of(payment, on))
    name = f"CMS-{payment.area}-{payment.pk}.{ending}"
    file = files.store(
        by=by, content=content, name=name, purpose="transfer_file", area=payment.area
    )
    change = journal.changed(payment, transfer_file=file)
    payment.save(update_fields=["transfer_file"])
    journal.record(
        by=by, action="billing.transfer_written", subject=payment, area=payment.area,
        summary={"layout": layout.name, "sha256": file.sha256, "amount": payment.amount},
        changes=[change],
    )  # fmt: skip
    return payment


@transaction.atomic
def add_proof(*, by: Actor, payment: Payment, content: bytes, name: str) -> Proof:
    """Keep a proof of payment: PDF, JPEG or PNG by its first bytes; the same again: unchanged.

    Raises NotAllowed, BillingRefused for anything else, FileRefused.
    """
    require_for_fund(by, transition(payment.chain, Step.FILE).right, payment.area, payment.fund)
    kind = kind_of_proof(content)
    file = files.store(by=by, content=content, name=name, purpose="payment_proof",
                       area=payment.area)  # fmt: skip
    before = Proof.objects.filter(payment=payment, file__sha256=file.sha256).first()
    if before is not None:
        return before
    row = Proof.objects.create(
        payment=payment, file=file, content_type=kind, by_id=by.id, by_name=by.name
    )
    journal.record(
        by=by, action="billing.proof_added", subject=row, area=payment.area,
        summary={"payment": payment.pk, "sha256": file.sha256, "type": kind},
    )  # fmt: skip
    return row
