"""The pages of the money, as each role sees them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader
from tests.members import Lists
from tests.programme.billing.test_banking import statement
from tests.world import BELU, FULUR, KEWAR, World

from payung.base.territory.actor import Actor
from payung.programme.billing.models import (
    Bill,
    ContributionCode,
    Difference,
    Match,
    Payment,
    Question,
)
from payung.programme.membership.models import CoverMonth

ROOT = "/iuran/tagihan/"


def page(world: World, name: str, address: str = "") -> str:
    answer = world.client(name).get(ROOT + address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_board_says_who_is_late(billed: Lists, world: World) -> None:
    said = page(world, "dpmd_belu", "?tahun=2026")
    assert "Rp84.000" in said, "BPU of March fell due on 15 March"
    assert "<svg" in said
    assert "Terbitkan tagihan" in said
    assert "Terbitkan tagihan" not in page(world, "bupati_belu", "?tahun=2026")


def test_a_village_sees_itself(billed: Lists, world: World) -> None:
    said = page(world, "kaur_kewar", "?tahun=2026")
    assert "Kewar" in said
    assert "Fulur" not in said
    assert world.client("kaur_kewar").get(f"{ROOT}desa/{FULUR}/").status_code == 404


def test_a_bill_explains_itself(billed: Lists, world: World) -> None:
    bill = Bill.objects.get(segment="pu")
    said = page(world, "kades_kewar", f"{bill.pk}/")
    assert "Rp100.000" in said, "withheld from pay"
    assert "Mengapa angka ini?" in said
    assert "JHT" in said
    names = [line.membership.person.name for line in bill.lines.all()]
    assert all(name in said for name in names)
    unnamed = page(world, "kejari_belu", f"{bill.pk}/")
    assert not any(name in unnamed for name in names)


def test_from_the_village_page_to_the_bank(billed: Lists, world: World) -> None:
    bill = Bill.objects.get(village=KEWAR, segment="bpu")
    kaur = world.client("kaur_kewar")
    made = kaur.post(f"{ROOT}bayar/", {"area": KEWAR, "tagihan": [bill.pk]})
    payment = Payment.objects.get()
    assert made.url == f"{ROOT}bayar/{payment.pk}/"
    for name, step in (("kaur_kewar", "file"), ("sekdes_kewar", "check"),
                       ("kades_kewar", "approve"), ("kaur_kewar", "send")):  # fmt: skip
        assert "Langkah berikut" in page(world, name, f"bayar/{payment.pk}/")
        address = f"{ROOT}bayar/{payment.pk}/langkah/{step}/"
        assert world.client(name).get(address).status_code == 200
        assert world.client(name).post(address, {"number": "SPP/1"}).status_code == 302
    payment.refresh_from_db()
    assert payment.state == "sent"
    refused = kaur.post(f"{ROOT}bayar/{payment.pk}/langkah/file/", {})
    assert refused.status_code == 422
    assert "Muat ulang" in refused.content.decode()


def test_a_proof_and_the_request_as_pdf(billed: Lists, world: World) -> None:
    bill = Bill.objects.get(village=KEWAR, segment="pu")
    kaur = world.client("kaur_kewar")
    kaur.post(f"{ROOT}bayar/", {"area": KEWAR, "tagihan": [bill.pk]})
    payment = Payment.objects.get()
    bad = SimpleUploadedFile("bukti.pdf", b"MZ bukan pdf")
    kaur.post(f"{ROOT}bayar/{payment.pk}/bukti/", {"file": bad})
    assert not payment.proofs.exists()
    kaur.post(f"{ROOT}bayar/{payment.pk}/bukti/", {"file": SimpleUploadedFile("b.pdf", b"%PDF-1")})
    kept = kaur.get(f"{ROOT}bayar/bukti/{payment.proofs.get().pk}/")
    assert (kept.content, kept["Content-Type"]) == (b"%PDF-1", "application/pdf")
    assert world.client("kades_fulur").get(
        f"{ROOT}bayar/bukti/{payment.proofs.get().pk}/"
    ).status_code == 404  # fmt: skip
    answer = kaur.get(f"{ROOT}bayar/{payment.pk}/surat/")
    from io import BytesIO

    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert "312.000" in text
    assert "PERMINTAAN PEMBAYARAN" in text.upper()


def test_the_queue_and_its_answers(billed: Lists, dpmd: Actor, world: World) -> None:
    statement(dpmd, "12-03-2026;TRANSFER 123;;50400;;1\n")
    question = Question.objects.get()
    assert "menunggu jawaban" in page(world, "kaur_kewar", "bank/")
    bill = Bill.objects.get(village=KEWAR, segment="bpu")
    address = f"{ROOT}bank/pertanyaan/{question.pk}/"
    kaur = world.client("kaur_kewar")
    assert "Rp50.400" in kaur.get(address).content.decode()
    wrong = kaur.post(address, {"answer": "matched", "bills": [], "reason": "slip"})
    assert wrong.status_code == 422
    done = kaur.post(address, {"answer": "matched", "bills": [bill.pk], "reason": "slip 7"})
    assert done.status_code == 302
    assert Match.objects.get().how == "hand"
    assert world.client("kades_kewar").get(address).status_code == 403


def test_a_statement_by_the_page(billed: Lists, world: World) -> None:
    content = "Tgl;Uraian;Debet;Kredit\n12-03-2026;IURAN 530426030001;50400;\n"
    from payung.programme.billing.models import BankAccount

    account = BankAccount.objects.get(area=KEWAR)
    answer = world.client("kaur_kewar").post(
        f"{ROOT}bank/",
        {"kind": "bank_statement", "account": account.pk,
         "file": SimpleUploadedFile("mutasi.csv", content.encode())},
        follow=True,
    )  # fmt: skip
    assert answer.status_code == 200
    assert Match.objects.get().amount == 50_400


def test_a_month_reconciled_by_the_page(billed: Lists, world: World) -> None:
    from payung.programme.membership.matching import kpj_index
    from payung.programme.membership.models import Membership

    rows = ["No;KPJ;Nama Peserta;BLTH;Tgl Bayar;Kode Iuran;Total Iuran"]
    code = ContributionCode.objects.first()
    assert code
    for m in Membership.objects.select_related("person").filter(segment="bpu").order_by("pk")[:4]:
        Membership.objects.filter(pk=m.pk).update(kpj_index=kpj_index(f"260000{m.pk:05}"))
        rows.append(f"1;260000{m.pk:05};{m.person.name};03-2026;12-03-2026;{code.code};16800")
    dpmd = world.client("dpmd_belu")
    answer = dpmd.post(
        f"{ROOT}cocok/",
        {"bulan": "2026-03", "file": SimpleUploadedFile("r.csv", "\n".join(rows).encode())},
        follow=True,
    )
    said = answer.content.decode()
    assert "4 dari 4 baris cocok" in said
    assert CoverMonth.objects.filter(month="2026-03").exclude(posting=None).count() == 4
    gap = Difference.objects.filter(state="open").first()
    assert gap
    dpmd.post(f"{ROOT}cocok/{gap.pk}/jelaskan/", {"reason": "Menyusul, surat cabang 4"})
    gap.refresh_from_db()
    assert gap.state == "explained"
    pdf = dpmd.get(f"{ROOT}cocok/berita-acara/?bulan=2026-03")
    assert pdf.content.startswith(b"%PDF")
    assert world.client("kades_kewar").post(f"{ROOT}cocok/", {}).status_code == 403
    assert "Menyusul" not in page(world, "kades_fulur", "cocok/?bulan=2026-03")


def test_code_and_receipt_by_the_page(billed: Lists, world: World) -> None:
    bill = Bill.objects.get(village=FULUR)
    bpjs = world.client("bpjs_belu")
    done = bpjs.post(f"{ROOT}{bill.pk}/terima/", {"paid_on": "2026-03-14", "reference": "KI9"})
    assert done.status_code == 302
    assert CoverMonth.objects.filter(posting__reference="KI9").count() == 2
    again = bpjs.post(f"{ROOT}{bill.pk}/kode/", {"code": "777777", "amount": "33.600"})
    assert again.status_code == 422
    assert "sudah berkode" in again.content.decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [("kaur_kewar", "mutasi"), ("dpmd_belu", "mutasi")],
)
def test_tasks_name_what_waits(
    billed: Lists, dpmd: Actor, world: World, name: str, words: str
) -> None:
    statement(dpmd, "12-03-2026;TRANSFER 123;;50400;;1\n")
    from payung.base.ui.todo import tasks_for

    assert any(words in task.title for task in tasks_for(world.actor(name)))


def test_each_hand_finds_its_turn_among_its_tasks(billed: Lists, world: World) -> None:
    from payung.base.ui.todo import tasks_for
    from payung.programme.billing.actions import make_payment, move
    from payung.programme.billing.states import Step

    bill = Bill.objects.get(village=KEWAR, segment="bpu")
    payment = make_payment(by=world.actor("kaur_kewar"), area=KEWAR, bills=[bill])
    turns = (("kaur_kewar", Step.FILE), ("sekdes_kewar", Step.CHECK), ("kades_kewar", Step.APPROVE))
    for name, step in turns:
        mine = [t for t in tasks_for(world.actor(name)) if f"bayar/{payment.pk}/" in t.url]
        assert len(mine) == 1, name
        others = [n for n, _s in turns if n != name]
        assert not [
            t for n in others for t in tasks_for(world.actor(n)) if f"bayar/{payment.pk}/" in t.url
        ]
        payment = move(by=world.actor(name), payment=payment, step=step)


def test_the_board_takes_few_statements(billed: Lists, world: World, statements) -> None:  # type: ignore[no-untyped-def]
    client = world.client("dpmd_belu")
    client.get(ROOT)
    with statements() as sent:
        client.get(f"{ROOT}?tahun=2026")
    assert len(sent) <= 16


def test_the_day_that_pages_take_for_today(billed: Lists, world: World) -> None:
    from django.utils import timezone

    assert timezone.localdate() == date(2026, 3, 20)
    assert BELU == "53.04"
