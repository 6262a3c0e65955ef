"""The money for the walk: bills, a payment with a proof, a question, a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.site.walk_claims import pdf
from tests.world import World

from payung.base.staging import actions as staging
from payung.base.staging.finishing import finish
from payung.base.territory.actor import Actor, Grant, Right
from payung.core.calendar import Month
from payung.programme.billing.actions import (
    add_proof,
    attach_code,
    issue_bills,
    make_payment,
    receive_statement,
    reconcile,
    register_account,
)
from payung.programme.billing.models import Bill, Difference, Question

if TYPE_CHECKING:
    from tests.site.walk_world import Place

MONTH = Month(2026, 3)


def a_statement() -> SimpleUploadedFile:
    return SimpleUploadedFile("mutasi.csv", b"Tgl;Uraian;Debet\n2026-03-12;BIAYA;2500\n")


def build_money(world: World, place: Place) -> dict[str, int]:
    """Ids of what was made, by what it is."""
    dpmd, prefix = world.actor(place.dpmd), place.prefix
    issue_bills(by=dpmd, area=place.regency, month=MONTH)
    bill = Bill.objects.get(village=place.village)
    attach_code(by=dpmd, bill=bill, code=f"KI{prefix}99", amount=bill.amount)
    account = register_account(
        by=dpmd, area=place.village, bank="Bank", holder="Kas desa", number=f"99{prefix}"
    )
    content = f"Tgl;Uraian;Debet\n2026-03-12;IURAN BPJS 888{prefix};{bill.amount}\n".encode()
    batch = receive_statement(
        by=dpmd, area=place.regency, content=content, name="mutasi.csv", account=account
    )
    finish(dpmd, batch)
    staging.accept(by=dpmd, batch=batch)
    finish(dpmd, batch)
    makes = Grant("kaur_keuangan", place.village, "", frozenset({Right.MAKE_PAYMENT}))
    kaur = Actor("user:0", "Kaur Uji", (makes,))
    payment = make_payment(by=kaur, area=place.village, bills=[bill])
    proof = add_proof(by=kaur, payment=payment, content=pdf("Bukti"), name="bukti.pdf")
    later = issue_bills(by=dpmd, area=place.regency, month=MONTH + 1).bills[0]
    listing = f"No;KPJ;Nama;BLTH;Total\n1;299{prefix}99;Orang Lain;03-2026;16800\n"
    reconcile(by=dpmd, area=place.regency, month=MONTH, content=listing.encode(), name="r.csv")
    gap = Difference.objects.filter(area=place.village).first()
    question = Question.objects.get(area=place.village)
    assert gap
    return {
        "bill": bill.pk, "later_bill": later.pk, "payment": payment.pk, "proof": proof.pk,
        "bank_batch": batch.pk, "question": question.pk, "difference": gap.pk,
    }  # fmt: skip
