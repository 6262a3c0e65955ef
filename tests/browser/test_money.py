"""The money in the browser: each page of the room, wide and narrow, axe clean, pictured."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from tests.members import Lists
from tests.programme.billing.test_banking import HEAD, accepted
from tests.world import BELU, World

from payung.base.territory.models import Area
from payung.core.calendar import Month
from payung.programme.billing.actions import (
    attach_code,
    issue_bills,
    make_payment,
    move,
    receive_statement,
    reconcile,
    record_receipt,
    register_account,
)
from payung.programme.billing.models import Bill
from payung.programme.billing.states import Step
from payung.programme.membership.actions import enrol
from payung.programme.membership.matching import kpj_index
from payung.programme.membership.models import Membership

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def billed(live_server: Any, world: World) -> dict[str, str]:
    """Eight villages billed for five months: paid, late, in transit, a payment that waits."""
    lists, by = Lists(world), world.actor("dpmd_belu")
    this = Month.of(timezone.localdate())
    first = max(this - 4, Month(this.year, 1))
    villages = list(Area.objects.in_area("53.04.01").filter(kind="desa").order_by("code")[:8])
    for n, village in enumerate(villages):
        span = (str(first), str(Month(this.year, 12)))
        enrol(by=by, decree=lists.decree(village.code, 2 + n % 3, start=1 + 20 * n, months=span))
        register_account(
            by=by, area=village.code, bank="Bank NTT", holder=village.title, number=f"04500{n:03}"
        )
    for member in Membership.objects.all():
        number = f"260000{member.pk:05}"
        Membership.objects.filter(pk=member.pk).update(kpj=number, kpj_index=kpj_index(number))
    rows = []
    for month in (first + n for n in range(this - first + 1)):
        issue_bills(by=by, area=BELU, month=month)
        for n, bill in enumerate(Bill.objects.filter(period=month).order_by("village_id")):
            code = f"5304{month.year}{month.number:02}{n:02}"
            attach_code(by=by, bill=bill, code=code, amount=bill.amount, heads=bill.heads)
            if (n == 2 and month > this - 3) or (n == 5 and month == this - 1) or month == this:
                continue
            text = f"IURAN BPJSTK {code}" if n != 4 else f"IURAN BPJSTK 99{code}"
            rows.append(f"{month.day(12):%d-%m-%Y};{text};FT{bill.pk};{bill.amount};;;04500{n:03}")
            if n not in (3, 4) or month < this - 1:
                record_receipt(by=by, bill=bill, paid_on=month.day(13), reference=code)
    content = HEAD.replace("Saldo", "Saldo;Rekening") + "\n".join(rows)
    batch = receive_statement(by=by, area=BELU, content=content.encode(), name="mutasi.csv")
    accepted(by, batch)
    _reconciled(by, first)
    own = Bill.objects.get(village=villages[0], period=this)
    payment = make_payment(by=world.actor("kaur_kewar"), area=own.village_id, bills=[own])
    move(by=world.actor("kaur_kewar"), payment=payment, step=Step.FILE, number="12/SPP/2026")
    return {
        "papan-bulan": "/iuran/tagihan/", "desa-iuran": f"/iuran/tagihan/desa/{villages[2].code}/",
        "tagihan": f"/iuran/tagihan/{own.pk}/", "pembayaran": f"/iuran/tagihan/bayar/{payment.pk}/",
        "daftar-bayar": "/iuran/tagihan/bayar/", "rekening-koran": "/iuran/tagihan/bank/",
        "rekonsiliasi": f"/iuran/tagihan/cocok/?bulan={first}",
    }  # fmt: skip


def _reconciled(by: Any, month: Month) -> None:
    """A list of BPJS that lacks somebody and names a stranger."""
    lines = ["No;KPJ;Nama Peserta;BLTH;Tgl Bayar;Total Iuran"]
    members = Membership.objects.select_related("person").order_by("pk")
    for m in members[1:]:
        told = f"{month.number:02}-{month.year};{month.day(13):%d-%m-%Y};16800"
        lines.append(f"{m.pk};{m.kpj};{m.person.name};{told}")
    lines.append(f"99;29999999999;Orang Lain;{month.number:02}-{month.year};;16800")
    reconcile(
        by=by, area=BELU, month=month, content="\n".join(lines).encode(), name="Rincian Iuran.csv"
    )


def test_each_page_is_clean_and_fits(
    billed: dict[str, str], world: World, open_page: Callable[..., Page], log_in: Any,
    assert_axe_clean: Any, screenshot: Any,
) -> None:  # fmt: skip
    page = open_page()
    log_in(page, world.user("dpmd_belu"))
    for name, address in billed.items():
        answer = page.goto(address)
        assert answer
        assert answer.status == 200, name
        assert_axe_clean(page)
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        page.set_viewport_size({"width": 1280, "height": 900})
        screenshot(page, name, full_page=name != "papan-bulan", narrow=False)


def test_the_secretary_checks_without_javascript(
    billed: dict[str, str], world: World, open_page: Callable[..., Page], log_in: Any
) -> None:
    page = open_page(javascript=False)
    log_in(page, world.user("sekdes_kewar"))
    page.goto(billed["pembayaran"])
    page.get_by_role("button", name="Periksa (Sekdes)").click()
    page.get_by_role("button", name="Periksa (Sekdes)").click()
    assert "Diperiksa" in page.content()
    assert page.get_by_role("button", name="Setujui (Kades)").count() == 0
